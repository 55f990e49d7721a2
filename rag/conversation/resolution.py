"""Make a follow-up question self-contained from the turns before it.

Careful rules, no model: complete what is left out, put names for pronouns, add the topic where a
short question names none. Questions that need nothing from the past come back unchanged. English
rules only; a question in another language comes back unchanged or nearly so.
"""

from collections.abc import Sequence

from rag.conversation.antecedents import Referent, choose, find_referents
from rag.conversation.ellipsis import complete
from rag.conversation.names import find_names
from rag.conversation.references import substitute
from rag.conversation.turn import Turn
from rag.conversation.words import split_words, terms

MAX_TURNS = 8  # the latest; what was named before them has been resolved into them or is left
MAX_TEXT_CHARS = 1_000  # of each text of a turn: names beyond it are seldom meant


def resolve(question: str, turns: Sequence[Turn]) -> str:
    """The question as it would be asked with no conversation before it.

    Returns it unchanged where it is self-contained, or where the turns offer nothing to put in.
    Deterministic, pure, and without exceptions on any text.

    Args:
        question: As asked.
        turns: Earlier turns, oldest first; only the last `MAX_TURNS` are looked at.
    """
    recent = [_cut(turn) for turn in turns[-MAX_TURNS:] if turn.question.strip()]
    if not recent or not question.strip():
        return question
    completed = complete(question, recent[-1])
    if completed is not None:
        return completed
    referents = find_referents(recent)
    resolved = substitute(question, referents)
    if resolved == question and _lacks_topic(question):
        resolved = _add_topic(question, referents)
    return resolved


def _cut(turn: Turn) -> Turn:
    return Turn(
        turn.question[:MAX_TEXT_CHARS], turn.answer[:MAX_TEXT_CHARS], turn.sentence[:MAX_TEXT_CHARS]
    )


def _lacks_topic(question: str) -> bool:
    """Whether a question is too short and nameless to be asked by itself ("Who won?")."""
    return (
        all(name.kind == "date" for name in find_names(question))
        and len(terms(question)) <= _FEW_TERMS
    )


def _add_topic(question: str, referents: Sequence[Referent]) -> str:
    referent = choose("topic", referents, avoid=question)
    if referent is None:
        return question
    words = split_words(question)
    end = words[-1].end if words else len(question)
    return f"{question[:end]} ({referent.text}){question[end:]}"


_FEW_TERMS = 3
