"""Cut a corpus into passages that every contestant of the benchmark can index alike."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from eval.windows import Cut, windows_of
from rag.articles.article import Article


class Passages(NamedTuple):
    """Different texts, and how many articles they come from."""

    texts: tuple[str, ...]
    articles: int

    def first(self, count: int) -> "Passages":
        """The first so many; the number of articles is then an upper limit."""
        return Passages(self.texts[:count], self.articles)

    def write(self, file: Path) -> None:
        """As JSON lines with id and text; without titles, which would be passages to some."""
        with file.open("w", encoding="utf-8") as lines:
            for number, text in enumerate(self.texts):
                lines.write(json.dumps({"id": f"p{number:07d}", "text": text}) + "\n")


def passages(articles: Sequence[Article], cut: Cut, limit: int) -> Passages:
    """At most `limit` windows of whole articles, in an order of articles drawn by the seed.

    Fewer are the first of more: a larger limit keeps them.
    """
    texts: dict[str, None] = {}
    used = 0
    for place in np.random.default_rng(cut.seed).permutation(len(articles)):
        before = len(texts)
        if before == limit:
            break
        for text in windows_of(articles[place], cut):
            texts[text] = None
            if len(texts) == limit:
                break
        used += len(texts) > before
    return Passages(tuple(texts), used)
