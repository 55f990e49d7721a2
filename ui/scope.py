"""Which articles a question is asked of: dates and outlets, as a person gives them."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rag.errors import InvalidQuestion
from ui.words import date_in_words, listed

DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class Scope:
    """The days, both included, and the outlets; what is None or empty does not limit."""

    since: date | None = None
    until: date | None = None
    outlets: tuple[str, ...] = ()

    @classmethod
    def of(cls, since: str | None, until: str | None, outlets: Sequence[str] | None) -> "Scope":
        """From what was typed: `2011-06-30`, or a month `2011-06`, or a year `2011`.

        Raises:
            InvalidQuestion: What was typed is no day, or the days are the wrong way round.
        """
        scope = cls(first_day(since or ""), last_day(until or ""), tuple(outlets or ()))
        if scope.since and scope.until and scope.since > scope.until:
            raise InvalidQuestion(
                f"the first day, {scope.since}, is after the last, {scope.until}; swap them"
            )
        return scope

    def __bool__(self) -> bool:
        return self != Scope()

    def in_words(self) -> str:
        """`from 1 June 2011 on, by Xinhua`; "" for no limits."""
        return ", ".join(filter(None, [self._days(), self._outlets()]))

    def _days(self) -> str:
        if self.since and self.until:
            return f"from {date_in_words(self.since)} to {date_in_words(self.until)}"
        if self.since:
            return f"from {date_in_words(self.since)} on"
        return f"until {date_in_words(self.until)}" if self.until else ""

    def _outlets(self) -> str:
        return f"by {listed(self.outlets)}" if self.outlets else ""


ALL_ARTICLES = Scope()


def first_day(typed: str) -> date | None:
    """The first day of what was typed; None for nothing."""
    return _day(typed, last=False)


def last_day(typed: str) -> date | None:
    """The last day of what was typed; None for nothing."""
    return _day(typed, last=True)


def _day(typed: str, *, last: bool) -> date | None:
    if not typed.strip():
        return None
    match = DAY.fullmatch(typed.strip())
    if match is None:
        raise InvalidQuestion(f"{typed.strip()!r} is no day; write 2011-06-30, or 2011-06, or 2011")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        month = month or (12 if last else 1)
        return date(
            year or 0, month, day or (calendar.monthrange(year or 0, month)[1] if last else 1)
        )
    except (ValueError, calendar.IllegalMonthError) as error:
        raise InvalidQuestion(f"{typed.strip()!r} is no day of the calendar; correct it") from error
