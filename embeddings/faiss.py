"""Nearest neighbours by FAISS: exact inner product over all vectors."""

from typing import Any, final

import faiss
import numpy as np

from embeddings.encoder import Vectors
from embeddings.vector_index import Ids, Neighbours


@final
class FaissIndex:
    """A flat index: exact, and fast enough to some 100,000 vectors (7 ms, 384 numbers each)."""

    def __init__(self, dimension: int) -> None:
        self._index: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))

    @property
    def dimension(self) -> int:
        return int(self._index.d)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Add vectors of shape (n, dimension) under ids of shape (n,); a known id is replaced."""
        if vectors.shape != (len(ids), self.dimension):
            raise ValueError(
                f"{len(ids)} ids need vectors of shape {(len(ids), self.dimension)}, "
                f"not {vectors.shape}"
            )
        if len(self):
            self.remove(ids)
        self._index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), ids)

    def remove(self, ids: Ids) -> None:
        """Forget these ids; unknown ones are ignored."""
        self._index.remove_ids(ids)

    def search(self, vectors: Vectors, k: int, within: Ids | None = None) -> list[Neighbours]:
        """The k nearest to each of (n, dimension) vectors, among the ids `within` where given."""
        if vectors.ndim != 2 or vectors.shape[1] != self.dimension:  # noqa: PLR2004
            raise ValueError(f"vectors have shape {vectors.shape}, not (n, {self.dimension})")
        if not len(self) or k < 1:
            nothing = Neighbours(np.empty(0, np.int64), np.empty(0, np.float32))
            return [nothing] * len(vectors)
        options = {}
        if within is not None:
            options["params"] = faiss.SearchParameters(sel=faiss.IDSelectorBatch(within))  # type: ignore[call-arg]
        scores, ids = self._index.search(
            np.ascontiguousarray(vectors, dtype=np.float32), min(k, len(self)), **options
        )  # both (vectors, k); id -1 where there is no neighbour
        return [in_order(i, s) for i, s in zip(ids, scores, strict=True)]

    def to_bytes(self) -> bytes:
        """All that `from_bytes` needs to reopen the index."""
        data: bytes = faiss.serialize_index(self._index).tobytes()
        return data

    @classmethod
    def from_bytes(cls, data: bytes) -> "FaissIndex":
        """Reopen what `to_bytes` gave; ValueError where it is not a whole FAISS index."""
        try:
            index = faiss.deserialize_index(np.frombuffer(data, dtype=np.uint8))
        except RuntimeError as error:
            raise ValueError(f"{len(data)} bytes are not a whole FAISS index: {error}") from error
        opened = cls(index.d)
        opened._index = index
        return opened


def in_order(ids: Ids, scores: np.ndarray[Any, np.dtype[np.float32]]) -> Neighbours:
    """Best first, equal scores by id, without the places that FAISS leaves empty."""
    found = ids >= 0
    ids, scores = ids[found], scores[found]
    order = np.lexsort((ids, -scores))
    return Neighbours(ids[order], scores[order])
