"""Find passages that a retriever ranks high for a question, and that do not answer it."""

from collections.abc import Iterator, Sequence
from typing import final

from rag.errors import RagError
from rag.reader.training.records import Record

NEIGHBOURS = 12  # contexts looked at for those without an answer


@final
class Rivals:
    """The contexts of some records, to be searched by their words (BM25)."""

    def __init__(self, records: Sequence[Record]) -> None:
        """Index the distinct contexts of `records`.

        Raises:
            RagError: bm25s is not installed.
        """
        try:
            import bm25s  # noqa: PLC0415 - a tool of training alone
        except ImportError as error:
            raise RagError("bm25s is not installed; pip install 'citespan[train]'") from error
        self._contexts = list(dict.fromkeys(record.context for record in records))
        self._tokenize = bm25s.tokenize
        self._index = bm25s.BM25()
        self._index.index(self._tokenize(self._contexts, show_progress=False), show_progress=False)

    def of(self, records: Sequence[Record]) -> Iterator[list[str]]:
        """For each record the contexts most like its question and title, the likest first.

        Left out are its own and those that hold the words of an answer: what remains is silent by
        rule, not by people's word.
        """
        if not records:
            return
        questions = [f"{record.question} {record.title}" for record in records]
        found, _ = self._index.retrieve(
            self._tokenize(questions, show_progress=False),
            k=min(NEIGHBOURS, len(self._contexts)),
            show_progress=False,
        )
        for record, numbers in zip(records, found, strict=True):
            contexts = (self._contexts[n] for n in numbers)
            yield [
                context
                for context in contexts
                if context != record.context and not record.is_answered_in(context)
            ]
