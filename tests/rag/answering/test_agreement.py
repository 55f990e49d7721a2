"""Equal claims are told from different ones."""

import pytest

from rag.answering.agreement import same_claim


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Sergei Lavrov", "Lavrov", True),
        ("the United States", "United States", True),
        ("in May 2012", "2012", True),
        ("June 8", "June 9", False),
        ("30,000 troops", "3,000 troops", False),
        ("NATO will never attack Russia", "NATO will attack Russia", False),
        ("NATO will never attack", "we will never attack", True),
        ("Lisbon", "Brussels", False),
        ("", "Lisbon", False),
        ("José", "Jose\u0301", True),
        ("a", "the", False),
        ("😀", "😀", False),  # no words, no claim
    ],
)
def test_claims_are_the_same_or_not(one: str, other: str, expected: bool) -> None:
    assert same_claim(one, other) is expected
    assert same_claim(other, one) is expected
