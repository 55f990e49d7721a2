"""Questions with one typing slip each."""

from eval.example import Example
from eval.slips import slipped

QUESTION = "Where did the ministers meet in June?"


def test_slips_follow_from_seed_and_id() -> None:
    examples = [Example(str(n), QUESTION) for n in range(30)]
    all_of_them = slipped(examples, 0)
    assert slipped(examples[7:9], 0) == all_of_them[7:9]
    assert len({one.question for one in all_of_them}) > 10
    assert slipped(examples, 1) != all_of_them
