"""The two values everything is made of: an article, and a passage of it."""

from dataclasses import dataclass
from datetime import date

Range = tuple[int, int]
"""Characters `[start, end)` of an article's text."""


@dataclass(frozen=True, slots=True)
class Article:
    """One news article, its text exactly as decoded from its file.

    Cleaning is choosing ranges, never editing: boilerplate, comments and second copies are simply
    not in `body`, so every offset refers to the original text and a text editor can check it.

    Attributes:
        id: Path inside the corpus folder with `/` separators, or the id given in a JSON-lines corpus.
        text: The whole decoded file, unchanged.
        sha256: Of the file's bytes, in hexadecimal (of `text` in UTF-8 where the article has no file
            of its own).
        title, outlet, published, url: What the text states; what it does not state is None.
        body: The ranges that are journalism: ordered, disjoint, not empty, inside `text`.
    """

    id: str
    text: str
    sha256: str
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    url: str | None = None
    body: tuple[Range, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters `[start, end)` of an article: what is embedded, retrieved and read."""

    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.article.text[self.start : self.end]
