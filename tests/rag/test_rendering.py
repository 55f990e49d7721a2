"""An answer in a terminal."""

from datetime import date

from rag.answering.answer import Answer, Citation
from rag.articles.article import Article
from rag.cli import per_second
from rag.rendering import answer_lines

TEXT = "Lima met Melo on Monday."
WIRE = Article("wire.txt", TEXT, "", outlet="Wire", published=date(2011, 6, 7), body=((0, 24),))
POST = Article("post.txt", TEXT, "", outlet="Post\x1b[31m", body=((0, 24),))


def test_copies_stand_under_the_source_they_repeat() -> None:
    citation = Citation(WIRE, 0, 4, 1.0, also_in=(POST, WIRE))
    assert list(answer_lines(Answer("Who?", "Who?", (citation,), 0.5))) == [
        "Lima  (50% likely)",
        "  [1] «Lima» met Melo on Monday.",
        "      Wire, 2011-06-07, wire.txt [0, 4)",
        "      also in Post [31m, post.txt; Wire, 2011-06-07, wire.txt",
    ]


def test_a_citation_of_a_pdf_names_its_page() -> None:
    pdf = Article("a.pdf", "It rained.\n\fIt snowed.\n\f", "", body=((0, 22),))
    answer = Answer("What fell?", "What fell?", (Citation(pdf, 15, 21, 1.0),), 0.5)
    assert list(answer_lines(answer))[1:] == [
        "  [1] It «snowed».",
        "      a.pdf page 2 [15, 21)",
    ]
    assert answer.to_dict()["citations"][0]["page"] == 2


def test_a_source_without_copies_has_no_such_line() -> None:
    answer = Answer("Who?", "Who?", (Citation(WIRE, 0, 4, 1.0),), 0.5)
    assert len(list(answer_lines(answer))) == 3


def test_throughput_is_told_once_it_is_known() -> None:
    assert [per_second(speed) for speed in (None, 0.0, 0.44, 9.0, 1234.5)] == [
        "", "", "0.4 a second", "9.0 a second", "1,234 a second",
    ]  # fmt: skip
