"""Full dates as texts state them: day, month and year, or nothing.

English and numeric forms are read here, month names of other languages by dateparser. A date
without a year is no date, and 6/7/2011 is none either: nobody can say which is the month.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

_MONTHS = "january february march april may june july august september october november december"
MONTHS = {name[:3]: number for number, name in enumerate(_MONTHS.split(), start=1)}
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_LANGUAGES = "de es fr it pt nl ru uk pl cs sk sv da nb fi tr ar he fa el ro hu bg hr sr id vi ca"
LANGUAGES = tuple(_LANGUAGES.split())
"""Naming them keeps the first failed attempt at 0.3 s; with all of dateparser's it took 3.4 s."""

DAY = r"(?<!\d)\d{1,2}(?:st|nd|rd|th)?"
YEAR = r"(?:1[5-9]|2[01])\d\d(?!\d)"
GAP = r"[ \t\u00a0]{0,3}[,.\-/]?[ \t\u00a0\n]{0,3}"
FULL_DATE = re.compile(
    rf"(?P<iso>(?<![\d/-]){YEAR}([-/.])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01])(?!\d))"
    rf"|(?P<cjk>{YEAR}\s?[年년]\s?\d{{1,2}}\s?[月월]\s?\d{{1,2}}\s?[日일])"
    rf"|(?P<dmy>{DAY}(?:\s+of)?{GAP}{MONTH}{GAP}{YEAR})"
    rf"|(?P<mdy>\b{MONTH}{GAP}{DAY}(?!\d){GAP}{YEAR})"
    rf"|(?P<numeric>(?<![\d./-])\d{{1,2}}([./-])\d{{1,2}}\7{YEAR})"
    rf"|(?P<other>(?<!\d)\d{{1,2}}[.º°]?\s+(?:de\s+|di\s+"
    rf"|d['’])?[^\W\d_]{{3,12}}\.?,?\s+(?:de[l]?\s+)?"
    r"\d{4}(?!\d))",
    re.IGNORECASE,
)


class StatedDate(NamedTuple):
    """A full date and the characters `[start, end)` that state it."""

    date: date
    start: int
    end: int


def stated_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[StatedDate]:
    """The full dates within `[start, end)`, in order; impossible and ambiguous ones left out."""
    for match in FULL_DATE.finditer(text, start, len(text) if end is None else end):
        assert match.lastgroup is not None
        day = _read(match.lastgroup, match.group())
        if day is not None:
            yield StatedDate(day, match.start(), match.end())


def _read(form: str, words: str) -> date | None:
    """The date that `words`, matched as `form`, state."""
    if form == "other":
        return _read_other_language(words)
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    if form in ("dmy", "mdy"):
        name = re.search(MONTH, words, re.IGNORECASE)
        assert name is not None
        day, year = numbers
        return _date(year, MONTHS[name.group()[:3].lower()], day)
    if form in ("iso", "cjk"):
        return _date(*numbers)
    first, second, year = numbers
    if first == second or second > 12:  # noqa: PLR2004 - months
        return _date(year, first, second)
    return _date(year, second, first) if first > 12 else None  # noqa: PLR2004 - months


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def _read_other_language(words: str) -> date | None:
    import dateparser  # noqa: PLC0415 - 0.5 s and 40 MB that English text need not pay

    found = dateparser.parse(
        words,
        languages=list(LANGUAGES),
        settings={"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]},
    )
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    return found.date() if found and [found.day, found.year] == numbers else None
