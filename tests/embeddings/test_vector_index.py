"""Every engine gives the values that exact numpy gives, as near as it promises."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from embeddings import INDEXES, Ids, VectorIndex, Vectors, index_engine
from embeddings.faiss_values import SWIG, threads

DIMENSION = 16
MANY = 12_000  # more than an engine of lists keeps in one

Engine = type[VectorIndex]


@pytest.fixture(params=sorted(INDEXES))
def engine(request: pytest.FixtureRequest) -> Engine:
    return index_engine(request.param)


@pytest.fixture
def empty(engine: Engine) -> VectorIndex:
    return engine(DIMENSION)


@pytest.fixture(params=["as it is", "reopened", "trained"])
def made(
    request: pytest.FixtureRequest, engine: Engine, tmp_path: Path
) -> Callable[[Ids, Vectors], VectorIndex]:
    """Makes an index of ids and vectors, which may have been in a file since, or been trained."""

    def make(ids: Ids, rows: Vectors) -> VectorIndex:
        index = engine(DIMENSION)
        if request.param == "trained":
            index.train(unit_rows(1_000, seed=99), 1_000)
        index.add(ids, rows)
        if request.param != "reopened":
            return index
        index.save(tmp_path / "index")
        return engine.open(tmp_path / "index")

    return make


def unit_rows(count: int, seed: int) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def assert_nearest(
    index: VectorIndex, ids: Ids, rows: Vectors, asked: Vectors, k: int, within: Ids | None = None
) -> None:
    """What is found are k of the ids, with their scores, and none left out is nearer."""
    allowed = np.isin(ids, within) if within is not None else np.ones(len(ids), bool)
    exact = asked @ rows[allowed].T  # (asked, allowed)
    for got, scores in zip(index.search(asked, k, within), exact, strict=True):
        score_of = dict(zip(ids[allowed].tolist(), scores.tolist(), strict=True))
        assert len(got.ids) == len(set(got.ids.tolist())) == min(k, len(score_of))
        want = [score_of[id] for id in got.ids.tolist()]  # a KeyError: it is none of the allowed
        np.testing.assert_allclose(got.scores, want, atol=index.tolerance)
        best = np.sort(scores)[::-1][: len(want)]
        np.testing.assert_allclose(want, best, atol=2 * index.tolerance)
        assert (np.diff(got.scores) <= 0).all()


def test_search_gives_the_ids_and_scores_of_exact_numpy(
    made: Callable[[Ids, Vectors], VectorIndex],
) -> None:
    ids = np.arange(500, dtype=np.int64) * 7 + 3
    rows, asked = unit_rows(500, seed=1), unit_rows(20, seed=2)
    index = made(ids, rows)
    assert (len(index), index.dimension) == (500, DIMENSION)
    assert index.ids.tolist() == ids.tolist()
    assert_nearest(index, ids, rows, asked, 10)


def test_of_many_vectors_nearly_all_true_neighbours_are_found(engine: Engine) -> None:
    ids, rows = np.arange(MANY, dtype=np.int64), unit_rows(MANY, seed=3)
    index = engine(DIMENSION)
    index.train(rows[::2], MANY)
    index.add(ids, rows)
    asked = unit_rows(50, seed=4)
    exact = np.argsort(-(asked @ rows.T), axis=1)[:, :10]
    found = index.search(asked, 10)
    shared = [len(set(got.ids) & set(want)) for got, want in zip(found, exact, strict=True)]
    assert sum(shared) / 500 >= 0.95  # vectors of no structure: the worst that lists can meet


def test_few_of_many_are_all_found_wherever_they_lie(engine: Engine) -> None:
    ids, rows = np.arange(MANY, dtype=np.int64), unit_rows(MANY, seed=5)
    index = engine(DIMENSION)
    index.add(ids, rows)
    within = np.array([5, 17, 6_000, 11_999, 10**9], dtype=np.int64)
    assert_nearest(index, ids, rows, unit_rows(20, seed=6), 10, within)


def test_search_within_ids_ranks_only_those(made: Callable[[Ids, Vectors], VectorIndex]) -> None:
    ids, rows = np.arange(100, dtype=np.int64), unit_rows(100, seed=7)
    within = np.array([5, 17, 60, 999], dtype=np.int64)
    assert_nearest(made(ids, rows), ids, rows, unit_rows(5, seed=8), 10, within)


def test_ids_may_be_large(made: Callable[[Ids, Vectors], VectorIndex]) -> None:
    ids, rows = np.array([3, 2**40], dtype=np.int64), unit_rows(2, seed=9)
    index = made(ids, rows)
    assert_nearest(index, ids, rows, rows, 2, within=ids[1:])
    index.remove(ids[1:])
    assert index.ids.tolist() == [3]


def test_search_within_nothing_finds_nothing(made: Callable[[Ids, Vectors], VectorIndex]) -> None:
    index = made(np.array([1, 2], dtype=np.int64), unit_rows(2, seed=10))
    assert index.search(unit_rows(1, seed=11), 3, np.array([], dtype=np.int64))[0].ids.size == 0


def test_an_empty_index_finds_nothing_saved_or_not(empty: VectorIndex, tmp_path: Path) -> None:
    empty.save(tmp_path / "index")
    for index in (empty, type(empty).open(tmp_path / "index")):
        assert (len(index), index.dimension, index.ids.tolist()) == (0, DIMENSION, [])
        assert [found.ids.size for found in index.search(unit_rows(2, seed=12), 3)] == [0, 0]
        index.remove(np.array([1], dtype=np.int64))


def test_no_question_and_no_place_find_nothing(empty: VectorIndex) -> None:
    empty.add(np.array([1], dtype=np.int64), unit_rows(1, seed=13))
    assert empty.search(unit_rows(0, seed=13), 3) == []
    assert empty.search(unit_rows(1, seed=13), 0)[0].ids.size == 0


def test_one_vector_is_found_however_many_are_asked_for(
    made: Callable[[Ids, Vectors], VectorIndex],
) -> None:
    ids, row = np.array([42], dtype=np.int64), unit_rows(1, seed=14)
    assert_nearest(made(ids, row), ids, row, row, 10)


def test_equal_scores_come_in_the_order_of_ids(made: Callable[[Ids, Vectors], VectorIndex]) -> None:
    row = unit_rows(1, seed=15)
    index = made(np.array([30, 10, 20], dtype=np.int64), np.repeat(row, 3, axis=0))
    assert index.search(row, 3)[0].ids.tolist() == [10, 20, 30]


def test_a_known_id_is_replaced(made: Callable[[Ids, Vectors], VectorIndex]) -> None:
    ids, rows = np.array([5, 6], dtype=np.int64), unit_rows(3, seed=16)
    index = made(ids, rows[:2])
    index.add(ids[:1], rows[2:])
    assert index.ids.tolist() == [5, 6]
    assert_nearest(index, ids, rows[[2, 1]], rows, 2)


def test_a_removed_id_is_found_no_more_and_an_unknown_one_is_no_matter(
    made: Callable[[Ids, Vectors], VectorIndex],
) -> None:
    ids, rows = np.array([1, 2], dtype=np.int64), unit_rows(2, seed=17)
    index = made(ids, rows)
    index.remove(np.array([1, 777], dtype=np.int64))
    assert (len(index), index.ids.tolist()) == (1, [2])
    assert_nearest(index, ids[1:], rows[1:], rows, 5)


def test_changing_an_index_leaves_the_file_it_came_from(engine: Engine, tmp_path: Path) -> None:
    ids, rows = np.arange(50, dtype=np.int64), unit_rows(60, seed=18)
    index = engine(DIMENSION)
    index.add(ids, rows[:50])
    index.save(tmp_path / "index")
    before = (tmp_path / "index").read_bytes()
    opened = engine.open(tmp_path / "index")
    opened.remove(ids[:25])
    opened.add(np.arange(50, 60, dtype=np.int64), rows[50:])
    assert opened.ids.tolist() == list(range(25, 60))
    assert_nearest(opened, opened.ids, rows[25:], rows[:9], 5)
    assert (tmp_path / "index").read_bytes() == before


def test_what_is_appended_to_a_saved_index_is_no_matter(engine: Engine, tmp_path: Path) -> None:
    ids, rows = np.arange(50, dtype=np.int64), unit_rows(50, seed=19)
    index = engine(DIMENSION)
    index.add(ids, rows)
    index.save(tmp_path / "index")
    with (tmp_path / "index").open("ab") as stream:
        stream.write(b"a trailer")
    assert_nearest(engine.open(tmp_path / "index"), ids, rows, rows, 5)


def test_vectors_of_another_dimension_are_refused_with_both_numbers(empty: VectorIndex) -> None:
    with pytest.raises(ValueError, match=r"\(1, 16\).*\(1, 15\)"):
        empty.add(np.array([1], dtype=np.int64), unit_rows(1, seed=20)[:, :15])
    with pytest.raises(ValueError, match=r"\(1, 15\).*16"):
        empty.search(unit_rows(1, seed=20)[:, :15], 1)


@pytest.mark.parametrize("keep", [0, 10, 500])
def test_a_truncated_index_is_refused(empty: VectorIndex, keep: int, tmp_path: Path) -> None:
    empty.add(np.arange(50, dtype=np.int64), unit_rows(50, seed=21))
    empty.save(tmp_path / "index")
    whole = (tmp_path / "index").read_bytes()
    (tmp_path / "index").write_bytes(whole[:keep])
    with pytest.raises(ValueError, match="index is not a whole"):
        type(empty).open(tmp_path / "index")


def test_the_file_of_another_engine_is_refused(tmp_path: Path) -> None:
    index_engine("flat")(DIMENSION).save(tmp_path / "index")
    with pytest.raises(ValueError, match="not a whole index of this engine"):
        index_engine("ivf").open(tmp_path / "index")


def test_an_unknown_engine_is_named_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"'annoy'.*flat, ivf"):
        index_engine("annoy")


@pytest.mark.parametrize("asked", [1, 3])
def test_a_search_leaves_the_number_of_threads_as_it_was(empty: VectorIndex, asked: int) -> None:
    empty.add(np.arange(50, dtype=np.int64), unit_rows(50, seed=22))
    with threads(3):
        empty.search(unit_rows(asked, seed=23), 5)
        assert SWIG.omp_get_max_threads() == 3
