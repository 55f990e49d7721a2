"""Dropout with masks drawn beforehand."""

import pytest
import torch
from torch import nn

from rag.reader.training.dropout import DRAWN, DrawnDropout, draw_beforehand


@pytest.fixture
def model() -> nn.Sequential:
    made = nn.Sequential(nn.Dropout(0.25), nn.Sequential(nn.Dropout(0.25)), nn.Dropout(0.0))
    draw_beforehand(made, 0.25, seed=3)
    return made.train()


def test_layers_of_that_p_are_replaced(model: nn.Sequential) -> None:
    assert [type(one) for one in model] == [DrawnDropout, nn.Sequential, nn.Dropout]
    assert type(model[1][0]) is DrawnDropout
    assert model.state_dict() == {}  # masks are no weights


def test_some_are_dropped_and_the_mean_stays(model: nn.Sequential) -> None:
    out = model[0](torch.ones(100, 50, 40))
    assert out.unique().tolist() == pytest.approx([0.0, 4 / 3], rel=1e-2)
    assert (out == 0).float().mean() == pytest.approx(0.25, abs=0.01)
    assert out.mean() == pytest.approx(1.0, abs=0.02)


def test_masks_differ_from_call_to_call(model: nn.Sequential) -> None:
    first, second = (model[0](torch.ones(5000)) == 0 for _ in range(2))
    assert (first & second).float().mean() == pytest.approx(0.25**2, abs=0.02)  # by chance alone


def test_gradients_are_dropped_alike(model: nn.Sequential) -> None:
    numbers = torch.ones(1000, requires_grad=True)
    out = model[0](numbers)
    out.sum().backward()
    assert numbers.grad is not None
    torch.testing.assert_close(numbers.grad, out.detach())


def test_nothing_is_dropped_in_use(model: nn.Sequential) -> None:
    assert model.eval()(torch.ones(7)).tolist() == [1.0] * 7


def test_the_whole_mask_can_be_used(model: nn.Sequential) -> None:
    assert len(model[0](torch.ones(DRAWN))) == DRAWN
