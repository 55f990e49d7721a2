"""Nearest neighbours by FAISS in inverted lists of 16-bit vectors, in a file mapped into memory.

Vectors are sorted into lists around centroids (k-means over a sample); a search looks through the
`PROBES` lists nearest to the question (Sivic and Zisserman, ICCV 2003). Approximate: a neighbour in
a list further off is missed, and numbers are rounded to 16 bits. (To 8 bits, near neighbours change
places, and numbers beyond the sample's range are cut off; the time is the same: docs/DECISIONS.md.)
"""

import math
from pathlib import Path
from typing import Any, ClassVar, final

import faiss
import numpy as np

from embeddings.encoder import Vectors
from embeddings.faiss_values import (
    SWIG,
    check_added,
    check_asked,
    in_order,
    nothing,
    read,
    selector,
)
from embeddings.vector_index import Ids, Neighbours

LISTS_PER_ROOT = 2  # lists for each square root of the vectors: 2,000 for a million
EXACT_UP_TO = 10_000  # vectors: one list, since looking through all of them takes a millisecond
PROBES = 160  # lists: recall@10 .972 and p95 7 ms at a million real vectors (docs/DECISIONS.md)
SAMPLE_PER_LIST = 64  # vectors that k-means learns a centroid from
ROUNDS = 10  # of k-means


@final
class IvfIndex:
    """Approximate; 776 bytes a vector of 384 numbers, on disk until they are looked at."""

    tolerance: ClassVar[float] = 1e-3

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension
        self._index: Any = None  # until trained
        self._highest = -1  # id
        self._is_mapped = False

    @property
    def dimension(self) -> int:
        return self._dimension

    @property
    def ids(self) -> Ids:
        if self._index is None:
            return np.empty(0, np.int64)
        lists = self._index.invlists
        parts = [
            faiss.rev_swig_ptr(lists.get_ids(place), size).copy()
            for place in range(self._index.nlist)
            if (size := lists.list_size(place))
        ]
        return np.sort(np.concatenate([np.empty(0, np.int64), *parts]))

    def __len__(self) -> int:
        return int(self._index.ntotal) if self._index is not None else 0

    def train(self, sample: Vectors, total: int) -> None:
        """Learn from a sample, of shape (n, dimension), how `total` vectors will lie."""
        check_added(np.arange(len(sample)), sample, self.dimension)
        if len(self):
            raise ValueError(f"{len(self)} vectors are there already; train an empty index")
        lists = lists_for(total, len(sample))
        centroids = SWIG.IndexFlatIP(self.dimension)
        index = SWIG.IndexIVFScalarQuantizer(
            centroids, self.dimension, lists, faiss.ScalarQuantizer.QT_fp16,
            faiss.METRIC_INNER_PRODUCT,
        )  # fmt: skip
        index.own_fields = True
        centroids.this.disown()
        index.cp.niter = ROUNDS
        index.cp.max_points_per_centroid = SAMPLE_PER_LIST
        index.cp.min_points_per_centroid = 1
        index.train(np.ascontiguousarray(sample, dtype=np.float32))
        self._index = index

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Add vectors of shape (n, dimension) under ids of shape (n,); a known id is replaced."""
        check_added(ids, vectors, self.dimension)
        if not len(ids):
            return
        if self._index is None:
            self.train(vectors, len(vectors))
        self._leave_file()
        if ids.min() <= self._highest:
            self.remove(ids)
        self._index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), ids)
        self._highest = max(self._highest, int(ids.max()))

    def remove(self, ids: Ids) -> None:
        """Forget these ids; unknown ones are ignored."""
        if len(self) and len(ids):
            self._leave_file()
            self._index.remove_ids(selector(ids))

    def search(self, vectors: Vectors, k: int, within: Ids | None = None) -> list[Neighbours]:
        """The k nearest to each of (n, dimension) vectors, among the ids `within` where given.

        The fewer ids are asked for, the more lists are looked through: all of them in the end.
        """
        check_asked(vectors, self.dimension)
        if not len(self) or k < 1:
            return nothing(vectors)
        share = 1.0 if within is None else min(1.0, len(within) / len(self))
        probes = min(self._index.nlist, math.ceil(PROBES / share) if share else self._index.nlist)
        chosen = None if within is None else selector(within)
        asked = np.ascontiguousarray(vectors, dtype=np.float32)
        scores, ids = self._search(asked, min(k, len(self)), chosen, probes)
        if (ids < 0).any() and probes < self._index.nlist:
            scores, ids = self._search(asked, min(k, len(self)), chosen, self._index.nlist)
        return [in_order(i, s) for i, s in zip(ids, scores, strict=True)]

    def save(self, file: Path) -> None:
        """Write all that `open` needs."""
        if self._index is None:
            self.train(np.zeros((1, self.dimension), np.float32), 1)
        faiss.write_index(self._index, str(file))

    @classmethod
    def open(cls, file: Path) -> "IvfIndex":
        """Reopen what `save` wrote; ValueError where it is not a whole index of this engine."""
        index = read(file, faiss.IndexIVFScalarQuantizer, faiss.IO_FLAG_MMAP)
        opened = cls(index.d)
        opened._index = index
        opened._is_mapped = True
        opened._highest = np.iinfo(np.int64).max  # unknown: whatever is added may replace
        return opened

    def _search(self, asked: Vectors, k: int, chosen: Any, probes: int) -> Any:
        """Scores and ids, both (asked, k); id -1 where there is no neighbour."""
        parameters = SWIG.SearchParametersIVF(sel=chosen, nprobe=probes)
        return self._index.search(asked, k, params=parameters)

    def _leave_file(self) -> None:
        """Copy the lists into memory before they are changed."""
        if not self._is_mapped:
            return
        mapped = self._index.invlists
        lists = SWIG.ArrayInvertedLists(self._index.nlist, self._index.code_size)
        for place in range(self._index.nlist):
            if size := mapped.list_size(place):
                lists.add_entries(place, size, mapped.get_ids(place), mapped.get_codes(place))
        self._index.replace_invlists(lists, True)
        lists.this.disown()
        self._is_mapped = False


def lists_for(total: int, sample: int) -> int:
    """How many lists for so many vectors, learned from a sample of so many."""
    if total <= EXACT_UP_TO:
        return 1
    return max(1, min(LISTS_PER_ROOT * math.isqrt(total), sample))
