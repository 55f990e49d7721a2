import torch
from torch import nn

from rag.reader.training.linear import TransposedLinear, turn_linear_layers


def test_a_turned_layer_computes_the_same_and_learns_the_same() -> None:
    torch.manual_seed(0)
    plain, turned = nn.Linear(3, 2), nn.Linear(3, 2)
    turned.load_state_dict(plain.state_dict())
    turn_linear_layers(nn.ModuleList([turned]))
    assert isinstance(turned, TransposedLinear)
    x = torch.randn(4, 5, 3)
    for layer in (plain, turned):
        layer(x).square().sum().backward()
    torch.testing.assert_close(turned(x), plain(x))
    torch.testing.assert_close(turned.weight.grad, plain.weight.grad)
    torch.testing.assert_close(turned.bias.grad, plain.bias.grad)


def test_a_layer_without_bias_is_left_as_it_is() -> None:
    layers = nn.ModuleList([nn.Linear(3, 2, bias=False)])
    turn_linear_layers(layers)
    assert type(layers[0]) is nn.Linear
