"""Measuring how often answers are right: a command in a process of its own, and its report."""

import os
import queue
import re
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import final

DONE = re.compile(r"\b(\d+)/(\d+)\b")
TOLD_CHARS = 400  # of what the command says when it fails
SILENCE_S = 0.5  # a person who says stop waits no longer
END = b"\x04"  # told by its identity


class MeasuringFailed(Exception):
    """The command ended with an error; the message is what it said."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a measurement is; `report` is its HTML page, at the end."""

    done: int = 0
    total: int = 0
    report: str | None = None


@final
class Measuring:
    """Runs `python -m eval`, or any command that shows `done/total` and takes `--html PATH`.

    It is a process, not an import: it can be stopped at any moment, and neither needs the other.
    """

    def __init__(self, given: Sequence[str], own: Sequence[str] | None = None) -> None:
        """`given` is run with `--questions PATH`; `own` asks questions of its own, if there are."""
        self.given = tuple(given)
        self.own = None if own is None else tuple(own)

    def __call__(self, questions: str | None) -> Iterator[Step]:
        """Measure with these questions, or with the command's own; the last step reports.

        Closing the iterator stops the command.

        Raises:
            MeasuringFailed: The command ended with an error.
        """
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "report.html"
            yield from _run([*self._command(questions, Path(folder)), "--html", str(page)])
            yield Step(report=page.read_text(encoding="utf-8"))

    def _command(self, questions: str | None, folder: Path) -> tuple[str, ...]:
        if questions is None and self.own is not None:
            return self.own
        path = folder / "questions.jsonl"
        path.write_text(questions or "", encoding="utf-8")
        return (*self.given, "--questions", str(path))


def _run(arguments: list[str]) -> Iterator[Step]:
    """Run to the end; a step for each new `done/total` on the error stream, and in each silence.

    A silent command has to be stoppable too: it is while it loads its models.
    """
    environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": "80"}  # or no bar is drawn
    process = subprocess.Popen(
        arguments,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
    )
    try:
        said, latest = "", Step()
        for piece in _pieces(process.stderr.fileno() if process.stderr else 0):
            said = (said + piece.decode("utf-8", "replace"))[-4096:]
            found = DONE.findall(plain(said))
            step = Step(int(found[-1][0]), int(found[-1][1])) if found else latest
            if step != latest or not piece:
                yield step
            latest = step
        if process.wait() != 0:
            raise MeasuringFailed(plain(said)[-TOLD_CHARS:].strip() or "it said nothing")
    finally:
        process.kill()
        process.wait()


def _pieces(file: int) -> Iterator[bytes]:
    """What comes out of a file as it comes; an empty piece after each `SILENCE_S` without any."""
    pieces: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def read() -> None:
        while piece := os.read(file, 4096):
            pieces.put(piece)
        pieces.put(END)

    threading.Thread(target=read, daemon=True).start()
    while True:
        try:
            piece = pieces.get(timeout=SILENCE_S)
        except queue.Empty:
            piece = b""
        if piece is END:
            return
        yield piece


def plain(said: str) -> str:
    """What a terminal was told, without colours and cursor moves."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", said).replace("\r", "\n")
