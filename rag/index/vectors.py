"""The neighbour index of one state of the store: derived from it, kept in a file, never trusted."""

import hashlib
import json
import os
import tempfile
from pathlib import Path

from embeddings import VectorIndex, index_engine
from rag.index.records import State
from rag.index.snapshot import Snapshot

MAGIC = b"citespan vectors 1\n"
ENGINE = "faiss"


def vectors_of(snapshot: Snapshot, dimension: int, file: Path) -> VectorIndex:
    """The index of the snapshot's vectors: from the file if it is of this state, else built anew.

    A file that is missing, of another state, truncated or altered is replaced.
    """
    state = snapshot.state
    index = load(file, state)
    if index is None or index.dimension != dimension:
        index = build(snapshot, dimension)
        save(index, file, state)
    return index


def build(snapshot: Snapshot, dimension: int) -> VectorIndex:
    """An index of all vectors of the snapshot, each under the number of its passage."""
    index = index_engine(ENGINE)(dimension)
    for numbers, vectors in snapshot.vectors(dimension):
        index.add(numbers, vectors)
    return index


def save(index: VectorIndex, file: Path, state: State) -> None:
    """Write the file in one step: whoever reads it sees the old one or the new one, whole.

    A disk that is full costs no more than building the index again next time.
    """
    data = index.to_bytes()
    head = {"engine": ENGINE, "sha256": hashlib.sha256(data).hexdigest(), **state._asdict()}
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=file.name)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(MAGIC + json.dumps(head).encode() + b"\n")
            stream.write(data)
        temporary.replace(file)
    except OSError:
        temporary.unlink(missing_ok=True)


def load(file: Path, state: State) -> VectorIndex | None:
    """The index in the file, if it is whole and of this state."""
    try:
        with file.open("rb") as stream:
            if stream.readline() != MAGIC:
                return None
            head = json.loads(stream.readline())
            data = stream.read()
    except (OSError, ValueError):
        return None
    expected = {"engine": ENGINE, "sha256": hashlib.sha256(data).hexdigest(), **state._asdict()}
    return index_engine(ENGINE).from_bytes(data) if head == expected else None
