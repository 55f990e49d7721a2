"""How fast and how true the neighbour search is, by number of vectors: exact, and in lists.

The vectors are those of windows of your articles (`eval.windows`), the questions windows that are
not in the index, or questions of a file. Recall@10 is the share of the ten nearest by exact numpy
that the engine finds; a vector as near as the tenth counts as found. Searches are timed one by one.
"""

import json
import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from platformdirs import user_cache_path
from rich.console import Console
from rich.table import Table

from embeddings import VectorIndex, Vectors, index_engine
from eval import questions
from eval.progress import Counter, Tracker
from eval.windows import Cut, encoded, windows
from rag.articles.article import Article
from rag.articles.folder import article_files, articles
from rag.errors import NoArticles
from rag.index.vectors import SAMPLE
from rag.opening import encoder_of

ASKED = 500  # the p95 is then the 25th slowest
SIZES = (10_000, 100_000, 1_000_000)
K = 10
BLOCK = 50_000  # vectors compared or added at once
TIE = 1e-5  # as near as makes no difference in float32


@dataclass(frozen=True, slots=True)
class Row:
    """One engine with so many vectors."""

    engine: str
    vectors: int
    recall: float
    p50_ms: float
    p95_ms: float
    build_s: float
    file_mib: float
    open_ms: float


def main(
    *,
    corpus: Path,
    asked: Path | None,
    words: int,
    stride: int,
    seed: int,
    limit: int,
    keep: Path | None,
    json_out: Path | None,
) -> None:
    """`python -m eval bench-vectors`.

    Raises:
        NoArticles: The corpus has too few windows.
    """
    cut = Cut(words, stride, seed)
    texts = windows(tuple(all_articles(corpus)), cut)
    count = min(limit, len(texts) - ASKED)
    if count < 1:
        raise NoArticles(
            f"{corpus} has {len(texts)} windows of {words} words, {ASKED} are for asking; "
            "name more articles"
        )
    encoder = encoder_of(None)
    place = keep or user_cache_path("citespan") / "windows"
    found = encoded(texts, count + ASKED, encoder, place, Counter("encoding windows"))
    rows, questions_ = found[:count], found[count:]
    if asked is not None:
        drawn = questions.load(asked).sample(ASKED, seed).examples
        questions_ = encoder.encode_questions([example.question for example in drawn])
    done = [row for size in sizes(count) for row in measured(rows[:size], questions_)]
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    Console().print(shown(corpus.name, done, load), soft_wrap=True)
    if json_out is not None:
        told = {"corpus": corpus.name, "encoder": encoder.identity, "cut": cut._asdict()}
        lines = [asdict(row) for row in done]
        json_out.write_text(json.dumps({**told, "rows": lines}, indent=1) + "\n", "utf-8")


def all_articles(corpus: Path) -> Sequence[Article]:
    """The articles of a folder or file that can be read."""
    found = (article for file in article_files(corpus) for article in articles(file))
    return [article for article in found if isinstance(article, Article)]


def sizes(count: int) -> list[int]:
    """The sizes to measure where there are `count` vectors: the largest is all of them."""
    return [size for size in SIZES if size < count] + [count]


def measured(rows: Vectors, asked: Vectors) -> list[Row]:
    """Both engines with these vectors."""
    least = tenth_best(rows, asked)
    return [measure(engine, rows, asked, least) for engine in ("flat", "ivf")]


def measure(engine: str, rows: Vectors, asked: Vectors, least: Vectors) -> Row:
    """One engine: built, saved, opened, asked. `least`: of the scores that count as found."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "index"
        started = time.perf_counter()
        build(engine, rows).save(file)
        built = time.perf_counter()
        index = index_engine(engine).open(file)
        opened = time.perf_counter()
        hits, took = [], []
        index.search(asked[:1], K)  # the first one pays for allocation
        for place in Tracker(f"{engine} {len(rows):,}")(range(len(asked))):
            before = time.perf_counter()
            found = index.search(asked[place : place + 1], K)[0]
            took.append((time.perf_counter() - before) * 1000)
            hits.append(int((rows[found.ids] @ asked[place] >= least[place] - TIE).sum()))
        p50, p95 = (float(q) for q in np.quantile(took, [0.5, 0.95]))
        recall = float(np.mean(hits)) / min(K, len(rows))
        size = file.stat().st_size / 2**20
        return Row(
            engine, len(rows), recall, p50, p95, built - started, size, (opened - built) * 1000
        )


def build(engine: str, rows: Vectors) -> VectorIndex:
    """An index of the rows, each under its place, as `rag` builds it."""
    index = index_engine(engine)(rows.shape[1])
    drawn = np.sort(np.random.default_rng(0).permutation(len(rows))[:SAMPLE])
    index.train(rows[drawn], len(rows))
    for start in range(0, len(rows), BLOCK):
        some = rows[start : start + BLOCK]
        index.add(np.arange(start, start + len(some), dtype=np.int64), some)
    return index


def tenth_best(rows: Vectors, asked: Vectors) -> Vectors:
    """The score of each question's tenth neighbour, by exact numpy; shape (asked,)."""
    best = np.full((len(asked), K), -np.inf, np.float32)
    for start in range(0, len(rows), BLOCK):
        scores = asked @ rows[start : start + BLOCK].T  # (asked, block)
        both = np.concatenate([best, scores], axis=1)
        best = np.partition(both, -K, axis=1)[:, -K:]
    finite: Vectors = np.where(np.isfinite(best), best, np.inf).min(axis=1)
    return finite


def shown(name: str, rows: Sequence[Row], load: float | None) -> Table:
    """One table for all of it."""
    busy = "" if load is None else f", load average {load:.1f}"
    table = Table(title=f"{name}{busy}", title_justify="left", title_style="bold", box=None)
    table.add_column("vectors", justify="right")
    table.add_column("engine")
    for head in ("recall@10", "p50", "p95", "build", "file", "open"):
        table.add_column(head, justify="right")
    for row in rows:
        table.add_row(
            f"{row.vectors:,}",
            row.engine,
            f"{row.recall:.3f}",
            f"{row.p50_ms:.2f} ms",
            f"{row.p95_ms:.2f} ms",
            f"{row.build_s:.1f} s",
            f"{row.file_mib:,.0f} MiB",
            f"{row.open_ms:.0f} ms",
        )
    return table
