"""The seam to `rag`: what the chat needs of a corpus, and nothing more."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from rag.answering.answer import Answer, Hit
from rag.articles.article import Article


class Corpus(Protocol):
    """Answers from a set of articles; `rag.open(folder)` gives one."""

    @property
    def articles(self) -> tuple[Article, ...]:
        """All articles, in id order."""

    def answer(
        self,
        question: str,
        *,
        history: Sequence[Answer] = (),
        since: date | None = None,
        until: date | None = None,
        outlets: Sequence[str] | None = None,
    ) -> Answer:
        """The cited answer to a question, or an abstention; `history` is oldest first.

        Raises:
            rag.errors.InvalidQuestion: The question is empty or too long.
        """

    def search(
        self,
        question: str,
        k: int = 10,
        *,
        since: date | None = None,
        until: date | None = None,
        outlets: Sequence[str] | None = None,
    ) -> tuple[Hit, ...]:
        """The k nearest passages, best first."""
