"""LlamaIndex: its Hugging Face embeddings and FAISS store. It has no extractive reader."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, final

import faiss
from llama_index.core import StorageContext, VectorStoreIndex
from llama_index.core.schema import TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.vector_stores.faiss import FaissVectorStore

from eval.peers.job import Job
from eval.peers.measuring import main, passages_of
from eval.peers.span_reader import SpanReader

BATCH_TEXTS = 32  # its default of 10 is meant for services: 32 as all the others have


@final
class LlamaIndex:
    """A vector index of nodes, one a passage, and its retriever."""

    packages = (
        "llama-index-core",
        "llama-index-embeddings-huggingface",
        "llama-index-vector-stores-faiss",
    )
    reader = SpanReader.name

    def __init__(self, job: Job) -> None:
        self._encoder = HuggingFaceEmbedding(
            model_name=job.encoder, device="cpu", embed_batch_size=BATCH_TEXTS
        )
        self._dimension = len(self._encoder.get_text_embedding("dimension"))
        self._reader, self._count = SpanReader(job.reader), job.read

    def index(self, passages: Path) -> int:
        nodes = [TextNode(id_=passage.id, text=passage.text) for passage in passages_of(passages)]
        vectors = faiss.IndexFlatL2(self._dimension)
        store = FaissVectorStore(faiss_index=vectors)
        index = VectorStoreIndex(
            nodes,
            storage_context=StorageContext.from_defaults(vector_store=store),
            embed_model=self._encoder,
        )
        self._retriever = index.as_retriever(similarity_top_k=self._count)
        return int(vectors.ntotal)

    def retrieve(self, question: str) -> Sequence[Any]:
        return [hit.node.get_content() for hit in self._retriever.retrieve(question)]

    def read(self, question: str, found: Sequence[Any]) -> str:
        return self._reader.read(question, found)

    def answer(self, question: str) -> str:
        return self.read(question, self.retrieve(question))


if __name__ == "__main__":
    main(LlamaIndex)
