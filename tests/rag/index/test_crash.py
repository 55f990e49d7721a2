"""Killed at any moment, or two at once: the index is in the old or the new state, never between."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from rag.index.snapshot import Snapshot
from rag.index.store import Store
from rag.index.update import update
from rag.index.vectors import vectors_of
from tests.rag.index.fakes import DIMENSION, HashingEncoder

KILLS = 25
ARTICLES = 40


def write(folder: Path, version: int) -> None:
    """Each article says its version in every sentence, so that a mixture would show."""
    folder.mkdir(exist_ok=True)
    for n in range(ARTICLES):
        sentence = f"Article {n} is at version{version} today, as its readers know well. "
        (folder / f"{n:02}.txt").write_text(sentence * 30)


def start(folder: Path, place: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.rag.index.indexer", str(folder), str(place)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )


def assert_whole(snapshot: Snapshot, place: Path) -> None:
    """Every passage lies in its article, every word and vector belongs to a passage."""
    encoder = HashingEncoder()
    index = vectors_of(snapshot, DIMENSION, place / "vectors.faiss")
    numbers = np.concatenate([ids for ids, _ in snapshot.vectors(DIMENSION)] or [np.empty(0, int)])
    assert len(index) == len(numbers) == snapshot.count()[1]
    for stored in snapshot.passages([int(number) for number in numbers]):
        assert stored.passage.text
        expected = encoder.encode_passages([stored.passage.text])[0]
        np.testing.assert_allclose(stored.vector, expected, atol=1e-6)
        versions = {w for w in stored.passage.text.split() if w.startswith("version")}
        assert len(versions) == 1


def test_an_indexer_killed_at_any_moment_leaves_a_whole_index(tmp_path: Path) -> None:
    folder, place = tmp_path / "articles", tmp_path / "index"
    draw = random.Random(7)
    for version in range(KILLS):
        write(folder, version)
        process = start(folder, place)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(draw.uniform(0.0, 0.25))
        process.send_signal(signal.SIGKILL)
        process.wait()
        with Store(place / "index.sqlite").reading() as snapshot:
            assert_whole(snapshot, place)
    store = Store(place / "index.sqlite")
    update(store, folder, HashingEncoder())
    with store.reading() as snapshot:
        assert_whole(snapshot, place)
        articles = list(snapshot.articles())
    assert len(articles) == ARTICLES
    assert all(f"version{KILLS - 1} " in article.text for article in articles)


def test_two_processes_indexing_at_once_both_finish_and_lose_nothing(tmp_path: Path) -> None:
    folder, place = tmp_path / "articles", tmp_path / "index"
    write(folder, 1)
    processes = [start(folder, place) for _ in range(2)]
    for process in processes:
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(2)] == ["ready\n", "done\n"]
    for process in processes:
        process.kill()
        process.wait()
    with Store(place / "index.sqlite").reading() as snapshot:
        assert_whole(snapshot, place)
        assert snapshot.count()[0] == ARTICLES
