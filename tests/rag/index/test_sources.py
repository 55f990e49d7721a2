"""Copies of one text share a source, whatever comes, changes and goes; a text is encoded once."""

import json
import random
import sqlite3
from pathlib import Path

import pytest

from rag.index.filter import Filter
from rag.index.store import Store
from rag.index.update import update
from tests.rag.index.fakes import HashingEncoder

WORDS = [f"word{n}" for n in range(400)]


def story(seed: int, words: int = 80) -> str:
    draw = random.Random(seed)
    said = [" ".join(draw.choices(WORDS, k=10)).capitalize() + "." for _ in range(words // 10)]
    return " ".join(said)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    (made / "agency.txt").write_text(story(1))
    (made / "herald.txt").write_text(story(1) + " " + story(3, 10))
    (made / "other.txt").write_text(story(2))
    return made


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "index" / "index.sqlite")


def groups(store: Store) -> set[frozenset[str]]:
    found: dict[int, set[str]] = {}
    connection = sqlite3.connect(store.path)
    for id, source in connection.execute("SELECT id, source FROM article"):
        assert source is not None
        found.setdefault(source, set()).add(id)
    connection.close()
    return {frozenset(ids) for ids in found.values()}


def group(*names: str) -> frozenset[str]:
    return frozenset(f"{name}.txt" for name in names)


def test_a_copy_that_goes_on_shares_its_source(folder: Path, store: Store) -> None:
    update(store, folder, HashingEncoder())
    assert groups(store) == {group("agency", "herald"), group("other")}


def test_a_copy_added_later_joins(folder: Path, store: Store) -> None:
    update(store, folder, HashingEncoder())
    (folder / "post.txt").write_text(story(2).upper())
    update(store, folder, HashingEncoder())
    assert groups(store) == {group("agency", "herald"), group("other", "post")}


def test_a_copy_that_changed_leaves(folder: Path, store: Store) -> None:
    update(store, folder, HashingEncoder())
    (folder / "herald.txt").write_text(story(9))
    update(store, folder, HashingEncoder())
    assert groups(store) == {group("agency"), group("herald"), group("other")}


def test_what_held_two_texts_together_parts_them_when_it_goes(folder: Path, store: Store) -> None:
    (folder / "both.txt").write_text(story(1) + " " + story(2))
    update(store, folder, HashingEncoder())
    assert groups(store) == {group("agency", "both", "herald", "other")}
    (folder / "both.txt").unlink()
    update(store, folder, HashingEncoder())
    assert groups(store) == {group("agency", "herald"), group("other")}


def test_sources_after_any_changes_are_those_of_a_new_index(tmp_path: Path, store: Store) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    draw = random.Random(4)
    for step in range(5):
        for _ in range(5):
            file = folder / f"{draw.randrange(14)}.txt"
            if file.exists() and draw.random() < 0.4:
                file.unlink()
            else:
                told = draw.sample(range(4), draw.choice((1, 1, 2)))
                file.write_text(" ".join(map(story, told)))
        (folder / "always.txt").write_text(story(99))
        update(store, folder, HashingEncoder())
        anew = Store(tmp_path / f"anew{step}" / "index.sqlite")
        update(anew, folder, HashingEncoder())
        assert groups(store) == groups(anew)


def test_copies_are_named_the_earliest_first_and_within_the_filter(
    tmp_path: Path, store: Store
) -> None:
    corpus = tmp_path / "wire.jsonl"
    records = [
        {"id": "c", "text": story(1), "outlet": "Post", "published": "2011-06-09"},
        {"id": "b", "text": story(1), "outlet": "Wire", "published": "2011-06-07"},
        {"id": "a", "text": story(1), "outlet": "Herald"},
        {"id": "d", "text": story(2), "outlet": "Wire"},
    ]
    corpus.write_text("".join(json.dumps(record) + "\n" for record in records))
    update(store, corpus, HashingEncoder())
    with store.reading() as snapshot:
        by_id = {
            stored.passage.article.id: stored
            for stored in snapshot.passages(snapshot.numbers().tolist())
        }
        ids = [copy.id for copy in snapshot.copies(by_id["a"], 9, Filter())]
        first = [copy.id for copy in snapshot.copies(by_id["b"], 1, Filter())]
        wire = Filter.of(None, None, ["wire"])
        kept = [copy.id for copy in snapshot.copies(by_id["c"], 9, wire)]
        alone = snapshot.copies(by_id["d"], 9, Filter())
    assert (ids, first, kept, alone) == (["b", "c"], ["c"], ["b"], ())


def test_the_same_text_is_encoded_once_in_a_batch_and_never_again(
    folder: Path, store: Store
) -> None:
    (folder / "post.txt").write_text(story(2))
    encoder = HashingEncoder()
    done = update(store, folder, encoder)
    assert (done.articles, encoder.encoded) == (4, 3)  # post.txt has the words of other.txt
    (folder / "times.txt").write_text(story(2))
    encoder = HashingEncoder()
    assert update(store, folder, encoder).added == 1
    assert encoder.encoded == 0


def test_an_index_of_an_older_format_is_made_anew(folder: Path, store: Store) -> None:
    update(store, folder, HashingEncoder())
    connection = sqlite3.connect(store.path)
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    assert update(Store(store.path), folder, HashingEncoder()).added == 3
    assert groups(store) == {group("agency", "herald"), group("other")}
