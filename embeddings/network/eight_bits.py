"""Weights in 8 bits, a scale for each short row of them.

Numbers that share a scale lose precision to the largest of them: the fewer share one, the less is
lost (Dettmers et al., "8-bit Optimizers via Block-wise Quantization", ICLR 2022). What the weights
are multiplied with is brought to 8 bits by the engine, in groups of that size, for each input anew.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.network.openvino_network import GROUP, openvino

SMALLEST_SIDE = 64  # smaller products take no time, and their rounding would show


def quantised(values: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Integers (outputs, groups, GROUP) and scales (outputs, groups, 1) of a matrix.

    `values` has the shape (outputs, inputs), with inputs a multiple of `GROUP`.
    """
    groups = values.reshape(len(values), -1, GROUP)
    scales = np.abs(groups).max(axis=2, keepdims=True) / 127
    scales = np.where(scales > 0, scales, 1.0).astype(np.float32)
    return np.round(groups / scales).astype(np.int8), scales


def with_eight_bit_weights(model: Any) -> Any:
    """The model, changed in place: the constant matrices of its products in 8 bits."""
    ops = openvino().opset13
    for node in model.get_ordered_ops():
        if node.get_type_name() != "MatMul" or not node.get_attributes()["transpose_b"]:
            continue
        matrix = node.input_value(1).get_node()
        if matrix.get_type_name() != "Constant" or not _fits(matrix.data.shape):
            continue
        integers, scales = quantised(matrix.data.astype(np.float32))
        product = ops.multiply(
            ops.convert(ops.constant(integers), np.float32), ops.constant(scales)
        )
        shape = ops.constant(np.array(matrix.data.shape, np.int64))
        node.input(1).replace_source_output(ops.reshape(product, shape, False).output(0))
    return model


def _fits(shape: tuple[int, ...]) -> bool:
    return len(shape) == 2 and min(shape) >= SMALLEST_SIDE and shape[1] % GROUP == 0  # noqa: PLR2004
