"""Full dates in many forms, and what is no full date."""

from datetime import date

import pytest

from rag.articles.dates import stated_dates


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("16:14, June 07, 2011", "June 07, 2011", date(2011, 6, 7)),
        ("Thursday, December 17, 2009", "December 17, 2009", date(2009, 12, 17)),
        ("2011-06-07T12:30:00Z", "2011-06-07", date(2011, 6, 7)),
        ("6 Jul 2011", "6 Jul 2011", date(2011, 7, 6)),
        ("Updated: Sept. 3rd, 2010 at 5pm", "Sept. 3rd, 2010", date(2010, 9, 3)),
        ("the 6th of July, 2011", "6th of July, 2011", date(2011, 7, 6)),
        ("26-FEB-1987 15:01:01.79", "26-FEB-1987", date(1987, 2, 26)),
        ("13/7/2011", "13/7/2011", date(2011, 7, 13)),
        ("7/13/2011", "7/13/2011", date(2011, 7, 13)),
        ("06.06.2011", "06.06.2011", date(2011, 6, 6)),
        ("2011/07/06", "2011/07/06", date(2011, 7, 6)),
        ("le 6 juillet 2011", "6 juillet 2011", date(2011, 7, 6)),
        ("6. Juli 2011", "6. Juli 2011", date(2011, 7, 6)),
        ("6 de julio de 2011", "6 de julio de 2011", date(2011, 7, 6)),
        ("6 июля 2011 г.", "6 июля 2011", date(2011, 7, 6)),
        ("٦ يوليو ٢٠١١", "٦ يوليو ٢٠١١", date(2011, 7, 6)),
        ("2011年6月7日", "2011年6月7日", date(2011, 6, 7)),
    ],
)
def test_a_full_date_is_read_and_quoted(text: str, words: str, expected: date) -> None:
    (found,) = stated_dates(text)
    assert found.date == expected
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(
    "text",
    [
        "July 6",
        "June 2011",
        "2011",
        "6/7/2011",  # the sixth of July or the seventh of June
        "6/7",
        "7 Jul 11",
        "February 30, 2011",
        "24 heures 2011",
        "12 people died in 2011",
        "20110607",
        "yesterday",
        "",
    ],
)
def test_what_is_no_full_date_is_none(text: str) -> None:
    assert list(stated_dates(text)) == []


def test_dates_come_in_order_and_only_from_the_range() -> None:
    text = "May 1, 2010 and 2 May 2011 and May 3, 2012"
    assert [found.date.year for found in stated_dates(text, 3)] == [2011, 2012]
