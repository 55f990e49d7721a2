"""The head of an article: the words above its body that state headline, date and outlet."""

from rag.articles.article import Article, Passage

MAX_HEAD_CHARS = 600  # more lies between two stated facts only where the page was misread


def head_passage(article: Article) -> Passage | None:
    """The passage from the first to the last fact stated above the body, None if there is none.

    Questions about an article itself (its headline, its date) find their answers here.
    """
    body_start = article.body[0][0] if article.body else len(article.text)
    above = [one for one in article.stated if one.end <= body_start]
    if not above:
        return None
    start, end = min(one.start for one in above), max(one.end for one in above)
    return Passage(article, start, end) if end - start <= MAX_HEAD_CHARS else None
