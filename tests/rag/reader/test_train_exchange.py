"""Questions that ask their context for something else."""

import random

import pytest
from transformers import AutoTokenizer

from rag.reader.train import encoder_folder
from rag.reader.training.exchange import Exchanges
from rag.reader.training.opposites import OPPOSITES
from rag.reader.training.records import Record
from rag.reader.training.stream import Source, Stream


def record(question: str, context: str, answer: str = "", title: str = "NATO") -> Record:
    start = context.index(answer)
    return Record("1", title, question, context, ((start, start + len(answer)),))


LISBON = record("Where did NATO meet in 2010?", "NATO met in Lisbon in 2010.", "Lisbon")
WARSAW = record("What did the Warsaw Pact sign in 1955?", "The Warsaw Pact signed one.", "one")


def made(asked: Record, *others: Record) -> set[str]:
    """All questions that may come of one."""
    exchanges = Exchanges([asked, *others])
    found = [exchanges.of(asked, random.Random(seed)) for seed in range(60)]
    assert all(one is None or (one.answers, one.context) == ((), asked.context) for one in found)
    return {one.question for one in found if one}


def test_a_name_becomes_one_of_as_many_words_under_the_same_title() -> None:
    treaty = record("Who signed the Bern Treaty?", "Two did.", "Two")
    paris = record("Who met at Paris?", "All did.", "All")
    asked = record("When did the Warsaw Pact end?", "The Warsaw Pact ended in July.", "July")
    assert "When did the Bern Treaty end?" in made(asked, treaty, paris)
    assert "When did the Paris end?" not in made(asked, treaty, paris)
    assert "When did the Paris end?" in made(asked, paris)  # where no other has as many


def test_a_year_becomes_another_one() -> None:
    assert made(LISBON, WARSAW) == {"Where did NATO meet in 1955?"} | {
        "Where did Warsaw Pact meet in 2010?"
    }
    near = made(LISBON)
    assert near
    assert all(1980 <= int(one[-5:-1]) <= 2040 for one in near)
    assert LISBON.question not in near


def test_a_word_becomes_its_opposite() -> None:
    asked = record("Which tower is the tallest after the largest one?", "It is Big Tom.", "Big Tom")
    assert made(asked) == {
        "Which tower is the tallest before the largest one?",
        "Which tower is the tallest after the smallest one?",
    }


def test_what_was_asked_before_a_question_stays() -> None:
    asked = record("Is the tallest one there? No. Which is the largest?", "It is Tom.", "Tom")
    assert made(asked) == {"Is the tallest one there? No. Which is the smallest?"}


@pytest.mark.parametrize(
    ("question", "context"),
    [
        ("How long is the oak?", "The oak is 9 m."),  # "how short" asks for the same
        ("What came first?", "The hen was last, not second, third or fourth."),  # said there
        ("What did old and new tools do?", "They cut."),  # asked already
        ("Who is it?", "It is Tom."),
    ],
)
def test_what_the_context_may_answer_is_not_asked(question: str, context: str) -> None:
    assert made(record(question, context)) == set()


def test_opposites_are_so_both_ways() -> None:
    assert all(word in OPPOSITES[other] for word, others in OPPOSITES.items() for other in others)
    assert all(word not in others for word, others in OPPOSITES.items())


def test_a_stream_shows_a_share_of_the_questions_twice() -> None:
    tokenizer = AutoTokenizer.from_pretrained(encoder_folder())
    silent = Record("2", "NATO", "Where did NATO meet in 2010?", "It rained.", ())
    stream = Stream(
        [Source([LISBON] * 100 + [silent] * 20, 1)],
        tokenizer,
        batch=8,
        max_tokens=48,
        seed=0,
        exchange=0.4,
    )
    assert stream.windows_per_epoch == 160
    batches = stream[0]
    answered = sum(int((batch.starts[:, 0] > 0).sum()) for batch in batches)
    assert answered == 100
    assert 145 < sum(len(batch.input_ids) for batch in batches) < 175
    assert all(len(set(batch.questions.tolist())) == len(batch.questions) for batch in batches)
