"""Ask news articles; get verbatim, cited answers, or an honest "the articles do not say".

    import rag

    answer = rag.answer("Who is Russia's foreign minister?")     # of the articles that come along
    answer.text, answer.confidence, bool(answer)
    citation = answer.citations[0]
    citation.article.id, citation.start, citation.end, citation.quote

    corpus = rag.open("path/to/folder")                          # of any folder of articles
    corpus.answer("...", since=date(2011, 1, 1), outlets=["Xinhua"])

Everything runs on this machine. Nothing is generated: an answer is a slice of an article.
"""

from rag.answering.answer import Answer, Citation, Hit
from rag.articles.article import Article, Passage
from rag.errors import (
    IndexUnusable,
    InvalidAnswer,
    InvalidQuestion,
    ModelUnusable,
    NoArticles,
    RagError,
    UnreadableArticle,
)
from rag.index.place import seeds
from rag.opening import answer, open
from rag.verification import verify

SEEDS = seeds()
"""The folder of the five articles that come along."""

__all__ = [
    "SEEDS",
    "Answer",
    "Article",
    "Citation",
    "Hit",
    "IndexUnusable",
    "InvalidAnswer",
    "InvalidQuestion",
    "ModelUnusable",
    "NoArticles",
    "Passage",
    "RagError",
    "UnreadableArticle",
    "answer",
    "open",
    "verify",
]
