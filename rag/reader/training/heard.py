"""A question behind what was said before it: one more way to show a conversation to a reader.

The chat does not put it so, which reads worse (docs/DECISIONS.md, 2026-11-28).
"""

from collections.abc import Sequence
from textwrap import shorten

TURNS = 2  # the latest, as in the baselines of CoQA (Reddy, Chen and Manning 2019)
QUESTION_CHARS = 120  # of each
ANSWER_CHARS = 60
CHARS = 320  # of all, or the latest that fit: about 80 tokens, fewer than a reader takes


def behind(said: Sequence[tuple[str, str]], question: str) -> str:
    """Questions and answers in turn, the question last: "Who won? Ann Lee. How old is she?".

    Args:
        said: Question and answer of each turn, oldest first; an answer is "" where there was none.
        question: As asked.
    """
    heard = question
    for turn in reversed(said[-TURNS:]):
        longer = f"{_text(*turn)} {heard}"
        if len(longer) > CHARS:
            break
        heard = longer
    return heard


def _text(question: str, answer: str) -> str:
    asked = shorten(question, QUESTION_CHARS, placeholder="").rstrip("?. ")
    answered = shorten(answer, ANSWER_CHARS, placeholder="").rstrip(". ")
    return f"{asked}? {answered}." if answered else f"{asked}?"
