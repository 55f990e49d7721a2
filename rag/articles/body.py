"""Choose the ranges of a text that are journalism. Nothing is edited; what is not chosen stays."""

from rag.articles.article import Range
from rag.articles.copies import without_copies
from rag.articles.furniture import is_bulleted, is_related_heading
from rag.articles.page import Page, lay_out


def body_ranges(text: str) -> tuple[Range, ...]:
    """The ranges of `text` that are journalism: ordered, disjoint, trimmed, not empty.

    Left out are title, byline, menus, captions above the text, notices, headlines of other stories,
    readers' comments and second copies. A text that would lose everything keeps everything; only a
    text of whitespace has no body.
    """
    return choose(lay_out(text))


def choose(page: Page) -> tuple[Range, ...]:
    """`body_ranges` of a text already laid out."""
    links = _link_lists(page) | _title_again(page)
    chosen = [
        i for i in range(page.first, page.last) if page.kinds[i] != "f" and i not in links
    ] or range(len(page.paragraphs))
    ranges: list[Range] = []
    previous = None
    for i in chosen:
        start, end = page.paragraphs[i]
        if previous == i - 1 and ranges:
            ranges[-1] = (ranges[-1][0], end)
        else:
            ranges.append((start, end))
        previous = i
    return without_copies(page.text, ranges)


def _link_lists(page: Page) -> set[int]:
    """The paragraphs that are headlines of other stories, in the middle of the article."""
    links: set[int] = set()
    under_heading = False
    for i in range(page.first, page.last):
        if page.kinds[i] == "h" and is_related_heading(page.words(i)):
            under_heading = True
        elif page.kinds[i] == "p" and not is_bulleted(page.words(i)):
            under_heading = False
        if under_heading:
            links.add(i)
    return links


def _title_again(page: Page) -> set[int]:
    """The paragraphs that repeat a line from above the article: the page was pasted twice."""
    above = {page.words(i) for i in range(page.first)}
    return {i for i in range(page.first, page.last) if page.words(i) in above}
