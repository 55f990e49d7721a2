"""Questions as hurried people type them: one slip of the finger in each."""

import random
from collections.abc import Sequence
from dataclasses import replace

from eval.example import Example
from rag.reader.training.questions import slip


def slipped(examples: Sequence[Example], seed: int) -> tuple[Example, ...]:
    """The examples, each question with one typing slip in one of its words of five letters or more.

    A question without such a word stays as it is. Which slip each gets follows from the seed and
    its id, whatever is asked beside it.
    """
    return tuple(
        replace(one, question=slip(one.question, random.Random(f"{seed} {one.id}")))
        for one in examples
    )
