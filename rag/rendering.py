"""An answer as lines of plain text, for a terminal."""

from collections.abc import Iterator

from rag.answering.answer import Answer, Citation
from rag.articles.article import Article
from rag.articles.sentences import sentence_around

MARKS = ("«", "»")  # around the quoted span within its sentence


def answer_lines(answer: Answer) -> Iterator[str]:
    """The answer, how sure, and each citation with where it stands."""
    if not answer:
        yield f"The articles do not say. (best guess {answer.confidence:.0%} likely, not enough)"
        return
    yield f"{answer.text}  ({answer.confidence:.0%} likely)"
    for number, citation in enumerate(answer.citations, start=1):
        yield f"  [{number}] {printable(in_sentence(citation))}"
        yield f"      {source(citation)}"
        if citation.also_in:
            yield f"      also in {printable('; '.join(map(origin, citation.also_in)))}"


def in_sentence(citation: Citation) -> str:
    """The sentence with the quoted span between marks."""
    text = citation.article.text
    start, end = sentence_around(citation.article, citation.start, citation.end)
    before, after = text[start : citation.start], text[citation.end : end]
    return f"{before}{MARKS[0]}{citation.quote}{MARKS[1]}{after}"


def source(citation: Citation) -> str:
    """Who said it, when, and which page and characters of which file."""
    page = f" page {citation.page}" if citation.page else ""
    return f"{origin(citation.article)}{page} [{citation.start}, {citation.end})"


def origin(article: Article) -> str:
    """Who published an article, when, and in which file it is."""
    published = article.published.isoformat() if article.published else None
    return ", ".join(part for part in (article.outlet, published, article.id) if part)


def printable(text: str) -> str:
    """The text on one line, without characters that steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)
