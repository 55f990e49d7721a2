"""What a newcomer sees: what this is, and what is in the corpus."""

from collections.abc import Sequence

from rag.articles.article import Article
from ui.markup import joined, tag, text
from ui.words import count, date_in_words, listed

OUTLETS_NAMED = 6  # more than a line of them is no glance


def render_welcome(articles: Sequence[Article]) -> str:
    """The first screen: a sentence, and the corpus at a glance."""
    return tag(
        "section",
        joined(
            [
                text("h1", "Ask the articles", class_="welcome-title"),
                text(
                    "p",
                    "Every answer is a quotation from your articles, with its place in them. "
                    "Where they do not say, you are told so.",
                    class_="welcome-what",
                ),
                _glance(articles),
            ]
        ),
        class_="welcome",
    )


def _glance(articles: Sequence[Article]) -> str:
    facts = [("Articles", f"{len(articles):,}"), ("Outlets", _outlets(articles))]
    facts.append(("Published", _dates(articles)))
    rows = [tag("div", text("dt", name) + text("dd", value)) for name, value in facts]
    return tag("dl", joined(rows), class_="glance")


def _outlets(articles: Sequence[Article]) -> str:
    names = sorted({article.outlet for article in articles if article.outlet})
    if not names:
        return "not stated in the articles"
    if len(names) > OUTLETS_NAMED:
        return listed([*names[:OUTLETS_NAMED], count(len(names) - OUTLETS_NAMED, "other")])
    return listed(names)


def _dates(articles: Sequence[Article]) -> str:
    days = sorted(article.published for article in articles if article.published)
    if not days:
        return "not stated in the articles"
    first, last = date_in_words(days[0]), date_in_words(days[-1])
    return first if first == last else f"{first} to {last}"
