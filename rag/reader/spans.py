"""Turn start and end logits into answer spans."""

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rag.reader.reader import ScoredSpan

WORD = re.compile(r"https?://\S*\w|\d+(?:[.,:]\d+)+|(?:\w[\u0300-\u036f]*)+")  # so 30,000 is one


class WindowLogits(NamedTuple):
    """A reader's output for one window: question and part of a passage, as tokens.

    `offsets` gives each token's characters in the passage; `in_passage` marks the tokens that may
    begin or end an answer; `null` is the no-answer score, start plus end logit of the first token.
    """

    start: NDArray[np.float32]  # (tokens,)
    end: NDArray[np.float32]  # (tokens,)
    offsets: NDArray[np.int64]  # (tokens, 2)
    in_passage: NDArray[np.bool_]  # (tokens,)
    null: float


def best_spans(
    window: WindowLogits, passage: str, *, count: int, max_tokens: int
) -> list[ScoredSpan]:
    """The `count` best distinct spans of a window, best first, jointly over start and end.

    A span never begins or ends inside a word, and has at most `max_tokens` tokens. Spans that share
    a character with a better one are left out, so that the list holds different answers.
    """
    # 1. keep the tokens that can begin or end an answer
    inside = inside_word(passage)
    offsets = np.where(window.in_passage[:, None], window.offsets, 0)
    starts = window.in_passage & ~inside[offsets[:, 0]]
    ends = window.in_passage & ~inside[offsets[:, 1]]
    # 2. score all pairs start <= end < start + max_tokens
    scores = window.start[:, None] + window.end[None, :]  # (tokens, tokens)
    tokens = np.arange(len(window.start))
    length = tokens[None, :] - tokens[:, None]
    valid = starts[:, None] & ends[None, :] & (length >= 0) & (length < max_tokens)
    scores = np.where(valid, scores, -np.inf)
    # 3. take the best, then the best of those that touch none of the chosen
    chosen: list[ScoredSpan] = []
    while len(chosen) < count:
        first, last = divmod(int(scores.argmax()), len(tokens))
        if scores[first, last] == -np.inf:
            break
        start, end = int(window.offsets[first, 0]), int(window.offsets[last, 1])
        chosen.append(ScoredSpan(start, end, float(scores[first, last]) - window.null))
        scores[: last + 1, first:] = -np.inf  # every pair that overlaps [first, last]
    return chosen


def inside_word(text: str) -> NDArray[np.bool_]:
    """For each place 0..len(text), whether a cut there would split a word or a number."""
    inside = np.zeros(len(text) + 1, dtype=bool)
    for word in WORD.finditer(text):
        inside[word.start() + 1 : word.end()] = True
    return inside
