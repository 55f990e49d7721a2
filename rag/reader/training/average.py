"""The running average of the weights: what is published, better than any single step's weights."""

from collections.abc import Mapping

import torch
from torch import Tensor

RECENCY = 8  # the average looks back over about the last ninth of the run


def update_average(average: Mapping[str, Tensor], weights: Mapping[str, Tensor], step: int) -> None:
    """Move the average, in place, towards the weights after step number `step` (from 1).

    Polynomial-decay averaging (Shamir and Zhang 2013): weights of step t count as t ** RECENCY.
    Its horizon grows with the run, so that it needs no length set beforehand, and the average is
    good whenever one stops.
    """
    share = (RECENCY + 1) / (step + RECENCY)
    with torch.no_grad():
        for name, tensor in average.items():
            tensor.lerp_(weights[name].to(tensor.device), min(1.0, share))
