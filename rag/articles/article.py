"""The two values everything is made of: an article, and a passage of it."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Literal

Range = tuple[int, int]
"""Characters `[start, end)` of an article's text."""

Field = Literal["title", "outlet", "published", "url"]
"""What an article's text may state about the article."""


@dataclass(frozen=True, slots=True)
class Stated:
    """Where an article's text states one of its fields: exactly the words at `[start, end)`."""

    field: Field
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One news article, its text exactly as decoded or extracted from its file.

    Cleaning is choosing ranges, never editing: boilerplate, comments and second copies are simply
    not in `body`, so every offset refers to the original text and a text editor can check it.

    Attributes:
        id: Path inside the corpus folder with `/` separators, or the id given in a JSON-lines
            corpus.
        text: The whole decoded file, unchanged; of HTML, PDF, DOCX and mail the text extracted from
            it. A form feed ends each page of a PDF.
        sha256: Of the file's bytes, in hexadecimal (of `text` in UTF-8 where the article has no
            file of its own).
        title, outlet, published, url: What the text states; what it does not state is None.
        body: The ranges that are journalism: ordered, disjoint, not empty, inside `text`.
        stated: Where the text states title, outlet, published and url; a field that came with the
            record instead of its text is not among them.
        author: Who wrote it, where the file's metadata or the record says so.
    """

    id: str
    text: str
    sha256: str
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    url: str | None = None
    body: tuple[Range, ...] = ()
    stated: tuple[Stated, ...] = ()
    author: str | None = None

    @property
    def text_sha256(self) -> str:
        """Of `text` in UTF-8: whoever reads the file later sees whether they read the same."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def page(self, at: int) -> int | None:
        """The page, from 1, on which character `at` stands; None in a text without form feeds."""
        return 1 + self.text.count("\f", 0, at) if "\f" in self.text else None


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters `[start, end)` of an article: what is embedded, retrieved and read."""

    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        """The passage verbatim."""
        return self.article.text[self.start : self.end]
