"""Messy pages from the web, none of them a seed: each line marked as journalism (+) or not (-)."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from rag.articles.article import Article
from rag.articles.parse import parse

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))
FIELDS = ("title", "outlet", "published", "url")


@dataclass(frozen=True)
class Expected:
    text: str
    fields: dict[str, str]
    journalism: list[str]


def read(path: Path) -> Expected:
    """Above a line of dashes what the text states; below it the text, each line behind its mark."""
    head, _, page = path.read_text(encoding="utf-8").partition("----\n")
    lines = page.splitlines()
    return Expected(
        text="\n".join(line[2:] for line in lines),
        fields=dict(line.split(": ", 1) for line in head.splitlines()),
        journalism=[line[2:] for line in lines if line.startswith("+") and line[2:].strip()],
    )


def kept(article: Article) -> list[str]:
    body = "\n".join(article.text[start:end] for start, end in article.body)
    return [line for line in body.splitlines() if line.strip()]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_journalism_is_kept_and_the_page_left_out(path: Path, line_end: str) -> None:
    expected = read(path)
    article = parse(path.name, expected.text.replace("\n", line_end).encode())
    assert kept(article) == expected.journalism


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_metadata_is_what_the_page_states(path: Path) -> None:
    expected = read(path)
    article = parse(path.name, expected.text.encode())
    found = {field: getattr(article, field) for field in FIELDS}
    assert {f: "none" if v is None else str(v) for f, v in found.items()} == expected.fields


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_stated_words_are_a_quotation_of_the_page(path: Path) -> None:
    article = parse(path.name, read(path).text.encode())
    quoted = {one.field: article.text[one.start : one.end] for one in article.stated}
    assert set(quoted) == {field for field in FIELDS if getattr(article, field) is not None}
    for field, words in quoted.items():
        if field != "published":
            assert words == getattr(article, field)
        else:
            assert str(article.published).split("-")[0] in words
