"""What a question gets back: an answer, made of citations and nothing else."""

from dataclasses import dataclass
from typing import Any

from rag.articles.article import Article, Passage
from rag.articles.sentences import sentence_around


@dataclass(frozen=True, slots=True)
class Citation:
    """Characters `[start, end)` of an article, offered as the answer or as support for it.

    A quotation is a slice of its article, so it cannot differ from it.
    """

    article: Article
    start: int
    end: int
    score: float
    """The reader's span score minus its no-answer score, in logits: above 0 favours the span."""
    also_in: tuple[Article, ...] = ()
    """Copies of the article, the earliest first: the same text, so no source of their own."""

    @property
    def quote(self) -> str:
        return self.article.text[self.start : self.end]

    @property
    def sentence(self) -> str:
        """The sentence or sentences of the body that the quotation lies in, verbatim."""
        start, end = sentence_around(self.article, self.start, self.end)
        return self.article.text[start:end]

    @property
    def page(self) -> int | None:
        """The page, from 1, that the quotation begins on; None where the file has no pages."""
        return self.article.page(self.start)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready: all that `rag verify` needs to check the quotation again later."""
        return {
            **named(self.article),
            "text_sha256": self.article.text_sha256,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "sentence": self.sentence,
            "page": self.page,
            "score": self.score,
            "author": self.article.author,
            "also_in": [named(copy) for copy in self.also_in],
        }


def named(article: Article) -> dict[str, Any]:
    """JSON-ready: which article it is, and which bytes."""
    return {
        "article": article.id,
        "sha256": article.sha256,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
    }


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that retrieval found for a question; higher is better in both figures."""

    passage: Passage
    score: float
    """Fused from meaning and words, in [0, 1], relative to the other passages found."""
    similarity: float
    """Cosine of the question's and the passage's vectors."""
    source: int | None = None
    """The same for passages of articles that are copies of one text; None: not known."""
    also_in: tuple[Article, ...] = ()
    """Copies of the article, as `Citation.also_in` gives them."""
    continues: bool = False
    """The conversation is about the article."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The cited answer to a question, or an honest abstention: `bool(answer)` is False then.

    Attributes:
        question: As asked.
        resolved: The question made self-contained from the conversation; equal to `question` where
            nothing was added.
        citations: Best first, one for each source that makes the claim: copies of one text are one
            source, and all but one of them are only in `Citation.also_in`. Empty when abstaining.
        confidence: The probability, in [0, 1], that the best span found is a right answer. It is
            kept when abstaining: it is then below the threshold.
        passages: What retrieval found, best first, the nearest of which were read.
    """

    question: str
    resolved: str
    citations: tuple[Citation, ...]
    confidence: float
    passages: tuple[Hit, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.citations)

    @property
    def text(self) -> str:
        """The best citation's quotation, or "" when abstaining."""
        return self.citations[0].quote if self.citations else ""

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready: what `rag ask --json` prints and `rag verify` checks."""
        return {
            "question": self.question,
            "resolved": self.resolved,
            "answer": self.text,
            "confidence": self.confidence,
            "citations": [citation.to_dict() for citation in self.citations],
        }
