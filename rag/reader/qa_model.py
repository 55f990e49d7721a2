"""Load a question-answering transformer of Hugging Face form, and hand out its network."""

from itertools import cycle
from pathlib import Path
from typing import Any

import torch
import transformers
from transformers import AutoModelForQuestionAnswering, AutoTokenizer

from embeddings.network import Loaded, prose
from embeddings.network.sample import PASSAGES, QUESTIONS
from embeddings.network.weights import weights_sha256
from rag.errors import ModelUnusable
from rag.reader.window_tokenizer import WindowTokenizer

SAME = 0.999  # correlation: with .998, F1 falls by .4 points (docs/DECISIONS.md)


class SpanLogits(torch.nn.Module):
    """Tensors (ids, mask, types) to start and end logits, each (windows, tokens)."""

    def __init__(self, network: Any, has_types: bool) -> None:
        super().__init__()
        self.network = network
        self.has_types = has_types
        head = getattr(network, "qa_outputs", None)
        self.has_plain_head = isinstance(head, torch.nn.Linear) and head.out_features == 2  # noqa: PLR2004

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """The logits, in float32 whatever the network computes in.

        Written as products and sums: engines round the results of a matrix product to 16 bits,
        which would make ties of scores, but leave what follows the last one in float32.
        """
        inputs = {"input_ids": ids, "attention_mask": mask}
        if self.has_types:
            inputs["token_type_ids"] = types
        if not self.has_plain_head:
            output = self.network(**inputs)
            return output.start_logits, output.end_logits
        states = self.network.base_model(**inputs)[0]  # (windows, tokens, width)
        weight, bias = self.network.qa_outputs.weight, self.network.qa_outputs.bias
        start, end = ((states * weight[i]).sum(-1) + bias[i] for i in range(2))
        return start, end


def load(model: str) -> Loaded:
    """A model of a folder, or of a hub name where a hub can be reached.

    Raises:
        ModelUnusable: It is missing, or no question-answering model.
    """
    transformers.utils.logging.disable_progress_bar()
    transformers.utils.logging.set_verbosity_error()
    try:
        tokenizer: Any = AutoTokenizer.from_pretrained(model)
        network: Any = AutoModelForQuestionAnswering.from_pretrained(model, dtype=torch.float32)
    except (OSError, ValueError) as error:
        raise ModelUnusable(
            f"no question-answering model at {model}: {error}; "
            "name a folder in Hugging Face form, or a model of a hub that can be reached"
        ) from error
    if not tokenizer.is_fast:
        raise ModelUnusable(
            f"the model at {model} has no fast tokeniser, so its answers have no exact offsets; "
            "name one with a tokenizer.json"
        )
    made = tokenizer.backend_tokenizer.to_str()
    tokens = WindowTokenizer(made)
    return Loaded(
        module=SpanLogits(network, "token_type_ids" in tokenizer.model_input_names),
        tokenizer=made,
        pad_id=int(tokenizer.pad_token_id or 0),
        facts={"identity": f"{Path(model).name} sha256:{weights_sha256(network)}"},
        sample=[
            window.tokens for question in QUESTIONS for window in tokens.windows(question, PASSAGES)
        ],
        usual=[
            window.tokens
            for question, passage in zip(
                cycle(prose.QUESTIONS), [*prose.PASSAGES, *prose.ODD], strict=False
            )
            for window in tokens.windows(question, [passage])
        ],
        same=SAME,
    )
