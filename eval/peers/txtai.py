"""txtai: an embeddings database with content, and its extractive question answering.

Its `RAG` would join the passages and read the first 512 tokens of them; here `Questions`, which it
calls, reads each passage. That gives no scores: the answer is that of the first passage which has
one. Where the reader sees no answer, txtai 9.14 fails with a TypeError, taken for none.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, final

import torch
from txtai import Embeddings
from txtai.pipeline import Questions

from eval.peers.job import Job
from eval.peers.measuring import main, passages_of


@final
class Txtai:
    """Vectors in FAISS, texts in SQLite, as `content=True` has it."""

    packages = ("txtai",)
    reader = "its own: Questions, passage by passage"

    def __init__(self, job: Job) -> None:
        self._embeddings = Embeddings(path=job.encoder, content=True, gpu=False)
        self._questions = Questions(job.reader, gpu=False, dtype=torch.float32)
        self._count = job.read

    def index(self, passages: Path) -> int:
        self._embeddings.index([(passage.id, passage.text) for passage in passages_of(passages)])
        return int(self._embeddings.count())

    def retrieve(self, question: str) -> Sequence[Any]:
        return [hit["text"] for hit in self._embeddings.search(question, self._count)]

    def read(self, question: str, found: Sequence[Any]) -> str:
        return next(filter(None, [self._read_one(question, text) for text in found]), "")

    def answer(self, question: str) -> str:
        return self.read(question, self.retrieve(question))

    def _read_one(self, question: str, text: str) -> str:
        try:
            return self._questions([question], [text])[0] or ""
        except TypeError:  # the best "span" is the token that stands for no answer
            return ""


if __name__ == "__main__":
    main(Txtai)
