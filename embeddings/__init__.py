"""Text to vectors to neighbours: knows strings and arrays, no articles.

`load_encoder` and `new_index` give an engine by name; an engine is one file and one line here.
"""

from pkgutil import resolve_name
from typing import cast

from embeddings.encoder import Encoder, EncoderUnusable, NotOneTransformer, Vectors
from embeddings.vector_index import Ids, Neighbours, VectorIndex

__all__ = [
    "INDEXES",
    "Encoder",
    "EncoderUnusable",
    "Ids",
    "Neighbours",
    "VectorIndex",
    "Vectors",
    "index_engine",
    "load_encoder",
]

INDEXES = {"flat": "embeddings.faiss_flat:FlatIndex", "ivf": "embeddings.faiss_ivf:IvfIndex"}


def load_encoder(model: str | None = None) -> Encoder:
    """The default encoder, or the sentence-transformers model that a hub name or a folder gives.

    Raises:
        EncoderUnusable: The model is missing or cannot be loaded.
    """
    try:
        return cast(Encoder, resolve_name("embeddings.sentence_encoder:SentenceEncoder")(model))
    except NotOneTransformer:
        return cast(Encoder, resolve_name("embeddings.whole_model:WholeModelEncoder")(str(model)))


def index_engine(name: str) -> type[VectorIndex]:
    """The class of an engine of `INDEXES`, by name.

    Raises:
        ValueError: There is no engine of that name.
    """
    if name not in INDEXES:
        raise ValueError(f"no vector index named {name!r}; there are: {', '.join(INDEXES)}")
    return cast(type[VectorIndex], resolve_name(INDEXES[name]))
