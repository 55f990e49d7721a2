import random

from rag.reader.training.negatives import elsewhere, exchanged, removed
from rag.reader.training.records import Record


def record(question, context, answer, title="t"):
    start = context.index(answer)
    return Record("1", title, question, context, ((start, start + len(answer)),))


LISBON = record(
    "Where did NATO meet in 2010?",
    "NATO met in Lisbon in 2010. Many leaders came. Talks went on for two days.",
    "Lisbon",
)
CHICAGO = record(
    "Where did NATO meet in 2012?",
    "NATO met in Chicago in 2012. Leaders spoke of Afghanistan. Russia stayed away.",
    "Chicago",
)


def test_elsewhere_takes_a_similar_context_without_the_answer():
    made = list(elsewhere([LISBON], [LISBON, CHICAGO], random.Random(0)))
    assert [(m.question, m.context, m.answers) for m in made] == [
        (LISBON.question, CHICAGO.context, ())
    ]


def test_elsewhere_leaves_out_contexts_that_hold_the_answer():
    also = record("Who met?", "In lisbon the ministers met.", "ministers")
    assert list(elsewhere([LISBON], [LISBON, also], random.Random(0))) == []


def test_elsewhere_of_no_records_is_none():
    assert list(elsewhere([], [LISBON], random.Random(0))) == []


def test_removed_keeps_the_other_sentences():
    made = removed(LISBON)
    assert made is not None
    assert made.context == "Many leaders came. Talks went on for two days."
    assert made.answers == ()


def test_removed_is_none_where_the_answer_stands_twice_or_little_remains():
    assert removed(record("Where?", "In Rome. In Rome again. Then home.", "Rome")) is None
    assert removed(record("Where?", "In Rome. Then home.", "Rome")) is None


def test_exchanged_asks_about_another_year_that_the_context_does_not_mention():
    made = list(exchanged([LISBON], [LISBON, CHICAGO], random.Random(0)))
    assert [m.question for m in made] == ["Where did NATO meet in 2012?"]
    assert (made[0].context, made[0].answers) == (LISBON.context, ())


def test_exchanged_needs_another_name_under_the_same_title():
    met = record("Who did NATO leaders meet?", "NATO leaders met the press.", "the press")
    other = record("Who did UN leaders meet?", "UN leaders met the press.", "the press", "u")
    assert list(exchanged([met], [met, other], random.Random(0))) == []
