"""Read a PDF with a text layer: its text by pypdf, its lines put together to paragraphs.

A form feed ends each page, so that every character's page can be told. Pictures of text need OCR
first. A table comes out row by row. Text that runs through more than one column is read in the
order in which the file draws it.
"""

import io
import logging

from pypdf import PageObject, PdfReader

from rag.articles.article import Article
from rag.articles.decode import kind_of
from rag.articles.extracted import extracted, line_of, one_line
from rag.articles.metadata import SITE_SUFFIX
from rag.articles.parse import Given
from rag.articles.pdf_lines import Fragment, Line, lines_of, page_texts
from rag.errors import UnreadableArticle

MAGIC = b"%PDF-"
MAGIC_BYTES = 1_024  # it may stand that far from the beginning
MAX_PAGES = 5_000
MAX_UNREADABLE_SHARE = 0.1  # of the characters: fonts that do not tell their letters
OCR = "make a text layer by OCR, with ocrmypdf for instance"

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports each oddity; we tell the result


def read(id: str, data: bytes) -> Article:
    """The one article of the PDF.

    Raises:
        UnreadableArticle: There is none; the message names `id` and says why.
    """
    if MAGIC not in data[:MAGIC_BYTES]:
        raise UnreadableArticle(
            f"{id}: it is {kind_of(data) or 'no PDF'}; let its name say what it is, or delete it"
        )
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not _is_open(reader):
            raise UnreadableArticle(f"{id}: it is encrypted; save it without a password")
        if len(reader.pages) > MAX_PAGES:
            raise UnreadableArticle(f"{id}: it has {len(reader.pages):,} pages; split it")
        pages = [_lines(page) for page in reader.pages]
        title, author = _metadata(reader)
    except UnreadableArticle:
        raise
    except Exception as error:  # whatever a damaged file does to a parser
        raise UnreadableArticle(
            f"{id}: the PDF is damaged ({error!r:.80}); open it in a viewer and print it anew"
        ) from error
    text = "".join(page_texts(pages))
    _refuse_unreadable(id, text, len(pages))
    given = Given(
        title=title if title and line_of(text, title) else None,
        author=author if author and line_of(text, f"by {author}") else None,
    )
    return extracted(id, data, text, given)


def _is_open(reader: PdfReader) -> bool:
    """Whether it opens without a password; AES (most since 2006) needs `cryptography` installed."""
    try:
        return bool(reader.decrypt(""))
    except Exception:
        return False


def _lines(page: PageObject) -> list[Line]:
    """The lines of a page, in the order in which it draws them."""
    fragments: list[Fragment] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[2]) or 1.0
        fragments.append(Fragment(text, x, y, size * scale))

    page.extract_text(visitor_text=visit)
    return lines_of(fragments)


def _metadata(reader: PdfReader) -> tuple[str | None, str | None]:
    """Title and author, as the file's properties have them: often those of its maker's template."""
    properties = reader.metadata
    title = one_line(properties.title) if properties else None
    author = one_line(properties.author) if properties else None
    return SITE_SUFFIX.sub("", title) if title else None, author


def _refuse_unreadable(id: str, text: str, pages: int) -> None:
    letters = [c for c in text if not c.isspace()]
    if not letters:
        raise UnreadableArticle(
            f"{id}: it has no text layer, its {pages:,} pages are pictures; {OCR}"
        )
    unreadable = sum(c == "\ufffd" or not (c.isprintable() or c.isspace()) for c in letters)
    if unreadable > MAX_UNREADABLE_SHARE * len(letters):
        raise UnreadableArticle(
            f"{id}: its fonts do not tell which letters they draw, {unreadable / len(letters):.0%} "
            f"of its text is unreadable; {OCR}"
        )
