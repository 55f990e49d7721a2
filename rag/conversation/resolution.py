"""Make a follow-up question self-contained from the turns before it.

Careful rules, no model: complete what is left out, put names for pronouns, add the topic where a
short question names none. Questions that need nothing from the past come back unchanged. English
rules only; a question in another language comes back unchanged or nearly so.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rag.conversation.antecedents import Referent, choose, find_referents
from rag.conversation.asked import Asked, Edit, apply, take_apart
from rag.conversation.clause import insertable
from rag.conversation.ellipsis import complete
from rag.conversation.kinds import COUNTRIES, DATE_WORDS, EVENT_NOUNS
from rag.conversation.mentions import known_names
from rag.conversation.noun_phrases import demonstrative_edits, phrase_edits
from rag.conversation.pronouns import pronoun_edits
from rag.conversation.roles import find_roles, introduced, plain
from rag.conversation.turn import Turn
from rag.conversation.words import COMMON_VERBS, PAST, terms, word_set

MAX_TURNS = 8  # the latest; what was named before them has been resolved into them or is left
MAX_TEXT_CHARS = 500  # of each text of a turn: names beyond it are seldom meant

MAX_ADDED_CHARS = 300  # a resolution that adds more has misread something


class Forms(NamedTuple):
    """A question in the words for a text that the conversation is about, and for any other."""

    resolved: str
    """As it would be asked with no conversation before it."""
    in_context: str
    """As asked, but completed where it leaves its body out ("Why?", "And in 2003?"): whom or what
    "he", "it" or "the company" means, such a text tells better than rules do."""


def resolve(question: str, turns: Sequence[Turn]) -> str:
    """The question as it would be asked with no conversation before it.

    Returns it unchanged where it is self-contained, or where the turns offer nothing to put in.
    Deterministic, pure, and without exceptions on any text.

    Args:
        question: As asked.
        turns: Earlier turns, oldest first; only the last `MAX_TURNS` are looked at, and those
            that asked who somebody is.
    """
    return both_forms(question, turns).resolved


def both_forms(question: str, turns: Sequence[Turn]) -> Forms:
    """The question resolved, and as it is put to a text that the conversation is about.

    Args and promises: as of `resolve`.
    """
    roles = find_roles(turns)
    recent = [_cut(turn, roles) for turn in turns[-MAX_TURNS:] if turn.question.strip()]
    if not recent or not question.strip():
        return Forms(question, question)
    completed = complete(question, recent[-1])
    resolved = completed if completed is not None else _refer(question, recent, roles)
    if len(resolved) > len(question) + MAX_ADDED_CHARS:
        return Forms(question, question)
    return Forms(resolved, question if completed is None else resolved)


def _refer(question: str, recent: Sequence[Turn], roles: Mapping[str, str]) -> str:
    """The question with its references replaced, or its topic added."""
    asked = take_apart(question, known_names(recent))
    referents = find_referents(recent)
    edits = _reference_edits(asked, referents, insertable(recent[-1].answer))
    if not edits and _lacks_topic(asked):
        edits = _topic_edits(asked, referents, recent[-1])
    return apply(question, introduced(question, edits, roles))


def _reference_edits(asked: Asked, referents: Sequence[Referent], answer: str) -> list[Edit]:
    edits = pronoun_edits(asked, referents)
    others = [r for r in referents if not any(r.name in text for _, _, text in edits)]
    edits += demonstrative_edits(asked, others, answer)  # "How does he see this?" speaks of two
    named = bool(edits) or any(name.kind != "date" for name in asked.names)
    for start, end, text in phrase_edits(asked, referents, named):
        if not any(start < other[1] and other[0] < end for other in edits):
            edits.append((start, end, text))
    return edits


def _cut(turn: Turn, roles: Mapping[str, str]) -> Turn:
    return Turn(
        plain(turn.question[:MAX_TEXT_CHARS], roles),
        turn.answer[:MAX_TEXT_CHARS],
        turn.sentence[:MAX_TEXT_CHARS],
    )


def _lacks_topic(asked: Asked) -> bool:
    """Whether a question names nothing and yet asks of something in particular.

    It does if it uses a bare "the winner" or "any others", if it has next to no content ("What
    happened next?"), or if it is short and asks about the past ("How many died?"). What is asked
    in the present and at large ("What causes earthquakes?") needs no topic.
    """
    if any(name.kind != "date" for name in asked.names):
        return False
    lowers = [word.lower for word in asked.words]
    if not _PERSONAL.isdisjoint(lowers) or any(lower in COUNTRIES for lower in lowers):
        return False
    count = len(terms(asked.text))
    if _points_back(asked, lowers):
        return count <= (_FEW_TERMS - 1 if asked.names_may_hide else _FEW_TERMS)
    if lowers[:2] in _DEFINING:
        return False
    return count <= 1 or (count <= _FEW_TERMS and _past(lowers) and not asked.names_may_hide)


def _points_back(asked: Asked, lowers: list[str]) -> bool:
    return not _CONTINUING.isdisjoint(lowers) or any(
        phrase.determiner == "the" and not phrase.modified and not phrase.explained_in(asked.text)
        for phrase in asked.phrases
    )


def _past(lowers: list[str]) -> bool:
    return any(lower in PAST or lower.endswith("ed") for lower in lowers)


def _topic_edits(asked: Asked, referents: Sequence[Referent], latest: Turn) -> list[Edit]:
    """The topic in brackets behind the question's last word."""
    topic = choose("topic", [r for r in referents if not asked.mentions(r.name)])
    vague = topic is None or (topic.kind == "phrase" and topic.answered is None)
    nouns = _new_nouns(asked, latest) if vague else []
    text = ", ".join(nouns) or (topic.name if topic else "")
    if not text or not asked.words:
        return []
    end = asked.words[-1].end
    return [(end, end, f" ({text})")]


def _new_nouns(asked: Asked, latest: Turn) -> list[str]:
    """What the latest question was about, where nothing had a name ("teachers, strike")."""
    known = set(terms(asked.text)) | (COMMON_VERBS - EVENT_NOUNS) | _MEASURES | DATE_WORDS
    new = [
        term
        for term in dict.fromkeys(terms(latest.question))
        if term not in known and not term.endswith("ed")
    ]
    return new[-_MOST_NOUNS:] if len(new) > 1 else []  # one word alone says too little


_MOST_NOUNS = 4  # the last are the oldest: brackets hand the topic on from turn to turn
_MEASURES = word_set("long far often soon late early old big high")
_FEW_TERMS = 3  # with more, a question says enough to be asked by itself
_DEFINING = (["what", "is"], ["what", "are"], ["who", "is"], ["who", "are"])
_CONTINUING = word_set("any other others else more another next afterwards after before")
_PERSONAL = word_set("i my me you your we our us")
