"""Ask development questions, and keep what is known of each candidate and which are right."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.progress import track

from rag.answering import reading
from rag.answering.answer import Answer, Hit
from rag.answering.calibration.contexts import SMALL, contexts, load, write
from rag.answering.calibration.gold import Gold, is_right
from rag.answering.candidates import Candidate
from rag.answering.confidence import Calibrator, Logistic
from rag.answering.question import Question, understood
from rag.answering.signals import Signals, signals
from rag.corpus import PASSAGES_READ, Corpus
from rag.index.filter import Filter
from rag.index.place import index_folder
from rag.opening import encoder_of
from rag.reader import Reader

UNFITTED = Calibrator(Logistic(0.0, {}), Logistic(0.0, {}), threshold=1.0, fitted_on="")


@dataclass(frozen=True, slots=True)
class Example:
    """One development question: its candidates, what is known of each, and which are right."""

    question: str
    of: str
    """The set of questions it is from."""
    small: bool
    """Asked over `SMALL` articles, not over all of its set."""
    answerable: bool
    """It has a gold answer."""
    found: tuple[Candidate, ...]
    signals: tuple[Signals, ...]
    right: tuple[bool, ...]


def examples(file: Path, limit: int, reader: Reader) -> Iterator[Example]:
    """The questions of a file, in turn over all its contexts and over a few."""
    records = load(file)
    chosen = records[:: max(1, len(records) // limit)][:limit]
    articles = {article.context: article for article in contexts(records)}
    corpus = opened(write(articles.values()), reader, UNFITTED)
    for number, record in enumerate(track(chosen, description=file.name, transient=True)):
        own, small = articles[record["context"]], number % 2 == 1
        right = [Gold(a["text"], own.id, a["answer_start"]) for a in record["answers"]]
        hits = corpus.search(
            record["question"], PASSAGES_READ, outlets=[own.group] if small else None
        )
        meant = understood(record["question"])
        yield from read(meant, right, hits, reader, of=file.name, small=small)


def examples_about(folder: Path, file: Path, reader: Reader) -> Iterator[Example]:
    """The questions on a folder of articles, without those that need earlier turns."""
    corpus = opened(folder, reader, UNFITTED)
    small = len(corpus.articles) <= SMALL
    chosen = [record for record in load(file) if not record.get("history")]
    for record in track(chosen, description=file.name, transient=True):
        hits = corpus.search(record["question"], PASSAGES_READ)
        meant = understood(record["question"])
        yield from read(meant, gold_answers(record), hits, reader, of=file.name, small=small)


def follow_ups(
    folder: Path, file: Path, reader: Reader, calibrator: Calibrator
) -> Iterator[Example]:
    """The other questions, each after what the calibrator answers to those before it.

    Those that need no earlier turn are asked after another of them: they change the subject.
    """
    records = load(file)
    chosen = [record for record in records if record.get("history")]
    others = [record for record in records if not record.get("history")]
    half = len(others) // 2
    for before, record in zip(others[half:] + others[:half], others, strict=True):
        chosen.append({**record, "history": [before["question"]]})
    corpus = opened(folder, reader, calibrator)
    small = len(corpus.articles) <= SMALL
    held: dict[tuple[str, ...], Answer] = {}

    def answered(turns: tuple[str, ...]) -> Answer:
        if turns not in held:
            held[turns] = corpus.answer(turns[-1], history=earlier(turns))
        return held[turns]

    def earlier(turns: tuple[str, ...]) -> list[Answer]:
        return [answered(turns[:n]) for n in range(1, len(turns))]

    for record in track(chosen, description=file.name, transient=True):
        turns = (*record["history"], record["question"])
        meant, hits = corpus.sought(turns[-1], earlier(turns), Filter())
        yield from read(meant, gold_answers(record), hits, reader, of=file.name, small=small)


def gold_answers(record: Mapping[str, Any]) -> list[Gold]:
    """The gold answers of a question on a folder of articles."""
    return [Gold(a["text"], a["article"], a["start"]) for a in record["answers"]]


def read(
    question: Question,
    golds: Sequence[Gold],
    hits: Sequence[Hit],
    reader: Reader,
    *,
    of: str,
    small: bool,
) -> Iterator[Example]:
    """What the reader finds in the passages for a question; nothing where it finds nothing."""
    found = reading.read(question, hits, reader)
    if found:
        yield Example(
            question.resolved,
            of,
            small,
            bool(golds),
            tuple(found),
            tuple(signals(question, found)),
            tuple(is_right(question.resolved, candidate, golds) for candidate in found),
        )


def opened(path: Path, reader: Reader, calibrator: Calibrator) -> Corpus:
    """The corpus with this calibrator: the one that comes along may be of other signals."""
    corpus = Corpus(
        path, index_folder(path), encoder=encoder_of(None), reader=reader, calibrator=calibrator
    )
    corpus.refresh()
    return corpus
