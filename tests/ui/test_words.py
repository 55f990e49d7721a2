"""Plain words for numbers, dates and names."""

from datetime import date

from tests.ui.fake import article
from ui.words import confidence_in_words, count, date_in_words, heading, listed, percent


def test_confidence_words_change_at_their_thresholds() -> None:
    words = [confidence_in_words(p) for p in (1.0, 0.9, 0.89, 0.7, 0.5, 0.49, 0.0)]
    assert words == [
        "Very likely", "Very likely", "Likely", "Likely", "More likely than not",
        "Uncertain", "Uncertain",
    ]  # fmt: skip


def test_percent_never_rounds_to_certainty() -> None:
    assert [percent(p) for p in (0.934, 0.9999, 1.0, 0.0001, 0.0)] == [
        "93 %", "over 99 %", "100 %", "under 1 %", "0 %",
    ]  # fmt: skip


def test_a_date_is_written_out() -> None:
    assert date_in_words(date(2011, 6, 7)) == "7 June 2011"
    assert date_in_words(None) == "date not stated"


def test_counts_have_their_plural() -> None:
    assert [count(n, "article") for n in (0, 1, 2068)] == [
        "0 articles", "1 article", "2,068 articles",
    ]  # fmt: skip


def test_an_article_without_a_title_is_headed_by_its_opening() -> None:
    assert (
        heading(article("a.txt", "Skip\nIt rained.\nIt poured.", body=((5, 27),))) == "It rained."
    )
    long = "It rained and " * 10
    assert heading(article("a.txt", long)) == "It rained and " * 5 + "It rained …"  # 79 of 80
    assert heading(article("a.txt", "Menu", body=())) == "a.txt"
    assert heading(article("a.txt", "It rained.", title="Rain")) == "Rain"


def test_names_are_joined_as_in_a_sentence() -> None:
    assert [listed(n) for n in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "", "A", "A and B", "A, B and C",
    ]  # fmt: skip
