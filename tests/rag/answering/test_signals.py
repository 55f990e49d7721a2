"""What is known of candidates, by values worked by hand."""

import math
from dataclasses import replace
from datetime import date

import pytest

from rag.answering.answer import Citation, Hit
from rag.answering.candidates import Candidate
from rag.answering.question import Question, understood
from rag.answering.signals import LEAST_SHARE, SCORE_LIMIT, around, beside, signals, supported
from rag.articles.article import Article, Passage

TEXT = (
    "One two three four five six seven Foreign Minister Ana Lima met Rui Melo in Quito on Friday."
)
ARTICLE = Article(
    id="a", text=TEXT, sha256="", body=((0, len(TEXT)),), title="Talks", published=date(2009, 5, 1)
)


def candidate(quote: str, score: float = 0.0, article: Article = ARTICLE) -> Candidate:
    start = article.text.index(quote)
    hit = Hit(Passage(article, 0, len(article.text)), score=0.5, similarity=0.25)
    return Candidate(Citation(article, start, start + len(quote), score), hit)


def test_the_share_is_of_all_spans_and_silence() -> None:
    found = signals(
        understood("Who met?"), [candidate("Ana Lima", math.log(2)), candidate("Rui Melo", 0.0)]
    )
    # silence 1, the spans 2 and 1: of 4
    assert found[0].share == pytest.approx(math.log(LEAST_SHARE + 2 / 4))
    assert found[1].share == pytest.approx(math.log(LEAST_SHARE + 1 / 4))


def test_support_adds_the_shares_of_those_that_claim_the_same() -> None:
    other = Article(id="b", text="Lima spoke.", sha256="", body=((0, 11),))
    found = [candidate("Ana Lima"), candidate("Lima", article=other), candidate("Rui Melo")]
    assert supported(found, [0.5, 0.2, 0.1]) == pytest.approx([0.7, 0.7, 0.1])


def test_scores_beyond_the_limit_tell_no_more() -> None:
    (found,) = signals(understood("Who met?"), [candidate("Ana Lima", 99.0)])
    assert found.span_score == SCORE_LIMIT


def test_near_asks_for_words_beside_the_span_only() -> None:
    minister, one = signals(
        understood("Who is foreign minister?"), [candidate("Ana Lima"), candidate("One two")]
    )
    assert minister.near == 1.0
    assert one.near == 1 / 2  # Foreign is the sixth word behind it, Minister the seventh
    assert one.words == 1.0  # the same sentence


def test_beside_is_six_words_to_each_side() -> None:
    assert beside(candidate("Ana Lima")) == (
        "four five six seven Foreign Minister Ana Lima met Rui Melo in Quito on"
    )


def test_the_title_and_the_day_of_the_article_count_as_named() -> None:
    assert around(candidate("Lima")).startswith("Talks\n2009-05-01\nOne")
    (found,) = signals(understood("Who met Melo in 2009?"), [candidate("Ana Lima")])
    assert found.names == 1 / 2  # Melo
    assert found.passage_names == 1.0  # and the year of publication


def test_questions_that_ask_for_an_explanation_are_marked() -> None:
    assert signals(understood("Why did they meet?"), [candidate("Quito")])[0].explains == 1.0
    assert signals(understood("Where did they meet?"), [candidate("Quito")])[0].explains == 0.0


def test_no_candidates_have_no_signals() -> None:
    assert signals(understood("Who?"), []) == []


@pytest.mark.parametrize(
    ("question", "explains", "verdict", "words"),
    [
        ("Who met?", 0.0, 0.0, 1),
        ("Why did Ana Lima meet Rui Melo?", 1.0, 0.0, 5),
        ("Did Ana Lima meet Rui Melo in Quito?", 1.0, 1.0, 6),
    ],
)
def test_what_kind_of_question_it_is_counts_and_how_much_it_names(
    question: str, explains: float, verdict: float, words: int
) -> None:
    (found,) = signals(understood(question), [candidate("Ana Lima")])
    assert (found.explains, found.verdict) == (explains, verdict)
    assert found.specific == pytest.approx(math.log(1 + words))


@pytest.mark.parametrize(
    ("question", "figure"), [("Who met?", 1.0), ("How many met?", 0.0), ("What began?", 0.5)]
)
def test_a_form_is_met_or_missed_or_not_asked_for(question: str, figure: float) -> None:
    (found,) = signals(understood(question), [candidate("Ana Lima")])
    assert found.fits == figure


def test_candidates_of_the_article_that_the_conversation_is_about_are_told() -> None:
    one, other = candidate("Ana Lima"), candidate("Rui Melo")
    found = signals(
        understood("Who met?"), [one, replace(other, hit=replace(other.hit, continues=True))]
    )
    assert [(of_one.follows, of_one.continues) for of_one in found] == [(1.0, 0.0), (1.0, 1.0)]
    assert [(s.follows, s.continues) for s in signals(understood("Who met?"), [one])] == [
        (0.0, 0.0)
    ]


def test_words_are_those_in_which_the_passage_is_asked() -> None:
    one, other = candidate("Ana Lima"), candidate("Rui Melo")
    other = replace(other, hit=replace(other.hit, continues=True))
    put = Question("Who met him?", "Who met Rui Costa?", "Who met him?")
    resolved, as_asked = signals(put, [one, other])
    assert (resolved.names, as_asked.names) == (1 / 2, 1.0)  # Costa is not there
    assert resolved.specific == as_asked.specific == pytest.approx(math.log(4))
