"""The seam for nearest-neighbour engines: vectors in, ids of the nearest out."""

from pathlib import Path
from typing import ClassVar, NamedTuple, Protocol

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

    Assumes float32 unit rows (the encoder guarantees them) and ids from 0 on. Neighbours of equal
    score come in the order of their ids; which of them are left out at the k-th place is not said.
    """

    tolerance: ClassVar[float]
    """How far a score may be from the exact inner product."""

    def __init__(self, dimension: int) -> None:
        """An empty index."""

    @property
    def dimension(self) -> int: ...

    @property
    def ids(self) -> Ids:
        """All ids, ascending."""

    def __len__(self) -> int: ...

    def train(self, sample: Vectors, total: int) -> None:
        """Learn from a sample, of shape (n, dimension), how `total` vectors will lie.

        For an empty index only. One that is not trained learns from the first vectors added.
        """

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Add vectors of shape (n, dimension) under ids of shape (n,); a known id is replaced.

        Raises:
            ValueError: The shapes do not fit.
        """

    def remove(self, ids: Ids) -> None:
        """Forget these ids; unknown ones are ignored."""

    def search(self, vectors: Vectors, k: int, within: Ids | None = None) -> list[Neighbours]:
        """The k nearest to each of (n, dimension) vectors, among the ids `within` where given.

        Raises:
            ValueError: The shape does not fit.
        """

    def save(self, file: Path) -> None:
        """Write all that `open` needs; what is appended to the file later is no matter.

        Raises:
            OSError: The file cannot be written.
        """

    @classmethod
    def open(cls, file: Path) -> "VectorIndex":
        """Reopen what `save` wrote. The file may stay in use: replace it, never write into it.

        Raises:
            ValueError: The file is not a whole index of this engine.
        """
