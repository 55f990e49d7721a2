"""Weights in 8 bits, a scale for each short row of them.

Numbers that share a scale lose precision to the largest of them: the fewer share one, the less is
lost (Dettmers et al., "8-bit Optimizers via Block-wise Quantization", ICLR 2022). What the weights
are multiplied with is brought to 8 bits by the engine, in groups of that size, for each input anew.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.network.openvino_network import GROUP, openvino
from embeddings.network.products import products


def quantised(
    values: NDArray[np.float32], group: int = GROUP
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Integers (outputs, groups, group) and scales (outputs, groups, 1) of a matrix.

    `values` has the shape (outputs, inputs), with inputs a multiple of `group`.
    """
    groups = values.reshape(len(values), -1, group)
    scales = np.abs(groups).max(axis=2, keepdims=True) / 127
    scales = np.where(scales > 0, scales, 1.0).astype(np.float32)
    return np.round(groups / scales).astype(np.int8), scales


def with_eight_bit_weights(model: Any) -> Any:
    """The model, changed in place: the constant matrices of its products in 8 bits."""
    for product in products(model):
        product.node.input(1).replace_source_output(in_groups(product.matrix).output(0))
    return model


def in_groups(matrix: NDArray[np.float32]) -> Any:
    """A node that gives the matrix, kept in 8 bits with a scale for each group."""
    ops = openvino().opset13
    shape = ops.constant(np.array(matrix.shape, np.int64))
    return ops.reshape(scaled(*quantised(matrix)), shape, False)


def in_rows(matrix: NDArray[np.float32]) -> Any:
    """A node that gives the matrix, kept in 8 bits with a scale for each row."""
    integers, scales = quantised(matrix, matrix.shape[1])
    return scaled(integers[:, 0], scales[:, 0])


def scaled(integers: NDArray[np.int8], scales: NDArray[np.float32]) -> Any:
    """A node that gives the integers times their scales."""
    ops = openvino().opset13
    return ops.multiply(ops.convert(ops.constant(integers), np.float32), ops.constant(scales))
