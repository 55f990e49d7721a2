"""Read a web page saved as HTML: its article by trafilatura, its date by htmldate.

The text is the page's main content, a blank line between paragraphs, below the title. Title,
outlet, author, address and date come from the page's metadata; a date that only a heuristic finds
somewhere on the page is none.
"""

import logging
import re
from datetime import date

from trafilatura import bare_extraction
from trafilatura.metadata import Document

from rag.articles.article import Article
from rag.articles.decode import decode
from rag.articles.extracted import extracted, has_prose, one_line, titled
from rag.articles.parse import Given
from rag.errors import UnreadableArticle

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
XML = re.compile(r"\A\s*<\?xml[^>]*>")
HTML = re.compile(r"\s*<(?:!doctype|html)\b", re.IGNORECASE)  # else trafilatura sees no page
MAX_BYTES = 20_000_000  # five of them take trafilatura 14 s; a page of news has a tenth of one
CHARSET_BYTES = 4_096  # the standard asks for it in the first 1,024; some pages are late
DATES = {"extensive_search": False, "original_date": True}

for package in ("trafilatura", "htmldate"):
    logging.getLogger(package).setLevel(logging.CRITICAL)  # we tell what became of the page


def read(id: str, data: bytes) -> Article:
    """The one article of the page.

    Raises:
        UnreadableArticle: There is none; the message names `id` and says why.
    """
    if len(data) > MAX_BYTES:
        raise _refusal(id, f"it has {len(data):,} bytes, more than any page of news")
    declared = CHARSET.search(data[:CHARSET_BYTES])
    page = decode(id, data, declared[1].decode("ascii") if declared else None)
    text, given = extract(id, page)
    return extracted(id, data, text, given)


def extract(id: str, page: str) -> tuple[str, Given]:
    """The text of the page's article, its title on top, and what its metadata says.

    Raises:
        UnreadableArticle: The page holds no article; the message names `id`.
    """
    page = XML.sub("", page)
    try:
        found = bare_extraction(
            page if HTML.match(page) else f"<!DOCTYPE html>\n{page}",
            include_comments=False,
            with_metadata=True,
            date_extraction_params=DATES,
        )
    except Exception as error:  # whatever a broken page does to a parser
        raise _refusal(id, f"the page cannot be read ({error!r:.80})") from error
    text = re.sub(r"\s*\n\s*", "\n\n", found.text or "") if isinstance(found, Document) else ""
    if not isinstance(found, Document) or not has_prose(text):
        raise _refusal(id, "no article was found on the page")
    title = one_line(found.title)
    given = Given(
        title=title,
        outlet=one_line(found.sitename),
        published=date.fromisoformat(found.date) if found.date else None,
        url=found.url,
        author=one_line(found.author),
    )
    return titled(title, text), given


def _refusal(id: str, reason: str) -> UnreadableArticle:
    return UnreadableArticle(
        f"{id}: {reason}; if a browser shows one, copy it into a .txt file, or delete the page"
    )
