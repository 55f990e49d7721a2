"""Products in 8 bits with scales set beforehand."""

from typing import Any

import numpy as np
import pytest
import torch

from embeddings.network import Tokens
from embeddings.network.choice import correlations
from embeddings.network.conversion import converted
from embeddings.network.openvino_network import GROUP, OpenVinoNetwork
from embeddings.network.products import products
from embeddings.network.reach import name, reaches
from embeddings.network.static_eight_bits import (
    FAR,
    LEVELS,
    bounds,
    feed_forwards,
    part,
    with_static_eight_bits,
)
from tests.embeddings.processor import adds_bytes_exactly

WIDTH, INNER = 64, 4 * GROUP
OUTLIERS = [3, 77, 200]


class Layer(torch.nn.Module):
    """A feed-forward layer of which some inner channels reach far, as in trained transformers."""

    def __init__(self, *, shows_inside: bool = False) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.words = torch.nn.Embedding(50, WIDTH)
        self.first = torch.nn.Linear(WIDTH, INNER)
        self.second = torch.nn.Linear(INNER, WIDTH)
        self.shows_inside = shows_inside
        with torch.no_grad():
            self.first.weight[OUTLIERS] *= 60
            self.first.bias[OUTLIERS] -= 40  # silent for most words, loud for some

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> Any:
        inner = torch.nn.functional.gelu(self.first(self.words(ids + types)))
        outer = self.second(inner) * mask[..., None]
        return (outer, inner) if self.shows_inside else (outer,)


@pytest.fixture(scope="module")
def usual() -> list[Tokens]:
    chance = np.random.default_rng(0)
    return [Tokens(chance.integers(0, 49, n).tolist(), [0] * n) for n in (5, 20, 40)]


@pytest.fixture
def model() -> Any:
    return converted(Layer())


def outputs(model: Any, form: str, sequences: list[Tokens]) -> list[tuple[np.ndarray, ...]]:
    return OpenVinoNetwork(model, form, 0).run(sequences)


def test_reach_is_that_of_what_goes_into_products(model: Any, usual: list[Tokens]) -> None:
    layer = Layer()
    found = reaches(model, usual)
    assert len(found) == 2
    into_second = found[name(list(products(model))[1].source)]
    with torch.no_grad():
        words = layer.words(torch.tensor([id for tokens in usual for id in tokens.ids]))
        inner = torch.nn.functional.gelu(layer.first(words)).numpy()
    np.testing.assert_allclose(into_second.highest, inner.max(axis=0), rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(into_second.lowest, inner.min(axis=0), rtol=1e-4, atol=1e-5)
    assert set(np.argsort(-into_second.furthest)[:3]) == set(OUTLIERS)


def test_a_parted_layer_computes_the_same(model: Any, usual: list[Tokens]) -> None:
    before = outputs(model.clone(), "f32", usual)
    reach = reaches(model, usual)
    [layer] = feed_forwards(model)
    part(layer, reach)
    assert sorted(product.matrix.shape[1] for product in products(model)) == sorted(
        [WIDTH, WIDTH, FAR, INNER - FAR]
    )
    for a, b in zip(before, outputs(model, "f32", usual), strict=True):
        np.testing.assert_allclose(a[0], b[0], atol=1e-4)


def test_a_layer_that_shows_its_inside_is_not_parted() -> None:
    assert list(feed_forwards(converted(Layer(shows_inside=True)))) == []


def test_far_reaching_channels_spoil_nothing(
    model: Any, usual: list[Tokens], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = outputs(model.clone(), "f32", usual)
    apart = with_static_eight_bits(model.clone(), usual)
    monkeypatch.setattr("embeddings.network.static_eight_bits.feed_forwards", lambda model: [])
    together = with_static_eight_bits(model.clone(), usual)
    kept = correlations(outputs(apart, "f32", usual), expected).mean()
    lost = correlations(outputs(together, "f32", usual), expected).mean()
    exact = adds_bytes_exactly()  # what is cut off elsewhere is lost in both
    assert kept > (0.9995 if exact else 0.999)
    assert 1 - lost > (2 if exact else 1.2) * (1 - kept)


@pytest.mark.parametrize(
    ("lowest", "highest"), [(-3.0, 5.0), (-0.17, 20.0), (0.0, 1.0), (0.5, 2.0), (-4.0, -1.0)]
)
def test_levels_hold_what_was_seen_and_zero(lowest: float, highest: float) -> None:
    low, high = bounds(lowest, highest)
    step = (high - low) / (LEVELS - 1)
    assert low <= lowest + step
    assert high >= highest - step
    assert abs(-low / step - round(-low / step)) < 1e-6  # a zero stays one
