"""Questions with their contexts and answers, as training files hold them.

A file is JSON lines, gzip'd where its name ends in `.gz`, each line
`{"id", "question", "context", "answers": [{"text", "answer_start"}]}`, "title" where there is
one; no answers means that the context does not answer the question.
"""

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.errors import RagError


class UnusableRecords(RagError):
    """A training file is missing, or a line of it is no record; the message names the line."""


@dataclass(frozen=True, slots=True)
class Record:
    """One question on one context. `answers` are characters `[start, end)`, one per annotator."""

    id: str
    title: str
    question: str
    context: str
    answers: tuple[tuple[int, int], ...]

    def is_answered_at(self, start: int, end: int) -> bool:
        """Whether an answer has some of the context's characters `[start, end)`."""
        return any(s < end and e > start for s, e in self.answers)

    def is_answered_in(self, text: str) -> bool:
        """Whether a text holds the words of an answer, in whatever case."""
        lowered = text.lower()
        return any(self.context[s:e].lower() in lowered for s, e in self.answers)


def read_records(path: Path) -> list[Record]:
    """All records of a file, in its order.

    Raises:
        UnusableRecords: There is no such file, or a line is not in the record form.
    """
    if not path.is_file():
        raise UnusableRecords(f"there is no training file {path}; name one in the record form")
    opened: Any = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [_record(line, f"{path}, line {n}") for n, line in enumerate(lines, start=1)]


def write_records(path: Path, records: Iterable[Record]) -> None:
    """Write records in the same form, the same bytes for the same records."""
    write_lines(path, map(_as_dict, records))


def write_lines(path: Path, lines: Iterable[Mapping[str, object]]) -> None:
    """Write gzip'd JSON lines, the same bytes for the same lines."""
    with (
        path.open("wb") as raw,
        gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file,
    ):
        for line in lines:
            file.write((json.dumps(line, ensure_ascii=False) + "\n").encode())


def _record(line: str, where: str) -> Record:
    try:
        fields: dict[str, Any] = json.loads(line)
        context = fields["context"]
        answers = []
        for answer in fields["answers"]:
            start, text = answer["answer_start"], answer["text"]
            if not text or context[start : start + len(text)] != text:
                raise UnusableRecords(f"{where}: the context does not hold {text!r} at {start}")
            answers.append((start, start + len(text)))
        return Record(
            str(fields.get("id", "")),
            fields.get("title") or "",
            fields["question"],
            context,
            tuple(answers),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise UnusableRecords(f"{where} is no record: {error!r}") from error


def _as_dict(record: Record) -> dict[str, Any]:
    answers = [{"text": record.context[s:e], "answer_start": s} for s, e in record.answers]
    return {
        "id": record.id,
        "title": record.title,
        "question": record.question,
        "context": record.context,
        "answers": answers,
    }
