"""Tell whether two quotations make the same claim, as answers to the same question."""

import re
import unicodedata
from collections import Counter

from rag.reader.spans import ARTICLES

WORD = re.compile(r"\w+")
NEGATIONS = frozenset({"no", "not", "never", "none", "nor", "without", "cannot", "t"})  # t: didn't
SAME_CLAIM_F1 = 0.7  # of shared words; below, the wording says something else


def same_claim(one: str, other: str) -> bool:
    """Whether the quotations say the same: "Lavrov" and "Sergei Lavrov", "June 8" and "8 June".

    They do if the words of one are all in the other, or nearly all words are shared; numbers and
    negations must agree in either case. English rules only.
    """
    first, second = words(one), words(other)
    if not first or not second or not same_facts(first, second):
        return False
    shared = (first & second).total()
    return shared == min(first.total(), second.total()) or (
        2 * shared / (first.total() + second.total()) >= SAME_CLAIM_F1
    )


def words(text: str) -> Counter[str]:
    """The words in lower case, without accents and without a, an, the."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    found = [word for word in WORD.findall(plain.lower()) if word not in ARTICLES]
    return Counter(found or WORD.findall(plain.lower()))


def same_facts(first: Counter[str], second: Counter[str]) -> bool:
    """Whether neither has a number that the other lacks while having others, nor one a negation."""
    numbers = [
        {word for word in claim if any(c.isdigit() for c in word)} for claim in (first, second)
    ]
    agree = not (numbers[0] and numbers[1]) or numbers[0] <= numbers[1] or numbers[1] <= numbers[0]
    return agree and bool(NEGATIONS & first.keys()) == bool(NEGATIONS & second.keys())
