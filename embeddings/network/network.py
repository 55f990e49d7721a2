"""The seam for whatever computes a transformer, and what goes in and comes out."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Outputs = tuple[NDArray[np.float32], ...]
"""What a model tells of one sequence: vectors of it, or (tokens, ...) with padding at the end."""


class Tokens(NamedTuple):
    """One sequence for a model, special tokens included."""

    ids: Sequence[int]
    types: Sequence[int]  # 0 for a first text, 1 for a second one


class Network(Protocol):
    """Computes a transformer. Safe to share between threads, which share its processor threads."""

    @property
    def form(self) -> str:
        """How it computes: the engine and the number format."""

    def run(self, sequences: Sequence[Tokens]) -> list[Outputs]:
        """The outputs of each sequence, in the order given."""
