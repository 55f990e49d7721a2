"""Adding articles to a folder, and removing them, without touching anything else."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from rag.articles.article import Article
from rag.articles.folder import article_files, articles
from rag.errors import NoArticles
from tests.ui.fake import FakeCorpus
from ui.render_articles import render_articles, render_outcomes
from ui.shelf import Outcome, Shelf, safe_name

NEWS = "The bridge opened on Monday. Mayor Ada Berg cut the ribbon before a large crowd.\n"


@dataclass(frozen=True)
class Update:
    added: int = 0
    changed: int = 0
    removed: int = 0
    renamed: int = 0
    refused: tuple[str, ...] = ()


class FolderCorpus(FakeCorpus):
    """Holds what a folder holds, as of its last refresh."""

    def __init__(self, folder: Path) -> None:
        super().__init__({})
        self.folder = folder
        self.refresh(lambda _done, _total: None)

    def refresh(self, progress) -> Update:
        found = [a for file in article_files(self.folder) for a in articles(file)]
        read = tuple(a for a in found if isinstance(a, Article))
        if not read:
            raise NoArticles("the folder holds no article; add one")
        progress(len(read), len(read))
        self.articles = read
        return Update(added=len(read), refused=tuple(str(a) for a in found if a not in read))


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "own.txt").write_text(NEWS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def shelf(folder) -> Shelf:
    return Shelf(folder, FolderCorpus(folder))


def silent(_done: int, _total: int) -> None: ...


def add(shelf: Shelf, name: str, data: bytes = NEWS.encode() + b"It rained.") -> Outcome:
    return shelf.add([(name, data)], silent)[0]


def test_a_file_is_added_byte_for_byte_and_found(shelf, folder) -> None:
    assert add(shelf, "Łódź 🚀.txt", b"\xef\xbb\xbf" + NEWS.encode()) == Outcome(
        "Łódź _.txt", True, "added"
    )
    assert (folder / "added" / "Łódź _.txt").read_bytes() == b"\xef\xbb\xbf" + NEWS.encode()
    assert [a.id for a in shelf.corpus.articles] == ["added/Łódź _.txt", "own.txt"]


def test_a_bad_file_is_refused_with_its_reason_and_the_others_go_on(shelf, folder) -> None:
    files = [("a.png", b"PNG"), ("b.txt", bytes(range(256)) * 9), ("c.txt", NEWS.encode())]
    outcomes = shelf.add([*files, ("empty.txt", b"")], silent)
    assert [outcome.added for outcome in outcomes] == [False, False, True, False]
    assert outcomes[0].said == (
        "not added: its name does not end in .txt, .md, .html, .htm, .pdf, .docx, .eml"
    )
    assert outcomes[1].said.startswith("not added: ")
    assert "b.txt" not in outcomes[1].said  # it stands before it
    assert [path.name for path in (folder / "added").iterdir()] == ["c.txt"]


def test_a_page_is_added_and_a_picture_that_is_called_pdf_is_not(shelf, folder) -> None:
    page = f"<html><body><article><p>{NEWS}</p></article></body></html>".encode()
    outcomes = shelf.add([("a.html", page), ("b.pdf", b"\x89PNG\r\n\x1a\n")], silent)
    assert [outcome.added for outcome in outcomes] == [True, False]
    assert outcomes[1].said.startswith("not added: it is a PNG image; ")
    assert [a.text.strip() for a in shelf.corpus.articles if a.id == "added/a.html"] == [
        NEWS.strip()
    ]


def test_nothing_is_ever_overwritten(shelf, folder) -> None:
    add(shelf, "a.txt")
    assert add(shelf, "a.txt").said == "was there already"
    assert add(shelf, "a.txt", NEWS.encode()).said.startswith("not added: another file has this")
    assert (folder / "added" / "a.txt").read_bytes() == NEWS.encode() + b"It rained."


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"), ("..\\..\\win.ini", "win.ini"), ("/abs/a.txt", "a.txt"),
        (".hidden.txt", "hidden.txt"), ("..", "article"), ("", "article"),
        ("a\0b\n.txt", "a_b_.txt"),
        ("x" * 300 + ".txt", "x" * 100 + ".txt"), ("<b>.md", "_b_.md"),
    ],
)  # fmt: skip
def test_a_name_cannot_lead_out_of_the_folder(name, safe) -> None:
    assert safe_name(name) == safe


def test_only_what_was_added_can_be_removed(shelf, folder) -> None:
    add(shelf, "a.txt")
    for id in ("own.txt", "added/../own.txt", "added/", "added/missing.txt", "/etc/passwd", ""):
        assert not shelf.can_remove(id)
        assert not shelf.remove(id, silent)[0].added
    assert (folder / "own.txt").exists()
    assert shelf.remove("added/a.txt", silent) == (Outcome("added/a.txt", True, "removed"),)
    assert [a.id for a in shelf.corpus.articles] == ["own.txt"]


def test_the_last_article_is_not_lost(shelf, folder) -> None:
    add(shelf, "a.txt")
    (folder / "own.txt").unlink()
    shelf.refresh(silent)
    with pytest.raises(NoArticles):
        shelf.remove("added/a.txt", silent)
    assert (folder / "added" / "a.txt").exists()


def test_looking_for_changes_says_what_was_found(shelf, folder) -> None:
    (folder / "bad.txt").write_bytes(bytes(range(256)) * 9)
    outcomes = shelf.refresh(silent)
    assert outcomes[0].said == "1 added, 0 changed, 0 removed, 0 renamed"
    assert "bad.txt" in outcomes[1].said


def test_the_table_is_escaped_and_can_be_narrowed() -> None:
    articles = FakeCorpus().articles
    assert "&lt;b&gt;Evil&lt;/b&gt;" in render_articles(articles)
    assert "<td>" not in render_articles(articles, "no such")
    narrowed = render_articles(articles, "herald 2011-06")
    assert "1 article" in narrowed
    assert "The bridge opens" in narrowed
    assert "Evening Post" not in narrowed
    assert "0 articles" in render_articles([])


def test_only_removable_articles_have_a_button() -> None:
    shown = render_articles(FakeCorpus().articles, can_remove=lambda id: id == "copy.txt")
    assert shown.count("<button") == 1
    assert 'data-id="copy.txt"' in shown


def test_outcomes_are_escaped() -> None:
    shown = render_outcomes([Outcome("<b>.txt", False, "<i>")])
    assert "&lt;b&gt;.txt" in shown
    assert "<i>" not in shown
    assert render_outcomes([]) == ""
