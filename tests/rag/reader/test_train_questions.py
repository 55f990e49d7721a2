"""Questions as they are typed in a hurry."""

import random
from difflib import SequenceMatcher

import pytest

from rag.reader.training.questions import keywords, slip, vary
from rag.reader.training.records import Record


def test_keywords_drop_little_words_and_the_mark():
    assert keywords("When was the NATO summit in Lisbon?") == "when nato summit lisbon"


def test_a_question_of_little_words_alone_stays():
    assert keywords("Is that it at") == "it"
    assert keywords("of the") == "of the"


@pytest.mark.parametrize("seed", range(40))
def test_a_slip_changes_one_long_word_a_little(seed: int) -> None:
    question = "Where did the ministers meet in June?"
    typed = slip(question, random.Random(seed))
    pairs = zip(question.split(), typed.split(), strict=True)
    ((meant, is_now),) = [(a, b) for a, b in pairs if a != b] or [("", "")]
    assert meant in {"Where", "ministers", ""}  # "" where two equal letters change places
    assert meant[:1] == is_now[:1]
    assert meant[-1:] == is_now[-1:] or sorted(meant) == sorted(is_now)
    assert abs(len(meant) - len(is_now)) <= 1
    assert not meant or SequenceMatcher(a=meant, b=is_now).ratio() >= 0.8


def test_all_four_slips_come_up() -> None:
    word = "nations"
    typed = {slip(word, random.Random(seed)) for seed in range(400)}
    lengths = {len(one) for one in typed}
    assert lengths == {6, 7, 8}
    assert any(sorted(one) == sorted(word) and one != word for one in typed)  # swapped
    assert any(len(one) == 7 and sorted(one) != sorted(word) for one in typed)  # wrong


def test_short_words_stay() -> None:
    assert slip("Who is it, Zoë, in 1997 🙂?", random.Random(0)) == "Who is it, Zoë, in 1997 🙂?"


def test_most_questions_stay_and_context_and_answers_always():
    record = Record("1", "t", "When was the summit held?", "It was in May.", ((10, 13),))
    chance = random.Random(0)
    varied = [vary(record, chance) for _ in range(2000)]
    changed = sum(v.question != record.question for v in varied)
    assert 120 <= changed <= 240  # 9 % of 2,000 is 180
    assert {(v.context, v.answers) for v in varied} == {(record.context, record.answers)}
