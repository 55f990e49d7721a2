"""Answers have the form that the question word asks for."""

import pytest

from rag.answering.form import fits, impossible


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
        ("How much did the ship cost?", "£2m", True),
        ("How much did the ship cost?", "two million euros", True),
        ("How much did the ship cost?", "1.3m (4.2ft", False),
        ("How much does it cost to land?", "nothing", True),
        ("What was the price of the ship?", "nine dollars", True),
        ("how much is the captain paid", "two", False),
        ("How much fuel is left?", "two barrels", True),
        ("What is the ticket price?", "in Lisbon", False),
        ("What is the ticket price?", "50p", True),
        ("What did they bring?", "bread", None),
        ("", "", None),
    ],
)
def test_a_quotation_fits_the_question_or_not(
    question: str, quote: str, expected: bool | None
) -> None:
    assert fits(question, quote) is expected


@pytest.mark.parametrize(
    ("question", "quote", "expected"),
    [
        ("What is the price of the robot?", "1.3m (4.2ft", True),
        ("What is the price of the robot?", "nine dollars", False),
        ("How many ships came?", "the harbour", True),
        ("By how many seats did they win?", "thirty-one", False),
        ("How many ships came?", "all but a few", False),
        ("Who sang how many roads?", "Ana Lima", False),
        ("How long did it last?", "until the war", False),
        ("Who came?", "six per cent", False),
    ],
)
def test_what_cannot_answer_is_told(question: str, quote: str, expected: bool) -> None:
    assert impossible(question, quote) is expected
