"""Renamed files, other extractors, folders that come and go: nothing is encoded or lost in vain."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rag.index.filter import Filter
from rag.index.reading import listing
from rag.index.store import Store
from rag.index.update import Update, update
from rag.index.vectors import vectors_of
from rag.index.watching import changes
from tests.rag.index.fakes import DIMENSION, HashingEncoder

LISBON = "The summit was held in Lisbon. Leaders of the alliance met there for two days of talks."
SOCHI = "The council met in Sochi on Monday. Its members spoke about missile defence for hours."
PDF = Path(__file__).parents[1] / "articles" / "files" / "aurelia.pdf"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    (made / "lisbon.txt").write_text(LISBON)
    (made / "sochi.txt").write_text(SOCHI)
    return made


@pytest.fixture
def store(tmp_path: Path, folder: Path) -> Store:
    made = Store(tmp_path / "index" / "index.sqlite")
    update(made, folder, HashingEncoder())
    return made


def texts(store: Store) -> dict[str, str]:
    with store.reading() as snapshot:
        return {article.id: article.text for article in snapshot.articles()}


def found(store: Store, words: str) -> list[str]:
    with store.reading() as snapshot:
        numbers = [number for number, _ in snapshot.search_words(words, 9, Filter())]
        return [stored.passage.article.id for stored in snapshot.passages(numbers)]


def counts(done: Update) -> tuple[int, int, int, int]:
    return done.added, done.changed, done.removed, done.renamed


def test_a_renamed_file_is_recognised_and_not_encoded_again(folder: Path, store: Store) -> None:
    (folder / "2010").mkdir()
    (folder / "lisbon.txt").rename(folder / "2010" / "summit.txt")
    encoder = HashingEncoder()
    assert counts(update(store, folder, encoder)) == (0, 0, 0, 1)
    assert encoder.encoded == 0
    assert texts(store) == {"2010/summit.txt": LISBON, "sochi.txt": SOCHI}
    assert found(store, "Lisbon") == ["2010/summit.txt"]
    assert counts(update(store, folder, encoder)) == (0, 0, 0, 0)


def test_the_neighbours_of_a_renamed_file_are_found_under_its_new_name(
    folder: Path, store: Store
) -> None:
    file = store.path.with_name("vectors.faiss")
    question = HashingEncoder().encode_questions([LISBON])
    with store.reading() as snapshot:
        vectors_of(snapshot, DIMENSION, file)
    (folder / "lisbon.txt").rename(folder / "summit.txt")
    update(store, folder, HashingEncoder())
    with store.reading() as snapshot:
        index = vectors_of(snapshot, DIMENSION, file)
        numbers = index.search(question, 1)[0][0]
        (nearest,) = snapshot.passages([int(number) for number in numbers])
        assert (len(index), nearest.passage.article.id) == (2, "summit.txt")


def test_a_renamed_file_that_changed_too_is_read_anew(folder: Path, store: Store) -> None:
    (folder / "lisbon.txt").unlink()
    (folder / "madrid.txt").write_text(LISBON.replace("Lisbon", "Madrid"))
    assert counts(update(store, folder, HashingEncoder())) == (1, 0, 1, 0)
    assert (found(store, "Lisbon"), found(store, "Madrid")) == ([], ["madrid.txt"])


def test_a_copy_is_no_renaming_and_of_two_copies_one_is(folder: Path, store: Store) -> None:
    shutil.copy(folder / "lisbon.txt", folder / "copy.txt")
    assert counts(update(store, folder, HashingEncoder())) == (1, 0, 0, 0)
    (folder / "sochi.txt").rename(folder / "a.txt")
    shutil.copy(folder / "a.txt", folder / "b.txt")
    assert counts(update(store, folder, HashingEncoder())) == (1, 0, 0, 1)
    assert set(texts(store)) == {"a.txt", "b.txt", "copy.txt", "lisbon.txt"}


def test_two_files_that_swap_names_swap_their_articles(folder: Path, store: Store) -> None:
    (folder / "lisbon.txt").rename(folder / "kept")
    (folder / "sochi.txt").rename(folder / "lisbon.txt")
    (folder / "kept").rename(folder / "sochi.txt")
    assert counts(update(store, folder, HashingEncoder())) == (0, 2, 0, 0)
    assert texts(store) == {"lisbon.txt": SOCHI, "sochi.txt": LISBON}


def test_a_renamed_collection_keeps_the_ids_of_its_articles(folder: Path, store: Store) -> None:
    (folder / "wire.jsonl").write_text(json.dumps({"id": "w1", "text": "The ferry goes again."}))
    update(store, folder, HashingEncoder())
    (folder / "wire.jsonl").rename(folder / "old.jsonl")
    encoder = HashingEncoder()
    assert counts(update(store, folder, encoder)) == (0, 0, 0, 1)
    assert (encoder.encoded, texts(store)["w1"]) == (0, "The ferry goes again.")
    (folder / "old.jsonl").unlink()
    assert counts(update(store, folder, encoder)) == (0, 0, 1, 0)


def test_a_file_renamed_to_a_taken_id_is_refused_and_the_other_article_stays(
    folder: Path, store: Store
) -> None:
    (folder / "wire.jsonl").write_text(json.dumps({"id": "b.txt", "text": "Another text."}))
    update(store, folder, HashingEncoder())
    (folder / "sochi.txt").rename(folder / "b.txt")
    done = update(store, folder, HashingEncoder())
    assert done.refused == (
        "b.txt: the id 'b.txt' is taken by an article of wire.jsonl; rename one",
    )
    assert texts(store) == {"b.txt": "Another text.", "lisbon.txt": LISBON}


def test_an_article_whose_id_was_taken_is_read_once_the_other_is_gone(
    folder: Path, store: Store
) -> None:
    (folder / "wire.jsonl").write_text(json.dumps({"id": "sochi.txt", "text": "Another text."}))
    os.utime(folder / "wire.jsonl", (1e9, 1e9))
    assert len(update(store, folder, HashingEncoder()).refused) == 1
    (folder / "sochi.txt").unlink()
    done = update(store, folder, HashingEncoder())
    assert (done.added, done.refused) == (1, ())
    assert texts(store)["sochi.txt"] == "Another text."


def test_another_version_of_an_extractor_reads_its_files_anew_and_no_others(
    folder: Path, store: Store
) -> None:
    shutil.copy(PDF, folder / "aurelia.pdf")
    for path in folder.iterdir():
        os.utime(path, (1e9, 1e9))
    update(store, folder, HashingEncoder())
    with store.reading() as snapshot:
        files = snapshot.files()
    assert files["aurelia.pdf"].read_by.startswith("pypdf ")
    assert listing(folder, files).changed == ()
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE file SET read_by = 'pypdf 1.0' WHERE path = 'aurelia.pdf'")
    connection.close()
    with store.reading() as snapshot:
        changed = listing(folder, snapshot.files()).changed
    assert [file.id for file in changed] == ["aurelia.pdf"]
    encoder = HashingEncoder()
    assert counts(update(store, folder, encoder)) == (0, 0, 0, 0)  # the text is the same
    assert encoder.encoded == 0
    with store.reading() as snapshot:
        assert snapshot.files() == files


def test_an_index_of_an_older_format_is_made_anew(folder: Path, store: Store) -> None:
    with sqlite3.connect(store.path) as connection:
        connection.execute("ALTER TABLE article RENAME COLUMN author TO writer")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    again = Store(store.path)
    assert update(again, folder, HashingEncoder()).added == 2


# following a folder


def followed(folder: Path, *steps: Callable[[], object]) -> Iterator[str]:
    """For each step of somebody's work, "change" if the follower told of one before it."""
    told: list[str] = []
    remaining = iter(steps)

    def rest(_seconds: float) -> None:
        step = next(remaining, None)
        if step is None:
            raise KeyboardInterrupt
        step()
        told.append("step")

    with pytest.raises(KeyboardInterrupt):
        told.extend("change" for _ in changes(folder, rest))
    yield from told


def nothing() -> None: ...


def test_a_change_is_told_once_the_folder_is_at_rest(folder: Path) -> None:
    new = folder / "new.txt"

    def grow() -> None:
        with new.open("a") as file:
            file.write("The ferry goes again. ")

    assert list(followed(folder, nothing, grow, grow, nothing, nothing)) == [
        "change",  # what was there at the start
        *("step", "step", "step", "step", "change"),  # looked at twice after the last writing
        "step",
    ]


def test_a_folder_that_goes_away_and_comes_back_is_told_both_times(folder: Path) -> None:
    away = folder.with_name("away")
    told = list(
        followed(
            folder,
            lambda: folder.rename(away),
            nothing,
            lambda: away.rename(folder),
            nothing,
        )
    )
    assert told == ["change", "step", "step", "change", "step", "step", "change"]


def test_a_file_that_may_be_read_now_is_a_change(folder: Path) -> None:
    allow = (folder / "sochi.txt").chmod
    assert list(followed(folder, lambda: allow(0o640), nothing)).count("change") == 2
