"""The article behind an answer, highlighted at the right characters."""

import re

from rag.articles.article import Passage
from tests.ui.fake import EMOJI, FIFTH, FIRST, FOURTH, HEBREW, HOSTILE, SECOND, THIRD, article, cite
from tests.ui.test_markup import read
from ui.render_source import Source, reference, render_source


def text_of(html: str) -> str:
    """The HTML of the article's text alone."""
    found = re.search(r'<div class="source-text"[^>]*>(.*)</div></section>', html, re.DOTALL)
    assert found
    return found.group(1)


def opened(citation) -> str:
    return render_source(Source.of_citation((citation,), 0))


def test_the_cited_characters_are_marked_and_no_others() -> None:
    shown = opened(cite(FIRST, "Ada Berg"))
    assert 'Mayor <mark class="chosen">Ada Berg</mark> cut' in shown
    assert shown.count("<mark") == 1


def test_marks_stand_right_behind_an_emoji() -> None:
    shown = opened(cite(FOURTH, "crew"))
    assert '👩‍🚀 <mark class="chosen">crew</mark> of Zoë' in shown


def test_marks_stand_right_in_right_to_left_text() -> None:
    shown = opened(cite(FIFTH, "דוד כהן"))
    assert text_of(shown) == HEBREW.replace("דוד כהן", '<mark class="chosen">דוד כהן</mark>')


def test_what_is_not_journalism_is_dimmed() -> None:
    shown = opened(cite(FIRST, "Ada Berg"))
    assert '<span class="unused">City Herald\n</span>' in shown
    assert '<span class="unused"> Subscribe now!</span>' in shown


def test_the_text_shown_is_the_article_unchanged() -> None:
    for citation in (cite(FIRST, "Ada"), cite(FOURTH, "crew"), cite(FIFTH, "דוד")):
        assert read(text_of(opened(citation))).text == citation.article.text
    assert read(text_of(opened(cite(FOURTH, "crew")))).text == EMOJI


def test_line_ends_of_windows_are_kept() -> None:
    cited = cite(article("a.txt", "One.\r\nTwo."), "Two")
    assert read(text_of(opened(cited))).text == "One.\r\nTwo."


def test_a_hostile_article_is_shown_and_not_obeyed() -> None:
    shown = opened(cite(THIRD, "Mayor"))
    assert not {"script", "img", "b", "a"} & set(read(shown).tags)
    assert read(text_of(shown)).text == HOSTILE.replace("\x1b", "␛")


def test_all_citations_of_the_article_are_marked_and_the_chosen_one_apart() -> None:
    citations = (cite(SECOND, "mayor"), cite(FIRST, "bridge"), cite(FIRST, "Monday"))
    shown = render_source(Source.of_citation(citations, 2))
    assert '<mark class="also">bridge</mark>' in shown
    assert '<mark class="chosen">Monday</mark>' in shown
    assert "characters 64–70" in shown  # 12 of the sidebar, 52 more before "Monday"


def test_a_passage_that_is_no_answer_is_labelled() -> None:
    shown = render_source(Source.of_passage(Passage(SECOND, 0, 8)))
    assert '<mark class="chosen passage">Ada Berg</mark>' in shown
    assert "Near the question, but not an answer to it." in shown
    assert "Near the question" not in opened(cite(SECOND, "Ada Berg"))


def test_only_web_addresses_become_links() -> None:
    assert 'href="https://herald.example/bridge"' in opened(cite(FIRST, "Ada Berg"))
    for url in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", None):
        assert "href" not in opened(cite(article("a.txt", "It rained.", url=url), "rained"))


def test_a_reference_says_what_where_and_which_characters() -> None:
    assert reference(FIRST, 37, 45) == (
        "“Ada Berg” — The bridge opens, City Herald, 7 June 2011, "
        "https://herald.example/bridge; bridge.txt, characters 37–45"
    )
    assert reference(article("a.txt", "It rained."), 3, 9) == "“rained” — a.txt, characters 3–9"


def test_a_citation_of_a_pdf_names_its_page() -> None:
    pdf = article("a.pdf", "It rained.\n\fIt snowed.\n\f")
    assert reference(pdf, 15, 21) == "“snowed” — a.pdf, page 2, characters 15–21"
    assert "page 2, characters 15–21" in opened(cite(pdf, "snowed"))
    assert "page 1, characters 3–9" in opened(cite(pdf, "rained"))


def test_an_empty_panel_says_what_it_is_for() -> None:
    assert "is shown here" in render_source(None)
