"""Which articles a conversation is about, and whether a question is still about them."""

from collections.abc import Sequence

from rag.answering.answer import Answer
from rag.answering.overlap import content_words, names, share_found
from rag.articles.article import Article
from rag.index.snapshot import Snapshot


def discussed(history: Sequence[Answer]) -> list[Article]:
    """The articles that a conversation is about: those its latest given answer cites.

    A turn that abstained after it adds the article of the passage that fitted it best.
    """
    found: list[Article] = []
    for earlier in reversed(history):
        if earlier:
            return [*found, *(citation.article for citation in earlier.citations)]
        found += [hit.passage.article for hit in earlier.passages[:1]]
    return found


def speaks_of(article: Article, asked: str, resolved: str) -> bool:
    """Whether an article may be meant by a question, which else changes the subject.

    It has to hold all names of the question as asked, but for the first word, which has a capital
    anyway, and of the resolved one a word at least.
    """
    text = f"{article.title or ''}\n{article.text}"
    named = tuple(word for word in names(asked.partition(" ")[2]) if not word[0].isdigit())
    return share_found(named, text) == 1.0 and share_found(content_words(resolved), text) > 0.0


def holds(snapshot: Snapshot, article: Article) -> bool:
    """Whether the index has this very text: ids may be of another corpus, files may change."""
    found = snapshot.article(article.id)
    return found is not None and found.text == article.text
