"""Many real vectors at little cost: short windows of a corpus's articles, encoded, kept on disk.

A window is a run of words of an article's body. Short ones are encoded a dozen times as fast as
passages, so that a million vectors of real text are within reach of a laptop. Windows overlap where
`stride` is less than `words`: neighbours are then closer together than passages would be.

Windows are encoded in an order drawn by the seed, in shards, so that what is there after an
interruption is a fair sample of all, and the same call goes on from there.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder, Vectors
from rag.articles.article import Article

SHARD_WINDOWS = 2_048  # encoded between two savings: seconds of work to lose

Progress = Callable[[int, int], None]


class Cut(NamedTuple):
    """How windows are cut and drawn."""

    words: int
    stride: int
    seed: int


def windows(articles: Sequence[Article], cut: Cut) -> list[str]:
    """All windows of `cut.words` words of the bodies, in an order drawn by the seed."""
    found = [window for article in articles for window in windows_of(article, cut)]
    order = np.random.default_rng(cut.seed).permutation(len(found))
    return [found[place] for place in order]


def windows_of(article: Article, cut: Cut) -> Iterator[str]:
    """The windows of one article, in its order; none crosses a gap of the body."""
    for start, end in article.body:
        words = article.text[start:end].split()
        for first in range(0, len(words) - cut.words + 1, cut.stride):
            yield " ".join(words[first : first + cut.words])


def encoded(
    texts: Sequence[str], count: int, encoder: Encoder, folder: Path, progress: Progress
) -> Vectors:
    """Vectors of the first `count` texts, shape (count, dimension), each shard encoded only once.

    `folder` keeps them, under a name that texts and encoder decide: other texts never mix in.
    """
    digest = hashlib.sha256(json.dumps([encoder.identity, *texts]).encode()).hexdigest()
    place = folder / digest[:16]
    place.mkdir(parents=True, exist_ok=True)
    count = min(count, len(texts))
    shards: list[NDArray[np.float16]] = []
    for start in range(0, count, SHARD_WINDOWS):
        file = place / f"{start // SHARD_WINDOWS:05}.npy"
        if not file.exists():
            vectors = encoder.encode_passages(texts[start : start + SHARD_WINDOWS])
            unfinished = file.with_suffix(".part")
            with unfinished.open("wb") as stream:
                np.save(stream, vectors.astype(np.float16))
            unfinished.replace(file)
        shards.append(np.load(file))
        progress(min(start + SHARD_WINDOWS, count), count)
    vectors = np.concatenate(shards)[:count].astype(np.float32)
    units: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return units
