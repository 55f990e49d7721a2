"""The number format that training takes."""

import pytest
import torch

from rag.reader.training import precision


@pytest.mark.parametrize(
    ("able", "faster", "taken"),
    [
        (True, torch.bfloat16, torch.bfloat16),
        (True, torch.float32, torch.float32),  # instructions for it need not be fast
        (False, torch.bfloat16, torch.float32),
    ],
)
def test_bfloat16_is_taken_where_it_is_there_and_faster(
    monkeypatch: pytest.MonkeyPatch, able: bool, faster: torch.dtype, taken: torch.dtype
) -> None:
    monkeypatch.setattr("torch.cpu._is_avx512_bf16_supported", lambda: able)
    monkeypatch.setattr(precision, "_seconds", lambda dtype: 1.0 if dtype is faster else 2.0)
    precision.best_dtype.cache_clear()
    assert precision.best_dtype() is taken
    precision.best_dtype.cache_clear()


def test_products_take_time() -> None:
    assert 0 < precision._seconds(torch.float32) < 10
