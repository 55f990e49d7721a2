"""Endpoints for programs: `/answer` and `/search`, through `gradio_client` or plain HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import gradio as gr
from gradio.events import api

from rag.answering.answer import Hit
from rag.errors import RagError
from ui.asking import READING
from ui.corpus import Corpus
from ui.scope import Scope

MAX_HITS = 100


def connect_endpoints(corpus: Corpus) -> None:
    """Offer the corpus to programs; their calls wait in the same line as people's questions."""

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
        with _told():
            limits = _limits(since, until, outlets)
            return corpus.answer(question, **limits).to_dict()

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
            raise gr.Error(f"k is {k}; give a number from 1 to {MAX_HITS}", print_exception=False)
        with _told():
            limits = _limits(since, until, outlets)
            return [_hit(hit) for hit in corpus.search(question, k, **limits)]

    settings = {k: v for k, v in READING.items() if k != "trigger_mode"}
    api(answer, api_name="answer", **settings)
    api(search, api_name="search", **settings)


@contextmanager
def _told() -> Iterator[None]:
    """An error of ours is told to the program that called; others are not."""
    try:
        yield
    except RagError as error:
        raise gr.Error(str(error), print_exception=False) from error


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
