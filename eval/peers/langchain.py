"""LangChain: its Hugging Face embeddings and FAISS store. It has no extractive reader."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, final

from langchain_community.vectorstores import FAISS
from langchain_huggingface import HuggingFaceEmbeddings

from eval.peers.job import Job
from eval.peers.measuring import main, passages_of
from eval.peers.span_reader import SpanReader


@final
class LangChain:
    """The store as `from_texts` makes it: exact, in batches as sentence-transformers has them."""

    packages = ("langchain-core", "langchain-community", "langchain-huggingface")
    reader = SpanReader.name

    def __init__(self, job: Job) -> None:
        self._encoder = HuggingFaceEmbeddings(
            model_name=job.encoder, model_kwargs={"device": "cpu"}
        )
        self._reader, self._count = SpanReader(job.reader), job.read

    def index(self, passages: Path) -> int:
        texts = [passage.text for passage in passages_of(passages)]
        self._store = FAISS.from_texts(texts, self._encoder)
        return int(self._store.index.ntotal)

    def retrieve(self, question: str) -> Sequence[Any]:
        found = self._store.similarity_search(question, k=self._count)
        return [document.page_content for document in found]

    def read(self, question: str, found: Sequence[Any]) -> str:
        return self._reader.read(question, found)

    def answer(self, question: str) -> str:
        return self.read(question, self.retrieve(question))


if __name__ == "__main__":
    main(LangChain)
