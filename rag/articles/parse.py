"""Make an article of a text: of a plain file, of a record of a corpus, of an extraction."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from hashlib import sha256

from rag.articles.article import Article
from rag.articles.body import choose
from rag.articles.dates import stated_dates
from rag.articles.decode import decode
from rag.articles.metadata import read_metadata
from rag.articles.page import lay_out
from rag.errors import UnreadableArticle


@dataclass(frozen=True, slots=True)
class Given:
    """What comes with a text from outside it: it wins over what the text states."""

    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    url: str | None = None
    author: str | None = None


NOTHING_GIVEN = Given()
MAX_CHARS = 10_000_000  # of one article, some fifteen novels: more is a collection, or no text


def parse(id: str, data: bytes) -> Article:
    """The article that a plain-text file holds.

    Raises:
        UnreadableArticle: The file is not text, or too long; the message names `id` and the reason.
    """
    return article_of(id, decode(id, data), sha256(data).hexdigest())


def article_of(id: str, text: str, digest: str, given: Given = NOTHING_GIVEN) -> Article:
    """The article of a text: its body chosen, and what it states read where nothing is given.

    Raises:
        UnreadableArticle: The text is longer than any article; the message names `id`.
    """
    if len(text) > MAX_CHARS:
        raise UnreadableArticle(
            f"{id}: it has {len(text):,} characters, more than any article ({MAX_CHARS:,}); "
            "split it into articles, one a file"
        )
    page = lay_out(text)
    found = read_metadata(page)
    article = Article(
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
    known = {field.name: getattr(given, field.name) for field in fields(given)}
    return replace(
        article,
        **{name: value for name, value in known.items() if value is not None},
        stated=tuple(one for one in article.stated if known[one.field] is None),
    )


def from_record(record: Mapping[str, object], *, where: str) -> Article:
    """The article of one record: `{"id", "outlet"?, "title"?, "published"?, "url"?, "text"}`.

    Given fields, and "author", win over what the text states; missing and empty ones are read from
    the text. `published` is an ISO date or date-time, or any full date. Half a surrogate pair,
    which JSON can carry and no file can, becomes U+FFFD.

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
    title, outlet, url, author = (
        _field(record, name, where) for name in ("title", "outlet", "url", "author")
    )
    given = Given(title, outlet, _published(record, where), url, author)
    return article_of(id, text, sha256(text.encode()).hexdigest(), given)


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
