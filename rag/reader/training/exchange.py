"""Ask for something else: a question about its context in which one word or name is another.

"Which river is the longest?" becomes "Which river is the shortest?", which the same context does
not answer. So the reader learns that every word of a question counts, not that some of them are
there. Two in five of the unanswerable questions that people wrote for SQuAD 2.0 are made in these
ways (antonyms and exchanged entities: Rajpurkar, Jia and Liang 2018, table 1).
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, final

from rag.reader.training.opposites import OPPOSITES
from rag.reader.training.records import Record

NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'-]+(?: [A-Z][\w'-]+)*")  # not a question's first word
YEAR = re.compile(r"\b1[0-9]{3}\b|\b20[0-9]{2}\b")
NUMBER = re.compile(r"\b(?!1\d{3}\b|20\d{2}\b)\d[\d,.]*\d\b|\b\d\b")
KINDS = {"name": NAME, "year": YEAR, "number": NUMBER}
WORD = re.compile(r"(?<![Hh]ow )\b[a-z]+\b", re.ASCII)  # "how long" has no opposite
YEARS_AWAY = 30  # at most, where no other question under the title names a year


class _Change(NamedTuple):
    start: int
    end: int
    others: Sequence[str]


@final
class Exchanges:
    """What may stand for a name, year or number of a question: those of others under its title."""

    def __init__(self, records: Sequence[Record]) -> None:
        """Take what the questions of `records` name."""
        others: dict[tuple[str, str], set[str]] = defaultdict(set)
        for record in records:
            for kind, pattern in KINDS.items():
                others[record.title, kind].update(pattern.findall(record.question))
        self._others = {key: sorted(found) for key, found in others.items()}

    def of(self, record: Record, chance: random.Random) -> Record | None:
        """The record, its question about something its context does not mention, and no answer.

        None where the question has nothing to exchange. It is silent by rule, not by people's word.
        """
        changes = [change for change in self._changes(record) if change.others]
        if not changes:
            return None
        start, end, others = chance.choice(changes)
        question = record.question[:start] + chance.choice(others) + record.question[end:]
        return replace(record, question=question, answers=())

    def _changes(self, record: Record) -> Iterator[_Change]:
        """Places of the question, with all that could stand there."""
        context = record.context.lower()
        own = record.question.rfind("? ") + 1  # behind those of earlier turns
        said = f"{record.question.lower()}\n{context}"
        for kind, pattern in KINDS.items():
            for match in pattern.finditer(record.question, own):
                named = match.group()
                if named.lower() not in context:
                    continue
                others = _unsaid(self._others.get((record.title, kind), ()), said)
                alike = [other for other in others if other.count(" ") == named.count(" ")]
                if kind == "year" and not others:
                    others = _unsaid(_years_near(int(named)), said)
                yield _Change(*match.span(), alike or others)
        for match in WORD.finditer(record.question, own):
            yield _Change(*match.span(), _unsaid(OPPOSITES.get(match.group(), ()), said))


def _unsaid(others: Sequence[str], said: str) -> list[str]:
    return [one for one in others if not _is_said(one.lower(), said)]


def _is_said(one: str, said: str) -> bool:
    """As whole words. Few stand there at all, and a pattern for each takes long to prepare."""
    return one in said and bool(re.search(rf"\b{re.escape(one)}\b", said))


def _years_near(year: int) -> list[str]:
    return [str(year + by) for by in range(-YEARS_AWAY, YEARS_AWAY + 1) if by]
