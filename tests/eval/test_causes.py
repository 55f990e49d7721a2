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
    wrong = replace(RIGHT, guess="Putin")
    assert causes.cause(replace(RIGHT, error="E")) == causes.CRASHED
    assert causes.cause(replace(wrong, passages=(MISSED,))) == causes.NOT_FOUND
    assert causes.cause(wrong) == causes.WRONG
    elsewhere = replace(CITED, supports=False)
    assert causes.cause(replace(RIGHT, citations=(elsewhere,))) == causes.WRONG_PLACE
    assert causes.cause(replace(RIGHT, declined=True)) == causes.WITHHELD
    assert causes.cause(replace(wrong, declined=True)) == causes.WITHHELD_WRONG
    assert causes.cause(replace(RIGHT, golds=())) == causes.SHOULD_DECLINE


def test_causes_are_counted_in_the_order_of_the_way():
    wrong = replace(RIGHT, guess="Putin")
    declined = replace(RIGHT, declined=True)
    found = causes.causes([declined, wrong, RIGHT, wrong])
    assert list(found.items()) == [(causes.WRONG, 2), (causes.WITHHELD, 1)]
