import pytest

from rag.reader.training.records import Record
from rag.reader.training.verdicts import verdict, verdicts

TEXT = "The yard is old. The ship of the line sank in 1916 near Cork. It was never found!"


def record(question: str, answer: str) -> Record:
    start = TEXT.index(answer)
    return Record("a", "", question, TEXT, ((start, start + len(answer)),))


def test_a_question_for_when_becomes_one_for_whether_and_its_sentence_the_answer():
    made = verdict(record("When did the ship of the line sink?", "1916"))
    assert made is not None
    assert (made.id, made.question) == ("a whether", "Did the ship of the line sink?")
    ((start, end),) = made.answers
    assert TEXT[start:end] == "The ship of the line sank in 1916 near Cork"


def test_case_stays_as_it_was_typed():
    made = verdict(record("where did the ship of the line sink", "near Cork"))
    assert made is not None
    assert made.question == "did the ship of the line sink"


@pytest.mark.parametrize(
    "question",
    [
        "What did the ship of the line do?",
        "How many ships of the line did sink?",
        "Where did the ship of the line come from?",
        "When did it sink?",
    ],
)
def test_other_questions_cannot_be_asked_so(question):
    assert verdict(record(question, "1916")) is None


def test_a_long_sentence_is_more_than_an_answer_may_have():
    long = f"It sank in 1916{' and then it sank further' * 5}."
    assert verdict(Record("a", "", "When did the old ship sink?", long, ((11, 15),))) is None


def test_questions_that_are_of_the_kind_are_kept_as_they_are():
    asked = record("Was the ship ever found?", "never found")
    either = record("Was the ship of oak or of steel?", "old")
    silent = Record("b", "", "When did the ship of the line sail?", TEXT, ())
    assert list(verdicts([asked, either, silent])) == [asked]
