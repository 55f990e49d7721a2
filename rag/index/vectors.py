"""The neighbour index of one state of the store: derived from it, kept in a file, never trusted.

The file is what the engine saved, then a trailer: of which state it is, and how to check it. A file
of an earlier state is brought up to date by difference: passages never change under their number. A
file that is damaged is named in a warning and made anew from the database.
"""

import hashlib
import json
import logging
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from embeddings import VectorIndex, index_engine
from rag.index.records import State
from rag.index.snapshot import Snapshot

MAGIC = b"citespan vectors 2\n"
LENGTH_BYTES = CHECK_BYTES = 8
BLOCK_BYTES = 2**20
FLAT_UP_TO = 100_000  # vectors: beyond, exact search takes over 10 ms (docs/DECISIONS.md)
SAMPLE = 131_072  # vectors that lists are learned from: 200 MB
GROWN = 2.0  # times what it was trained for: then lists are learned anew
LOG = logging.getLogger(__name__)


class Damaged(Exception):
    """A file of vectors is not what was written; the message says how it shows."""


@dataclass(frozen=True, slots=True)
class Trailer:
    """What stands at the end of the file."""

    engine: str
    size: int
    """Bytes before the trailer."""
    sha256: str
    """Of these bytes."""
    trained_for: int
    """Vectors there were when lists were learned."""
    state: State


def vectors_of(
    snapshot: Snapshot, dimension: int, file: Path, flat_up_to: int = FLAT_UP_TO
) -> VectorIndex:
    """The index of the snapshot's vectors: from the file, brought up to date, or built anew.

    Exact up to `flat_up_to` vectors, in lists beyond.
    """
    state, total = snapshot.state, snapshot.count()[1]
    engine = "flat" if total <= flat_up_to else "ivf"
    try:
        saved = load(file)
    except Damaged as damage:
        LOG.warning("%s is damaged: %s; it is made anew from the database", file, damage)
        saved = None
    if saved and saved[1].dimension == dimension:
        trailer, index = saved
        if (trailer.state, trailer.engine) == (state, engine):
            return index
        if still_fits(trailer, engine, total) and snapshot.follows(trailer.state):
            bring_up_to_date(index, snapshot, dimension)
            return kept(index, file, engine, trailer.trained_for, state)
    return kept(build(engine, snapshot, dimension), file, engine, total, state)


def still_fits(trailer: Trailer, engine: str, total: int) -> bool:
    """Whether so many vectors may stay in the index that the file has."""
    grown = total / max(1, trailer.trained_for)
    return trailer.engine == engine and (engine == "flat" or 1 / GROWN <= grown <= GROWN)


def build(engine: str, snapshot: Snapshot, dimension: int) -> VectorIndex:
    """An index of all vectors of the snapshot, each under the number of its passage."""
    index = index_engine(engine)(dimension)
    numbers = snapshot.numbers()
    if engine != "flat":
        drawn = np.random.default_rng(0).permutation(numbers)[:SAMPLE]
        index.train(snapshot.vectors_at(np.sort(drawn), dimension), len(numbers))
    for some, vectors in snapshot.vectors(dimension):
        index.add(some, vectors)
    return index


def bring_up_to_date(index: VectorIndex, snapshot: Snapshot, dimension: int) -> None:
    """Remove the passages that are gone, add those that came."""
    had, has = index.ids, snapshot.numbers()
    gone, new = np.setdiff1d(had, has, True), np.setdiff1d(has, had, True)
    index.remove(gone)
    for start in range(0, len(new), 4096):
        some = new[start : start + 4096]
        index.add(some, snapshot.vectors_at(some, dimension))


def kept(
    index: VectorIndex, file: Path, engine: str, trained_for: int, state: State
) -> VectorIndex:
    """The index, from the file it was written to, in one step; as it is where the disk is full.

    Whoever reads the file sees the old one or the new one, whole. Not to have written it costs no
    more than building the index again next time.
    """
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=file.name)
    os.close(descriptor)
    temporary = Path(name)
    try:
        index.save(temporary)
        with temporary.open("r+b") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            size = stream.seek(0, os.SEEK_END)
            trailer = Trailer(engine, size, digest, trained_for, state)
            line = json.dumps(asdict(trailer)).encode()
            stream.write(line + check(line) + len(line).to_bytes(LENGTH_BYTES) + MAGIC)
        opened = type(index).open(temporary) if engine != "flat" else index
        temporary.replace(file)
    except (OSError, RuntimeError):  # FAISS's own
        temporary.unlink(missing_ok=True)
        return index
    return opened


def load(file: Path) -> tuple[Trailer, VectorIndex] | None:
    """What the file says it is, and the index in it; None where there is no file.

    All of it is read once, to check it: 0.6 s of CPU for a million vectors.

    Raises:
        Damaged: It is not what was written.
    """
    try:
        with file.open("rb") as stream:
            trailer = trailer_of(stream)
            stream.seek(0)
            digest = sha256_of(stream, trailer.size)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Damaged(str(error)) from error
    if digest != trailer.sha256:
        raise Damaged(f"its sha256 is {digest}, not {trailer.sha256}")
    try:
        return trailer, index_engine(trailer.engine).open(file)
    except ValueError as error:
        raise Damaged(str(error)) from error


def trailer_of(stream: BinaryIO) -> Trailer:
    """The trailer at the end of a file.

    Raises:
        Damaged: There is none, or the file has not the size that it tells.
    """
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - CHECK_BYTES - LENGTH_BYTES - len(MAGIC)))
    ending = stream.read()
    told, length = ending[:CHECK_BYTES], int.from_bytes(ending[CHECK_BYTES:][:LENGTH_BYTES])
    start = size - len(ending) - length
    if ending[CHECK_BYTES + LENGTH_BYTES :] != MAGIC or start < 0:
        raise Damaged(f"its {size:,} bytes do not end as a file of vectors does")
    stream.seek(start)
    line = stream.read(length)
    if check(line) != told:
        raise Damaged("its trailer is not what was written")
    fields = json.loads(line)
    trailer = Trailer(**{**fields, "state": State(*fields["state"])})
    if trailer.size != start:
        raise Damaged(f"it has {start:,} bytes before its trailer, not {trailer.size:,}")
    return trailer


def check(line: bytes) -> bytes:
    """By which damage to a trailer shows."""
    return hashlib.sha256(line).digest()[:CHECK_BYTES]


def sha256_of(stream: BinaryIO, size: int) -> str:
    """Of the next `size` bytes."""
    digest = hashlib.sha256()
    while size and (block := stream.read(min(size, BLOCK_BYTES))):
        digest.update(block)
        size -= len(block)
    return digest.hexdigest()
