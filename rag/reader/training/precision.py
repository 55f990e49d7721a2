"""The number format in which a transformer trains fastest on this processor."""

import time
from functools import cache

import torch

ROUNDS = 15  # of each format, in turns; the fastest counts
CLEARLY = 0.7  # of float32's time: what is not a product gains nothing, and is converted to and fro


@cache
def best_dtype() -> torch.dtype:
    """bfloat16 where products of its numbers take clearly less time here than those of float32.

    Instructions for it do not say so: with them one processor was 2.5 times as fast in bfloat16,
    another half as fast. Cosines stay above 0.999.
    """
    if not torch.cpu._is_avx512_bf16_supported():
        return torch.float32
    taken: dict[torch.dtype, float] = {}
    for _ in range(ROUNDS):
        for dtype in (torch.float32, torch.bfloat16):
            taken[dtype] = min(_seconds(dtype), taken.get(dtype, float("inf")))
    faster = taken[torch.bfloat16] < CLEARLY * taken[torch.float32]
    return torch.bfloat16 if faster else torch.float32


def _seconds(dtype: torch.dtype) -> float:
    """How long a layer's product takes, forwards and backwards."""
    rows = torch.ones(1024, 384, dtype=dtype)
    weight = torch.ones(1536, 384, dtype=dtype, requires_grad=True)
    started = time.perf_counter()
    (rows @ weight.t()).sum().backward()
    return time.perf_counter() - started
