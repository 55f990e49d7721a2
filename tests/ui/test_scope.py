"""Dates and outlets as a person types them."""

from datetime import date

import pytest

from rag.errors import InvalidQuestion
from ui.scope import Scope


def test_nothing_typed_limits_nothing() -> None:
    assert not Scope.of("", "  ", [])
    assert Scope.of(None, None, None) == Scope()
    assert Scope().in_words() == ""


def test_a_year_or_a_month_means_all_its_days() -> None:
    assert Scope.of("2011", "2011", []) == Scope(date(2011, 1, 1), date(2011, 12, 31))
    assert Scope.of("2012-02", "2012-2", []) == Scope(date(2012, 2, 1), date(2012, 2, 29))
    assert Scope.of(" 2011-06-07 ", "2011-6-7", []) == Scope(date(2011, 6, 7), date(2011, 6, 7))


@pytest.mark.parametrize(
    "typed", ["yesterday", "2011-13", "2011-02-30", "0000", "07.06.2011", "<b>"]
)
def test_what_is_no_day_is_named(typed) -> None:
    with pytest.raises(InvalidQuestion, match="is no day"):
        Scope.of(typed, "", [])
    with pytest.raises(InvalidQuestion, match="is no day"):
        Scope.of("", typed, [])


def test_days_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(InvalidQuestion, match="2012-01-01, is after the last, 2011-12-31; swap"):
        Scope.of("2012", "2011", [])


def test_limits_are_said_in_words() -> None:
    assert Scope(since=date(2011, 6, 1)).in_words() == "from 1 June 2011 on"
    assert Scope(until=date(2011, 6, 1)).in_words() == "until 1 June 2011"
    both = Scope(date(2011, 6, 1), date(2011, 6, 2), ("A", "B"))
    assert both.in_words() == "from 1 June 2011 to 2 June 2011, by A and B"
