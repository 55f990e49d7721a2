"""Questions with one typing slip each."""

import random
from difflib import SequenceMatcher

import pytest

from eval.example import Example
from eval.slips import slip, slipped

QUESTION = "Where did the ministers meet in June?"


@pytest.mark.parametrize("seed", range(40))
def test_a_slip_changes_one_long_word_a_little(seed: int) -> None:
    typed = slip(QUESTION, random.Random(seed))
    pairs = zip(QUESTION.split(), typed.split(), strict=True)
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
    assert slip("Who led it in 1997?", random.Random(0)) == "Who led it in 1997?"


def test_slips_follow_from_seed_and_id() -> None:
    examples = [Example(str(n), QUESTION) for n in range(30)]
    all_of_them = slipped(examples, 0)
    assert slipped(examples[7:9], 0) == all_of_them[7:9]
    assert len({one.question for one in all_of_them}) > 10
    assert slipped(examples, 1) != all_of_them
