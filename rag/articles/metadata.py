"""Title, publication date and address, where the text states them; None where it does not.

Each comes with the range of the words that state it, so that metadata too can be checked. English
wording, with the labels and month names of some other languages.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rag.articles.article import Field, Range, Stated
from rag.articles.dateline import DATELINE
from rag.articles.dates import FULL_DATE, StatedDate, stated_dates
from rag.articles.furniture import (
    MAX_FURNITURE_CHARS,
    is_bulleted,
    is_byline,
    is_date_line,
    is_related_heading,
)
from rag.articles.layout import trim
from rag.articles.outlets import find_outlet
from rag.articles.page import Page

TITLE_LABEL = re.compile(r"(?:#{1,3}\s|(?:title|headline) ?:)\s*(?=\S)", re.IGNORECASE)
DATE_LABEL = re.compile(
    r"\b(?:published|posted|date|created|uploaded|publié|veröffentlicht|publicado|pubblicato"
    r"|опубликовано)\b[^.!?]{0,40}\Z",
    re.IGNORECASE,
)
UPDATE_LABEL = re.compile(
    r"\b(?:updated|modified|edited|revised|mis à jour|aktualisiert|actualizado|aggiornato"
    r"|обновлено)\b"
    r"[^.!?]{0,40}\Z",
    re.IGNORECASE,
)
URL_LINE = re.compile(
    r"(?:(?P<label>[^\W\d_][\w ]{1,30}) ?[:–-] ?)?[<\[(]?(?P<url>(?:https?://"
    r"|www\.)[^\s<>\"]+?)[>\])]?\Z",
    re.IGNORECASE,
)
SITE_SUFFIX = re.compile(r"\s(?:\||»|::)\s[^|]{2,40}\Z")
MIN_TITLE_WORDS = 3
MIN_OVERLAP = 0.3  # of a title's words recur in the article, if other lines could be the title
OVERLAP_CHARS = 4000


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a text says of itself; `stated` tells where."""

    title: str | None
    outlet: str | None
    published: date | None
    url: str | None
    stated: tuple[Stated, ...]


def read_metadata(page: Page) -> Metadata:
    """What the text states; a field that it leaves open or states in two ways is None."""
    title, outlet, url = _title(page), find_outlet(page), _url(page)
    published = _published(page, title)
    places: list[tuple[Field, Range | None]] = [
        ("title", title),
        ("outlet", outlet),
        ("published", published and (published.start, published.end)),
        ("url", url),
    ]
    return Metadata(
        title=page.text[slice(*title)] if title else None,
        outlet=page.text[slice(*outlet)] if outlet else None,
        published=published.date if published else None,
        url=page.text[slice(*url)] if url else None,
        stated=tuple(Stated(field, *place) for field, place in places if place),
    )


def _title(page: Page) -> Range | None:
    """The headline above the article: labelled, or the line that shares most words with it."""
    above = range(min(page.first, len(page.paragraphs)))
    for i in above:
        label = TITLE_LABEL.match(page.words(i))
        if label:
            return trim(page.text, page.paragraphs[i][0] + label.end(), page.paragraphs[i][1])
    candidates = [i for i in above if page.kinds[i] != "f" and _may_be_title(page, i)]
    if not candidates:
        return None
    best = max(candidates, key=lambda i: (_overlap(page, i), -i))
    if len(candidates) > 1 and _overlap(page, best) < MIN_OVERLAP:
        return None
    start, end = page.paragraphs[best]
    suffix = SITE_SUFFIX.search(page.text, start, end)
    return (start, suffix.start() if suffix else end)


def _may_be_title(page: Page, i: int) -> bool:
    """Whether it reads like a headline and not like a caption, a menu or a name."""
    title = page.words(i)
    if is_bulleted(title) or is_related_heading(title) or "\n" in title or title[0] == "(":
        return False
    if title.split(maxsplit=1)[0].islower():
        return False
    undated = FULL_DATE.sub("", title)
    if len(undated.split()) < MIN_TITLE_WORDS and undated.isascii():
        return False
    return not _recurs_in_sentence(page, title)


def _recurs_in_sentence(page: Page, words: str) -> bool:
    """Whether the article says just these words in the middle of a sentence: a name, a caption."""
    start, end = page.paragraphs[page.first][0], page.paragraphs[page.last - 1][1]
    return (
        re.search(
            rf"[a-z,]\s{re.escape(words)}\b|{re.escape(words)},?\s[a-z]", page.text[start:end]
        )
        is not None
    )


def _overlap(page: Page, i: int) -> float:
    """The share of the line's longer words that the article says too."""
    start = page.paragraphs[page.first][0]
    article = set(re.findall(r"\w{4,}", page.text[start : start + OVERLAP_CHARS].lower()))
    words = set(re.findall(r"\w{4,}", page.words(i).lower()))
    return len(words & article) / len(words) if words else 0.0


def _published(page: Page, title: Range | None) -> StatedDate | None:
    """The publication date: as labelled, else the one date line, else the dateline's."""
    labelled, updated, plain = [], [], []
    for i in _furniture(page):
        start, end = page.paragraphs[i]
        if (title and start <= title[0] < end) or end - start > MAX_FURNITURE_CHARS:
            continue
        for stated in stated_dates(page.text, start, end):
            before = page.text[start : stated.start]
            if UPDATE_LABEL.search(before):
                updated.append(stated)
            elif DATE_LABEL.search(before):
                labelled.append(stated)
            elif i >= page.first and is_date_line(page.words(i)):
                continue  # below the article: the date of a correction, or of the next post
            elif _stands_alone(page.words(i), stated.start - start, stated.end - start):
                plain.append(stated)
    return _agreed(labelled) or _agreed(plain) or _dateline_date(page) or _agreed(updated)


def _furniture(page: Page) -> Iterator[int]:
    """The paragraphs that are not the article's: above it, after it, and notices in it."""
    for i in range(page.comments):
        if page.kinds[i] == "f" or not page.first <= i < page.last:
            yield i


def _stands_alone(line: str, start: int, end: int) -> bool:
    """Whether the date is a part of the line by itself, not one in a caption's sentence."""
    if is_date_line(line) or is_byline(line):
        return True
    before = re.split(r"[|•·—–/(\[]|\s-\s|:\s|,\s(?=\S+\Z)", line[:start])[-1].strip()
    after = re.split(r"[|•·—–/)\]]|\s-\s", line[end:])[0].strip(" ,.")
    place = re.fullmatch(r"(?:[A-ZÀ-Þ][\w.'’-]*[ ,]*){0,4}", line[:start].strip())
    return bool(re.fullmatch(r"[\d:.\shapmHAPM,]*", after)) and (
        not before or is_date_line(f"{before} {line[start:end]}") or place is not None
    )


def _agreed(stated: list[StatedDate]) -> StatedDate | None:
    """The first, if all tell the same day."""
    return stated[0] if len({one.date for one in stated}) == 1 else None


def _dateline_date(page: Page) -> StatedDate | None:
    """The date of "MOSCOW, July 6, 2011 (RIA Novosti) -" at the start of the article."""
    for start, end in page.paragraphs[page.first : page.first + 2]:
        dateline = DATELINE.match(page.text, start, end)
        if dateline:
            return next(stated_dates(page.text, start, dateline.end()), None)
    return None


def _url(page: Page) -> Range | None:
    """The address of the article: on a line of its own or labelled, and the only one."""
    found: dict[str, Range] = {}
    for i in _furniture(page):
        match = URL_LINE.match(page.words(i))
        if match:
            start = page.paragraphs[i][0]
            found.setdefault(match["url"], (start + match.start("url"), start + match.end("url")))
    return next(iter(found.values())) if len(found) == 1 else None
