"""The plain way: sentence-transformers, FAISS, and a reader in torch."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, final

import faiss
from sentence_transformers import SentenceTransformer

from eval.peers.job import Job
from eval.peers.measuring import main, passages_of
from eval.peers.span_reader import SpanReader


@final
class Plain:
    """Exact search by inner product over unit vectors; all in float32."""

    packages = ()
    reader = SpanReader.name

    def __init__(self, job: Job) -> None:
        self._encoder = SentenceTransformer(job.encoder, device="cpu")
        self._reader, self._count = SpanReader(job.reader), job.read

    def index(self, passages: Path) -> int:
        self._texts = [passage.text for passage in passages_of(passages)]
        vectors = self._encoder.encode(self._texts, normalize_embeddings=True)
        self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(vectors)
        return int(self._index.ntotal)

    def retrieve(self, question: str) -> Sequence[Any]:
        vectors = self._encoder.encode([question], normalize_embeddings=True)
        _, ids = self._index.search(vectors, min(self._count, len(self._texts)))
        return [self._texts[i] for i in ids[0]]

    def read(self, question: str, found: Sequence[Any]) -> str:
        return self._reader.read(question, found)

    def answer(self, question: str) -> str:
        return self.read(question, self.retrieve(question))


if __name__ == "__main__":
    main(Plain)
