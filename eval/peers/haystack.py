"""Haystack: its sentence-transformers embedders, store in memory, and extractive reader."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, final

import torch
from haystack import Document
from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack.utils import ComponentDevice
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)
from haystack_integrations.components.readers.transformers import TransformersExtractiveReader

from eval.peers.job import Job
from eval.peers.measuring import main, passages_of


@final
class Haystack:
    """Its components, run one after another as a pipeline runs them."""

    packages = ("haystack-ai", "sentence-transformers-haystack", "transformers-haystack")
    reader = "its own: TransformersExtractiveReader"

    def __init__(self, job: Job) -> None:
        cpu = ComponentDevice.from_str("cpu")
        self._documents = SentenceTransformersDocumentEmbedder(
            model=job.encoder, device=cpu, progress_bar=False
        )
        self._questions = SentenceTransformersTextEmbedder(
            model=job.encoder, device=cpu, progress_bar=False
        )
        self._reader = TransformersExtractiveReader(
            model=job.reader, device=cpu, top_k=1, model_kwargs={"dtype": torch.float32}
        )
        for component in (self._documents, self._questions, self._reader):
            component.warm_up()
        self._count = job.read

    def index(self, passages: Path) -> int:
        documents = [
            Document(id=passage.id, content=passage.text) for passage in passages_of(passages)
        ]
        store = InMemoryDocumentStore()
        store.write_documents(self._documents.run(documents=documents)["documents"])
        self._retriever = InMemoryEmbeddingRetriever(document_store=store, top_k=self._count)
        return int(store.count_documents())

    def retrieve(self, question: str) -> Sequence[Any]:
        vector = self._questions.run(text=question)["embedding"]
        found: Sequence[Any] = self._retriever.run(query_embedding=vector)["documents"]
        return found

    def read(self, question: str, found: Sequence[Any]) -> str:
        answers = self._reader.run(query=question, documents=list(found))["answers"]
        return (answers[0].data or "") if answers else ""

    def answer(self, question: str) -> str:
        return self.read(question, self.retrieve(question))


if __name__ == "__main__":
    main(Haystack)
