"""An index follows its folder: what is added, changed, removed, refused."""

import json
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest

from embeddings import Vectors
from rag.errors import IndexUnusable, NoArticles
from rag.index.filter import Filter
from rag.index.reading import Event
from rag.index.store import Store
from rag.index.update import batches, update
from tests.rag.index.fakes import HashingEncoder

LISBON = "The summit was held in Lisbon. Leaders of the alliance met there for two days of talks."
SOCHI = "The council met in Sochi on Monday. Its members spoke about missile defence for hours."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    (made / "lisbon.txt").write_text(LISBON)
    (made / "sochi.txt").write_text(SOCHI)
    return made


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "index" / "index.sqlite")


def texts(store: Store) -> dict[str, str]:
    with store.reading() as snapshot:
        return {article.id: article.text for article in snapshot.articles()}


def found(store: Store, words: str) -> list[str]:
    with store.reading() as snapshot:
        numbers = [number for number, _ in snapshot.search_words(words, 9, Filter())]
        return [stored.passage.article.id for stored in snapshot.passages(numbers)]


def test_a_folder_is_indexed_whole(folder: Path, store: Store) -> None:
    done = update(store, folder, HashingEncoder())
    assert (done.added, done.changed, done.removed, done.articles) == (2, 0, 0, 2)
    assert texts(store) == {"lisbon.txt": LISBON, "sochi.txt": SOCHI}
    assert found(store, "Lisbon") == ["lisbon.txt"]


def test_nothing_is_encoded_again_when_nothing_changed(folder: Path, store: Store) -> None:
    update(store, folder, HashingEncoder())
    encoder = HashingEncoder()
    done = update(store, folder, encoder)
    assert (done.added, done.changed, done.removed, encoder.encoded) == (0, 0, 0, 0)


def test_a_changed_article_takes_the_place_of_the_old_one(folder: Path, store: Store) -> None:
    update(store, folder, HashingEncoder())
    (folder / "lisbon.txt").write_text(LISBON.replace("Lisbon", "Madrid"))
    done = update(store, folder, HashingEncoder())
    assert (done.added, done.changed, done.removed, done.articles) == (0, 1, 0, 2)
    assert found(store, "Lisbon") == []
    assert found(store, "Madrid") == ["lisbon.txt"]


def test_a_change_that_keeps_the_size_is_seen(folder: Path, store: Store) -> None:
    update(store, folder, HashingEncoder())
    (folder / "sochi.txt").write_text(SOCHI.replace("Sochi", "Minsk"))
    assert update(store, folder, HashingEncoder()).changed == 1
    assert found(store, "Minsk") == ["sochi.txt"]


def test_a_removed_file_takes_its_article_along(folder: Path, store: Store) -> None:
    update(store, folder, HashingEncoder())
    (folder / "sochi.txt").unlink()
    done = update(store, folder, HashingEncoder())
    assert (done.removed, done.articles) == (1, 1)
    assert found(store, "Sochi") == []


def test_an_unreadable_file_is_named_and_the_others_go_on(folder: Path, store: Store) -> None:
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)
    done = update(store, folder, HashingEncoder())
    assert done.articles == 2
    assert len(done.refused) == 1
    assert done.refused[0].startswith("picture.txt")


def test_a_refused_file_is_read_once_it_is_mended(folder: Path, store: Store) -> None:
    (folder / "late.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)
    update(store, folder, HashingEncoder())
    (folder / "late.txt").write_text("The mended article speaks of Chicago at last, and at length.")
    done = update(store, folder, HashingEncoder())
    assert (done.added, done.refused) == (1, ())


def test_articles_of_a_json_lines_file_come_and_go_with_their_lines(
    tmp_path: Path, store: Store
) -> None:
    corpus = tmp_path / "wire.jsonl"
    records = [
        {"id": f"a{n}", "text": f"Report {n} speaks of topic{n} at length."} for n in range(3)
    ]
    corpus.write_text("".join(json.dumps(record) + "\n" for record in records))
    assert update(store, corpus, HashingEncoder()).added == 3
    corpus.write_text("".join(json.dumps(record) + "\n" for record in records[1:]))
    done = update(store, corpus, HashingEncoder())
    assert (done.added, done.changed, done.removed, done.articles) == (0, 0, 1, 2)


def test_an_id_taken_by_another_file_is_refused_not_overwritten(folder: Path, store: Store) -> None:
    (folder / "wire.jsonl").write_text(json.dumps({"id": "lisbon.txt", "text": "Another text."}))
    done = update(store, folder, HashingEncoder())
    assert len(done.refused) == 1
    assert "lisbon.txt" in done.refused[0]
    assert texts(store)["lisbon.txt"] == LISBON


def test_a_folder_that_vanished_is_an_error_and_the_index_stays(folder: Path, store: Store) -> None:
    update(store, folder, HashingEncoder())
    folder.rename(folder.with_name("elsewhere"))
    with pytest.raises(NoArticles, match="does not exist"):
        update(store, folder, HashingEncoder())
    assert len(texts(store)) == 2


def test_a_folder_without_articles_is_an_error_that_says_what_was_looked_for(
    tmp_path: Path, store: Store
) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoArticles, match=r"\.txt"):
        update(store, tmp_path / "empty", HashingEncoder())


def test_another_encoder_makes_all_vectors_anew(folder: Path, store: Store) -> None:
    update(store, folder, HashingEncoder("one"))
    other = HashingEncoder("other")
    done = update(store, folder, other)
    assert (done.articles, other.encoded) == (2, done.passages)
    with store.reading() as snapshot:
        assert snapshot.meta("encoder") == "other"


def test_every_change_is_a_new_generation_of_the_same_lineage(folder: Path, store: Store) -> None:
    update(store, folder, HashingEncoder())
    with store.reading() as snapshot:
        first = snapshot.state
    (folder / "sochi.txt").unlink()
    update(store, folder, HashingEncoder())
    with store.reading() as snapshot:
        second = snapshot.state
    assert second.lineage == first.lineage
    assert second.generation > first.generation


def test_progress_ends_at_the_total(folder: Path, store: Store) -> None:
    told: list[tuple[int, int]] = []
    update(store, folder, HashingEncoder(), lambda done, total: told.append((done, total)))
    assert told[-1] == (2, 2)


def test_text_with_nul_emoji_and_right_to_left_comes_back_unchanged(
    tmp_path: Path, store: Store
) -> None:
    (tmp_path / "a").mkdir()
    text = "Emoji 😀 and שלום stand here.\x00 And more words, so that it is an article.\r\nEnd."
    (tmp_path / "a" / "odd.txt").write_bytes(text.encode())
    update(store, tmp_path / "a", HashingEncoder())
    assert texts(store) == {"odd.txt": text}


def test_an_index_of_a_newer_format_is_refused_with_a_remedy(store: Store) -> None:
    connection = sqlite3.connect(store.path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(IndexUnusable, match=r"format 99.*update citespan"):
        Store(store.path)


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    place = tmp_path / "index.sqlite"
    place.write_text("my shopping list, not a database at all, and longer than a header " * 9)
    with pytest.raises(IndexUnusable, match="cannot be opened"):
        Store(place)
    assert place.read_text().startswith("my shopping list")


def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    place = tmp_path / "index.sqlite"
    with sqlite3.connect(place) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
    with pytest.raises(IndexUnusable, match="not an index of citespan"):
        Store(place)


class Slow(HashingEncoder):
    """Tells when it is to encode for the second time, and takes longer than stopping does."""

    def __init__(self) -> None:
        super().__init__()
        self.calls = 0
        self.again = threading.Event()

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.calls += 1
        if self.calls == 2:
            self.again.set()
            time.sleep(0.2)
        return super().encode_passages(texts)

    def stop(self) -> None:
        """What Ctrl-C does, once the second are being encoded."""
        assert self.again.wait(30)
        raise KeyboardInterrupt


@pytest.mark.parametrize("reading", [True, False])
def test_stopped_it_goes_on_where_it_was_and_encodes_nothing_twice(
    tmp_path: Path, store: Store, monkeypatch, reading: bool
) -> None:
    corpus = tmp_path / "wire.jsonl"
    records = [
        {"id": f"a{n}", "text": f"Report {n} speaks of topic{n} at length." + "\n" * 50_000}
        for n in range(9)  # four of 50,000 characters are encoded together
    ]
    corpus.write_text("".join(json.dumps(record) + "\n" for record in records))
    stopped, told = Slow(), []

    def first_two(events: Iterable[Event]) -> Iterator[list[Event]]:
        yield from islice(batches(events), 2)
        stopped.stop()

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        if not reading:
            stopped.stop()

    with monkeypatch.context() as patch:
        if reading:  # stopped as the third are read, else as the first are there
            patch.setattr("rag.index.update.batches", first_two)
        with pytest.raises(KeyboardInterrupt):
            update(store, corpus, stopped, progress)
    kept = len(texts(store))
    assert kept == 8  # what was being encoded when it was stopped is kept
    assert told == [(4, 9)]
    after = HashingEncoder()
    done = update(store, corpus, after)
    assert (done.added, done.articles) == (9 - kept, 9)
    assert stopped.encoded + after.encoded == done.passages
