"""Numbers, dates and names in plain words."""

from collections.abc import Sequence
from datetime import date

from rag.articles.article import Article

CONFIDENCE = (
    (0.9, "Very likely"),
    (0.7, "Likely"),
    (0.5, "More likely than not"),
    (0.0, "Uncertain"),
)
"""From this probability on, this word."""

OPENING_CHARS = 80  # about a line, as a headline has

NO_OUTLET = "outlet not stated"
NO_DATE = "date not stated"


def confidence_in_words(probability: float) -> str:
    """How far an answer can be relied on: `Very likely`, `Likely`, ..."""
    return next((word for least, word in CONFIDENCE if probability >= least), CONFIDENCE[-1][1])


def percent(probability: float) -> str:
    """`93 %`; never `100 %` or `0 %` for what is not certain."""
    shown = round(probability * 100)
    if shown == 100 and probability < 1:  # noqa: PLR2004
        return "over 99 %"
    if shown == 0 and probability > 0:
        return "under 1 %"
    return f"{shown} %"


def date_in_words(day: date | None) -> str:
    """`7 June 2011`, or that it is not stated."""
    return f"{day.day} {day:%B %Y}" if day else NO_DATE


def count(number: int, noun: str) -> str:
    """`1 article`, `2,068 articles`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def listed(names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def origin(article: Article) -> str:
    """`City Herald, 7 June 2011`; what the text does not state is said to be so."""
    return f"{article.outlet or NO_OUTLET}, {date_in_words(article.published)}"


def heading(article: Article) -> str:
    """The title; where the text states none, the words it opens with; at last the file's name."""
    return article.title or _opening(article) or article.id


def _opening(article: Article) -> str:
    """The first words of the body, cut at a space; an ellipsis says that they go on."""
    start, end = article.body[0] if article.body else (0, 0)
    line = article.text[start:end].strip().partition("\n")[0].strip()
    if len(line) <= OPENING_CHARS:
        return line
    cut = line.rfind(" ", 0, OPENING_CHARS)
    return line[: cut if cut > 0 else OPENING_CHARS] + " …"
