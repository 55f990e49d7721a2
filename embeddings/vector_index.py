"""The seam for nearest-neighbour engines: vectors in, ids of the nearest out."""

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors

Ids = NDArray[np.int64]


class Neighbours(NamedTuple):
    """The nearest vectors to one vector, best first: fewer than asked for where there are fewer."""

    ids: Ids  # (found,)
    scores: NDArray[np.float32]  # (found,), inner products: higher is nearer


class VectorIndex(Protocol):
    """Finds the vectors with the highest inner product.

    Assumes float32 unit rows (the encoder guarantees them). Neighbours of equal score come in the
    order of their ids.
    """

    def __init__(self, dimension: int) -> None:
        """An empty index."""

    @property
    def dimension(self) -> int: ...

    def __len__(self) -> int: ...

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Add vectors of shape (n, dimension) under ids of shape (n,); a known id is replaced.

        Raises:
            ValueError: The shapes do not fit.
        """

    def remove(self, ids: Ids) -> None:
        """Forget these ids; unknown ones are ignored."""

    def search(self, vectors: Vectors, k: int, within: Ids | None = None) -> list[Neighbours]:
        """The k nearest to each of (n, dimension) vectors, among the ids `within` where given."""

    def to_bytes(self) -> bytes:
        """All that `from_bytes` needs to reopen the index."""

    @classmethod
    def from_bytes(cls, data: bytes) -> "VectorIndex":
        """Reopen what `to_bytes` gave.

        Raises:
            ValueError: The data is not a whole index of this engine.
        """
