"""Make an article of one file's bytes, or of one record of a corpus."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256

from rag.articles.article import Article
from rag.articles.body import choose
from rag.articles.dates import stated_dates
from rag.articles.decode import decode
from rag.articles.metadata import read_metadata
from rag.articles.page import lay_out
from rag.errors import UnreadableArticle


def parse(id: str, data: bytes) -> Article:
    """The article that a plain-text file holds.

    Raises:
        UnreadableArticle: The file is not text; the message names `id` and the reason.
    """
    return _read(id, decode(id, data), sha256(data).hexdigest())


def from_record(record: Mapping[str, object], *, where: str) -> Article:
    """The article of one record: `{"id", "outlet"?, "title"?, "published"?, "url"?, "text"}`.

    Given fields win over what the text states; missing and empty ones are read from the text.
    `published` is an ISO date or date-time, or any full date. Half a surrogate pair, which JSON
    can carry and no file can, becomes U+FFFD.

    Raises:
        UnreadableArticle: The record lacks `id` or `text`, or a field has the wrong form; the
            message names `where` it stands (file and line).
    """
    text = _field(record, "text", where)
    if text is None or not text.strip():
        raise _malformed(where, 'it has no "text"')
    id = _field(record, "id", where)
    if id is None:
        raise _malformed(where, 'it has no "id"')
    title, outlet, url = (_field(record, name, where) for name in ("title", "outlet", "url"))
    published = _published(record, where)
    given = {"title": title, "outlet": outlet, "published": published, "url": url}
    article = _read(id, text, sha256(text.encode()).hexdigest())
    return replace(
        article,
        title=title or article.title,
        outlet=outlet or article.outlet,
        published=published or article.published,
        url=url or article.url,
        stated=tuple(one for one in article.stated if given[one.field] is None),
    )


def _read(id: str, text: str, digest: str) -> Article:
    page = lay_out(text)
    found = read_metadata(page)
    return Article(
        id=id,
        text=text,
        sha256=digest,
        title=found.title,
        outlet=found.outlet,
        published=found.published,
        url=found.url,
        body=choose(page),
        stated=found.stated,
    )


def _field(record: Mapping[str, object], name: str, where: str) -> str | None:
    value = record.get(name)
    if name == "id" and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is not None and not isinstance(value, str):
        raise _malformed(where, f'its "{name}" is {value!r:.40}, not a string')
    text = (value or "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text if text.strip() else None


def _published(record: Mapping[str, object], where: str) -> date | None:
    value = _field(record, "published", where)
    if value is None:
        return None
    found = next(stated_dates(value), None)
    if found is None:
        raise _malformed(where, f'its "published" is {value!r:.40}, not a date like 2011-06-07')
    return found.date


def _malformed(where: str, reason: str) -> UnreadableArticle:
    return UnreadableArticle(
        f'{where}: {reason}; write a record like {{"id": "1", "text": "..."}} on one line'
    )
