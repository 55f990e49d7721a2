"""Encode with all that a sentence-transformers model consists of, where that is no transformer."""

import threading
from collections.abc import Sequence
from typing import Any, final

from embeddings.encoder import Vectors
from embeddings.network.weights import weights_sha256
from embeddings.sentence_encoder import unit
from embeddings.sentence_model import encoded, name_of, sentence_transformer


@final
class WholeModelEncoder:
    """Models of static word vectors, of several towers, with a tokeniser of their own."""

    def __init__(self, source: str) -> None:
        """Load a folder, or a hub name where a hub can be reached.

        Raises:
            EncoderUnusable: The model is missing or cannot be loaded.
        """
        self._model = sentence_transformer(source)
        self._lock = threading.Lock()  # one text at a time takes all cores as it is
        self.identity = f"{name_of(source)} sha256:{weights_sha256(self._model)}"

    @property
    def dimension(self) -> int:
        return int(self._model.get_embedding_dimension() or 0)

    @property
    def max_tokens(self) -> int:
        return int(self._model.max_seq_length or 512)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, special tokens not counted."""
        tokenizer: Any = self._model.tokenizer
        if hasattr(tokenizer, "encode_batch"):  # of the library tokenizers, as static models have
            return [
                len(one.ids)
                for one in tokenizer.encode_batch(list(texts), add_special_tokens=False)
            ]
        encoded_ = tokenizer(list(texts), add_special_tokens=False, verbose=False) if texts else {}
        return [len(ids) for ids in encoded_.get("input_ids", [])]

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """float32 unit vectors of shape (texts, dimension), in the order given."""
        return self._encode(self._model.encode_document, texts)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """float32 unit vectors of shape (texts, dimension), in the order given."""
        return self._encode(self._model.encode_query, texts)

    def _encode(self, encode: Any, texts: Sequence[str]) -> Vectors:
        with self._lock:
            return unit(encoded(encode, texts).reshape(len(texts), self.dimension))
