"""Complete a question that leaves its body out ("Why?", "What about Russia?", "Who else?").

What is missing is taken from the question before: its words are kept and the part that changes is
put in place. English rules only.
"""

import re

from rag.conversation.clause import ask, bare, inner, lower_first, state
from rag.conversation.names import Name, find_names, is_plural
from rag.conversation.phrases import find_phrases
from rag.conversation.turn import Turn
from rag.conversation.words import (
    AUXILIARIES,
    FUNCTION_WORDS,
    PREPOSITIONS,
    WH_WORDS,
    split_words,
    word_set,
)

_LEAD = r"(?:(?:and|but|so|ok|okay|well|then)\b[\s,]*)?"
_WH = (
    r"(?:since when|until when|for how long|by how much|why not|"
    r"how (?:long|much|many|often|far|come|soon)|"
    r"(?:by|with|to|from|for|against|about|over|on|of|under) (?:whom|who|what|where)|what for|"
    r"(?:at|in|on|by|from|since) (?:what|which) (?:time|year|month|day|date|city|country|place)|"
    r"(?:what|which) (?:time|year|month|day|date|city|country|place)|who|why|when|where|how)"
)
_EVENT = (
    r"(?:(?:is|was|are|were) (?:that|this|it) (?:so|the case|done|decided|announced)|"
    r"(?:is|was) (?:that|this)|"
    r"(?:did|does|do|will|would) (?:he|she|they|it) do (?:that|this|so)|"
    r"(?:did|does|do|will|would|has|had) (?:that|this|it|these things|this all|it all) "
    r"(?:happen(?:ed)?|occur(?:red)?|take place|be|come about))"
)
_BARE_WH = re.compile(
    rf"{_LEAD}({_WH})(?: exactly| (there|then)| {_EVENT})?\s*[?.!]*", re.IGNORECASE
)
_ABOUT = re.compile(
    r"(?:and |but |so |ok |okay )?(?:what about|how about|what of)\s+(.+?)\s*[?.!]*"
    r"|(?:and|or|but)\s+(.+?)\s*[?.!]*",
    re.IGNORECASE,
)
_ELSE = re.compile(
    rf"{_LEAD}(?:(what|who|where|when|why|how) else|(any(?:thing|one|body|where)) else|"
    r"any (?:others?|more))\s*[?.!]*",
    re.IGNORECASE,
)
_MORE = re.compile(
    rf"{_LEAD}(?:(?:can|could|will) you |please )?(?:tell me more|(?:any )?more details?|"
    r"elaborate(?: on (?:that|this|it))?|go on|continue|explain(?: (?:that|this|it))?|"
    r"tell me more about (?:that|this|it)|more|details)(?: please)?\s*[?.!]*",
    re.IGNORECASE,
)
_SAID_SO = re.compile(
    rf"{_LEAD}(who (?:said|says|claimed|claims|announced|reported|confirmed|denied) "
    rf"(?:so|that|this|it))\s*[?.!]*",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_NEEDS_RESOLVING = word_set(
    "he him his she her hers it its they them their theirs this that these those"
)
_GENITIVE = ("'s", "\u2019s")
_MORE_OF = "Tell me more: "
_LONGEST_ELLIPSIS_CHARS = 120
_LONGEST_ELLIPSIS = 8  # words: longer questions speak for themselves


def complete(question: str, previous: Turn) -> str | None:
    """The question with the missing part taken from `previous`; None where nothing is missing."""
    text = question.strip()
    if len(text) > _LONGEST_ELLIPSIS_CHARS or len(split_words(text)) > _LONGEST_ELLIPSIS:
        return None
    if match := _BARE_WH.fullmatch(text):
        return ask(match.group(1), previous, with_answer=match.group(2) is not None)
    if match := _ELSE.fullmatch(text):
        return _ask_else((match.group(1) or "what").lower(), previous)
    if match := _SAID_SO.fullmatch(text):
        said = state(previous)
        return f"{match.group(1)} ({said})?" if said else None
    if _MORE.fullmatch(text):
        return _MORE_OF + lower_first(previous.question.strip().removeprefix(_MORE_OF))
    fragment = _fragment(text)
    return put_in(fragment, previous) if fragment else None


def _ask_else(wh: str, previous: Turn) -> str:
    body = bare(previous.question)
    words = body.split(maxsplit=1)
    if words[0].lower() in WH_WORDS and len(words) > 1:
        if words[1].lower().startswith("else "):
            return f"{body}?"
        return f"{words[0]} else {words[1]}?"
    return f"{wh.capitalize()} else: {lower_first(body)}?"


def put_in(fragment: str, previous: Turn) -> str:
    """The previous question with `fragment` in the place of what it is parallel to."""
    body = bare(previous.question)
    words = fragment.split()
    preposition = words[0].lower() if words[0].lower() in PREPOSITIONS else ""
    core = fragment[len(words[0]) :].strip() if preposition and len(words) > 1 else fragment
    place = _parallel(core, preposition, body)
    if place is not None:
        start, end = place
        if core.endswith(_GENITIVE):  # the place keeps its own: "Russia's" -> "Poland's"
            core = core[:-2]
        if body[:start].lower().endswith("the ") and core.lower().startswith("the "):
            core = core[4:]
        return f"{body[:start]}{core}{body[end:]}?"
    if preposition:
        return f"{body} {fragment}?"
    return f"What about {fragment} ({lower_first(inner(body))})?"


def _parallel(core: str, preposition: str, body: str) -> tuple[int, int] | None:
    """Where in `body` the part stands that `core` takes the place of."""
    if _YEAR.fullmatch(core) and (year := _YEAR.search(body)):
        return year.span()
    mine = find_names(core)
    if not mine and _could_be_name(core):
        mine = [Name(core, 0, len(core), "unknown")]
    if mine:
        return _parallel_name(mine[0], preposition, body)
    phrases = [p for p in find_phrases(body) if p.determiner in ("the", "a", "an")]
    if core.lower().startswith(("the ", "a ", "an ")) and phrases:
        return phrases[0].start, phrases[0].end
    return None


def _parallel_name(mine: Name, preposition: str, body: str) -> tuple[int, int] | None:
    """The name in `body` to replace: with the same preposition, else the first of a like kind."""
    names = find_names(body)
    same = [name for name in names if (name.kind == "date") == (mine.kind == "date")]
    if preposition:
        after = [name for name in same if _preposition_before(body, name) == preposition]
        same = after or (same[-1:] if mine.kind == "date" else [])
        return _span(same[-1]) if same else None
    if same:
        return _span(same[0])
    return _span(names[0]) if names and mine.kind != "date" else None


def _could_be_name(text: str) -> bool:
    """Whether a text in lower case may be a name, as people type them ("and medvedev?")."""
    words = split_words(text)
    return len(words) == 1 and words[0].lower not in FUNCTION_WORDS and not is_plural(text)


def _span(name: Name) -> tuple[int, int]:
    return name.start, name.end


def _preposition_before(body: str, name: Name) -> str:
    before = body[: name.start].split()
    if before and before[-1].lower() == "the":
        before.pop()
    return before[-1].lower() if before and before[-1].lower() in PREPOSITIONS else ""


def _fragment(text: str) -> str:
    """The phrase that is asked about ("And in Chile?" -> "in Chile"); "" for a whole question."""
    match = _ABOUT.fullmatch(text)
    phrase = match.group(1) or match.group(2) if match else ""
    if phrase and _is_fragment(phrase):
        return phrase if _NEEDS_RESOLVING.isdisjoint(phrase.lower().split()) else ""
    return text.rstrip("?.! ") if _is_lone_fragment(text) else ""


def _is_fragment(text: str) -> bool:
    """Whether a text is a phrase and not a clause: no question word, no auxiliary."""
    lowers = [word.lower for word in split_words(text)]
    return bool(lowers) and not any(word in WH_WORDS or word in AUXILIARIES for word in lowers)


def _is_lone_fragment(text: str) -> bool:
    """A fragment that stands alone and shows it: a preposition in front, a question mark behind."""
    words = split_words(text)
    if not text.endswith("?") or len(words) < 2 or not _is_fragment(text):  # noqa: PLR2004
        return False
    return words[0].lower in PREPOSITIONS and words[1].lower not in FUNCTION_WORDS - {"the"}
