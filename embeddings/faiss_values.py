"""What engines of FAISS share: checked input, chosen ids, neighbours in order."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from embeddings.encoder import Vectors
from embeddings.network.cores import cores
from embeddings.vector_index import Ids, Neighbours

SWIG: Any = faiss  # its stubs know less than it has
SWIG.omp_set_num_threads(cores())  # FAISS does not know of a container's quota
BITMAP_IDS = 2**26  # a bitmap for ids up to here takes 8 MB at most, and a look-up is one bit


@contextmanager
def threads(count: int) -> Iterator[None]:
    """FAISS uses so many threads for what this thread asks meanwhile."""
    before = SWIG.omp_get_max_threads()
    SWIG.omp_set_num_threads(count)
    try:
        yield
    finally:
        SWIG.omp_set_num_threads(before)


def check_added(ids: Ids, vectors: Vectors, dimension: int) -> None:
    """ValueError where the shapes do not fit each other and the index."""
    if vectors.shape != (len(ids), dimension):
        raise ValueError(
            f"{len(ids)} ids need vectors of shape {(len(ids), dimension)}, not {vectors.shape}"
        )


def check_asked(vectors: Vectors, dimension: int) -> None:
    """ValueError where the shape does not fit the index."""
    if vectors.ndim != 2 or vectors.shape[1] != dimension:  # noqa: PLR2004
        raise ValueError(f"vectors have shape {vectors.shape}, not (n, {dimension})")


def nothing(vectors: Vectors) -> list[Neighbours]:
    """No neighbour for any vector."""
    return [Neighbours(np.empty(0, np.int64), np.empty(0, np.float32))] * len(vectors)


def selector(ids: Ids) -> Any:
    """Selects these ids: by a bitmap, which FAISS tests fastest, unless they are too large."""
    highest = int(ids.max(initial=0))
    if highest >= BITMAP_IDS:
        return SWIG.IDSelectorBatch(ids)
    chosen = np.zeros(highest + 1, dtype=bool)
    chosen[ids[ids >= 0]] = True
    return SWIG.IDSelectorBitmap(np.packbits(chosen, bitorder="little"))


def in_order(ids: Ids, scores: np.ndarray[Any, np.dtype[np.float32]]) -> Neighbours:
    """Best first, equal scores by id, without the places that FAISS leaves empty (id -1)."""
    found = ids >= 0
    ids, scores = ids[found], scores[found]
    order = np.lexsort((ids, -scores))
    return Neighbours(ids[order], scores[order])


def read(file: Path, kind: type, flags: int = 0) -> Any:
    """The FAISS index of a file, if it is whole and of this kind.

    Raises:
        ValueError: It is not.
    """
    try:
        index = faiss.read_index(str(file), flags)
    except RuntimeError as error:
        raise ValueError(f"{file} is not a whole FAISS index: {error}") from error
    if not isinstance(index, kind):
        raise ValueError(f"{file} is not a whole index of this engine: {type(index).__name__}")
    return index
