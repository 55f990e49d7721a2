"""Sequences of like length, padded to rectangles."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from embeddings.network.network import Tokens

MOST_TOKENS = 512  # padded: a core is as fast with two windows as with ten, and less is padded
PAD_TO = 16  # tokens: an engine prepares itself for each shape anew, so shapes shall be few


class Batch(NamedTuple):
    """Sequences as arrays of (sequences, tokens), each int64."""

    ids: NDArray[np.int64]
    mask: NDArray[np.int64]
    types: NDArray[np.int64]


def batches(lengths: Sequence[int], most: int) -> Iterator[list[int]]:
    """The numbers 0..n-1 in batches of about one length, the longest first.

    A batch has at most `most` padded tokens, or one sequence. The longest come first, so that cores
    which take one batch after another end at about the same time.
    """
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        if batch:
            size = rounded(lengths[batch[0]])
            if rounded(lengths[i]) < size or (len(batch) + 1) * size > most:
                yield batch
                batch = []
        batch.append(i)
    if batch:
        yield batch


def shared(lengths: Sequence[int], cores: int) -> int:
    """How many padded tokens a batch may have, so that few sequences are shared out among cores."""
    return min(MOST_TOKENS, -(-sum(map(rounded, lengths)) // cores))


def rounded(length: int) -> int:
    """The length that so many tokens are padded to."""
    return max(1, -(-length // PAD_TO)) * PAD_TO


def padded(sequences: Sequence[Tokens], pad_id: int) -> Batch:
    """The sequences as one rectangle; `mask` is 0 where it is padding."""
    shape = (len(sequences), rounded(max(len(tokens.ids) for tokens in sequences)))
    batch = Batch(
        np.full(shape, pad_id, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    )
    for row, tokens in enumerate(sequences):
        n = len(tokens.ids)
        batch.ids[row, :n], batch.mask[row, :n], batch.types[row, :n] = tokens.ids, 1, tokens.types
    return batch
