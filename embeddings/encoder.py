"""The seam for encoders: text in, unit vectors out."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""float32 rows of length 1, shape (texts, dimension): the inner product of two is their cosine."""


class EncoderUnusable(Exception):
    """An encoder cannot be loaded; the message gives the fact, the value and the remedy."""


class NotOneTransformer(Exception):
    """A model of sentence-transformers that is more, or other, than one transformer of tokens."""


class Encoder(Protocol):
    """Maps texts to vectors whose inner product says how near they are in meaning."""

    @property
    def identity(self) -> str:
        """Names the model and its exact weights: vectors of different identities never mix."""

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""

    @property
    def max_tokens(self) -> int:
        """Tokens that fit in one text, special tokens included; what is beyond is not encoded."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, special tokens not counted."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (texts, dimension), in the order given."""

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (texts, dimension), in the order given."""
