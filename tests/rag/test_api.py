"""The public API keeps its promises, on the real articles with the real models."""

import json
import threading
from datetime import date
from pathlib import Path

import pytest

import rag
from rag.corpus import Corpus

LAVROV = "Who is Russia's foreign minister?"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return rag.open(rag.SEEDS, index=tmp_path_factory.mktemp("index"))


def test_the_public_names_are_these() -> None:
    assert sorted(rag.__all__) == [
        "Answer", "Article", "Citation", "Hit", "IndexUnusable", "InvalidAnswer",
        "InvalidQuestion", "ModelUnusable", "NoArticles", "Passage", "RagError", "SEEDS",
        "UnreadableArticle", "answer", "open", "verify",
    ]  # fmt: skip
    assert all(hasattr(rag, name) for name in rag.__all__)


def test_an_answer_is_a_slice_of_its_article(corpus: Corpus) -> None:
    answer = corpus.answer(LAVROV)
    citation = answer.citations[0]
    assert answer
    assert answer.text == citation.quote == "Sergei Lavrov"
    assert citation.article.text[citation.start : citation.end] == "Sergei Lavrov"
    assert citation.quote in citation.sentence
    assert citation.sentence in citation.article.text
    assert (citation.article.outlet, citation.article.published) == ("Itar-Tass", None)
    assert 0.5 < answer.confidence <= 1


@pytest.mark.parametrize(
    "question", ["Who is the president of France?", "Where can I buy wow gold?"]
)
def test_what_the_articles_do_not_say_gets_no_answer(corpus: Corpus, question: str) -> None:
    answer = corpus.answer(question)
    assert not answer
    assert (answer.text, answer.citations) == ("", ())
    assert answer.passages  # the nearest are kept, to be shown
    assert answer.confidence < corpus.threshold


def test_a_claim_of_several_articles_cites_each_of_them(corpus: Corpus) -> None:
    answer = corpus.answer("Did NATO promise never to attack Russia?")
    articles = [citation.article.id for citation in answer.citations]
    assert len(articles) >= 2
    assert len(set(articles)) == len(articles)
    assert all("attack Russia" in citation.sentence for citation in answer.citations)


def test_a_follow_up_is_understood_from_the_history(corpus: Corpus) -> None:
    first = corpus.answer(LAVROV)
    second = corpus.answer("What does he want guaranteed?", history=[first])
    assert "Lavrov" in second.resolved
    assert second.question == "What does he want guaranteed?"


def test_a_first_question_is_not_rewritten(corpus: Corpus) -> None:
    assert corpus.answer(LAVROV).resolved == LAVROV


def test_a_misspelt_name_is_mended_and_shown(corpus: Corpus) -> None:
    assert corpus.answer("Where was the Lisbonn summit?").resolved == "Where was the Lisbon summit?"


def test_filters_leave_only_articles_that_state_what_is_asked(corpus: Corpus) -> None:
    xinhua = corpus.search("missile defence", k=50, outlets=["Xinhua"])
    assert {hit.passage.article.outlet for hit in xinhua} == {"Xinhua"}
    assert {hit.passage.article.outlet for hit in corpus.search("NATO", outlets=["xinhua"])} == {
        "Xinhua"
    }
    old = corpus.search("missile defence", k=50, until=date(2009, 12, 31))
    assert {hit.passage.article.published for hit in old} == {date(2009, 12, 17)}
    both_days = date(2011, 6, 7)
    same_day = corpus.search("NATO", since=both_days, until=both_days)
    assert {hit.passage.article.published for hit in same_day} == {both_days}
    assert corpus.search("NATO", outlets=["No Such Outlet"]) == ()
    assert not corpus.answer(LAVROV, outlets=[])


def test_search_gives_the_k_best_with_scores_that_fall(corpus: Corpus) -> None:
    hits = corpus.search(LAVROV, k=3)
    assert len(hits) == 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[0].passage.article.id.startswith("004")


def test_the_caller_can_ask_for_more_or_less_certainty(corpus: Corpus) -> None:
    assert corpus.answer("Who is the president of France?", threshold=0.0)
    assert not corpus.answer(LAVROV, threshold=1.0)


@pytest.mark.parametrize("question", ["", "  \n", "???", "😀"])
def test_a_question_without_words_is_refused(corpus: Corpus, question: str) -> None:
    with pytest.raises(rag.InvalidQuestion, match="no words"):
        corpus.answer(question)


def test_a_question_of_ten_megabytes_is_refused_with_its_size(corpus: Corpus) -> None:
    with pytest.raises(rag.InvalidQuestion, match=r"9,999,999 characters.*2,000"):
        corpus.answer("why? " * 2_000_000)


def test_contradicting_filters_are_refused(corpus: Corpus) -> None:
    with pytest.raises(rag.InvalidQuestion, match="after until"):
        corpus.answer(LAVROV, since=date(2012, 1, 1), until=date(2011, 1, 1))
    with pytest.raises(rag.InvalidQuestion, match="give a list"):
        corpus.answer(LAVROV, outlets="Xinhua")


def test_to_dict_survives_json_and_verifies(corpus: Corpus) -> None:
    saved = json.loads(json.dumps(corpus.answer(LAVROV).to_dict()))
    checks = rag.verify(saved, rag.SEEDS)
    assert checks
    assert all(checks)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("quote", "Sergei Ivanov", "not the quotation"),
        ("start", 0, "not the quotation"),
        ("end", 10**9, "not within"),
        ("sha256", "0" * 64, "file has changed"),
        ("article", "elsewhere.txt", "no article"),
    ],
)
def test_verify_says_what_does_not_hold(
    corpus: Corpus, field: str, value: object, reason: str
) -> None:
    saved = corpus.answer(LAVROV).to_dict()
    saved["citations"][0][field] = value
    check = rag.verify(saved, rag.SEEDS)[0]
    assert not check
    assert reason in check.failure


@pytest.mark.parametrize("saved", [{}, {"citations": [1]}, {"citations": [{"article": "a"}]}, []])
def test_verify_refuses_what_is_no_answer(saved: object) -> None:
    with pytest.raises(rag.InvalidAnswer):
        rag.verify(saved, rag.SEEDS)  # type: ignore[arg-type]


def test_many_threads_get_the_answers_that_one_gets(corpus: Corpus) -> None:
    questions = [
        LAVROV,
        "Where will the 2012 summit take place?",
        "Who is the president of France?",
    ]
    alone = {question: corpus.answer(question).text for question in questions}
    together: list[tuple[str, str]] = []
    threads = [
        threading.Thread(target=lambda q=q: together.append((q, corpus.answer(q).text)))
        for q in questions * 3
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(together) == 9
    assert all(text == alone[question] for question, text in together)


def test_what_changes_in_the_folder_changes_the_answer(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "The harbour master of Port Arvo is Ana Lima, the mayor said on Monday."
    )
    corpus = rag.open(folder, index=tmp_path / "index")
    question = "Who is the harbour master of Port Arvo?"
    assert corpus.answer(question, threshold=0).text == "Ana Lima"
    (folder / "a.txt").write_text(
        "The harbour master of Port Arvo is Rui Melo, the mayor said on Friday."
    )
    corpus.refresh()
    assert corpus.answer(question, threshold=0).text == "Rui Melo"
    (folder / "a.txt").unlink()
    with pytest.raises(rag.NoArticles, match="no article"):
        corpus.refresh()
    assert not corpus.answer(question, threshold=0)


def test_the_threshold_must_be_a_probability(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"threshold is 1\.5"):
        rag.open(rag.SEEDS, index=tmp_path, threshold=1.5)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(rag.NoArticles, match="nowhere does not exist"):
        rag.open(tmp_path / "nowhere", index=tmp_path / "index")
