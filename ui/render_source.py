"""An article as HTML, with what was cited highlighted and what is not journalism dimmed."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from rag.answering.answer import Citation
from rag.articles.article import Article, Passage, Range
from ui.markup import escape, joined, tag, text
from ui.render_origin import render_origin
from ui.segments import Segment, segments
from ui.words import date_in_words, heading

EMPTY = text(
    "p",
    "The article behind an answer is shown here, with the words that were cited highlighted.",
    class_="source-empty",
)


@dataclass(frozen=True, slots=True)
class Source:
    """An article to show, the ranges to highlight in it, and which of them was chosen."""

    article: Article
    marks: tuple[Range, ...]
    chosen: int
    cited: bool
    """False where the range is a passage that was merely near the question."""

    @classmethod
    def of_citation(cls, citations: tuple[Citation, ...], chosen: int) -> "Source":
        """All the citations of the chosen one's article, scrolled to the chosen one."""
        article = citations[chosen].article
        same = [i for i, citation in enumerate(citations) if citation.article == article]
        marks = tuple((citations[i].start, citations[i].end) for i in same)
        return cls(article, marks, same.index(chosen), cited=True)

    @classmethod
    def of_passage(cls, passage: Passage) -> "Source":
        """The article of a passage that does not answer the question."""
        return cls(passage.article, ((passage.start, passage.end),), 0, cited=False)


def render_source(source: Source | None) -> str:
    """The panel beside the conversation; None gives the words that stand in an empty one."""
    if source is None:
        return EMPTY
    return tag(
        "section",
        joined([_head(source), _text(source)]),
        class_="source",
        aria_label="Source article",
    )


def reference(article: Article, start: int, end: int) -> str:
    """A citation to paste: the quotation, where it is from, and where to check it."""
    where = ", ".join(
        filter(
            None,
            [
                article.title,
                article.outlet,
                date_in_words(article.published) if article.published else None,
                article.url,
            ],
        )
    )
    page = article.page(start)
    place = f"{article.id}, {f'page {page}, ' if page else ''}characters {start}–{end}"
    return f"“{article.text[start:end]}” — {where + '; ' if where else ''}{place}"


def _head(source: Source) -> str:
    article = source.article
    start, end = source.marks[source.chosen]
    number = article.page(start)
    page = f"page {number}, " if number else ""
    return tag(
        "header",
        joined(
            [
                tag(
                    "p",
                    joined(
                        [
                            render_origin(article),
                            text(
                                "button",
                                "Close",
                                type="button",
                                class_="close",
                                aria_label="Close the source",
                            ),
                        ]
                    ),
                    class_="source-origin",
                ),
                text("h2", heading(article), class_="source-title", dir="auto", tabindex="-1"),
                tag(
                    "p",
                    joined(
                        [
                            text("span", article.id, class_="file"),
                            text(
                                "span",
                                f"{page}characters {start:,}–{end:,}",
                                class_="place",
                            ),
                            _link(article.url),
                            text(
                                "button",
                                "Copy citation" if source.cited else "Copy passage",
                                type="button",
                                class_="copy",
                                data_copy=reference(article, start, end),
                            ),
                        ]
                    ),
                    class_="source-place",
                ),
                ""
                if source.cited
                else text(
                    "p", "Near the question, but not an answer to it.", class_="source-caution"
                ),
            ]
        ),
    )


def _link(url: str | None) -> str:
    """A link only where it leads to the web: an article's text may state any scheme."""
    if url is None or urlsplit(url).scheme not in {"http", "https"}:
        return ""
    return text("a", "Original page", href=url, target="_blank", rel="noopener noreferrer nofollow")


def _text(source: Source) -> str:
    article = source.article
    return tag(
        "div",
        joined(
            _segment(source, segment)
            for segment in segments(len(article.text), article.body, source.marks)
        ),
        class_="source-text",
        tabindex="0",
        role="region",
        aria_label="Text of the article",
    )


def _segment(source: Source, segment: Segment) -> str:
    shown = escape(source.article.text[segment.start : segment.end])
    if segment.marks:
        kind = "chosen" if source.chosen in segment.marks else "also"
        shown = tag("mark", shown, class_=kind if source.cited else f"{kind} passage")
    return shown if segment.in_body else tag("span", shown, class_="unused")
