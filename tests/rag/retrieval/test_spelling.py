"""Misspelt words are mended; words that are merely rare are left alone."""

from collections.abc import Sequence

import pytest

from rag.retrieval.spelling import Knows, mended

PASSAGES = [
    "Russia and NATO met at the Lisbon summit.",
    "Australia stayed away, said the Russians. McNamara sent their men.",
]
LANGUAGE = {"when", "where", "the", "austria", "hearing", "herring", "complained", "complainer"}
CORPUS = {"hearing", "complained", "complainer"}


def among(known: set[str]) -> Knows:
    def tell(words: Sequence[str]) -> list[bool]:
        return [word in known for word in words]

    return tell


def mend(question: str, passages: Sequence[str] = PASSAGES) -> str:
    return mended(question, passages, language=among(LANGUAGE), corpus=among(CORPUS))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Did Rusia meet NATO?", "Did Russia meet NATO?"),  # a letter left out
        ("Where was the sumimt?", "Where was the summit?"),  # two letters swapped
        ("Where was the summitt?", "Where was the summit?"),  # one too many
        ("When was the Lesbon summit?", "When was the Lisbon summit?"),  # one for another
        ("Where was the summit?", "Where was the summit?"),
        ("Did Austria meet NATO?", "Did Austria meet NATO?"),  # known, though not in the passages
        ("Did Austrla meet?", "Did Austrla meet?"),  # more than one slip from Australia
        ("Where was the Nissia?", "Where was the Nissia?"),  # another first letter
        ("Was NTO there?", "Was NTO there?"),  # too short to tell
        ("", ""),
        ("Où était שלום 😀?", "Où était שלום 😀?"),
    ],
)
def test_only_misspelt_words_change(question: str, expected: str) -> None:
    assert mend(question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("who is not heering them", "who is not hearing them"),  # herring is not in the corpus
        ("who complaned?", "who complained?"),
        ("Where is Heering?", "Where is Heering?"),  # a name may be any word
        ("who complaine it", "who complaine it"),  # complained or complainer
        ("who is hearning", "who is hearing"),
    ],
)
def test_a_word_in_small_letters_may_become_one_of_the_language(
    question: str, expected: str
) -> None:
    assert mend(question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("who leads rusia?", "who leads russia?"),
        ("SUMMITT", "Summit"),
        ("Sumimt where?", "Summit where?"),
        ("who is mcnamarra?", "who is McNamara?"),  # capitals inside a word belong to it
    ],
)
def test_the_first_letter_stays_as_it_was_typed(question: str, expected: str) -> None:
    assert mend(question) == expected


def test_swapped_letters_are_likelier_than_a_wrong_one() -> None:
    passages = ["Their men saw their thief.", "Their aim was their own."]
    assert mend("who is the theif", passages) == "who is the thief"


def test_nothing_to_mend_by_leaves_the_question_as_it_is() -> None:
    assert mend("Did Rusia meet?", []) == "Did Rusia meet?"


def test_what_is_known_is_asked_once_for_all_words() -> None:
    asked = []

    def language(words: Sequence[str]) -> list[bool]:
        asked.append(list(words))
        return [True] * len(words)

    question = "Where was the summit of Lisbon held?"
    assert mended(question, PASSAGES, language=language, corpus=among(set())) == question
    assert asked == [["where", "summit", "lisbon"]]
