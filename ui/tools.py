"""What programs may ask of a corpus: `answer` and `search`, in values that JSON holds."""

from collections.abc import Callable
from typing import Any

from rag.answering.answer import Hit
from rag.errors import InvalidQuestion
from ui.corpus import Corpus
from ui.scope import Scope

MAX_HITS = 100


def answering(corpus: Corpus) -> Callable[..., dict[str, Any]]:
    """The function `answer`; its documentation is what callers are shown."""

    def answer(
        question: str, since: str = "", until: str = "", outlets: list[str] | None = None
    ) -> dict[str, Any]:
        """Answer a question with a quotation from the articles, or with "" where they do not say.

        Args:
            question: In words.
            since: Ask only articles published on this day or later: 2011-06-30, 2011-06 or 2011.
            until: Ask only articles published on this day or earlier.
            outlets: Ask only articles of these outlets.

        Returns:
            question, resolved, answer, confidence, and citations with article, sha256, start, end,
            quote and sentence: what `rag verify` checks.
        """
        return corpus.answer(question, **_limits(since, until, outlets)).to_dict()

    return answer


def searching(corpus: Corpus) -> Callable[..., list[dict[str, Any]]]:
    """The function `search`; its documentation is what callers are shown."""

    def search(
        question: str,
        k: int = 10,
        since: str = "",
        until: str = "",
        outlets: list[str] | None = None,
    ) -> list[dict[str, Any]]:
        """Find the passages nearest to a question, best first.

        Args:
            question: In words.
            k: How many passages, at most 100.
            since: Only articles published on this day or later: 2011-06-30, 2011-06 or 2011.
            until: Only articles published on this day or earlier.
            outlets: Only articles of these outlets.

        Returns:
            For each passage: article, sha256, start, end, text, score, title, outlet, published.
        """
        if not 1 <= k <= MAX_HITS:
            raise InvalidQuestion(f"k is {k}; give a number from 1 to {MAX_HITS}")
        return [_hit(hit) for hit in corpus.search(question, k, **_limits(since, until, outlets))]

    return search


def _limits(since: str, until: str, outlets: list[str] | None) -> dict[str, Any]:
    scope = Scope.of(since, until, outlets)
    return {"since": scope.since, "until": scope.until, "outlets": scope.outlets or None}


def _hit(hit: Hit) -> dict[str, Any]:
    passage, article = hit.passage, hit.passage.article
    return {
        "article": article.id,
        "sha256": article.sha256,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "score": hit.score,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published.isoformat() if article.published else None,
    }
