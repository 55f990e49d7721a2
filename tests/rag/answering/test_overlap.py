"""What question and sentence share: forms of a word count, near words do not."""

import math

import pytest

from rag.answering.overlap import (
    content_words,
    names,
    rarity,
    same_stem,
    share_found,
    weighted_share,
)


def test_content_words_leave_out_what_carries_no_meaning() -> None:
    assert content_words("How many troops did Obama pledge to the war?") == (
        "troops", "obama", "pledge", "war",
    )  # fmt: skip


def test_names_are_capitalised_words_and_numbers() -> None:
    assert names("When did Georgia join NATO in 2008?") == ("georgia", "nato", "2008")
    assert names("who is he") == ()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("russia", "russian", True),
        ("defence", "defense", True),
        ("minister", "ministers", True),
        ("pledge", "pledged", True),
        ("obama", "medvedev", False),
        ("cat", "cats", False),  # too short to tell
        ("nation", "national", True),
        ("press", "pressure", True),
        ("inter", "international", False),
    ],
)
def test_forms_of_one_word_share_their_beginning(one: str, other: str, expected: bool) -> None:
    assert same_stem(one, other) is expected


def test_the_share_is_of_the_words_asked_for() -> None:
    assert share_found(("obama", "troops"), "Troops were pledged by Medvedev.") == 1 / 2
    assert share_found((), "anything") == 1.0
    assert share_found(("2011",), "In 2010 and 20112.") == 0.0


def test_a_word_that_few_texts_hold_weighs_more() -> None:
    weights = rarity(("obama", "troops"), ["troops", "more troops", "Obama"])
    assert weights["obama"] == math.log(4 / 1.5)  # in one of three
    assert weights["troops"] == math.log(4 / 2.5)  # in two of three


def test_the_weighted_share_is_of_the_weight() -> None:
    assert weighted_share({"obama": 3.0, "troops": 1.0}, "Troops left.") == 1 / 4
    assert weighted_share({}, "anything") == 1.0
