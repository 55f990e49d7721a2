"""Mend misspelt words of a question, by the words of the passages it found, else by the language.

A word is taken for misspelt only if neither the corpus nor the encoder's vocabulary knows it, and
is mended only by a word one typing slip away that begins with the same letter: "Rusia" becomes
"Russia", while a country the articles never name stays itself. Words of the passages come first;
a word in small letters, which is no name, may become another one of the language ("complaned").
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

WORD = re.compile(r"[^\W\d_]+")
MIN_LETTERS = 5  # shorter words are one slip from too many others: Iran, Iraq

Knows = Callable[[Sequence[str]], Sequence[bool]]
"""Words in lower case -> whether each is known."""


def mended(question: str, passages: Sequence[str], *, language: Knows, corpus: Knows) -> str:
    """The question with its misspelt words replaced; itself where there are none.

    Args:
        question: As it was typed.
        passages: Texts found for the question, whose words are taken as well spelt.
        language: Which words are of the language.
        corpus: Which words stand in the articles.
    """
    words = [w for w in dict.fromkeys(WORD.findall(question)) if len(w) >= MIN_LETTERS]
    doubtful = unknown(unknown(words, language), corpus)
    if not doubtful:
        return question
    there = Counter(word for passage in passages for word in WORD.findall(passage))
    for word in doubtful:
        better = nearest(word, there)
        if better is None and word.islower():
            better = only_one(word, language, corpus)
        if better:
            question = re.sub(rf"\b{re.escape(word)}\b", as_typed(better, word), question)
    return question


def unknown(words: Sequence[str], known: Knows) -> list[str]:
    """Those of the words that are not known."""
    are_known = known([word.lower() for word in words]) if words else ()
    return [word for word, is_known in zip(words, are_known, strict=True) if not is_known]


def nearest(word: str, there: Counter[str]) -> str | None:
    """The likeliest word one slip away that begins alike, None if there is none.

    Two letters swapped are likelier than a wrong one ("theif"); then the most frequent word is.
    """
    typed = word.lower()
    slips, letters = slips_of(typed), sorted(typed)
    close = [
        (sorted(other.lower()) == letters, count, other)
        for other, count in there.items()
        if other.lower() in slips
    ]
    return max(close)[2] if close else None


def only_one(word: str, language: Knows, corpus: Knows) -> str | None:
    """The word of language and corpus one slip away that begins alike, if there is one only."""
    close = sorted(slips_of(word))
    for known in (language, corpus):
        close = [slip for slip, yes in zip(close, known(close), strict=True) if yes]
    return close[0] if len(close) == 1 else None


def as_typed(word: str, typed: str) -> str:
    """The word with a small or a large first letter, as it was typed; other capitals stay."""
    if word[1:].islower():
        return word.capitalize() if typed[0].isupper() else word.lower()
    return word


def slips_of(word: str) -> set[str]:
    """All strings one typing slip away that begin with the same letter."""
    return {slip for slip in one_slip_away(word) if slip[:1] == word[0]}


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
