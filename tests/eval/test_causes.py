"""Each failure has one cause: the first thing on its way that went wrong."""

from dataclasses import replace

from eval import causes
from eval.example import Gold
from eval.outcome import Outcome, Quotation, Retrieved

GOLD = Gold("Lavrov", "a", 0)
READ = Retrieved("a", 0, 20, 0.5, "Lavrov spoke clearly", relevant=True)
MISSED = replace(READ, relevant=False)
CITED = Quotation("a", 0, 6, "Lavrov", supports=True, verbatim=True)
RIGHT = Outcome(
    id="1",
    category="c",
    question="Who?",
    golds=(GOLD,),
    guess="Lavrov",
    declined=False,
    confidence=0.9,
    seconds=0.1,
    citations=(CITED,),
    passages=(READ,),
)


def test_a_served_question_has_no_cause():
    assert causes.cause(RIGHT) is None
    assert causes.causes([RIGHT]) == {}


def test_each_failure_has_the_first_cause_on_its_way():
    elsewhere = replace(CITED, quote="clearly", start=13, end=20, supports=False)
    wrong = replace(RIGHT, guess="clearly", citations=(elsewhere,))
    assert causes.cause(replace(RIGHT, error="E")) == causes.CRASHED
    assert causes.cause(replace(wrong, passages=(MISSED,))) == causes.NOT_FOUND
    assert causes.cause(wrong) == causes.WRONG
    much = replace(RIGHT, guess="Lavrov spoke clearly and", citations=(CITED,))
    assert causes.cause(much) == causes.PARTLY
    assert causes.cause(replace(RIGHT, citations=(elsewhere,))) == causes.WRONG_PLACE
    assert causes.cause(replace(RIGHT, declined=True)) == causes.WITHHELD
    assert causes.cause(replace(wrong, declined=True)) == causes.WITHHELD_WRONG
    assert causes.cause(replace(RIGHT, golds=())) == causes.SHOULD_DECLINE


def test_causes_are_counted_in_the_order_of_the_way():
    wrong = replace(RIGHT, guess="Putin")
    declined = replace(RIGHT, declined=True)
    found = causes.causes([declined, wrong, RIGHT, wrong])
    assert list(found.items()) == [(causes.PARTLY, 2), (causes.WITHHELD, 1)]


def test_why_names_the_passages_that_held_the_answer_and_that_won():
    other = replace(MISSED, article="b", text="Putin spoke clearly")
    quoted = Quotation("b", 0, 5, "Putin", supports=False, verbatim=True)
    wrong = replace(
        RIGHT,
        question="Who spoke in Sochi?",
        guess="Putin",
        citations=(quoted,),
        passages=(other, READ),
    )
    assert causes.why(wrong, 0.5) == (
        "The answer stands in passage 2; a span of passage 1 won. "
        "The passage quoted never mentions “sochi”."
    )


def test_why_tells_how_sure_it_was_where_that_decided():
    assert causes.why(replace(RIGHT, declined=True, confidence=0.4), 0.5) == (
        "Confidence 0.40 is below the threshold of 0.50."
    )
    assert causes.why(replace(RIGHT, golds=()), 0.5) == (
        "Confidence 0.90 is not below the threshold of 0.50."
    )


def test_why_tells_where_the_article_ranks_that_was_not_read():
    missed = replace(RIGHT, guess="x", passages=(MISSED,), citations=(), retrieval={"MRR": 1 / 14})
    assert causes.why(missed, None) == (
        "None of the 1 passages found holds a gold answer. Its article ranks 14."
    )


def test_why_counts_the_words_of_an_answer_from_the_right_place():
    much = replace(RIGHT, guess="Lavrov spoke clearly and")
    assert causes.why(much, None) == "It has 4 words; the shortest gold answer has 1."


def test_a_served_question_needs_no_why():
    assert causes.why(RIGHT, 0.5) == ""
