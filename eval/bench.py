"""How fast is it: indexing, searching, reading, answering, and many callers at once.

Everything is measured in this process after a warm-up, on a fresh index in a temporary folder, with
the models that come along. Peak memory is that of the whole process, models and libraries included.
"""

import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from eval import questions
from eval.errors import UnusableQuestions
from eval.progress import Counter, Tracker
from eval.questions import OWN
from eval.report import versions
from rag import reader as readers
from rag.answering.confidence import Calibrator
from rag.corpus import PASSAGES_READ, Corpus
from rag.index.place import seeds
from rag.opening import encoder_of
from rag.reader import Reader

CALLERS = (1, 4, 16)
WARM_UP = 3  # questions: the first ones pay for lazy loading and allocation
DEFAULT_LIMIT = 100  # questions: the p99 is then the slowest but one


@dataclass(frozen=True, slots=True)
class Indexing:
    """Reading, splitting and encoding a corpus into a fresh index."""

    articles: int
    passages: int
    seconds: float
    peak_mib: float | None

    @property
    def articles_per_s(self) -> float:
        """Articles read, split and encoded a second."""
        return self.articles / self.seconds

    @property
    def passages_per_s(self) -> float:
        """Passages encoded and stored a second."""
        return self.passages / self.seconds


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of one step of one question; `cpu` is the mean of all cores' work for it.

    Where other programs keep the machine busy, `cpu` still tells what the step costs.
    """

    step: str
    p50: float
    p95: float
    p99: float
    mean: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Throughput:
    """Questions answered a second by so many callers at once."""

    callers: int
    questions_per_s: float


@dataclass(frozen=True, slots=True)
class Bench:
    """One run of the benchmark, with the ground it ran on."""

    corpus: str
    questions: int
    indexing: Indexing
    latencies: tuple[Latency, ...]
    throughput: tuple[Throughput, ...]
    peak_mib: float | None
    reader: str
    encoder: str
    load_before: float | None

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready, with the machine and the versions."""
        rates = {
            "articles_per_s": self.indexing.articles_per_s,
            "passages_per_s": self.indexing.passages_per_s,
        }
        plain = asdict(self)
        return {
            **plain,
            "indexing": {**plain["indexing"], **rates},
            "versions": versions(),
            "machine": {
                "platform": platform.platform(),
                "processor": platform.processor() or platform.machine(),
                "cpus": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None,
            },
        }


def main(
    *,
    corpus: Path | None,
    questions: Path | None,
    json_out: Path | None,
    limit: int | None,
    seed: int,
) -> None:
    """`python -m eval bench`."""
    asked = first_turns(questions or OWN, limit or DEFAULT_LIMIT, seed)
    done = bench(corpus or seeds(), asked)
    Console().print(shown(done), soft_wrap=True)
    if json_out is not None:
        json_out.write_text(json.dumps(done.to_dict(), indent=1) + "\n", encoding="utf-8")


def first_turns(path: Path, limit: int, seed: int) -> list[str]:
    """Questions that need no conversation, drawn by the seed.

    Raises:
        UnusableQuestions: The file has none.
    """
    loaded = questions.load(path)
    alone = tuple(example for example in loaded.examples if not example.history)
    if not alone:
        raise UnusableQuestions(f"{path} has no question without history; add some")
    chosen = questions.QuestionSet(loaded.name, loaded.sha256, alone).sample(limit, seed)
    return [example.question for example in chosen.examples]


def bench(folder: Path, asked: Sequence[str]) -> Bench:
    """Index the folder anew, then ask it."""
    load_before = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    encoder, reader = encoder_of(None), readers.load(None)
    encoder.encode_questions(["warm up"])
    reader.read("warm up", ["to be fair to what follows"])
    with tempfile.TemporaryDirectory() as index:
        corpus = Corpus(
            folder, Path(index), encoder=encoder, reader=reader, calibrator=Calibrator.load()
        )
        started = time.perf_counter()
        update = corpus.refresh(Counter("indexing"))
        seconds = time.perf_counter() - started
        indexing = Indexing(update.articles, update.passages, seconds, peak_mib())
        latencies = steps(corpus, reader, asked)
        throughput = tuple(
            Throughput(n, questions_per_s(corpus, asked, n)) for n in Tracker("callers")(CALLERS)
        )
        return Bench(
            corpus=folder.name,
            questions=len(asked),
            indexing=indexing,
            latencies=latencies,
            throughput=throughput,
            peak_mib=peak_mib(),
            reader=reader.identity,
            encoder=encoder.identity,
            load_before=load_before,
        )


def steps(corpus: Corpus, reader: Reader, asked: Sequence[str]) -> tuple[Latency, ...]:
    """Each question through each step alone, one after another."""
    for question in asked[:WARM_UP]:
        corpus.answer(question)
    found = {q: [hit.passage.text for hit in corpus.search(q, PASSAGES_READ)] for q in asked}

    def search(question: str) -> None:
        corpus.search(question, PASSAGES_READ)

    def read(question: str) -> None:
        reader.read(question, found[question])

    def answer(question: str) -> None:
        corpus.answer(question)

    return (
        latency("retrieval", search, asked),
        latency(f"reading {PASSAGES_READ} passages", read, asked),
        latency("answer, all of it", answer, asked),
    )


def latency(step: str, do: Callable[[str], None], asked: Sequence[str]) -> Latency:
    """The distribution of a step's time over the questions."""
    took = []
    worked = time.process_time()
    for question in Tracker(step)(asked):
        started = time.perf_counter()
        do(question)
        took.append((time.perf_counter() - started) * 1000)
    p50, p95, p99 = (float(q) for q in np.quantile(took, [0.5, 0.95, 0.99]))
    cpu = (time.process_time() - worked) * 1000 / max(len(took), 1)
    return Latency(step, p50, p95, p99, float(np.mean(took)), cpu)


def questions_per_s(corpus: Corpus, asked: Sequence[str], callers: int) -> float:
    """All questions, asked by so many threads at once."""
    with ThreadPoolExecutor(callers) as pool:
        started = time.perf_counter()
        for _ in pool.map(corpus.answer, asked):
            pass
        return len(asked) / (time.perf_counter() - started)


def peak_mib() -> float | None:
    """The most memory this process has held so far; None where the system does not tell."""
    if sys.platform == "win32":
        return None
    import resource  # noqa: PLC0415 - there is none on Windows

    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, KiB elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


def shown(done: Bench) -> Table:
    """One table for all of it."""
    indexing = done.indexing
    table = Table(
        title=f"{done.corpus}: {indexing.articles:,} articles, {indexing.passages:,} passages, "
        f"{done.questions} questions",
        title_justify="left",
        title_style="bold",
        box=None,
    )
    table.add_column("", no_wrap=True)
    for name in ("p50", "p95", "p99", "mean", "cpu"):
        table.add_column(name, justify="right")
    for step in done.latencies:
        times = (step.p50, step.p95, step.p99, step.mean, step.cpu)
        table.add_row(step.step, *(f"{t:.1f} ms" for t in times))
    table.add_row("")
    rows = [
        ("indexing", f"{indexing.seconds:.1f} s"),
        ("", f"{indexing.articles_per_s:.1f} articles/s"),
        ("", f"{indexing.passages_per_s:.1f} passages/s"),
    ]
    rows += [
        (f"{t.callers} caller{'s' if t.callers > 1 else ''} at once", f"{t.questions_per_s:.1f}/s")
        for t in done.throughput
    ]
    if indexing.peak_mib is not None and done.peak_mib is not None:
        rows.append(("peak memory, indexing", f"{indexing.peak_mib:,.0f} MiB"))
        rows.append(("peak memory, answering", f"{done.peak_mib:,.0f} MiB"))
    if done.load_before is not None:
        rows.append(("load average before", f"{done.load_before:.1f}"))
    for name, value in rows:
        table.add_row(name, value)
    return table
