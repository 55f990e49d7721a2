"""Every engine gives the values that exact numpy gives."""

import numpy as np
import pytest

from embeddings import INDEXES, Ids, VectorIndex, Vectors, index_engine

DIMENSION = 16


@pytest.fixture(params=sorted(INDEXES))
def empty(request: pytest.FixtureRequest) -> VectorIndex:
    return index_engine(request.param)(DIMENSION)


def unit_rows(count: int, seed: int) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def exact(ids: Ids, rows: Vectors, asked: Vectors, k: int) -> list[tuple[list[int], list[float]]]:
    scores = asked @ rows.T  # (asked, rows)
    found = []
    for of_one in scores:
        order = np.lexsort((ids, -of_one))[:k]
        found.append((ids[order].tolist(), of_one[order].tolist()))
    return found


def test_search_gives_the_ids_and_scores_of_exact_numpy(empty: VectorIndex) -> None:
    ids = np.arange(500, dtype=np.int64) * 7 + 3
    rows, asked = unit_rows(500, seed=1), unit_rows(20, seed=2)
    empty.add(ids, rows)
    for got, (want_ids, want_scores) in zip(
        empty.search(asked, 10), exact(ids, rows, asked, 10), strict=True
    ):
        assert got.ids.tolist() == want_ids
        np.testing.assert_allclose(got.scores, want_scores, atol=1e-6)


def test_search_within_ids_ranks_only_those(empty: VectorIndex) -> None:
    ids = np.arange(100, dtype=np.int64)
    rows, asked = unit_rows(100, seed=3), unit_rows(5, seed=4)
    empty.add(ids, rows)
    within = np.array([5, 17, 60, 999], dtype=np.int64)
    for got, (want, _) in zip(
        empty.search(asked, 10, within),
        exact(within[:3], rows[within[:3]], asked, 10),
        strict=True,
    ):
        assert got.ids.tolist() == want


def test_search_within_nothing_finds_nothing(empty: VectorIndex) -> None:
    empty.add(np.array([1, 2], dtype=np.int64), unit_rows(2, seed=5))
    assert empty.search(unit_rows(1, seed=6), 3, np.array([], dtype=np.int64))[0].ids.size == 0


def test_an_empty_index_finds_nothing(empty: VectorIndex) -> None:
    assert len(empty) == 0
    assert [found.ids.size for found in empty.search(unit_rows(2, seed=7), 3)] == [0, 0]


def test_one_vector_is_found_however_many_are_asked_for(empty: VectorIndex) -> None:
    row = unit_rows(1, seed=8)
    empty.add(np.array([42], dtype=np.int64), row)
    found = empty.search(row, 10)[0]
    assert found.ids.tolist() == [42]
    np.testing.assert_allclose(found.scores, [1.0], atol=1e-6)


def test_equal_scores_come_in_the_order_of_ids(empty: VectorIndex) -> None:
    row = unit_rows(1, seed=9)
    empty.add(np.array([30, 10, 20], dtype=np.int64), np.repeat(row, 3, axis=0))
    assert empty.search(row, 3)[0].ids.tolist() == [10, 20, 30]


def test_a_known_id_is_replaced(empty: VectorIndex) -> None:
    old, new = unit_rows(2, seed=10)[:1], unit_rows(2, seed=10)[1:]
    empty.add(np.array([5], dtype=np.int64), old)
    empty.add(np.array([5], dtype=np.int64), new)
    assert len(empty) == 1
    np.testing.assert_allclose(empty.search(new, 1)[0].scores, [1.0], atol=1e-6)


def test_a_removed_id_is_found_no_more_and_an_unknown_one_is_no_matter(empty: VectorIndex) -> None:
    rows = unit_rows(2, seed=11)
    empty.add(np.array([1, 2], dtype=np.int64), rows)
    empty.remove(np.array([1, 777], dtype=np.int64))
    assert len(empty) == 1
    assert empty.search(rows, 5)[0].ids.tolist() == [2]


def test_vectors_of_another_dimension_are_refused_with_both_numbers(empty: VectorIndex) -> None:
    with pytest.raises(ValueError, match=r"\(1, 16\).*\(1, 15\)"):
        empty.add(np.array([1], dtype=np.int64), unit_rows(1, seed=12)[:, :15])
    with pytest.raises(ValueError, match=r"\(1, 15\).*16"):
        empty.search(unit_rows(1, seed=12)[:, :15], 1)


def test_an_index_saved_and_opened_again_gives_the_same(empty: VectorIndex) -> None:
    rows, asked = unit_rows(50, seed=13), unit_rows(3, seed=14)
    empty.add(np.arange(50, dtype=np.int64), rows)
    again = type(empty).from_bytes(empty.to_bytes())
    assert (len(again), again.dimension) == (50, DIMENSION)
    for before, after in zip(empty.search(asked, 5), again.search(asked, 5), strict=True):
        assert before.ids.tolist() == after.ids.tolist()
        assert before.scores.tolist() == after.scores.tolist()


@pytest.mark.parametrize("keep", [0, 10, -1])
def test_a_truncated_index_is_refused(empty: VectorIndex, keep: int) -> None:
    empty.add(np.arange(50, dtype=np.int64), unit_rows(50, seed=15))
    with pytest.raises(ValueError, match="not a whole"):
        type(empty).from_bytes(empty.to_bytes()[:keep])


def test_an_unknown_engine_is_named_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"'annoy'.*faiss"):
        index_engine("annoy")
