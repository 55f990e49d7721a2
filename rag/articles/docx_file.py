"""Read a Word document (.docx): its paragraphs and tables, in order, by python-docx.

Inserted text is read and deleted text is not, as the document looks with all changes accepted. Page
headers and footers, footnotes and comments are left out; Word knows pages only when it prints.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from rag.articles.article import Article
from rag.articles.decode import kind_of
from rag.articles.extracted import extracted, line_of, one_line
from rag.articles.parse import Given
from rag.errors import UnreadableArticle

ZIP = b"PK\x03\x04"
ENCRYPTED = b"\xd0\xcf\x11\xe0"  # what Word wraps a document with a password in, and .doc files
MAX_UNPACKED_BYTES = 200_000_000  # a novel's document has 5 MB; a zip bomb has no end
TITLES = ("Title", "Heading 1")
PARAGRAPH, TABLE, ROW, CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
UNSEEN = frozenset({qn("w:moveFrom"), qn("w:del"), qn("w:pPr"), qn("w:rPr"), FALLBACK})
MARKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
TEXT = qn("w:t")


def read(id: str, data: bytes) -> Article:
    """The one article of the document.

    Raises:
        UnreadableArticle: There is none; the message names `id` and says why.
    """
    if data.startswith(ENCRYPTED):
        raise _refusal(id, "it has a password, or is a document of before 2007")
    if not data.startswith(ZIP):
        raise _refusal(id, f"it is {kind_of(data) or 'no Word document'}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > MAX_UNPACKED_BYTES:
            raise _refusal(id, f"it unpacks to {unpacked:,} bytes, more than any article")
        document = docx.Document(io.BytesIO(data))
        text = "\n\n".join(filter(None, _blocks(document.element.body)))
        title, author = _title(document, text), one_line(document.core_properties.author)
    except UnreadableArticle:
        raise
    except Exception as error:  # whatever a damaged document does to a parser
        raise _refusal(id, f"the document is damaged ({error!r:.80})") from error
    stated = author if author and line_of(text, f"by {author}") else None
    return extracted(id, data, text, Given(title=title, author=stated))


def _title(document: Any, text: str) -> str | None:
    """The first line in a title's style, else the document's property if the text says it too."""
    for paragraph in document.paragraphs:
        if paragraph.style is not None and paragraph.style.name in TITLES:
            return one_line("".join(_inline(paragraph._p)))
    title = one_line(document.core_properties.title)
    return title if title and line_of(text, title) else None


def _blocks(parent: Any) -> Iterator[str]:
    """The paragraphs below an element, and the rows of its tables, as lines."""
    for element in parent:
        if element.tag == PARAGRAPH:
            yield "".join(_inline(element)).strip()
            for box in element.iter(qn("w:txbxContent")):
                if not any(ancestor.tag in UNSEEN for ancestor in box.iterancestors()):
                    yield from _blocks(box)
        elif element.tag == ROW:
            cells = (" ".join(filter(None, _blocks(cell))) for cell in element.iter(CELL))
            yield "\t".join(" ".join(cell.split()) for cell in cells).strip()
        elif element.tag not in UNSEEN:
            yield from _blocks(element)


def _inline(element: Any) -> Iterator[str]:
    """The text of a paragraph; what lies in text boxes follows it as paragraphs of their own."""
    for child in element:
        if child.tag == TEXT:
            yield child.text or ""
        elif child.tag in MARKS:
            yield MARKS[child.tag]
        elif child.tag not in UNSEEN and child.tag != qn("w:txbxContent"):
            yield from _inline(child)


def _refusal(id: str, reason: str) -> UnreadableArticle:
    return UnreadableArticle(
        f"{id}: {reason}; open it in a word processor and save it as .docx without a password"
    )
