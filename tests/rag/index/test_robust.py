"""What disks, permissions and other programs do: a clear error or a right answer each time."""

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path, PosixPath

import pytest

from rag.articles.folder import ArticleFile, articles, read_whole
from rag.errors import IndexUnusable, UnreadableArticle
from rag.index.reading import listing
from rag.index.store import Store
from rag.index.update import Update, update
from tests.rag.index.fakes import HashingEncoder

STORY = "The council met in Sochi on Monday. Its members spoke about missile defence for hours."
NOBODY = 65534


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "index" / "index.sqlite")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    (made / "story.txt").write_text(STORY)
    return made


def ids(store: Store) -> list[str]:
    with store.reading() as snapshot:
        return [article.id for article in snapshot.articles()]


# disks


def test_a_full_disk_and_a_read_only_one_are_clear_errors_and_the_index_stays_whole(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(150):
        (folder / f"{n:03}.txt").write_text(f"Report {n} came in. " + STORY * 20)
    unshare = ["unshare", "--map-root-user", "--mount"]
    if subprocess.run([*unshare, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this system lets nobody mount a small disk in a namespace (unshare --mount)")
    done = subprocess.run(
        [*unshare, sys.executable, "-m", "tests.rag.index.small_disk", folder, tmp_path / "disk"],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[3],
        check=False,
    )
    assert done.returncode == 0, done.stderr
    full, vectors, kept, then, old, new = done.stdout.splitlines()
    assert full.startswith("full: the index ")
    assert "disk is full; free disk space or name another place with --index" in full
    assert vectors == "vectors: True"  # made from what was kept, though no file can be written
    assert kept == "kept: True True"
    assert then == "then: 150 articles, True"  # it went on from there
    for line in (old, new):
        assert line.startswith("read-only: the index ")
        assert "name another place with --index" in line


def test_a_damaged_database_is_named_with_a_remedy(folder: Path, store: Store) -> None:
    update(store, folder, HashingEncoder())
    size = store.path.stat().st_size
    with store.path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    with pytest.raises(IndexUnusable, match=r"cannot be \w+: .*delete it"):
        update(Store(store.path), folder, HashingEncoder())


# permissions


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that also nobody may enter."""
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        place.chmod(0o755)
        (place / "deep").mkdir()
        for name in ("a.txt", "b.txt", "deep/c.txt"):
            (place / name).write_text(f"This is {name}. {STORY}")
        yield place


def update_unprivileged(store: Store, folder: Path) -> Update:
    """Update as somebody whom permissions bind: they do not bind root."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        return update(store, folder, HashingEncoder())
    finally:
        os.seteuid(before)


@pytest.mark.parametrize("closed", ["deep", "b.txt"])
def test_what_may_not_be_read_is_named_and_its_articles_stay_until_it_may(
    open_folder: Path, closed: str
) -> None:
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o777)
        store = Store(Path(place) / "index.sqlite")
        update(store, open_folder, HashingEncoder())
        for file in Path(place).iterdir():
            file.chmod(0o666)
        (open_folder / closed).chmod(0o000)
        (open_folder / "a.txt").write_text("Changed. " + STORY)
        done = update_unprivileged(store, open_folder)
        (open_folder / closed).chmod(0o755)
        assert (done.changed, done.removed, done.articles) == (1, 0, 3)
        assert done.refused == (
            f"{closed}: Permission denied; check that it exists and may be read, it is tried again",
        )
        done = update(store, open_folder, HashingEncoder())
        assert (done.added, done.removed, done.articles, done.refused) == (0, 0, 3, ())


# files that are written, piped, linked, misnamed, many, huge


class Meddling(PosixPath):
    """A file to which somebody else adds a line each time it is read, as often as `times` says."""

    times: int

    def open(self, *_args: object, **_options: object) -> "Reading":  # type: ignore[override]
        return Reading(self)


class Reading(io.FileIO):
    def __init__(self, path: Meddling) -> None:
        super().__init__(os.fspath(path), "rb")
        self.path = path

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().readall()
        if self.path.times:
            self.path.times -= 1
            with io.FileIO(os.fspath(self.path), "ab") as other:
                other.write(b"And more. ")
        return data


def meddling(path: Path, times: int) -> ArticleFile:
    made = Meddling(path)
    made.times = times
    return ArticleFile(path.name, made)


def test_a_file_that_changes_while_it_is_read_is_read_again(folder: Path) -> None:
    content = read_whole(meddling(folder / "story.txt", 1))
    assert content.data == STORY.encode() + b"And more. "
    assert content.data == (folder / "story.txt").read_bytes()


def test_a_file_that_never_stops_changing_is_refused_this_time(folder: Path) -> None:
    (refusal,) = articles(meddling(folder / "story.txt", 99))
    assert isinstance(refusal, UnreadableArticle)
    assert str(refusal).startswith("story.txt: it changes while it is read; ")


def test_a_pipe_is_refused_and_not_waited_for(folder: Path, store: Store) -> None:
    os.mkfifo(folder / "pipe.txt")
    done = update(store, folder, HashingEncoder())
    assert done.refused[0].startswith("pipe.txt: it is no regular file; ")
    assert ids(store) == ["story.txt"]


def test_links_in_circles_end_and_hide_nothing(folder: Path, store: Store) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "deep.txt").write_text("Deep down. " + STORY)
    (folder / "sub" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "one.txt").symlink_to(folder / "two.txt")
    (folder / "two.txt").symlink_to(folder / "one.txt")
    done = update(store, folder, HashingEncoder())
    assert ids(store) == ["story.txt", "sub/deep.txt"]
    assert [reason.split(":")[0] for reason in done.refused] == ["one.txt", "two.txt"]


def test_a_name_that_is_not_utf8_is_indexed_renamed_and_removed(folder: Path, store: Store) -> None:
    odd, odder = (folder / os.fsdecode(name) for name in (b"caf\xe9.txt", b"th\xe9.txt"))
    odd.write_text("In the café. " + STORY)
    update(store, folder, HashingEncoder())
    assert ids(store) == ["caf\\xe9.txt", "story.txt"]
    odd.rename(odder)
    assert update(store, folder, HashingEncoder()).renamed == 1
    assert ids(store) == ["story.txt", "th\\xe9.txt"]
    odder.unlink()
    assert update(store, folder, HashingEncoder()).removed == 1


@pytest.mark.timeout(900)  # 12 s of one processor, which others may want too
def test_ten_thousand_tiny_files_are_indexed_and_then_left_alone(
    tmp_path: Path, store: Store
) -> None:
    folder = tmp_path / "tiny"
    folder.mkdir()
    for n in range(10_000):
        path = folder / f"{n}.txt"
        path.write_text(f"Report {n * n} of {n**3} is short.")
        os.utime(path, (1e9, 1e9))
    assert update(store, folder, HashingEncoder()).added == 10_000
    with store.reading() as snapshot:
        todo = listing(folder, snapshot.files())
        assert snapshot.article("777.txt").text == "Report 603729 of 469097433 is short."  # type: ignore[union-attr]
    assert (todo.changed, todo.moved, todo.gone) == ((), (), ())
    encoder = HashingEncoder()
    assert (update(store, folder, encoder).articles, encoder.encoded) == (10_000, 0)


def test_one_file_of_50_mb_is_refused_and_the_others_go_on(folder: Path, store: Store) -> None:
    (folder / "dump.txt").write_text(STORY * (50_000_000 // len(STORY)))
    done = update(store, folder, HashingEncoder())
    assert done.refused == (
        "dump.txt: it has 49,999,970 characters, more than any article (10,000,000); "
        "split it into articles, one a file",
    )
    assert ids(store) == ["story.txt"]


def test_a_file_that_vanished_after_it_was_listed_is_named_and_its_article_stays(
    folder: Path, store: Store
) -> None:
    update(store, folder, HashingEncoder())
    with store.reading() as snapshot:
        known = snapshot.files()
    (folder / "story.txt").write_text("Changed. " + STORY)
    todo = listing(folder, known)
    (folder / "story.txt").unlink()
    (end,) = todo.read()
    assert getattr(end, "ids", ()) is None  # those it held before
    assert end.record.refused[0].startswith("story.txt: No such file")  # type: ignore[union-attr]
