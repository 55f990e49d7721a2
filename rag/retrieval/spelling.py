"""Mend misspelt words of a question by the words of the passages it found.

A word is taken for misspelt only if neither the corpus nor the encoder's vocabulary knows it, and
is mended only by a word of the passages one typing slip away that begins with the same letter:
"Rusia" becomes "Russia", while a country the articles never name stays itself.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

WORD = re.compile(r"[^\W\d_]+")
MIN_LETTERS = 5  # shorter words are one slip from too many others: Iran, Iraq


def mended(
    question: str,
    passages: Sequence[str],
    *,
    is_known: Callable[[str], bool],
) -> str:
    """The question with its misspelt words replaced; itself where there are none.

    Args:
        passages: Texts found for the question, whose words are taken as well spelt.
        is_known: Whether a word, in lower case, is no misspelling.
    """
    doubtful = [
        word
        for word in dict.fromkeys(WORD.findall(question))
        if len(word) >= MIN_LETTERS and not is_known(word.lower())
    ]
    if not doubtful:
        return question
    there = Counter(word for passage in passages for word in WORD.findall(passage))
    for word in doubtful:
        if better := nearest(word, there):
            question = re.sub(rf"\b{re.escape(word)}\b", better, question)
    return question


def nearest(word: str, there: Counter[str]) -> str | None:
    """The most frequent word one slip away that begins alike, None if there is none."""
    slips = set(one_slip_away(word.lower()))
    close = [
        (count, other)
        for other, count in there.items()
        if other.lower() in slips and other[0].lower() == word[0].lower()
    ]
    return max(close)[1] if close else None


def one_slip_away(word: str) -> Iterable[str]:
    """All strings that one letter left out, swapped, replaced or put in makes of the word."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    for i in range(len(word) + 1):
        before, after = word[:i], word[i:]
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in letters)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        yield from (before + letter + after for letter in letters)
