"""The neighbour index is of the state that is asked, or it is made so, whatever befell its file."""

import logging
import shutil
from pathlib import Path

import numpy as np
import pytest

from embeddings import VectorIndex
from rag.index.store import Store
from rag.index.update import update
from rag.index.vectors import load, vectors_of
from tests.rag.index.fakes import DIMENSION, HashingEncoder

ARTICLES = 12


@pytest.fixture(params=["flat", "ivf"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    for n in range(ARTICLES):
        write(made, n)
    return made


@pytest.fixture
def store(tmp_path: Path, folder: Path) -> Store:
    made = Store(tmp_path / "index" / "index.sqlite")
    update(made, folder, HashingEncoder())
    return made


def write(folder: Path, n: int, version: int = 0) -> None:
    words = " ".join(f"w{n}v{version}x{i}" for i in range(12))
    (folder / f"{n:02}.txt").write_text(f"Article {n} says {words}, as its readers know well.")


def opened(store: Store, engine: str) -> VectorIndex:
    """The index, in lists however few there are where the engine is `ivf`."""
    file = store.path.with_name("vectors.faiss")
    with store.reading() as snapshot:
        return vectors_of(snapshot, DIMENSION, file, 10**6 if engine == "flat" else 0)


def assert_right(index: VectorIndex, store: Store) -> None:
    """Each passage's vector finds its passage, and nothing else is in the index."""
    with store.reading() as snapshot:
        numbers = snapshot.numbers()
        rows = snapshot.vectors_at(numbers, DIMENSION)
    assert index.ids.tolist() == numbers.tolist()
    for number, found in zip(numbers.tolist(), index.search(rows, 1), strict=True):
        assert found.ids.tolist() == [number]
        np.testing.assert_allclose(found.scores, [1.0], atol=index.tolerance)


def harmed(data: bytes, harm: str) -> bytes:
    flipped = bytearray(data)
    if harm == "flipped in a vector":
        flipped[len(data) // 2] ^= 0x40
    if harm == "flipped in the trailer":
        flipped[-80] ^= 0x01
    return {
        "truncated": data[: len(data) // 2],
        "one byte short": data[:-1],
        "one byte more": data + b"\n",
        "empty": b"",
        "foreign": b"not ours\n" * 99,
    }.get(harm, bytes(flipped))


@pytest.mark.parametrize(
    "harm",
    ["truncated", "one byte short", "one byte more", "empty", "foreign", "flipped in a vector",
     "flipped in the trailer"],
)  # fmt: skip
def test_a_harmed_file_is_named_and_rebuilt_from_the_database(
    store: Store, engine: str, harm: str, caplog: pytest.LogCaptureFixture
) -> None:
    opened(store, engine)
    file = store.path.with_name("vectors.faiss")
    file.write_bytes(harmed(file.read_bytes(), harm))
    with caplog.at_level(logging.WARNING):
        assert_right(opened(store, engine), store)
    assert f"{file} is damaged" in caplog.text
    caplog.clear()
    assert_right(opened(store, engine), store)  # the file is whole again
    assert not caplog.text


def test_a_missing_file_is_made_without_a_word(
    store: Store, engine: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert_right(opened(store, engine), store)
    assert not caplog.text
    saved = load(store.path.with_name("vectors.faiss"))
    assert saved is not None
    assert (saved[0].engine, len(saved[1])) == (engine, ARTICLES)


def test_a_file_of_an_earlier_state_is_brought_up_to_date(
    store: Store, engine: str, folder: Path
) -> None:
    before = opened(store, engine)
    for n in range(5):
        (folder / f"{n:02}.txt").unlink()
    for n in range(5, 8):
        write(folder, n, version=1)
    write(folder, 77)
    update(store, folder, HashingEncoder())
    after = opened(store, engine)
    assert len(after) == ARTICLES - 5 + 1
    assert_right(after, store)
    assert_right(opened(store, engine), store)
    assert len(before) == ARTICLES  # who still holds the old one sees no change


def test_lists_are_learned_anew_once_there_are_twice_as_many(store: Store, folder: Path) -> None:
    opened(store, "ivf")
    for n in range(ARTICLES, 2 * ARTICLES + 1):
        write(folder, n)
    update(store, folder, HashingEncoder())
    assert_right(opened(store, "ivf"), store)
    saved = load(store.path.with_name("vectors.faiss"))
    assert saved is not None
    assert saved[0].trained_for == 2 * ARTICLES + 1


def test_the_engine_follows_the_number_of_vectors(store: Store) -> None:
    kinds = [type(opened(store, engine)).__name__ for engine in ("flat", "ivf", "flat")]
    assert kinds == ["FlatIndex", "IvfIndex", "FlatIndex"]


def test_a_database_put_back_that_went_another_way_never_meets_the_vectors_of_the_first(
    store: Store, engine: str, folder: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(store.path.parent, tmp_path / "copy")
    for n in range(3):
        write(folder, n, version=1)
    update(store, folder, HashingEncoder())
    opened(store, engine)
    vectors = store.path.with_name("vectors.faiss").read_bytes()
    shutil.rmtree(store.path.parent)
    copy.rename(store.path.parent)  # the backup, with the vectors of what came after it
    store.path.with_name("vectors.faiss").write_bytes(vectors)
    for n in range(3):
        write(folder, n, version=2)
    update(store, folder, HashingEncoder())
    assert_right(opened(store, engine), store)


def test_vectors_that_cannot_be_kept_are_used_all_the_same(store: Store, engine: str) -> None:
    store.path.with_name("vectors.faiss").mkdir()  # nothing can be put in its place
    assert_right(opened(store, engine), store)
    assert [file.name for file in store.path.parent.glob("vectors.faiss?*")] == []
