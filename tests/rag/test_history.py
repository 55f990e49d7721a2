"""A conversation's past helps a question, and does no harm where its articles are gone."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

import rag
from rag.answering.answer import Answer, Citation, Hit
from rag.answering.discussed import discussed, speaks_of
from rag.answering.question import Question, turn, understood
from rag.articles.article import Article, Passage
from rag.conversation import Turn
from rag.corpus import Corpus
from rag.index.filter import Filter
from rag.retrieval.retriever import FURTHER

ARVO = "The harbour master of Port Arvo is Ana Lima, the mayor said on Monday."
ELSEWHERE = "Chancellor Angela Merkel spoke in Berlin on Friday. She wants a longer school year."


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "a.txt").write_text(ARVO)
    (folder / "b.txt").write_text("Ana Lima was born in Lisbon in 1970, her office said.")
    return rag.open(folder, index=tmp_path_factory.mktemp("index"))


def answered(question: str, quote: str) -> Answer:
    """An answer from an article that no corpus here holds."""
    article = Article("gone.txt", ELSEWHERE, "0" * 64, body=((0, len(ELSEWHERE)),))
    start = ELSEWHERE.index(quote)
    return Answer(question, question, (Citation(article, start, start + len(quote), 1.0),), 0.9)


def test_a_turn_is_the_resolved_question_with_its_quotation_and_sentence() -> None:
    earlier = answered("Who spoke in Berlin?", "Angela Merkel")
    sentence = "Chancellor Angela Merkel spoke in Berlin on Friday."
    assert turn(earlier) == Turn("Who spoke in Berlin?", "Angela Merkel", sentence)


def test_a_declined_turn_says_no_more_than_its_question() -> None:
    assert turn(Answer("Why?", "Why did Merkel speak?", (), 0.1)) == Turn("Why did Merkel speak?")


def test_the_sentences_of_a_long_conversation_are_not_sought_at_each_question() -> None:
    text = "The minister said on Monday that the talks had failed. " * 1_000  # one paragraph
    article = Article("a.txt", text, "0" * 64, body=((0, len(text)),))
    start = text.index("the talks", len(text) // 2)
    history = [
        Answer("When?", "When?", (Citation(article, start, start + 9 + i, 1.0),), 0.9)
        for i in range(8)
    ]
    seconds = []
    for _ in range(2):
        started = time.thread_time()
        assert {turn(earlier).sentence for earlier in history} == {text[:54]}
        seconds.append(time.thread_time() - started)
    assert seconds[1] < seconds[0] / 10


def told(*citations: Citation, passages: tuple[Hit, ...] = ()) -> Answer:
    return Answer("?", "?", citations, 0.5, passages)


def test_a_conversation_is_about_what_its_latest_given_answer_cites() -> None:
    old, new, other = (Article(id, ELSEWHERE, "0" * 64) for id in ("old", "new", "other"))
    given = [told(Citation(article, 0, 10, 1.0)) for article in (old, new)]
    abstained = told(passages=(Hit(Passage(other, 0, 10), 1.0, 0.5), Hit(Passage(old, 0, 9), 0, 0)))
    assert discussed([]) == []
    assert discussed(given) == [new]
    assert discussed([*given, abstained]) == [other, new]
    assert discussed([abstained]) == [other]


FIRMS = {
    "aldo": "Aldo Motors opened a plant in Braga on Monday. The plant employs 900 people.",
    "brisa": "Brisa Foods closed a plant in Faro on Monday. The plant employed 400 people.",
    "corvo": "Corvo Steel sold a plant in Porto on Monday. The plant employs 600 people.",
}


@pytest.fixture(scope="module")
def firms(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("firms")
    for name, text in FIRMS.items():
        (folder / f"{name}.txt").write_text(text)
    return rag.open(folder, index=tmp_path_factory.mktemp("index"))


@pytest.mark.parametrize("firm", FIRMS)
def test_a_follow_up_is_answered_from_the_article_just_quoted(firm: str, firms: Corpus) -> None:
    place = FIRMS[firm].split(" in ")[1].split()[0]
    first = firms.answer(f"Which firm's plant is in {place}?", threshold=0)
    assert first.citations[0].article.id == f"{firm}.txt"
    for earlier in (first, as_saved(first)):
        second = firms.answer("How many people?", history=[earlier], threshold=0)
        assert second.citations[0].article.id == f"{firm}.txt"
        continuing = [hit.passage.article.id for hit in second.passages if hit.continues]
        assert continuing == [f"{firm}.txt"]


def test_a_question_that_names_something_else_changes_the_subject(firms: Corpus) -> None:
    first = firms.answer("Where did Aldo Motors open a plant?", threshold=0)
    assert first.citations[0].article.id == "aldo.txt"
    question = "Where did Brisa Foods close a plant?"
    assert firms.answer(question, history=[first]) == firms.answer(question)


@pytest.mark.parametrize(
    ("question", "speaks"),
    [
        ("How many people?", True),
        ("Braga?", True),
        ("Brisa?", False),
        ("Why did Aldo do that in Braga?", True),
        ("Why did Brisa do that in Braga?", False),
        ("What is deflation?", False),
        ("What is a plant?", True),
    ],
)
def test_an_article_is_under_discussion_if_it_holds_all_names(question: str, speaks: bool) -> None:
    text = FIRMS["aldo"]
    article = Article("a", text, "", body=((0, len(text)),))
    assert speaks_of(article, question, question) is speaks


def test_a_question_that_was_made_self_contained_speaks_of_what_was_put_in() -> None:
    text = FIRMS["aldo"]
    article = Article("a", text, "", body=((0, len(text)),))
    assert not speaks_of(article, "Is it profitable?", "Is it profitable?")
    assert speaks_of(article, "Is it profitable?", "Is Aldo Motors profitable?")
    assert speaks_of(article, "And in 1999?", "What did Aldo Motors do in 1999?")


def as_saved(answer: Answer) -> Answer:
    """The answer as it comes back from a saved conversation, which leaves out what was stated."""
    citations = (replace(c, article=replace(c.article, stated=())) for c in answer.citations)
    return replace(answer, citations=tuple(citations))


def test_most_of_the_article_under_discussion_is_found_beside_the_best_passages(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    said = [f"Speaker {n} told Lisbon that {'rain and wind ' * 90}would last." for n in range(9)]
    (folder / "long.txt").write_text("\n".join(["Ana Lima closed the port of Arvo.", *said]))
    for n in range(9):
        (folder / f"{n}.txt").write_text(f"Rain and wind would last in place {n}, they were told.")
    corpus = rag.open(folder, index=tmp_path / "index", passages_read=3)
    first = corpus.answer("Who closed the port of Arvo?", threshold=0)
    assert [citation.article.id for citation in first.citations] == ["long.txt"]
    assert len(first.passages) == 3
    second = corpus.answer("What was told of the rain and wind?", history=[first], threshold=0)
    ids = [hit.passage.article.id for hit in second.passages]
    assert len(set(ids[:3])) > 1
    assert ids[3:] == ["long.txt"] * FURTHER
    places = {(hit.passage.article.id, hit.passage.start) for hit in second.passages}
    assert len(places) == len(second.passages) == 3 + FURTHER


def test_an_article_that_has_changed_since_is_one_of_many(corpus: Corpus) -> None:
    changed = Article("a.txt", ARVO.replace("Monday", "Friday"), "0" * 64, body=((0, len(ARVO)),))
    earlier = told(Citation(changed, 0, 10, 1.0))
    hits = corpus.answer("Where was she born?", history=[earlier]).passages
    assert hits
    assert not any(hit.continues for hit in hits)


def test_history_from_another_corpus_is_understood_and_never_cited(corpus: Corpus) -> None:
    earlier = answered("Who spoke in Berlin?", "Angela Merkel")
    answer = corpus.answer("Where was she born?", history=[earlier], threshold=0)
    assert answer.resolved == "Where was Angela Merkel born?"
    assert {citation.article.id for citation in answer.citations} <= {"a.txt", "b.txt"}


def test_a_self_contained_question_is_not_dragged_down_by_another_corpus(corpus: Corpus) -> None:
    question = "Who is the harbour master of Port Arvo?"
    earlier = answered("Who spoke in Berlin?", "Angela Merkel")
    answer = corpus.answer(question, history=[earlier] * 50)
    assert answer == corpus.answer(question)
    assert answer.resolved == question


def test_history_outlives_the_article_it_quotes(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(ARVO)
    (folder / "b.txt").write_text("Ana Lima was born in Lisbon in 1970, her office said.")
    corpus = rag.open(folder, index=tmp_path / "index")
    first = corpus.answer("Who is the harbour master of Port Arvo?", threshold=0)
    assert first.citations[0].article.id == "a.txt"
    (folder / "a.txt").unlink()
    corpus.refresh()
    second = corpus.answer("Where was she born?", history=[first], threshold=0)
    assert second.resolved == "Where was Ana Lima, the harbour master of Port Arvo, born?"
    assert {citation.article.id for citation in second.citations} == {"b.txt"}


def test_only_a_question_without_a_body_is_completed_for_the_article_under_discussion() -> None:
    earlier = answered("Who spoke in Berlin?", "Angela Merkel")
    put = understood("What does she want?", [earlier])
    assert put.resolved == "What does Angela Merkel want?"
    assert put.in_context == put.asked == "What does she want?"
    put = understood("Why?", [earlier])
    assert put.in_context == put.resolved == "Why Angela Merkel spoke in Berlin?"


def test_an_article_that_names_nobody_meant_is_asked_the_resolved_question() -> None:
    put = Question("Where did she speak?", "Where did Merkel speak?", "Where did she speak?")

    def hit(text: str, continues: bool) -> Hit:
        article = Article("a", text, "", body=((0, len(text)),))
        return Hit(Passage(article, 0, len(text)), 1.0, 0.5, continues=continues)

    assert put.to(hit("Merkel spoke in Berlin.", continues=True)) == "Where did she speak?"
    assert put.to(hit("Rasmussen spoke in Oslo.", continues=True)) == "Where did Merkel speak?"
    assert put.to(hit("Merkel spoke in Berlin.", continues=False)) == "Where did Merkel speak?"
    with_date = Question("Why then?", "Why in Rome in May?", "Why in Rome in May?")
    assert with_date.to(hit("Nothing.", continues=True)) == "Why in Rome in May?"


def test_a_slip_is_mended_in_both_forms_of_a_follow_up(corpus: Corpus) -> None:
    first = corpus.answer("Who is the harbour master of Port Arvo?", threshold=0)
    question = "When was she born in Lisbonn?"
    meant, hits = corpus.sought(question, [first], Filter())
    assert meant.asked == question
    assert meant.in_context == "When was she born in Lisbon?"
    assert "Ana Lima" in meant.resolved
    assert meant.resolved.endswith(" born in Lisbon?")
    assert hits == corpus.answer(question, history=[first]).passages
