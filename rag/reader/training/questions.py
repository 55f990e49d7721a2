"""Vary questions as hurried people type them: keywords, no question mark, a slip of the finger."""

import dataclasses
import random
import re
from string import ascii_lowercase

from rag.reader.training.records import Record

KEYWORDS_RATE = 0.02  # low: the ordinary question stays the rule
UNMARKED_RATE = 0.04
SLIP_RATE = 0.03

LITTLE_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an the is are was were be been do does did of in on at to for by with has have had "
        "that which this these those",
    )
)
LONG_WORD = re.compile(r"[A-Za-z]{5,}")


def vary(record: Record, chance: random.Random) -> Record:
    """The record, its question at a low rate typed otherwise; context and answers untouched."""
    draw = chance.random()
    if draw < KEYWORDS_RATE:
        return dataclasses.replace(record, question=keywords(record.question))
    if draw < KEYWORDS_RATE + UNMARKED_RATE:
        return dataclasses.replace(record, question=record.question.rstrip(" ?").lower())
    if draw < KEYWORDS_RATE + UNMARKED_RATE + SLIP_RATE:
        return dataclasses.replace(record, question=slip(record.question, chance))
    return record


def keywords(question: str) -> str:
    """The question without little words: "when was the nato summit?" becomes "when nato summit"."""
    words = question.rstrip(" ?").lower().split()
    return " ".join(word for word in words if word not in LITTLE_WORDS) or question


def slip(question: str, chance: random.Random) -> str:
    """The question with one letter left out, doubled, wrong, or swapped with the next.

    The first letter stays, and of two that change places both are inside the word.
    """
    words = list(LONG_WORD.finditer(question))
    if not words:
        return question
    word = chance.choice(words)
    at = chance.randrange(word.start() + 1, word.end() - 1)
    before, letter, after = question[:at], question[at], question[at + 1 :]
    wrong = chance.choice(ascii_lowercase.replace(letter.lower(), ""))
    return chance.choice(
        [
            before + after,
            before + letter + letter + after,
            before + wrong + after,
            before + after[0] + letter + after[1:],
        ]
    )
