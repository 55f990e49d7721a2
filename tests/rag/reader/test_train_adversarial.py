"""Words are moved to where the loss rises, those of the batch only, and back again."""

import pytest
import torch

from rag.reader.training.adversarial import moved


def learned() -> tuple[torch.nn.Embedding, torch.Tensor]:
    """Vectors of nine words, the gradient of a loss on three of them, and these words."""
    torch.manual_seed(0)
    vectors, words = torch.nn.Embedding(9, 4), torch.tensor([1, 5, 5, 7])
    loss(vectors, words).backward()
    return vectors, words


def loss(vectors: torch.nn.Embedding, words: torch.Tensor) -> torch.Tensor:
    return vectors(words).pow(3).sum()


def test_the_loss_is_higher_there_and_nothing_stays_moved() -> None:
    vectors, words = learned()
    before, low = vectors.weight.detach().clone(), loss(vectors, words).item()
    with moved(vectors.weight, 0.1):
        assert loss(vectors, words).item() > low
        some = vectors.weight.detach() - before
    assert torch.equal(vectors.weight.detach(), before)
    assert some.abs().sum(-1).nonzero().squeeze(-1).tolist() == [1, 5, 7]
    assert float(some.norm()) == pytest.approx(0.1 * float(before[[1, 5, 7]].norm()), rel=1e-4)


def test_they_come_back_though_the_second_loss_fails() -> None:
    vectors, _ = learned()
    before = vectors.weight.detach().clone()
    with pytest.raises(RuntimeError, match="no memory"), moved(vectors.weight, 0.1):
        raise RuntimeError("no memory")
    assert torch.equal(vectors.weight.detach(), before)


def test_without_a_gradient_nothing_moves() -> None:
    vectors = torch.nn.Embedding(9, 4)
    before = vectors.weight.detach().clone()
    with moved(vectors.weight, 0.1):
        assert torch.equal(vectors.weight.detach(), before)
