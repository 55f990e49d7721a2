"""Put names in the place of the pronouns and demonstratives that point back into a conversation.

English rules only. A pronoun that its own question explains ("What did Rasmussen say of his
visit?") is left alone, as is an "it" or "there" that points at nothing ("Is it true that …").
"""

import re
from collections.abc import Sequence

from rag.conversation.antecedents import Referent, Role, choose
from rag.conversation.kinds import Kind
from rag.conversation.names import find_names
from rag.conversation.phrases import Phrase, find_phrases, singular
from rag.conversation.words import (
    AUXILIARIES,
    COMMON_VERBS,
    FUNCTION_WORDS,
    PREPOSITIONS,
    Word,
    split_words,
    word_set,
)

_ROLE: dict[str, Role] = {
    **dict.fromkeys(("he", "him", "his", "himself", "she", "her", "hers", "herself"), "he"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
}
_POSSESSIVE = word_set("his its their hers theirs")
_REFLEXIVE = word_set("himself herself itself themselves")
_DEMONSTRATIVE = word_set("this that these those")
_BE = word_set("is are was were be been being isn't aren't wasn't weren't")
_EXPLETIVE = re.compile(
    r"\bit (?:be |been |really |still |not )*(?:true|false|possible|likely|unlikely|necessary|"
    r"legal|illegal|safe|dangerous|easy|hard|difficult|important|clear|known|expected|said|believed|thought|reported|"
    r"estimated|raining|snowing|cold|hot|worth|ok|okay|fair|right|wrong)\b"
    r"|\bit (?:take|takes|took|taken) (?:to|for)\b|\btime (?:is|was) it\b|\bit (?:rain|snow)"
    r"|\bit (?:is|was|seems|appears|seem|appear) (?:true|possible|likely|that)\b",
    re.IGNORECASE,
)

Edit = tuple[int, int, str]
"""Replace characters `[start, end)` by a text."""


def substitute(question: str, referents: Sequence[Referent]) -> str:
    """The question with its references replaced by what they most likely mean."""
    words = split_words(question)
    edits: list[Edit] = []
    seen: set[str] = set()
    for i, word in enumerate(words):
        edit = (
            _pronoun(question, words, i, referents)
            or _place_or_time(words, i, referents)
            or _bare_demonstrative(question, words, i, referents)
        )
        role = _ROLE.get(word.lower, word.lower)
        if edit and role not in seen:
            seen.add(role)
            edits.append(edit)
    edits += _noun_phrases(question, referents, edits)
    return _apply(question, edits)


def _pronoun(
    question: str, words: list[Word], i: int, referents: Sequence[Referent]
) -> Edit | None:
    word = words[i]
    role = _ROLE.get(word.lower)
    if role is None or word.lower in _REFLEXIVE or _bound(question, words, i, role):
        return None
    if role == "it" and any(
        match.start() <= word.start < match.end() for match in _EXPLETIVE.finditer(question)
    ):
        return None
    referent = choose(role, referents, avoid=question)
    if referent is None:
        return None
    possessive = word.lower in _POSSESSIVE or (word.lower == "her" and _noun_follows(words, i))
    return word.start, word.end, _possessive(referent.text) if possessive else referent.text


def _bound(question: str, words: list[Word], i: int, role: Role) -> bool:
    """Whether the question itself names, before the pronoun, what the pronoun may mean."""
    before = question[: words[i].start]
    kinds = _BINDERS[role]
    if any(name.kind in kinds for name in find_names(before)):
        # An object cannot mean the subject of its own clause: "What does Russia want from it?"
        return not (words[i].lower in ("it", "them", "him") and _is_object(words, i))
    if role == "he":
        return any(phrase.head in _PERSON_NOUNS for phrase in find_phrases(before))
    return words[i].lower in _POSSESSIVE and bool(find_phrases(before))


def _is_object(words: list[Word], i: int) -> bool:
    return i + 1 == len(words) or words[i + 1].lower in PREPOSITIONS


def _place_or_time(words: list[Word], i: int, referents: Sequence[Referent]) -> Edit | None:
    word = words[i]
    last = i + 1 == len(words)
    if word.lower == "there" and i and (last or words[i + 1].lower in PREPOSITIONS):
        if words[i - 1].lower in _BE and not last:
            return None
        referent = choose("there", referents)
        return (word.start, word.end, f"in {referent.text}") if referent else None
    if word.lower == "then" and i > 1 and last:
        referent = choose("then", referents)
        return (word.start, word.end, _dated(referent.text)) if referent else None
    return None


def _bare_demonstrative(
    question: str, words: list[Word], i: int, referents: Sequence[Referent]
) -> Edit | None:
    """ "this" or "that" standing for a thing: at the end, or before a verb or preposition."""
    word = words[i]
    if word.lower not in _DEMONSTRATIVE or i == 0:
        return None
    after = words[i + 1].lower if i + 1 < len(words) else ""
    stands_alone = not after or after in PREPOSITIONS or after in AUXILIARIES
    before_verb = after in COMMON_VERBS and words[i - 1].lower in AUXILIARIES
    if not (stands_alone or before_verb):
        return None
    if after and words[i - 1].lower not in AUXILIARIES | PREPOSITIONS:
        return None
    role: Role = "it" if word.lower in ("this", "that") else "they"
    referent = choose(role, [m for m in referents if m.age == 0], avoid=question)
    return (word.start, word.end, referent.text) if referent else None


def _noun_phrases(
    question: str, referents: Sequence[Referent], edits: Sequence[Edit]
) -> list[Edit]:
    """Fill up "the council", "that meeting", "this country" from a fuller referent."""
    found: list[Edit] = []
    named = bool(find_names(question)) or bool(edits)
    for phrase in find_phrases(question):
        demonstrative = phrase.determiner in _DEMONSTRATIVE or phrase.determiner == "such"
        if any(start < phrase.end and phrase.start < end for start, end, _ in edits):
            continue
        if not demonstrative and (phrase.determiner != "the" or named or phrase.modified):
            continue
        if find_names(phrase.nouns) or _explained(question, phrase):
            continue
        text = _fuller_phrase(phrase, referents)
        if text is None and demonstrative:
            text = _by_kind(phrase, referents, question)
        if text:
            found.append((phrase.start, phrase.end, text))
    return found


def _explained(question: str, phrase: Phrase) -> bool:
    after = question[phrase.end :].split()
    return bool(after) and after[0].lower() in ("of", "that", "who", "which", "between")


def _fuller_phrase(phrase: Phrase, referents: Sequence[Referent]) -> str | None:
    """A referent with the same head noun that says more than the phrase does."""
    size = len(phrase.nouns.split())
    for referent in referents:
        words = referent.text.split()
        if len(words) > size and singular(words[-1]) == phrase.head:
            bare = words[1:] if words[0].lower() in ("the", "a", "an", "its", "their") else words
            if len(bare) > size:
                return f"the {' '.join(bare)}"
    return None


def _by_kind(phrase: Phrase, referents: Sequence[Referent], question: str) -> str | None:
    kind = _NOUN_KIND.get(phrase.head)
    if kind == "person":
        referent = choose("he", referents, avoid=question)
        return referent.text if referent else None
    if kind == "place":
        referent = choose("there", referents, avoid=question)
        return referent.text if referent else None
    if kind == "date":
        referent = choose("then", referents, avoid=question)
        return referent.text if referent else None
    referent = choose("topic", referents, avoid=question)
    return f"{phrase.text} ({referent.text})" if referent else None


def _noun_follows(words: list[Word], i: int) -> bool:
    return i + 1 < len(words) and words[i + 1].lower not in FUNCTION_WORDS


def _possessive(text: str) -> str:
    return f"{text}'" if text.endswith("s") and is_phrase(text) else f"{text}'s"


def is_phrase(text: str) -> bool:
    """Whether a referent is a plural phrase ("the talks"), whose possessive takes no further s."""
    return text[:1].islower()


def _dated(text: str) -> str:
    first = text.split(maxsplit=1)[0]
    if first[:1].isdigit() or (len(text.split()) == 1 and not first.lower().endswith("day")):
        return f"in {text}"
    return f"on {text}"


def _apply(text: str, edits: Sequence[Edit]) -> str:
    for start, end, replacement in sorted(edits, reverse=True):
        text = text[:start] + replacement + text[end:]
    return text


_BINDERS: dict[Role, tuple[Kind, ...]] = {
    "he": ("person", "unknown"),
    "it": ("thing", "place", "unknown"),
    "they": ("thing", "place", "unknown", "person"),
}
_PERSON_NOUNS = word_set(
    "man woman boy girl person minister president leader official author singer player king queen "
    "actor actress officer suspect victim spokesman spokeswoman general director chief senator "
    "candidate politician scientist artist writer coach"
)
_NOUN_KIND: dict[str, Kind] = {
    **dict.fromkeys(_PERSON_NOUNS, "person"),
    **dict.fromkeys(("country", "city", "place", "town", "region", "area", "village"), "place"),
    **dict.fromkeys(("year", "day", "month", "week", "date", "period", "time"), "date"),
}
