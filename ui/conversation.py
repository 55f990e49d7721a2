"""A conversation: its turns so far, and the question being read, if any."""

import uuid
from dataclasses import dataclass, replace
from typing import Literal

from rag.answering.answer import Answer
from ui.scope import ALL_ARTICLES, Scope

Verdict = Literal["right", "wrong"]


@dataclass(frozen=True, slots=True)
class Turn:
    """An answer, what it was asked of, and what the person thought of it."""

    answer: Answer
    scope: Scope = ALL_ARTICLES
    verdict: Verdict | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked and is not answered yet."""

    text: str
    scope: Scope = ALL_ARTICLES


@dataclass(frozen=True, slots=True)
class Conversation:
    """What one person asked and was answered, oldest first."""

    turns: tuple[Turn, ...] = ()
    pending: Question | None = None
    id: str = ""
    """Given with the first question; a conversation without one is not kept."""

    def __bool__(self) -> bool:
        return bool(self.turns) or self.pending is not None

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What later questions may refer to."""
        return tuple(turn.answer for turn in self.turns)

    def ask(self, question: Question) -> "Conversation":
        """With this question pending."""
        return replace(self, pending=question, id=self.id or uuid.uuid4().hex)

    def reply(self, answer: Answer) -> "Conversation":
        """With the pending question answered."""
        scope = self.pending.scope if self.pending else ALL_ARTICLES
        return replace(self, turns=(*self.turns, Turn(answer, scope)), pending=None)

    def withdraw(self) -> "Conversation":
        """Without the pending question."""
        return replace(self, pending=None)

    def judge(self, place: int, verdict: Verdict, note: str) -> "Conversation":
        """With a verdict on the turn at this place."""
        turns = list(self.turns)
        turns[place] = replace(turns[place], verdict=verdict, note=note)
        return replace(self, turns=tuple(turns))
