"""What a folder holds, whatever its files are called or linked to."""

import gzip
import json
import os
from pathlib import Path

import pytest

from rag.articles.article import Article
from rag.articles.folder import article_files, articles
from rag.errors import NoArticles, UnreadableArticle

STORY = "The bridge is shut, the mayor said."


def ids(folder: Path) -> list[str]:
    return [file.id for file in article_files(folder)]


def read(folder: Path) -> list[Article | UnreadableArticle]:
    return [article for file in article_files(folder) for article in articles(file)]


def test_known_suffixes_are_listed_by_path_and_hidden_files_are_not(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in (
        "c.txt",
        "b/é.TXT",
        "a.md",
        "d.jsonl",
        "e.jsonl.gz",
        "f.png",
        ".g.txt",
        ".git/h.txt",
    ):
        (tmp_path / name).write_text(STORY)
    assert ids(tmp_path) == ["a.md", "b/é.TXT", "c.txt", "d.jsonl", "e.jsonl.gz"]


def test_an_empty_folder_has_no_files(tmp_path: Path) -> None:
    assert article_files(tmp_path) == ()


def test_a_missing_folder_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(NoArticles, match=r"missing does not exist; name a folder with \.txt"):
        article_files(tmp_path / "missing")


def test_a_link_back_to_the_folder_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    assert ids(tmp_path) == ["a.txt", "self.txt"]
    first, second = read(tmp_path)
    assert isinstance(first, Article)
    assert isinstance(second, UnreadableArticle)
    assert str(second).startswith("self.txt: ")


def test_a_linked_folder_is_read_in_its_real_place(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text(STORY)
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    assert ids(tmp_path) == ["real/a.txt"]


@pytest.mark.skipif(os.name != "posix", reason="names are bytes on POSIX only")
def test_a_name_that_is_not_utf8_has_an_id_that_can_be_stored(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(STORY)
    (only,) = article_files(tmp_path)
    assert only.id == "caf\\xe9.txt"
    (article,) = articles(only)
    assert isinstance(article, Article)
    assert article.id == only.id


def test_a_bad_file_is_refused_by_name_while_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.4")
    (tmp_path / "b.txt").write_text(STORY)
    refusal, article = read(tmp_path)
    assert isinstance(refusal, UnreadableArticle)
    assert str(refusal).startswith("a.txt: it is a PDF; ")
    assert isinstance(article, Article)
    assert article.text == STORY


def test_a_bad_line_is_refused_by_number_while_the_others_go_on(tmp_path: Path) -> None:
    good = json.dumps({"id": "x", "text": STORY, "outlet": "Émile’s Post"}, ensure_ascii=False)
    lines = [good, "", "{broken", "[1]", '{"id": "y"}', good.replace('"x"', '"z"')]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    first, broken, no_record, no_text, last = read(tmp_path)
    assert isinstance(first, Article)
    assert (first.id, first.outlet, first.text) == ("x", "Émile’s Post", STORY)
    assert str(broken).startswith("a.jsonl:3: it is not JSON")
    assert str(no_record).startswith("a.jsonl:4: it is not a record")
    assert str(no_text).startswith('a.jsonl:5: it has no "text"')
    assert isinstance(last, Article)
    assert last.id == "z"


def test_a_damaged_archive_keeps_what_comes_before(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": str(n), "text": f"{STORY} {os.urandom(99).hex()}"}) for n in range(500)
    ]
    whole = gzip.compress("\n".join(lines).encode())
    (tmp_path / "a.jsonl.gz").write_bytes(whole)
    assert len(read(tmp_path)) == 500
    (tmp_path / "a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    found = read(tmp_path)
    assert 0 < len(found) < 500
    assert "damaged" in str(found[-1])
    assert all(isinstance(article, Article) for article in found[:-2])
