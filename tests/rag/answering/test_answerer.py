"""From readings to an answer, with a reader whose spans are set by hand."""

import math
from collections.abc import Sequence
from dataclasses import replace

from rag.answering.answer import Hit
from rag.answering.answerer import answer, best_claim, ranked
from rag.answering.confidence import EVIDENCE, Calibrator, Logistic
from rag.answering.question import understood
from rag.answering.signals import SIGNALS
from rag.articles.article import Article, Passage
from rag.reader import Reading, ScoredSpan


class SetReader:
    """Implements `Reader`: finds set words with set scores, wherever they stand."""

    identity = "set"

    def __init__(self, scores: dict[str, float]) -> None:
        self.scores = scores

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        return [
            Reading(
                tuple(
                    sorted(
                        (
                            ScoredSpan(text.index(word), text.index(word) + len(word), score)
                            for word, score in self.scores.items()
                            if word in text
                        ),
                        key=lambda span: -span.score,
                    )
                )
            )
            for text in passages
        ]


BY_SPAN_SCORE = Calibrator(
    rank=Logistic(0.0, dict.fromkeys(SIGNALS, 0.0) | {"span_score": 1.0}),
    sure=Logistic(0.0, dict.fromkeys(EVIDENCE, 0.0) | {"span_score": 1.0}),
    threshold=0.5,
    fitted_on="",
)


def hit(id: str, text: str) -> Hit:
    article = Article(id=id, text=text, sha256="", body=((0, len(text)),))
    return Hit(Passage(article, 0, len(text)), score=1.0, similarity=0.5)


def ask(question: str, hits: list[Hit], threshold: float = 0.5, **scores: float):  # type: ignore[no-untyped-def]
    return answer(
        understood(question), hits, reader=SetReader(scores), calibrator=BY_SPAN_SCORE,
        threshold=threshold,
    )  # fmt: skip


def test_the_best_span_is_the_answer_and_other_articles_that_agree_are_cited() -> None:
    hits = [hit("a", "Lima met Melo."), hit("b", "It was Lima again."), hit("c", "Melo left.")]
    given = ask("Who met?", hits, Lima=4.0, Melo=1.0)
    assert given.text == "Lima"
    assert [citation.article.id for citation in given.citations] == ["a", "b"]


def test_an_article_is_cited_once_however_often_it_says_so() -> None:
    given = ask("Who met?", [hit("a", "Lima met."), hit("a", "Lima met.")], Lima=4.0)
    assert len(given.citations) == 1


def test_copies_of_one_text_are_one_source_and_no_agreement() -> None:
    wire, post, other = hit("wire", "Lima met."), hit("post", "Lima met!"), hit("other", "So Lima.")
    copied = [
        replace(wire, source=1, also_in=(post.passage.article,)),
        replace(post, source=1, also_in=(wire.passage.article,)),
    ]
    given = ask("Who met?", copied, Lima=4.0)
    assert [citation.article.id for citation in given.citations] == ["wire"]
    assert [copy.id for copy in given.citations[0].also_in] == ["post"]
    assert given.to_dict()["citations"][0]["also_in"][0]["article"] == "post"
    both = ask("Who met?", [*copied, replace(other, source=2)], Lima=4.0)
    assert [citation.article.id for citation in both.citations] == ["wire", "other"]


def test_the_signal_of_agreement_counts_copies_once() -> None:
    hits = [hit("wire", "Lima met."), hit("post", "Lima met!"), hit("other", "So Lima.")]

    def agreement(*sources: int | None) -> float:
        asked = [replace(one, source=source) for one, source in zip(hits, sources, strict=True)]
        found = ranked(
            understood("Who?"), asked, reader=SetReader({"Lima": 4.0}), calibrator=BY_SPAN_SCORE
        )
        claim = best_claim(found)
        assert claim is not None
        return claim.evidence.articles

    assert agreement(None, None, None) == agreement(1, 2, 3) == math.log(3)
    assert agreement(1, 1, 2) == math.log(2)
    assert agreement(1, 1, 1) == 0.0  # log of one


def test_support_far_weaker_than_the_best_is_not_cited() -> None:
    hits = [hit("a", "Ana Lima met."), hit("b", "Lima is a city.")]
    given = ask("Who met?", hits, **{"Ana Lima": 5.0, "Lima": -0.5})
    assert [citation.article.id for citation in given.citations] == ["a"]


def test_below_the_threshold_it_abstains_and_keeps_what_it_found() -> None:
    given = ask("Who met?", [hit("a", "Lima met.")], Lima=-1.0)
    assert not given
    assert given.confidence < 0.5
    assert len(given.passages) == 1


def test_no_passages_and_no_words_are_an_abstention_of_confidence_0() -> None:
    assert ask("Who met?", []).confidence == 0.0
    assert ask("Who met?", [hit("a", "—")]).confidence == 0.0


def test_equal_spans_tie_in_the_order_of_retrieval() -> None:
    hits = [hit("b", "Lima met."), hit("a", "Melo met.")]
    assert ask("Who met?", hits, Lima=2.0, Melo=2.0).text == "Lima"


def test_an_emoji_and_right_to_left_text_are_quoted_at_their_characters() -> None:
    given = ask("Who met?", [hit("a", "😀🇷🇺 שלום met.")], **{"שלום": 3.0})
    assert given.text == "שלום"
    assert given.citations[0].start == 4
