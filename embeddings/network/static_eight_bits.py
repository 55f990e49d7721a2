"""Products in 8 bits whose scales are set beforehand, from what a sample of texts reached.

Nothing is left to find out while computing, which is a quarter faster than scales for each input
anew. Three things keep it near the truth:

- Channels that reach far are made smaller and the weights they meet larger, so that one scale fits
  all (Xiao et al., "SmoothQuant", ICML 2023).
- A feed-forward layer has some channels that reach ten times as far as the rest, whatever the text.
  They are computed apart, with scales for each input (Dettmers et al., "LLM.int8()", NeurIPS 2022).
- Weights have a scale for each output.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from embeddings.network.eight_bits import in_rows, with_eight_bit_weights
from embeddings.network.network import Tokens
from embeddings.network.openvino_network import GROUP, openvino
from embeddings.network.products import Product, products
from embeddings.network.reach import Reach, name, reaches

FAR = GROUP  # channels of a feed-forward layer that are computed apart
SMOOTHING = 0.75  # how much of the difference between channels the weights take over
MARGIN = 1.05  # numbers may reach so much further than in the sample
LEVELS = 256
SMALLEST = 1e-5


class FeedForward(NamedTuple):
    """`second(activation(first(x) + bias))`."""

    first: Product
    bias: NDArray[np.float32]  # (inner,)
    activation: Any
    second: Product


def with_static_eight_bits(model: Any, sample: Sequence[Tokens]) -> Any:
    """The model, changed in place, for inputs that are like the sample."""
    reach = reaches(model, sample)
    for layer in list(feed_forwards(model)):
        part(layer, reach)
    model.validate_nodes_and_infer_types()
    found = sorted(products(model), key=source)
    for into, several in groupby(found, key=source):
        if into in reach:
            quantise(list(several), reach[into])
    return with_eight_bit_weights(model)  # the channels that reach far


def source(product: Product) -> str:
    """The name of what the product multiplies."""
    return name(product.source)


def quantise(together: Sequence[Product], reach: Reach) -> None:
    """Products of one input, in 8 bits."""
    ops = openvino().opset13
    furthest = np.maximum(reach.furthest, SMALLEST)
    largest = np.max([np.abs(product.matrix).max(axis=0) for product in together], axis=0)
    smaller = furthest**SMOOTHING / np.maximum(largest, SMALLEST) ** (1 - SMOOTHING)
    smoothed = ops.multiply(together[0].source, constant(1 / smaller))
    low, high = (
        constant([bound])
        for bound in bounds((reach.lowest / smaller).min(), (reach.highest / smaller).max())
    )
    integers = ops.fake_quantize(smoothed, low, high, low, high, LEVELS)
    for product in together:
        product.node.input(0).replace_source_output(integers.output(0))
        product.node.input(1).replace_source_output(in_rows(product.matrix * smaller).output(0))


def bounds(lowest: float, highest: float) -> tuple[float, float]:
    """The numbers that the first and last of 256 levels stand for; one of the levels is 0."""
    lowest, highest = min(0.0, lowest) * MARGIN, max(SMALLEST, highest) * MARGIN
    step = (highest - lowest) / (LEVELS - 1)
    zero = round(-lowest / step)
    return -zero * step, (LEVELS - 1 - zero) * step


def feed_forwards(model: Any) -> Iterator[FeedForward]:
    """The feed-forward layers of the model, where nothing else looks inside them."""
    found = {name(product.node.output(0)): product for product in products(model)}
    for second in found.values():
        activation = second.source.get_node()
        if activation.get_type_name() != "Gelu" or second.matrix.shape[1] <= FAR:
            continue
        add = activation.input_value(0).get_node()
        bias = added(add)
        first = found.get(name(add.input_value(0))) if bias is not None else None
        alone = all(len(node.output(0).get_target_inputs()) == 1 for node in (activation, add))
        if bias is not None and first is not None and alone:
            yield FeedForward(first, bias, activation, second)


def added(node: Any) -> NDArray[np.float32] | None:
    """The constant that the node adds to its first input; None if it does something else."""
    if node.get_type_name() != "Add":
        return None
    second = node.input_value(1).get_node()
    if second.get_type_name() != "Constant":
        return None
    values: NDArray[np.float32] = second.data.astype(np.float32).reshape(-1)
    return values


def part(layer: FeedForward, reach: dict[str, Reach]) -> None:
    """Compute the far-reaching channels of the layer apart from the others; add both up.

    The reach of the others is noted; that of the far ones is not.
    """
    ops = openvino().opset13
    mode = layer.activation.get_attributes()["approximation_mode"]
    whole = reach[source(layer.second)]
    order = np.argsort(-whole.furthest)

    def computed(channels: NDArray[np.intp]) -> tuple[Any, Any]:
        rows = constant(layer.first.matrix[channels])
        inner = ops.matmul(layer.first.source, rows, False, True)
        active = ops.gelu(ops.add(inner, constant(layer.bias[channels])), mode)
        return active, ops.matmul(active, constant(layer.second.matrix[:, channels]), False, True)

    far, near = np.sort(order[:FAR]), np.sort(order[FAR:])
    (_, some), (active, most) = computed(far), computed(near)
    reach[name(active.output(0))] = whole.of(near)
    total = ops.add(some, most).output(0)
    for user in layer.second.node.output(0).get_target_inputs():
        user.replace_source_output(total)


def constant(values: Any) -> Any:
    """A node that gives these numbers."""
    return openvino().opset13.constant(np.ascontiguousarray(values, dtype=np.float32))
