"""An answerer and a reader that say what they are told, for measuring the measuring."""

from collections.abc import Mapping, Sequence

from rag.answering.answer import Answer, Citation, Hit
from rag.articles.article import Article, Passage
from rag.reader import Reading, ScoredSpan

TEXT = "Sergei Lavrov spoke on Monday. Anders Fogh Rasmussen took office in 2009."
ARTICLE = Article(id="a.txt", text=TEXT, sha256="0" * 64, body=((0, len(TEXT)),))


def citing(question: str, quote: str, confidence: float, article: Article = ARTICLE) -> Answer:
    """An answer with one citation, at the first place that has the quote."""
    start = article.text.index(quote)
    citation = Citation(article, start, start + len(quote), 1.0)
    hit = Hit(Passage(article, 0, len(article.text)), 0.5, similarity=0.5)
    return Answer(question, question, (citation,), confidence, (hit,))


def declining(question: str, confidence: float = 0.1) -> Answer:
    """An abstention."""
    return Answer(question, question, (), confidence)


class Scripted:
    """Answers from a table; what is not in it raises. Remembers what it was asked."""

    def __init__(self, table: Mapping[str, Answer]) -> None:
        self._table = table
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def answer(self, question: str, *, history: Sequence[Answer] = ()) -> Answer:
        self.asked.append((question, tuple(earlier.text for earlier in history)))
        return self._table[question]


class FirstWord:
    """A reader that always takes the first word, with the score it was given."""

    def __init__(self, score: float) -> None:
        self._score = score

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        return [Reading((ScoredSpan(0, len(p.split()[0]), self._score),)) for p in passages]
