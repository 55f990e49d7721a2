"""Put names in the place of pronouns that point back into a conversation ("he", "its", "there").

English rules only. A pronoun that its own question explains ("What did Rasmussen say of his
visit?") is left alone, as is an "it" or "there" that points at nothing ("Is it true that …").
"""

import re
from collections.abc import Sequence

from rag.conversation.antecedents import Referent, Role, choose
from rag.conversation.asked import Asked, Edit
from rag.conversation.kinds import PERSON_NOUNS, Kind
from rag.conversation.names import is_plural
from rag.conversation.words import (
    AUXILIARIES,
    COMMON_VERBS,
    FUNCTION_WORDS,
    PREPOSITIONS,
    PRONOUNS,
    WH_WORDS,
    Word,
    terms,
    word_set,
)


def pronoun_edits(asked: Asked, referents: Sequence[Referent]) -> list[Edit]:
    """What to put for the pronouns of a question; each referent is put in once."""
    open_to = [referent for referent in referents if not asked.mentions(referent.name)]
    edits: dict[Role, Edit] = {}
    for i, word in enumerate(asked.words):
        role = ROLES.get(word.lower)
        if role is None or role in edits or _points_nowhere(asked, i, role):
            continue
        referent = choose(role, open_to)
        if referent is not None:
            open_to.remove(referent)  # "What did she say to him?" speaks of two
            edits[role] = (word.start, word.end, _inflected(asked, i, role, referent.text))
    return list(edits.values())


ROLES: dict[str, Role] = {
    **dict.fromkeys(("he", "him", "his"), "he"),
    **dict.fromkeys(("she", "her", "hers"), "she"),
    **dict.fromkeys(("it", "its"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs"), "they"),
    "there": "there",
    "then": "then",
}
"""What each pronoun asks of a referent. Reflexives are left out: their own clause explains them."""


def _inflected(asked: Asked, i: int, role: Role, text: str) -> str:
    if role == "then":
        return dated(text)
    if role == "there":
        return f"in {text}"
    return possessive(text) if _is_possessive(asked, i) else text


def _points_nowhere(asked: Asked, i: int, role: Role) -> bool:
    """Whether a pronoun needs nothing from the past."""
    if i and asked.words[i].capitalised and not asked.text.isupper():
        return True  # of a title: "Who wrote See It Through?"
    start = asked.words[i].start
    at_end = i + 1 == len(asked.words)
    if role == "then":
        return i < 2 or not at_end  # noqa: PLR2004 - "and then …" goes on, "who led it then" looks back
    if role == "there":
        exists = asked.before(i) in _BE and asked.before(i - 1) not in PRONOUNS
        goes_on = not at_end and asked.after(i) not in PREPOSITIONS | COMMON_VERBS
        return i == 0 or exists or goes_on
    if role == "it" and any(m.start() <= start < m.end() for m in _EXPLETIVE.finditer(asked.text)):
        return True
    return _bound(asked, i, role)


def _bound(asked: Asked, i: int, role: Role) -> bool:
    """Whether the question itself names, before the pronoun, what the pronoun may mean."""
    start = asked.words[i].start
    kinds = _BINDERS[role]
    binders = [name for name in asked.names if name.start < start and name.kind in kinds]
    if _is_object(asked, i):
        # It cannot mean the subject of its own clause: "What does Russia want from it?"
        return len(binders) > 1
    many = _SOME_TERMS if asked.names_may_hide else _MANY_TERMS
    if not _is_subject(asked, i) and len(terms(asked.text[:start])) >= many:
        return True
    heads = [phrase.head for phrase in asked.phrases if phrase.end < start]
    if role in ("he", "she"):
        follows = asked.words[0].lower in PREPOSITIONS and any(
            name.kind == "person" and name.start > start for name in asked.names
        )
        return bool(binders) or follows or any(head in PERSON_NOUNS for head in heads)
    if role == "they" and any(_is_bare_plural(word) for word in asked.words[:i]):
        return True  # "How do shoppers prove who they are?"
    return bool(binders) or (_is_possessive(asked, i) and bool(heads))


def _is_bare_plural(word: Word) -> bool:
    lower = word.lower
    return is_plural(lower) and lower not in FUNCTION_WORDS | AUXILIARIES | COMMON_VERBS


def _is_subject(asked: Asked, i: int) -> bool:
    """Whether a person's pronoun is the subject of a lone clause: "what kind of poet was he"."""
    lowers = [word.lower for word in asked.words[:i]]
    opened = bool(lowers) and lowers[0] in WH_WORDS and WH_WORDS.isdisjoint(lowers[1:])
    return opened and lowers[-1] in AUXILIARIES and asked.words[i].lower in ("he", "she")


def _is_object(asked: Asked, i: int) -> bool:
    lower = asked.words[i].lower
    if lower in ("him", "them"):
        return True
    if lower == "her":
        return not _is_possessive(asked, i)
    return lower == "it" and (not asked.after(i) or asked.after(i) in PREPOSITIONS)


def _is_possessive(asked: Asked, i: int) -> bool:
    lower = asked.words[i].lower
    after = asked.after(i)
    return lower in _POSSESSIVE or (lower == "her" and after not in FUNCTION_WORDS and after != "")


def possessive(text: str) -> str:
    """The possessive of a name or phrase ("NATO's", "the talks'")."""
    plural_phrase = text[:1].islower() and text.endswith("s")
    return f"{text}'" if plural_phrase else f"{text}'s"


def dated(text: str) -> str:
    """A date with its preposition ("in 1997", "on Monday")."""
    lowers = text.lower().split()
    if lowers[0] in PREPOSITIONS | AUXILIARIES:
        return text
    is_day = lowers[0].endswith("day") or (len(lowers) > 1 and not lowers[0][:1].isdigit())
    return f"on {text}" if is_day else f"in {text}"


_SOME_TERMS = 2  # before a pronoun, in lower case: one of them may be what it means
_MANY_TERMS = 4
_POSSESSIVE = word_set("his its their hers theirs")
_BE = word_set("is are was were be been being isn't aren't wasn't weren't")
_EXPLETIVE = re.compile(
    r"\bit (?:be |been |really |still |not )*(?:(?:likely|unlikely|clear|known|expected|said|"
    r"believed|thought|reported|estimated) that|true|false|possible|necessary|"
    r"legal|illegal|safe|dangerous|easy|hard|difficult|important|raining|snowing|cold|hot|worth|ok|okay|fair|right|"
    r"wrong)\b|\bit (?:takes?|took|taken) (?:to|for)\b|\btime (?:is|was) it\b|"
    r"\bit (?:rain|snow)|\bit (?:is|was|seems?|appears?) (?:true|possible|likely|that)\b",
    re.IGNORECASE,
)
_BINDERS: dict[Role, tuple[Kind, ...]] = {
    "he": ("person", "unknown"),
    "she": ("person", "unknown"),
    "it": ("thing", "place", "unknown"),
    "they": ("thing", "place", "unknown", "person"),
}
