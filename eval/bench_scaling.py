"""How this project's time and memory grow with the number of passages.

Each size is indexed and asked in a process of its own. Passages are windows of the articles: short
ones make more of them, at less cost each than passages of the usual length.
"""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from eval.bench import DEFAULT_LIMIT, first_turns, job, machine, passages_of
from eval.bench_corpus import Passages
from eval.contest import OURS, Skipped, own_place
from eval.errors import UnusableSize
from eval.peers.job import Result, Step
from eval.progress import Tracker
from eval.questions import OWN
from eval.windows import Cut
from rag.index.place import seeds


@dataclass(frozen=True, slots=True)
class Scaling:
    """What came of each size, and why some were not measured."""

    corpus: str
    cut: Cut
    questions: int
    results: Mapping[int, Result]
    skipped: Mapping[int, str]

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready, with every measurement, and the machine."""
        return {**asdict(self), "cut": self.cut._asdict(), "machine": machine()}


def main(
    *,
    corpus: Path | None,
    asked: Path | None,
    json_out: Path | None,
    limit: int | None,
    seed: int,
    sizes: str,
    words: int,
    stride: int | None,
) -> None:
    """`python -m eval bench-scaling`."""
    done = scaling(
        corpus or seeds(),
        first_turns(asked or OWN, limit or DEFAULT_LIMIT, seed),
        cut=Cut(words, stride or words, seed),
        sizes=numbers(sizes),
    )
    Console().print(shown(done), soft_wrap=True)
    if json_out is not None:
        json_out.write_text(json.dumps(done.to_dict(), indent=1) + "\n", encoding="utf-8")


def numbers(sizes: str) -> list[int]:
    """The sizes, smallest first.

    Raises:
        UnusableSize: One is no number of passages.
    """
    told = sizes.split(",")
    for size in told:
        if not size.strip().isdecimal() or int(size) < 1:
            raise UnusableSize(f"{size.strip()!r} is no number of passages; try 1000,10000")
    return sorted({int(size) for size in told})


def scaling(corpus: Path, asked: Sequence[str], *, cut: Cut, sizes: Sequence[int]) -> Scaling:
    """Each size that the corpus has passages for.

    Raises:
        NoArticles: The corpus is missing, or has no window of so many words.
    """
    found = passages_of(corpus, cut, max(sizes))
    came: dict[int, Result | Skipped] = {}
    for size in Tracker("sizes")(sizes):
        if size > len(found.texts):
            came[size] = Skipped(f"the corpus has {len(found.texts):,} passages")
        else:
            came[size] = measured(found.first(size), asked)
    return Scaling(
        corpus=corpus.name,
        cut=cut,
        questions=len(asked),
        results={size: one for size, one in came.items() if not isinstance(one, Skipped)},
        skipped={size: one.reason for size, one in came.items() if isinstance(one, Skipped)},
    )


def measured(some: Passages, asked: Sequence[str]) -> Result | Skipped:
    """One size; it may take as long as it takes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "passages.jsonl"
        some.write(file)
        return own_place().run(OURS, replace(job(file, asked), callers=()), limit_s=None)


def shown(done: Scaling) -> Group:
    """One table for all of it."""
    table = Table(
        title=f"{done.corpus}: passages of {done.cut.words} words, {done.questions} questions",
        title_justify="left",
        title_style="bold",
        box=None,
    )
    for head in ("passages", "indexing", "a second", "peak", "index", "search p50", "p95"):
        table.add_column(head, justify="right", no_wrap=True)
    for head in ("answer p50", "p95"):
        table.add_column(head, justify="right", no_wrap=True)
    for size, one in done.results.items():
        table.add_row(
            f"{size:,}",
            f"{one.index_s:,.1f} s",
            f"{one.indexed / one.index_s:,.1f}",
            "-" if one.indexing_mib is None else f"{one.indexing_mib:,.0f} MiB",
            f"{one.disk_mib:,.1f} MiB",
            *quantiles(one.steps["retrieval"]),
            *quantiles(one.steps["answer"]),
        )
    lines = [f"{size:,}: skipped, {reason}" for size, reason in done.skipped.items()]
    return Group(table, Text("\n".join(lines), style="dim"))


def quantiles(step: Step) -> list[str]:
    """The p50 and the p95."""
    return [f"{q:.1f} ms" for q in np.quantile(step.ms, [0.5, 0.95])]
