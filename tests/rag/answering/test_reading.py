"""Which passages are read, by a reader that finds one word and notes what it is given."""

from collections.abc import Sequence

from rag.answering.answer import Hit
from rag.answering.reading import near, read
from rag.articles.article import Article, Passage
from rag.reader import Reading, ScoredSpan


class NotingReader:
    """Implements `Reader`: finds one word wherever it stands, and keeps what it was given."""

    identity = "noting"

    def __init__(self, word: str) -> None:
        self.word = word
        self.given: list[list[str]] = []

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        self.given.append(list(passages))
        return [
            Reading((ScoredSpan(at, at + len(self.word), 5.0),) if at >= 0 else ())
            for at in (text.find(self.word) for text in passages)
        ]


def hit(number: int, text: str, score: float) -> Hit:
    article = Article(id=str(number), text=text, sha256="", body=((0, len(text)),))
    return Hit(Passage(article, 0, len(text)), score=score, similarity=0.5)


def hits(*scored: tuple[str, float]) -> list[Hit]:
    return [hit(number, text, score) for number, (text, score) in enumerate(scored)]


def test_passages_far_behind_the_best_are_not_read_but_two_always_are() -> None:
    assert near(hits(("a", 0.8), ("b", 0.5), ("c", 0.4), ("d", 0.39))) == [0, 1, 2]
    assert near(hits(("a", 0.8), ("b", 0.1), ("c", 0.1))) == [0, 1]
    assert near(hits(("a", 0.8))) == [0]
    assert near([]) == []


def test_of_the_others_those_that_hold_the_answers_words_are_read() -> None:
    reader = NotingReader("Lisbon")
    found = hits(
        ("They met in Lisbon.", 1.0),
        ("The weather was fine.", 0.9),
        ("Nobody met.", 0.2),
        ("It was LISBON, he said. Lisbon!", 0.1),
        ("The Lisboners were glad.", 0.1),
    )
    made = read("Where?", found, reader)
    assert reader.given == [[h.passage.text for h in found[:2]], [found[3].passage.text]]
    assert [candidate.citation.article.id for candidate in made] == ["0", "3"]


def test_where_nothing_is_found_nothing_more_is_read() -> None:
    reader = NotingReader("Sochi")
    found = hits(("They met in Lisbon.", 1.0), ("Fine weather.", 0.9), ("Sochi lies afar.", 0.1))
    assert read("Where?", found, reader) == []
    assert len(reader.given) == 1
    assert read("Where?", [], NotingReader("Sochi")) == []
