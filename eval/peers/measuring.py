"""Ask one contestant for its figures, in a process that does nothing else.

Loading the models is not timed, nor are the first passages and questions, which pay for lazy
loading and allocation.
"""

import json
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path
from typing import Any, Protocol

from eval.peers.job import Job, Passage, Result, Step

WARM_UP_PASSAGES = 32  # one batch
WARM_UP_QUESTIONS = 3
MIB = 2**20
PACKAGES = ("torch", "transformers", "sentence-transformers", "faiss-cpu", "numpy")


class Contestant(Protocol):
    """Models that are loaded, and at most one index."""

    @property
    def reader(self) -> str:
        """What reads, in a few words."""

    @property
    def packages(self) -> tuple[str, ...]:
        """Those whose versions matter, beside `PACKAGES`."""

    def index(self, passages: Path) -> int:
        """Make an index of a file of passages, in place of the one before; how many it holds."""

    def retrieve(self, question: str) -> Sequence[Any]:
        """The passages to read, best first, in the form that `read` takes."""

    def read(self, question: str, found: Sequence[Any]) -> str:
        """The best answer in these passages."""

    def answer(self, question: str) -> str:
        """The answer as a user has it: both steps, and what else belongs to it."""


def main(load: Callable[[Job], Contestant]) -> None:
    """Measure one contestant: `python -m eval.peers.NAME JOB RESULT`."""
    job, result = (Path(argument) for argument in sys.argv[1:])
    measured(load, Job.load(job)).save(result)


def measured(load: Callable[[Job], Contestant], job: Job) -> Result:
    """All figures of one contestant."""
    # 1. load, and try everything once
    contestant = load(job)
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "passages.jsonl"
        first.write_text("".join(head(Path(job.passages), WARM_UP_PASSAGES)), encoding="utf-8")
        contestant.index(first)
        contestant.answer(job.questions[0])
    models_mib = peak_mib()
    # 2. index
    indexing, (indexed,) = timed(contestant.index, [Path(job.passages)])
    indexing_mib = peak_mib()
    disk_mib = sum(f.stat().st_size for f in Path(job.folder).rglob("*") if f.is_file()) / MIB
    # 3. one question after another
    for question in job.questions[:WARM_UP_QUESTIONS]:
        contestant.answer(question)
    retrieval, found = timed(contestant.retrieve, job.questions)
    pairs = list(zip(job.questions, found, strict=True))
    reading, _ = timed(lambda pair: contestant.read(*pair), pairs)
    answering, answers = timed(contestant.answer, job.questions)
    # 4. many at once
    rates, notes = questions_per_s(contestant.answer, job.questions, job.callers)
    return Result(
        indexed=indexed,
        index_s=indexing.ms[0] / 1000,
        index_cpu_s=indexing.cpu_ms / 1000,
        models_mib=models_mib,
        indexing_mib=indexing_mib,
        peak_mib=peak_mib(),
        disk_mib=disk_mib,
        steps={"retrieval": retrieval, "reading": reading, "answer": answering},
        answers=tuple(answers),
        questions_per_s=rates,
        reader=contestant.reader,
        notes=notes,
        versions=versions((*contestant.packages, *PACKAGES)),
    )


def timed(do: Callable[[Any], Any], items: Sequence[Any]) -> tuple[Step, list[Any]]:
    """How long it takes with each item, and what comes of it."""
    took, results = [], []
    worked = time.process_time()
    for item in items:
        started = time.perf_counter()
        results.append(do(item))
        took.append((time.perf_counter() - started) * 1000)
    cpu_ms = (time.process_time() - worked) * 1000 / max(len(took), 1)
    return Step(tuple(took), cpu_ms), results


def questions_per_s(
    answer: Callable[[str], str], questions: Sequence[str], callers: Sequence[int]
) -> tuple[dict[int, float], tuple[str, ...]]:
    """All questions, asked by so many threads at once, and a note if they had to take turns.

    Code that fails when several call it gets a lock around it, as its users would have to add.
    """
    rates: dict[int, float] = {}
    for count in callers:
        try:
            rates[count] = rate(answer, questions, count)
        except Exception as error:  # whatever a package raises when several threads call it
            if count == 1:
                raise
            locked = in_turn(answer)
            later = {n: rate(locked, questions, n) for n in callers if n >= count}
            note = (
                f"from {count} callers on in turn; without a lock {type(error).__name__}: {error}"
            )
            return {**rates, **later}, (note,)
    return rates, ()


def in_turn(answer: Callable[[str], str]) -> Callable[[str], str]:
    """The same for one caller at a time."""
    turn = threading.Lock()

    def wait_and_answer(question: str) -> str:
        with turn:
            return answer(question)

    return wait_and_answer


def rate(answer: Callable[[str], str], questions: Sequence[str], callers: int) -> float:
    """Questions a second with so many threads."""
    with ThreadPoolExecutor(callers) as pool:
        started = time.perf_counter()
        for _ in pool.map(answer, questions):
            pass
        return len(questions) / (time.perf_counter() - started)


def passages_of(file: Path) -> list[Passage]:
    """All passages of a file, for those that take them from memory."""
    with file.open(encoding="utf-8") as lines:
        return [Passage(record["id"], record["text"]) for record in map(json.loads, lines)]


def head(file: Path, count: int) -> list[str]:
    """The first lines of a file."""
    with file.open(encoding="utf-8") as lines:
        return [line for _, line in zip(range(count), lines, strict=False)]


def peak_mib() -> float | None:
    """The most memory this process has held so far; None where the system does not tell."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux's rusage would count what the parent held when it forked
        fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(fields["VmHWM"].split()[0]) / 1024
    if sys.platform == "win32":
        return None
    import resource  # noqa: PLC0415 - there is none on Windows

    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, KiB elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MIB


def versions(packages: Sequence[str]) -> dict[str, str]:
    """Of the packages that are installed."""
    found = {}
    for package in packages:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return found
