"""Answers have the form that the question word asks for."""

import pytest

from rag.answering.form import fits


@pytest.mark.parametrize(
    ("question", "quote", "expected"),
    [
        ("How many ships came?", "a dozen", True),
        ("How many ships came?", "the harbour", False),
        ("When did they come?", "last Friday", True),
        ("When did they come?", "Lisbon", False),
        ("what year was that", "1997", True),
        ("Who came?", "Ana Lima", True),
        ("Who came?", "Émile", True),
        ("Who came?", "six per cent", False),
        ("Who came?", "Ana Lima, who had sold the ship, the yard and all its cranes too", False),
        ("Who came?", "the harbour workers", True),
        ("Where did they land?", "at Lisbon", True),
        ("Where did they land?", "in 1997", False),
        ("What did they bring?", "bread", True),
        ("", "", True),
    ],
)
def test_a_quotation_fits_the_question_or_not(question: str, quote: str, expected: bool) -> None:
    assert fits(question, quote) is expected
