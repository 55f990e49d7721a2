"""The articles of a corpus as an HTML table."""

from collections.abc import Callable, Sequence

from rag.articles.article import Article
from ui.markup import escape, joined, tag, text
from ui.shelf import Outcome
from ui.words import NO_DATE, NO_OUTLET, count, heading

ROWS_SHOWN = 200  # more slow the page down, and nobody reads them: the box above narrows them


def never(_id: str) -> bool:
    """No article can be removed."""
    return False


def render_articles(
    articles: Sequence[Article], sought: str = "", can_remove: Callable[[str], bool] = never
) -> str:
    """The articles whose title, outlet, date or file name holds the words sought."""
    found = [article for article in articles if _holds(article, sought)]
    shown = found[:ROWS_SHOWN]
    said = count(len(found), "article") if sought.strip() else count(len(articles), "article")
    more = f"; the first {ROWS_SHOWN} are shown" if len(found) > ROWS_SHOWN else ""
    names = ("Article", "Outlet", "Published")
    change = tag("th", text("span", "Change", class_="visually-hidden"), scope="col")
    head = joined(text("th", name, scope="col") for name in names) + change
    body = joined(_row(article, can_remove(article.id)) for article in shown)
    table = tag("table", tag("thead", tag("tr", head)) + tag("tbody", body), class_="articles")
    return text("p", said + more, class_="lead", role="status") + (
        tag(
            "div",
            table,
            class_="articles-frame",
            tabindex="0",
            role="region",
            aria_label="Articles",
        )
        if shown
        else ""
    )


def render_outcomes(outcomes: Sequence[Outcome]) -> str:
    """What became of each file that was to be added."""
    items = [
        tag(
            "li",
            text("bdi", outcome.name) + ": " + escape(outcome.said),
            class_="added" if outcome.added else "refused",
        )
        for outcome in outcomes
    ]
    return tag("div", tag("ul", joined(items), class_="outcomes"), role="status") if items else ""


def _holds(article: Article, sought: str) -> bool:
    facts = [article.title, article.outlet, article.id, str(article.published or "")]
    everything = " ".join(fact for fact in facts if fact).casefold()
    return all(word in everything for word in sought.casefold().split())


def _row(article: Article, removable: bool) -> str:
    day = article.published.isoformat() if article.published else None
    remove = text(
        "button",
        "Remove",
        type="button",
        class_="link",
        data_id=article.id,
        aria_label=f"Remove {heading(article)}",
    )
    title = text(
        "span", heading(article), class_="title" if article.title else "title untitled", dir="auto"
    )
    cells = [
        tag("td", title + text("span", article.id, class_="file")),
        _stated(article.outlet, NO_OUTLET),
        _stated(day, NO_DATE),
        tag("td", remove if removable else ""),
    ]
    return tag("tr", joined(cells))


def _stated(fact: str | None, otherwise: str) -> str:
    """A cell; a dash, read aloud as what it means, where the text does not state the fact."""
    if fact:
        return text("td", fact, dir="auto")
    unstated = text("span", "–", aria_hidden="true") + text(
        "span", otherwise, class_="visually-hidden"
    )
    return tag("td", unstated, class_="unstated")
