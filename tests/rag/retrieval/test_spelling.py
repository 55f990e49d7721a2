"""Misspelt words are mended by the passages; words that are merely rare are left alone."""

import pytest

from rag.retrieval.spelling import mended

PASSAGES = [
    "Russia and NATO met at the Lisbon summit.",
    "Australia stayed away, said the Russians.",
]
KNOWN = {"when", "where", "was", "the", "did", "austria", "russia", "hold"}


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
    assert mended(question, PASSAGES, is_known=lambda word: word in KNOWN) == expected


def test_nothing_to_mend_by_leaves_the_question_as_it_is() -> None:
    assert mended("Did Rusia meet?", [], is_known=lambda _: False) == "Did Rusia meet?"
