"""Read follow-up questions with the conversation before them and a person's rewrite.

    {"dialog", "history": [texts], "question", "rewrite", "answers"?: [{"text"}],
     "articles"?: [ids]}

JSON lines (may be gzip'd). A history is either a title, a section, then question and answer in turn
(CANARD), or earlier questions only (TREC CAsT): if every history of the file has an even length, it
is the first; a title and a section that are empty say nothing. `answers` and `articles` are what
counts as right where a corpus is asked.
"""

import gzip
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from eval.errors import UnusableQuestions
from rag.conversation import Turn
from rag.conversation.words import terms

Resolver = Callable[[str, Sequence[Turn]], str]
Part = Literal["train", "choose", "report"]

FORM = "give JSON lines with dialog, history, question and rewrite"
UNANSWERED = frozenset(("i don't know", "cannotanswer", ""))


@dataclass(frozen=True)
class FollowUp:
    """One question of a conversation, what was said before it, and a person's rewrite of it."""

    dialog: str
    history: tuple[str, ...]
    question: str
    rewrite: str
    answers: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()

    @cached_property
    def added(self) -> frozenset[str]:
        """The content words that the person added; none where the question was self-contained."""
        return frozenset(terms(self.rewrite)) - frozenset(terms(self.question))

    @cached_property
    def missing(self) -> frozenset[str]:
        """The added words that the history holds, which a resolver can bring back."""
        return self.added & {term for text in self.history for term in terms(text)}


def load(path: Path) -> list[FollowUp]:
    """Read all follow-up questions of a file.

    Raises:
        UnusableQuestions: It is missing, unreadable, empty, or holds a line that is no follow-up.
    """
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw).decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise UnusableQuestions(f"{path} cannot be read ({error}); {FORM}") from error
    lines = enumerate(text.split("\n"), start=1)
    found = [_follow_up(f"{path}, line {number}", line) for number, line in lines if line.strip()]
    if not found:
        raise UnusableQuestions(f"{path} holds no question; {FORM}")
    return found


def part_of(dialog: str) -> Part:
    """What a dialog is for: six tenths to learn from, two to choose by, two to report.

    Told by the sha256 of its name, so that no dialog is in two parts and none moves when others
    are added.
    """
    tenth = hashlib.sha256(dialog.encode()).digest()[0] * 10 // 256
    return "train" if tenth < _TRAIN_TENTHS else "choose" if tenth < _UP_TO_CHOOSE else "report"


def histories_have_answers(follow_ups: Sequence[FollowUp]) -> bool:
    """Whether the histories are a title, a section, then question and answer in turn."""
    return all(len(item.history) % 2 == 0 for item in follow_ups)


def turns_of(history: Sequence[str], with_answers: bool, resolver: Resolver) -> list[Turn]:
    """The turns of a history, each earlier question resolved in its place, as a chat does it.

    The title stands as a first question, its section as what was read for it.
    """
    turns: list[Turn] = []
    rest = list(history)
    if with_answers and rest:
        turns.append(Turn(rest[0], "", rest[1]))
        rest = rest[2:]
    for i in range(0, len(rest), 2 if with_answers else 1):
        said = rest[i + 1] if with_answers else ""
        answer = "" if said.strip().rstrip(".").lower() in UNANSWERED else said
        turns.append(Turn(resolver(rest[i], turns), answer, answer))
    return turns


def _follow_up(place: str, line: str) -> FollowUp:
    try:
        record: dict[str, Any] = json.loads(line)
        return FollowUp(
            dialog=str(record["dialog"]),
            history=tuple(str(text) for text in record["history"]),
            question=str(record["question"]),
            rewrite=str(record["rewrite"]),
            answers=tuple(str(answer["text"]) for answer in record.get("answers", ())),
            articles=tuple(str(article) for article in record.get("articles", ())),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnusableQuestions(f"{place} is no follow-up question ({error!r}); {FORM}") from error


_TRAIN_TENTHS = 6
_UP_TO_CHOOSE = 8
