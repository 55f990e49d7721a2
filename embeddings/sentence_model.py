"""Load a sentence-transformers model, and hand out its transformer."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import transformers
from sentence_transformers import SentenceTransformer

from embeddings.encoder import EncoderUnusable, NotOneTransformer, Vectors
from embeddings.network import Loaded, prose
from embeddings.network.sample import ODD, PASSAGES, QUESTIONS
from embeddings.network.torch_network import TorchNetwork
from embeddings.network.weights import weights_sha256
from embeddings.sentence_encoder import installed_weights
from embeddings.text_tokenizer import TextTokenizer

DEFAULT_NAME = "all-MiniLM-L6-v2"
PASSAGE_PROMPTS = ("document", "passage", "corpus")  # the names that `encode_document` looks for
ROUNDING = 1e-4  # between numbers of unit vectors that are the same
SAME = 0.998  # correlation: nDCG@10 is the same to .001 with .9988 (docs/DECISIONS.md)


class Embedding(torch.nn.Module):
    """Tensors (ids, mask, types), each (texts, tokens), to sentence vectors (texts, dimension)."""

    def __init__(self, model: SentenceTransformer) -> None:
        super().__init__()
        self.model = model
        self.has_types = "token_type_ids" in model.tokenizer.model_input_names

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor
    ) -> tuple[torch.Tensor]:
        """The vectors, as `SentenceTransformer.encode` would give them."""
        features = {"input_ids": ids, "attention_mask": mask}
        if self.has_types:
            features["token_type_ids"] = types
        return (self.model(features)["sentence_embedding"],)


def sentence_transformer(source: str) -> SentenceTransformer:
    """The model of a folder, or of a hub name where a hub can be reached.

    Raises:
        EncoderUnusable: It is missing or cannot be loaded.
    """
    transformers.utils.logging.disable_progress_bar()
    transformers.utils.logging.set_verbosity_error()
    try:
        return SentenceTransformer(source, device="cpu").float()
    except (OSError, ValueError) as error:
        raise EncoderUnusable(
            f"no sentence encoder at {source}: {error}; "
            "name a folder in sentence-transformers form, or a model of a hub in reach"
        ) from error


def load(source: str) -> Loaded:
    """Its transformer with tokeniser, prompts and limits, checked against the whole model.

    Raises:
        EncoderUnusable: As for `sentence_transformer`.
        NotOneTransformer: The transformer alone gives other vectors than the model.
    """
    model = sentence_transformer(source)
    backend = getattr(getattr(model, "tokenizer", None), "backend_tokenizer", None)
    if backend is None:
        raise NotOneTransformer(source)
    prompts = {name: prompt or "" for name, prompt in model.prompts.items()}
    default = prompts.get(model.default_prompt_name or "", "")
    facts = {
        "identity": f"{name_of(source)} sha256:{weights_sha256(model)}",
        "dimension": int(model.get_embedding_dimension() or 0),
        "max_tokens": int(model.max_seq_length or 512),
        "question_prompt": prompts.get("query", default),
        "passage_prompt": next((prompts[p] for p in PASSAGE_PROMPTS if p in prompts), default),
    }
    tokenizer = backend.to_str()
    tokens = TextTokenizer(tokenizer, facts)
    passages = [*PASSAGES, *ODD]
    loaded = Loaded(
        module=Embedding(model),
        tokenizer=tokenizer,
        pad_id=int(model.tokenizer.pad_token_id or 0),
        facts=facts,
        sample=tokens.passages(passages),
        usual=[
            *tokens.passages([*prose.PASSAGES, *prose.ODD]),
            *tokens.questions(prose.QUESTIONS),
        ],
        same=SAME,
    )
    network = TorchNetwork(loaded.module, loaded.pad_id)
    for texts, made, encode in (
        (passages, loaded.sample, model.encode_document),
        (QUESTIONS, tokens.questions(QUESTIONS), model.encode_query),
    ):
        alone = np.stack([outputs[0] for outputs in network.run(made)])
        if not np.allclose(alone, encoded(encode, texts), atol=ROUNDING):
            raise NotOneTransformer(source)
    return loaded


def encoded(encode: Any, texts: Sequence[str]) -> Vectors:
    """What a method of sentence-transformers makes of the texts: float32, (texts, dimension)."""
    with torch.inference_mode():
        vectors: Vectors = encode(list(texts), show_progress_bar=False, convert_to_numpy=True)
    return vectors.astype(np.float32, copy=False)


def name_of(source: str) -> str:
    """How answers name the model."""
    return DEFAULT_NAME if source == installed_weights() else Path(source).name
