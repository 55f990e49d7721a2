"""A model as PyTorch has it, and what is needed to put it into another form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from embeddings.network.network import Tokens

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True, slots=True)
class Loaded:
    """A transformer with its tokeniser."""

    module: "torch.nn.Module"  # of tensors (ids, mask, types) to a tuple of tensors
    tokenizer: str
    pad_id: int
    facts: Mapping[str, Any]  # plain JSON, given back with the kept model
    sample: Sequence[Tokens]  # to compare and time engines on
    usual: Sequence[Tokens]  # of many kinds, to see how far numbers reach: none of the sample's
    same: float  # an engine tells the same if its outputs correlate so much with PyTorch's
