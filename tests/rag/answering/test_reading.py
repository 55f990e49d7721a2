"""Which passages are read, by a reader that finds one word and notes what it is given."""

from collections.abc import Sequence
from dataclasses import replace

from rag.answering.answer import Hit
from rag.answering.question import Question, understood
from rag.answering.reading import near, opening, read
from rag.articles.article import Article, Passage
from rag.reader import Reading, ScoredSpan


class NotingReader:
    """Implements `Reader`: finds one word wherever it stands, and keeps what it was given."""

    identity = "noting"

    def __init__(self, word: str) -> None:
        self.word = word
        self.given: list[list[str]] = []
        self.asked: list[str] = []

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        self.given.append(list(passages))
        self.asked.append(question)
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
    made = read(understood("Where?"), found, reader)
    assert reader.given == [[h.passage.text for h in found[:2]], [found[3].passage.text]]
    assert [candidate.citation.article.id for candidate in made] == ["0", "3"]


def test_where_nothing_is_found_nothing_more_is_read() -> None:
    reader = NotingReader("Sochi")
    found = hits(("They met in Lisbon.", 1.0), ("Fine weather.", 0.9), ("Sochi lies afar.", 0.1))
    assert read(understood("Where?"), found, reader) == []
    assert len(reader.given) == 1
    assert read(understood("Where?"), [], NotingReader("Sochi")) == []


STORY = (
    "The port of Lisbon has closed. Two cranes failed on Monday.\n\n"
    "Its master said that repairs take a week."
)


def part(start: int, end: int, text: str = STORY) -> Hit:
    article = Article(id="a", text=text, sha256="", body=((0, len(text)),))
    return Hit(Passage(article, start, end), score=1.0, similarity=0.5)


def test_a_later_passage_is_read_behind_the_opening_sentence_and_cited_where_it_stands() -> None:
    reader = NotingReader("week")
    begin = STORY.index("Its master")
    (found,) = read(understood("How long?"), [part(begin, len(STORY))], reader)
    assert reader.given == [["The port of Lisbon has closed.\n" + STORY[begin:]]]
    assert STORY[found.citation.start : found.citation.end] == "week"


def test_what_is_found_in_the_opening_sentence_is_not_of_the_passage() -> None:
    assert (
        read(understood("Where?"), [part(STORY.index("Its"), len(STORY))], NotingReader("Lisbon"))
        == []
    )


def test_the_first_passage_needs_no_opening_nor_one_without_a_short_first_sentence() -> None:
    assert opening(part(0, 20).passage) == ""
    assert opening(part(4, len(STORY)).passage) == ""
    long = "word " * 200 + "end. Another one."
    assert opening(part(len(long) - 12, len(long), long).passage) == ""
    assert opening(part(31, len(STORY)).passage) == "The port of Lisbon has closed.\n"


def test_what_cannot_answer_is_no_candidate() -> None:
    found = hits(("It is 1.3m (4.2ft) high.", 1.0), ("It moves.", 0.9))
    assert read(understood("What is the price of the robot?"), found, NotingReader("1.3m")) == []
    assert len(read(understood("How high is the robot?"), found, NotingReader("1.3m"))) == 1


def test_what_the_conversation_is_about_is_read_however_far_behind() -> None:
    behind = replace(hit(2, "c", 0.1), continues=True)
    assert near([*hits(("a", 0.8), ("b", 0.1)), behind, hit(3, "d", 0.1)]) == [0, 1, 2]


def test_the_article_under_discussion_is_asked_in_the_conversations_words() -> None:
    one, other, third = hits(("In Lisbon.", 1.0), ("It was Lisbon.", 0.9), ("Near Lisbon.", 0.8))
    other = replace(other, continues=True)
    reader = NotingReader("Lisbon")
    put = Question("Where was it?", "Where was the summit?", "Where was it?")
    made = read(put, [one, other, third], reader)
    assert reader.asked == ["Where was the summit?", "Where was it?"]
    assert reader.given == [["In Lisbon.", "Near Lisbon."], ["It was Lisbon."]]
    assert [found.citation.article.id for found in made] == ["0", "1", "2"]
