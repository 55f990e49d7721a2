"""What a quotation's surroundings share with the question: its words, its names, its numbers.

A reader alone takes "How many troops did Medvedev pledge?" for "How many troops did Obama pledge?".
That the sentence quoted never names Medvedev tells them apart. English rules only.
"""

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

WORD = re.compile(r"\d[\d.,]*\d|\w+")
STOP_WORDS = frozenset(
    "a about after all also an and any are as at be been before but by can could did do does for "
    "from had has have he her his how if in into is it its kind many more much name no not of on "
    "one or our out over say said she should so some such tell than that the their them then there "
    "they this those to type under up us was we were what when where which who whom whose why will "
    "with would you your article articles according s t m re".split()
)
MIN_STEM = 4  # letters that words must share at their beginnings to be forms of one word
MAX_SUFFIX = 3  # letters in which they may differ at their ends: Russia, Russian; defence, defense


def content_words(text: str) -> tuple[str, ...]:
    """The words that carry meaning, in lower case, each once."""
    return tuple(dict.fromkeys(w for w in WORD.findall(text.lower()) if w not in STOP_WORDS))


def names(question: str) -> tuple[str, ...]:
    """The names and numbers of a question, in lower case, each once."""
    found = [
        word
        for word in WORD.findall(question)
        if (word[0].isupper() or word[0].isdigit()) and word.lower() not in STOP_WORDS
    ]
    return tuple(dict.fromkeys(word.lower() for word in found))


def share_found(words: tuple[str, ...], text: str) -> float:
    """The share of the words that stand in the text in some form; 1 where there are no words."""
    if not words:
        return 1.0
    there = words_of(text)
    return sum(occurs(word, there) for word in words) / len(words)


def rarity(words: tuple[str, ...], texts: Sequence[str]) -> Mapping[str, float]:
    """How much each word tells the texts apart: log((n + 1) / (texts with it + 0.5)).

    Of passages found for a question, one that nearly all share tells little, one that few or none
    hold tells much: the idea of inverse document frequency (Sparck Jones 1972), among those found.
    """
    there = [words_of(text) for text in texts]
    return {
        word: math.log((len(there) + 1) / (sum(occurs(word, text) for text in there) + 0.5))
        for word in words
    }


def weighted_share(weights: Mapping[str, float], text: str) -> float:
    """The share of the words that stand in the text, by weight; 1 where there are no words."""
    if not weights:
        return 1.0
    there = words_of(text)
    found = math.fsum(weight for word, weight in weights.items() if occurs(word, there))
    return found / math.fsum(weights.values())


@lru_cache(maxsize=4096)
def words_of(text: str) -> frozenset[str]:
    """All words of a text in lower case."""
    return frozenset(WORD.findall(text.lower()))


def occurs(word: str, there: frozenset[str]) -> bool:
    """Whether the word or another form of it is there; numbers only as they are."""
    if word in there:
        return True
    if not word[0].isalpha():
        return False
    return any(same_stem(word, other) for other in by_beginning(there).get(word[:MIN_STEM], ()))


@lru_cache(maxsize=4096)
def by_beginning(words: frozenset[str]) -> Mapping[str, Sequence[str]]:
    """The words by the letters at their beginnings that forms of one word share."""
    found = defaultdict(list)
    for word in words:
        found[word[:MIN_STEM]].append(word)
    return found


def same_stem(one: str, other: str) -> bool:
    """Whether two words differ at most in their last letters."""
    stem = max(MIN_STEM, max(len(one), len(other)) - MAX_SUFFIX)
    return one[:stem] == other[:stem] and min(len(one), len(other)) >= stem
