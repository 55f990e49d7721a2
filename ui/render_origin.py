"""Where an article is from, as HTML: its outlet and its date."""

from rag.articles.article import Article
from ui.markup import text
from ui.words import NO_OUTLET, date_in_words


def render_origin(article: Article) -> str:
    """The outlet and the date; what the text does not state is said to be so, and dimmed."""
    if article.outlet:
        outlet = text("span", article.outlet, class_="outlet", dir="auto")
    else:
        outlet = text("span", NO_OUTLET, class_="outlet unstated")
    return outlet + text("span", date_in_words(article.published), class_="date")
