"""Dropout that costs a CPU next to nothing."""

import random

import torch
from torch import Tensor, nn

DRAWN = 1 << 24  # numbers drawn beforehand, several times what a layer of a step needs


class DrawnDropout(nn.Module):
    """Dropout whose masks are stretches, each from a place chosen by chance, of one long mask.

    Drawing a new mask for each layer takes a CPU as long as all the layers do; reading one takes
    nearly nothing. What dropout is for: Srivastava et al., JMLR 2014.
    """

    def __init__(self, mask: Tensor, chance: random.Random) -> None:
        """`mask`, (numbers,): 0 for what is dropped, 1 / (1 - p) for what is kept."""
        super().__init__()
        self._mask, self._chance = mask, chance

    def forward(self, input: Tensor) -> Tensor:
        """The input, of any shape with at most as many numbers as the mask; some of them 0."""
        if not self.training:
            return input
        needed = input.numel()
        start = self._chance.randint(0, len(self._mask) - needed)
        return input * self._mask[start : start + needed].view(input.shape).to(input.dtype)


def draw_beforehand(model: nn.Module, p: float, seed: int) -> None:
    """Let the model's dropout layers of that p compute so, in place."""
    drawn = torch.rand(DRAWN, generator=torch.Generator().manual_seed(seed))
    mask = (drawn >= p).to(torch.bfloat16) / (1 - p)
    chance = random.Random(seed)
    for module in list(model.modules()):
        for name, child in module.named_children():
            if type(child) is nn.Dropout and child.p == p:
                setattr(module, name, DrawnDropout(mask, chance))
