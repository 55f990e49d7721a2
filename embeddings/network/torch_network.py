"""Compute with PyTorch in float32: works everywhere, and is what others are compared to."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import final

import torch

from embeddings.network.batches import Batch, batches, padded
from embeddings.network.cores import cores
from embeddings.network.network import Outputs, Tokens

BATCH_TOKENS = 4096  # padded: bounds memory, long enough to fill the cores


@final
class TorchNetwork:
    """A module of tensors (ids, mask, types), each (sequences, tokens), to a tuple of tensors.

    One thread runs it for all callers, and shares each batch out among the cores: threads that
    each did so would get into each other's way.
    """

    form = "torch f32"

    def __init__(self, module: torch.nn.Module, pad_id: int) -> None:
        self._module = module.eval()
        self._pad_id = pad_id
        self._thread = ThreadPoolExecutor(
            1, "torch", initializer=lambda: torch.set_num_threads(cores())
        )

    def run(self, sequences: Sequence[Tokens]) -> list[Outputs]:
        """The outputs of each sequence, in the order given."""
        found: list[Outputs] = [()] * len(sequences)
        for batch in batches([len(tokens.ids) for tokens in sequences], BATCH_TOKENS):
            inputs = padded([sequences[i] for i in batch], self._pad_id)
            outputs = self._thread.submit(self._compute, inputs).result()
            for row, i in enumerate(batch):
                found[i] = tuple(output[row] for output in outputs)
        return found

    def _compute(self, batch: Batch) -> Outputs:
        with torch.inference_mode():
            outputs = self._module(*(torch.from_numpy(array) for array in batch))
        return tuple(output.float().numpy() for output in outputs)
