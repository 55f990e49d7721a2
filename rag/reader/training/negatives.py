"""`python -m rag.reader.training.negatives`: make questions that their context does not answer.

    python -m rag.reader.training.negatives --out squad-negatives.jsonl.gz squad.jsonl.gz

From answerable records three kinds of near misses, which few data sets hold, each record giving at
most one of each kind:

- elsewhere: the question with the most similar other context (BM25) that has none of its answers,
  as a retriever will serve it;
- removed: the question with its own context without the sentences that hold an answer;
- exchanged: a name, year, number or word of the question exchanged for another that the context
  does not mention (see `rag.reader.training.exchange`).

They are silent by rule, not by people's word: some "elsewhere" contexts do answer in
other words.
"""

import dataclasses
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import rich
import typer

from rag.articles.sentences import paragraph_sentences
from rag.reader.training.exchange import Exchanges
from rag.reader.training.records import Record, read_records, write_records
from rag.reader.training.rivals import Rivals

ALIKE = 3  # of the likest contexts one is chosen: the very first is too often the same text


def main(
    data: list[Path],
    out: Annotated[Path, typer.Option(help="file of records to write")],
    rate: Annotated[float, typer.Option(help="of the records to try, for each kind")] = 0.33,
    seed: int = 0,
) -> None:
    """Write near misses made from the answerable records of DATA."""
    records = [record for path in data for record in read_records(path) if record.answers]
    chance = random.Random(seed)

    def some() -> list[Record]:
        return [record for record in records if chance.random() < rate]

    made = [
        *elsewhere(some(), records, chance),
        *filter(None, map(removed, some())),
        *exchanged(some(), records, chance),
    ]
    write_records(out, made)
    rich.print(f"{len(made):,} records in [bold]{out}[/bold]")


def elsewhere(
    asked: Sequence[Record], records: Sequence[Record], chance: random.Random
) -> Iterator[Record]:
    """Questions with a similar context of another record that holds none of their answers."""
    if not asked:
        return
    for record, contexts in zip(asked, Rivals(records).of(asked), strict=True):
        if contexts:
            yield _null(record, "elsewhere", context=chance.choice(contexts[:ALIKE]))


def removed(record: Record) -> Record | None:
    """The record without its answer's sentences; None where too little, or an answer, remains."""
    sentences = paragraph_sentences(record.context, 0, len(record.context))
    kept = [
        record.context[start:end]
        for start, end in sentences
        if not record.is_answered_at(start, end)
    ]
    context = " ".join(kept)
    if len(kept) < 2 or len(kept) == len(sentences) or record.is_answered_in(context):  # noqa: PLR2004
        return None
    return _null(record, "removed", context=context)


def exchanged(
    asked: Sequence[Record], records: Sequence[Record], chance: random.Random
) -> Iterator[Record]:
    """Questions with another name, year, number or word than their context's."""
    exchanges = Exchanges(records)
    for record in asked:
        other = exchanges.of(record, chance)
        if other:
            yield _null(record, "exchanged", question=other.question)


def _null(record: Record, kind: str, **changes: str) -> Record:
    return dataclasses.replace(record, id=f"{record.id} {kind}", answers=(), **changes)


if __name__ == "__main__":
    typer.run(main)
