"""Find which outlet published an article, by the ways in which texts say so.

No list of outlets: a label ("Source: X"), a dateline ("CITY, July 6 (X) -"), a byline ("By NAME,
X"), a sign-off ("... he said. (X)"), a copyright line ("© 2011 X") or a title's suffix ("... | X").
"""

import re

from rag.articles.article import Range
from rag.articles.dateline import DATELINE, NAME, outlet_group
from rag.articles.furniture import MAX_FURNITURE_CHARS
from rag.articles.layout import trim
from rag.articles.page import Page

LABEL = re.compile(
    r"\(?(?:sources?|publisher|publication|outlet|quelle|fuente|fonte|источник)"
    r"\s?[:–—-]\s?(?P<name>.+)\Z",
    re.IGNORECASE | re.DOTALL,
)
COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©"
    r"|\(c\)\s*)?(?:[12]\d{3}(?:\s?[-–]\s?[12]\d{3})?)?[\s,.:]*(?:by\s+)?"
    rf"(?P<name>(?-i:{NAME}))",
    re.IGNORECASE,
)
BYLINE_END = re.compile(rf"(?:,|\||·|•|\s[-–—]|\sfor|/)\s*(?:for\s)?(?P<name>{NAME})\Z")
STAFF = re.compile(r"\s(?:Staff\s)?(?:Writers?|Reporters?|Correspondents?|Staff|Editors?)\Z")
JOB = re.compile(
    r"\b(?:editor|writer|reporter|correspondent|staff|columnist|journalist|bureau|chief|producer"
    r"|contributor|analyst|author|photographer|professor|dr)\b",
    re.IGNORECASE,
)
OUTLET_WORD = re.compile(
    r"\b(?:news|newspapers?|times|post|press|daily|herald|tribune|journal|gazette|chronicle"
    r"|telegraph"
    r"|observer|mail|globe|review|magazine|weekly|wire|radio|tv|television|broadcasting|media"
    r"|network"
    r"|online|agency|service|today|dispatch|courier|examiner|inquirer|independent|standard|reporter"
    r"|zeitung|presse|agence|journal|gazeta|pravda|diario|corriere|tagblatt|rundschau)\b"
    r"|\.(?:com|org|net|ru|co\.uk|ir|cn|fr|de)\b|\A(?-i:[A-Z]{2,6})\Z",
    re.IGNORECASE,
)
SIGN_OFF = re.compile(rf"(?:[.!?][\"”’]?\s+|^)\((?P<name>{NAME})\)\Z")
NOT_A_NAME = re.compile(
    r"(?:photos?|file|ends?|more|updated?|pictured|video|image|agencies|author|unknown|none|n/a|the"
    r"|[\d\W]+)\Z",
    re.IGNORECASE,
)
MAX_NAME_CHARS = 60


def find_outlet(page: Page) -> Range | None:
    """The range of the outlet's name, where it is stated most plainly; None if it is not."""
    return (
        _labelled(page)
        or _in_byline(page)
        or _in_dateline(page)
        or _signed(page)
        or _copyright(page)
    )


def _labelled(page: Page) -> Range | None:
    for i in range(page.comments):
        start, end = page.paragraphs[i]
        if (
            page.first <= i < page.last and page.kinds[i] != "f"
        ) or end - start > MAX_FURNITURE_CHARS:
            continue
        match = LABEL.match(page.words(i))
        if match:
            name = re.match(NAME, match["name"])
            if name:
                found = _name(page, start + match.start("name"), name.end())
                if found:
                    return found
    return None


def _in_byline(page: Page) -> Range | None:
    for i in range(page.first):
        start, _ = page.paragraphs[i]
        line = page.words(i)
        if page.kinds[i] != "f" or not re.match(r"(?i:by|von|par|por)\s", line):
            continue
        match = BYLINE_END.search(line)
        if not match:
            continue
        name = STAFF.sub("", match["name"])
        if JOB.search(name) or not (OUTLET_WORD.search(name) or _speaks(page, name)):
            continue
        found = _name(page, start + match.start("name"), len(name))
        if found:
            return found
    return None


def _speaks(page: Page, name: str) -> bool:
    """Whether the article treats `name` as one that reports: "told Reuters", "Reuters reported"."""
    word = re.escape(name)
    told, reports = rf"\b(?:told|tells)\s{word}\b(?!\s[A-Z])", rf"\b{word}\s(?:reported|reports)\b"
    return re.search(f"{told}|{reports}", page.text) is not None


def _in_dateline(page: Page) -> Range | None:
    for start, end in page.paragraphs[page.first : page.first + 3]:
        match = DATELINE.match(page.text, start, end)
        if not match:
            continue
        group = outlet_group(match)
        if group and not _is_place(page, match[group]):
            return _name(page, match.start(group), len(match[group]))
    return None


def _is_place(page: Page, name: str) -> bool:
    return re.search(rf"\b(?:in|from|across|near)\s{re.escape(name)}\b", page.text) is not None


def _signed(page: Page) -> Range | None:
    for i in range(max(page.first, page.last - 1), page.comments):
        start, end = page.paragraphs[i]
        tail = max(start, end - MAX_NAME_CHARS)
        match = SIGN_OFF.search(page.text[tail:end])
        if match and (tail == start or match.start()):
            return _name(page, tail + match.start("name"), len(match["name"]))
    return None


def _copyright(page: Page) -> Range | None:
    for i in range(page.comments):
        start, end = page.paragraphs[i]
        if page.kinds[i] != "f" or end - start > MAX_FURNITURE_CHARS:
            continue
        match = COPYRIGHT.match(page.text, start, end)
        if match:
            name = re.split(r"\.\s|\sAll\s", match["name"])[0]
            return _name(page, match.start("name"), len(name))
    return None


def _name(page: Page, start: int, chars: int) -> Range | None:
    """The range of a name if it may be one: no bare number, no "Photo", no whole sentence."""
    start, end = trim(page.text, start, start + chars)
    name = page.text[start:end].rstrip(".")
    if not 1 < len(name) <= MAX_NAME_CHARS or NOT_A_NAME.match(name):
        return None
    return (start, start + len(name))
