"""Words moved a little to where the loss rises fastest: what is learned there holds around."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch


@contextmanager
def moved(vectors: torch.nn.Parameter, share: float) -> Iterator[None]:
    """The vectors of the words in the last batch, moved by `share` of their length, for a while.

    All of them together, along their gradient: the fast gradient method on word embeddings (Miyato,
    Dai and Goodfellow, 2017). Words that decide are moved farthest.
    """
    gradient = vectors.grad
    if gradient is None:
        yield
        return
    rows = gradient.abs().sum(-1).nonzero().squeeze(-1)  # (words,)
    before = vectors.data[rows].clone()
    along = gradient[rows]
    step = share * before.norm() / along.norm().clamp(min=torch.finfo(along.dtype).tiny)
    vectors.data[rows] += step * along
    try:
        yield
    finally:
        vectors.data[rows] = before
