"""Turn start and end logits into answer spans.

The answer is a text, not a place: where a passage gives it twice, or with and without its article,
the probabilities of all these spans count for it (the sum over mentions of Kadlec et al., 2016),
and the likeliest of them is cited.
"""

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from rag.reader.reader import ScoredSpan

WORD = re.compile(r"https?://\S*\w|\d+(?:[.,:]\d+)+|(?:\w[\u0300-\u036f]*)+")  # so 30,000 is one
ARTICLES = frozenset({"a", "an", "the"})  # with one or without, an answer is the same
LIKELY = 20  # spans among which those of one text are summed; 40 choose no better


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


class Pairs(NamedTuple):
    """The spans of a window: `scores[i, d]` is that of tokens i to i + d, -inf where there is none.

    Its characters are `[start[i], end[i, d])`.
    """

    scores: NDArray[np.float32]  # (tokens, longest)
    start: NDArray[np.int64]  # (tokens,)
    end: NDArray[np.int64]  # (tokens, longest)


def best_spans(
    windows: Sequence[WindowLogits], passage: str, *, count: int, max_tokens: int
) -> tuple[ScoredSpan, ...]:
    """The `count` best spans of a passage read in windows, best first, that share no character.

    A span never begins or ends inside a word, and has at most `max_tokens` tokens. The first has
    the text that the likely spans say most probably, and the score of the likeliest of them.
    """
    inside = inside_word(passage)
    pairs = [scored_pairs(window, inside, max_tokens) for window in windows]
    chosen: list[ScoredSpan] = []
    while len(chosen) < count and (likely := likeliest(pairs, 1 if chosen else LIKELY)):
        best = of_likeliest_text(likely, passage)
        chosen.append(best._replace(score=likely[0].score))
        for one in pairs:
            one.scores[(one.start[:, None] < best.end) & (one.end > best.start)] = -np.inf
    return tuple(chosen)


def scored_pairs(window: WindowLogits, inside: NDArray[np.bool_], max_tokens: int) -> Pairs:
    """All spans of a window, start and end together, above silence.

    Args:
        inside: As `inside_word` gives it for the passage.
    """
    # 1. keep the tokens that can begin or end an answer
    offsets = np.where(window.in_passage[:, None], window.offsets, 0)
    starts = window.in_passage & ~inside[offsets[:, 0]]
    ends = window.in_passage & ~inside[offsets[:, 1]]
    # 2. put behind each start the ends that are near enough
    start = np.where(starts, window.start - window.null, -np.inf).astype(np.float32)
    end = np.where(ends, window.end, -np.inf).astype(np.float32)
    none, nowhere = np.full(max_tokens - 1, -np.inf, np.float32), np.zeros(max_tokens - 1, np.int64)
    near = sliding_window_view(np.concatenate([end, none]), max_tokens)
    places = sliding_window_view(np.concatenate([offsets[:, 1], nowhere]), max_tokens)
    return Pairs(start[:, None] + near, offsets[:, 0], places)


def likeliest(pairs: Sequence[Pairs], count: int) -> list[ScoredSpan]:
    """The `count` best spans of all windows, best first; they may overlap."""
    found: dict[tuple[int, int], float] = {}
    for one in pairs:
        flat = one.scores.ravel()
        some = np.argpartition(-flat, count)[:count] if len(flat) > count else np.arange(len(flat))
        some = some[flat[some] > -np.inf]
        first, further = np.divmod(some, one.scores.shape[1])
        starts, ends = one.start[first].tolist(), one.end[first, further].tolist()
        for span, score in zip(zip(starts, ends, strict=True), flat[some].tolist(), strict=True):
            found[span] = max(score, found.get(span, -math.inf))
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [ScoredSpan(start, end, score) for (start, end), score in ranked[:count]]


def of_likeliest_text(spans: Sequence[ScoredSpan], passage: str) -> ScoredSpan:
    """The best span of the text that has most probability in all.

    Args:
        spans: Best first, at least one.
    """
    odds = [math.exp(span.score - spans[0].score) for span in spans]
    if sum(odds) <= 2 * odds[0]:  # half of the probability: no other text can have more
        return spans[0]
    best: dict[tuple[str, ...], ScoredSpan] = {}
    share: dict[tuple[str, ...], float] = defaultdict(float)
    for span, odd in zip(spans, odds, strict=True):
        words = WORD.findall(passage[span.start : span.end].lower())
        text = tuple(word for word in words if word not in ARTICLES)
        best.setdefault(text, span)
        share[text] += odd
    return best[max(share, key=share.__getitem__)]


def inside_word(text: str) -> NDArray[np.bool_]:
    """For each place 0..len(text), whether a cut there would split a word or a number."""
    inside = np.zeros(len(text) + 1, dtype=bool)
    for word in WORD.finditer(text):
        inside[word.start() + 1 : word.end()] = True
    return inside
