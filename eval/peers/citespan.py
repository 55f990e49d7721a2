"""This project: parsing, copies, SQLite, both searches, and the cited answer are all in it."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, final

from eval.peers.job import Job
from eval.peers.measuring import main
from rag import reader as readers
from rag.answering.confidence import Calibrator
from rag.corpus import Corpus
from rag.opening import encoder_of


@final
class Citespan:
    """What `rag.open` does, its models loaded before."""

    packages = ("citespan",)

    def __init__(self, job: Job) -> None:
        self._encoder, self._reader = encoder_of(job.encoder), readers.load(job.reader)
        self._calibrator = Calibrator.load()
        self._folder, self._count = Path(job.folder) / "index", job.read
        self.reader = f"its own, {self._reader.identity[:30]}"

    def index(self, passages: Path) -> int:
        """The file is read as a corpus of articles of one passage each."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir()
        self._corpus = Corpus(
            passages,
            self._folder,
            encoder=self._encoder,
            reader=self._reader,
            calibrator=self._calibrator,
            passages_read=self._count,
        )
        return self._corpus.refresh().passages

    def retrieve(self, question: str) -> Sequence[Any]:
        return [hit.passage.text for hit in self._corpus.search(question, self._count)]

    def read(self, question: str, found: Sequence[Any]) -> str:
        readings = self._reader.read(question, found)
        spans = [(span, i) for i, reading in enumerate(readings) for span in reading.spans]
        if not spans:
            return ""
        best, i = max(spans, key=lambda pair: pair[0].score)
        return str(found[i][best.start : best.end])

    def answer(self, question: str) -> str:
        return self._corpus.answer(question).text


if __name__ == "__main__":
    main(Citespan)
