"""What a contestant is given and what it hands back: two JSON files."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import NamedTuple


class Passage(NamedTuple):
    """A text to answer from."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Job:
    """What to index and to ask, with which models.

    Attributes:
        passages: A .jsonl file, each line {"id", "text"}.
        encoder, reader: Folders of the models, in sentence-transformers and Hugging Face form.
        read: Passages found and read for each question.
        callers: How many ask at once; each number is a measurement.
        folder: An empty one, for what the contestant keeps on disk; each turn has its own.
    """

    passages: str
    questions: tuple[str, ...]
    encoder: str
    reader: str
    read: int = 10
    callers: tuple[int, ...] = (1, 4, 16)
    folder: str = ""

    def save(self, file: Path) -> None:
        """Write it as JSON."""
        file.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @staticmethod
    def load(file: Path) -> "Job":
        """Read what `save` wrote."""
        told = json.loads(file.read_text(encoding="utf-8"))
        return Job(
            **{**told, "questions": tuple(told["questions"]), "callers": tuple(told["callers"])}
        )


@dataclass(frozen=True, slots=True)
class Step:
    """Milliseconds of one step for each question, in their order.

    `cpu_ms` is the mean of all cores' work for it: it tells what the step costs also where other
    programs keep the machine busy.
    """

    ms: tuple[float, ...]
    cpu_ms: float


@dataclass(frozen=True, slots=True)
class Result:
    """What a contestant did with a job. Memory is the most that its process held, so far.

    Attributes:
        indexed: Passages in the index.
        index_s: From the file of passages to an index that can be searched; `index_cpu_s` is all
            cores' work for it.
        models_mib, indexing_mib, peak_mib: With models loaded and tried; after indexing; at the
            end. None where the system does not tell.
        disk_mib: Of the index, 0 where it is in memory only.
        steps: "retrieval", "reading", "answer".
        answers: The answer to each question, empty where it declined.
        questions_per_s: By number of callers at once.
        reader: What read the passages.
        notes: What a person should know to judge the figures.
        versions: Of the packages that do the work.
    """

    indexed: int
    index_s: float
    index_cpu_s: float
    models_mib: float | None
    indexing_mib: float | None
    peak_mib: float | None
    disk_mib: float
    steps: Mapping[str, Step]
    answers: tuple[str, ...]
    questions_per_s: Mapping[int, float]
    reader: str
    notes: tuple[str, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)

    def save(self, file: Path) -> None:
        """Write it as JSON."""
        file.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @staticmethod
    def load(file: Path) -> "Result":
        """Read what `save` wrote."""
        told = json.loads(file.read_text(encoding="utf-8"))
        changed = {
            "steps": {
                name: Step(tuple(step["ms"]), step["cpu_ms"])
                for name, step in told["steps"].items()
            },
            "answers": tuple(told["answers"]),
            "questions_per_s": {int(n): rate for n, rate in told["questions_per_s"].items()},
            "notes": tuple(told["notes"]),
        }
        return Result(**{**told, **changed})
