"""Questions as hurried people type them: one slip of the finger in each."""

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from string import ascii_lowercase

from eval.example import Example

LONG_WORD = re.compile(r"[A-Za-z]{5,}")


def slipped(examples: Sequence[Example], seed: int) -> tuple[Example, ...]:
    """The examples, each question with one typing slip in one of its words of five letters or more.

    A question without such a word stays as it is. Which slip each gets follows from the seed and
    its id, whatever is asked beside it.
    """
    return tuple(
        replace(one, question=slip(one.question, random.Random(f"{seed} {one.id}")))
        for one in examples
    )


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
