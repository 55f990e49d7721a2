"""Answers on files that are not plain text, checked again later."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rag.answering.answer import Answer, Citation
from rag.articles.article import Article
from rag.articles.folder import article_files, articles
from rag.verification import verify

FILES = Path(__file__).parent / "articles" / "files"
WORDS = "too shallow by half a metre"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(FILES / "aurelia.pdf", tmp_path / "aurelia.pdf")
    return tmp_path


@pytest.fixture
def saved(folder: Path) -> dict[str, Any]:
    """What an answer on the PDF was saved as."""
    (file,) = article_files(folder)
    (article,) = articles(file)
    assert isinstance(article, Article)
    start = article.text.index(WORDS)
    citation = Citation(article, start, start + len(WORDS), 1.0)
    answer = Answer("How shallow is the quay?", "", (citation,), 0.9)
    read: dict[str, Any] = json.loads(json.dumps(answer.to_dict()))
    return read


def test_a_quotation_from_a_pdf_is_extracted_again_and_holds(
    folder: Path, saved: dict[str, Any]
) -> None:
    assert (saved["citations"][0]["quote"], saved["citations"][0]["page"]) == (WORDS, 2)
    assert [bool(check) for check in verify(saved, folder)] == [True]


def other_file(citation: dict[str, Any], folder: Path) -> None:
    shutil.copy(FILES / "barrier.pdf", folder / "aurelia.pdf")


def other_extraction(citation: dict[str, Any], folder: Path) -> None:
    """As of a version of the extractor that put one more character before the words."""
    citation["start"] += 1
    citation["end"] += 1
    citation["text_sha256"] = "0" * 64


def other_words(citation: dict[str, Any], folder: Path) -> None:
    citation["quote"] = "too shallow by half a mile!"


@pytest.mark.parametrize(
    ("change", "failure"),
    [
        (other_file, "the file has changed: its sha256 is "),
        (other_extraction, "the file is the same, but another text is extracted from it"),
        (other_words, "characters ["),
    ],
)
def test_what_does_not_hold_of_a_pdf_is_told_apart(
    folder: Path,
    saved: dict[str, Any],
    change: Callable[[dict[str, Any], Path], None],
    failure: str,
) -> None:
    change(saved["citations"][0], folder)
    (check,) = verify(saved, folder)
    assert check.failure.startswith(failure)


def test_an_answer_saved_before_texts_had_hashes_is_checked_all_the_same(
    folder: Path, saved: dict[str, Any]
) -> None:
    del saved["citations"][0]["text_sha256"]
    assert all(verify(saved, folder))
