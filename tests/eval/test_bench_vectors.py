"""The benchmark of neighbour search: right recall, vectors made once."""

import json

import numpy as np
import pytest

from eval import bench_vectors
from eval.windows import SHARD_WINDOWS, Cut, encoded, windows, windows_of
from rag.articles.article import Article
from rag.errors import NoArticles
from tests.rag.index.fakes import DIMENSION, HashingEncoder


def article(text: str, *body: tuple[int, int]) -> Article:
    return Article("a", text, "", body=body or ((0, len(text)),))


def unit_rows(count: int, seed: int) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, 8)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_windows_are_runs_of_words_within_the_body() -> None:
    cut = Cut(words=2, stride=2, seed=0)
    assert list(windows_of(article("a b\nc d e"), cut)) == ["a b", "c d"]
    assert list(windows_of(article("a b x c d", (0, 3), (6, 9)), Cut(2, 1, 0))) == ["a b", "c d"]
    assert list(windows_of(article(""), cut)) == []


def test_windows_are_drawn_the_same_way_each_time() -> None:
    told = [article(" ".join(map(str, range(50))))]
    cut = Cut(1, 1, seed=3)
    assert windows(told, cut) == windows(told, cut) != windows(told, Cut(1, 1, seed=4))
    assert sorted(windows(told, cut), key=int) == [str(n) for n in range(50)]


def test_vectors_are_encoded_once_and_more_are_added_to_them(tmp_path) -> None:
    texts = [f"word{n} and more" for n in range(SHARD_WINDOWS + 10)]
    encoder, told = HashingEncoder(), []
    first = encoded(texts, 10, encoder, tmp_path, lambda *_: None)
    assert (first.shape, encoder.encoded) == ((10, DIMENSION), SHARD_WINDOWS)
    every = encoded(texts, 10**9, encoder, tmp_path, lambda done, total: told.append((done, total)))
    assert (every.shape, encoder.encoded) == ((len(texts), DIMENSION), len(texts))
    assert told[-1] == (len(texts), len(texts))
    np.testing.assert_allclose(every, encoder.encode_passages(texts), atol=1e-3)  # kept as float16
    np.testing.assert_allclose(np.linalg.norm(every, axis=1), 1, atol=1e-6)


def test_the_tenth_best_score_is_that_of_a_full_sort() -> None:
    rows, asked = unit_rows(200, 1), unit_rows(5, 2)
    exact = np.sort(asked @ rows.T, axis=1)[:, -10]
    np.testing.assert_allclose(bench_vectors.tenth_best(rows, asked), exact)
    few = np.sort(asked @ rows[:3].T, axis=1)[:, 0]  # of three the third
    np.testing.assert_allclose(bench_vectors.tenth_best(rows[:3], asked), few)


def test_exact_search_has_a_recall_of_1_and_lists_nearly_so() -> None:
    flat, ivf = bench_vectors.measured(unit_rows(300, 3), unit_rows(20, 4))
    assert (flat.engine, flat.vectors, flat.recall) == ("flat", 300, 1.0)
    assert (ivf.engine, ivf.vectors) == ("ivf", 300)
    assert ivf.recall >= 0.9
    assert 0 < flat.p50_ms <= flat.p95_ms
    assert ivf.file_mib < flat.file_mib


def test_recall_counts_what_was_missed() -> None:
    rows, asked = unit_rows(30, 5), unit_rows(4, 6)
    unreachable = np.full(4, 2.0, np.float32)
    assert bench_vectors.measure("flat", rows, asked, unreachable).recall == 0.0


def test_the_largest_size_is_all_there_is() -> None:
    assert bench_vectors.sizes(500) == [500]
    assert bench_vectors.sizes(100_000) == [10_000, 100_000]
    assert bench_vectors.sizes(250_000) == [10_000, 100_000, 250_000]


def test_too_few_windows_are_told_with_their_number(tmp_path) -> None:
    corpus = tmp_path / "few.jsonl"
    corpus.write_text(json.dumps({"id": "a", "text": "Ten words are not enough to ask a bench."}))
    with pytest.raises(NoArticles, match=r"few.jsonl has 2 windows of 8 words"):
        bench_vectors.main(
            corpus=corpus, asked=None, words=8, stride=1, seed=0, limit=9, keep=tmp_path,
            json_out=None,
        )  # fmt: skip
