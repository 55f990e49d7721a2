"""Matrix products with constant matrices, in a model of OpenVINO: where most of the work is."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from embeddings.network.openvino_network import GROUP

SMALLEST_SIDE = 64  # smaller products take no time, and rounding would show


class Product(NamedTuple):
    """A multiplication of what comes in with a constant matrix."""

    node: Any  # of type MatMul
    matrix: NDArray[np.float32]  # (outputs, inputs)

    @property
    def source(self) -> Any:
        """The output that is multiplied, of another node: (..., inputs)."""
        return self.node.input_value(0)


def products(model: Any) -> Iterator[Product]:
    """Those of the model that can be computed in 8 bits, in the order of computation."""
    for node in model.get_ordered_ops():
        if node.get_type_name() != "MatMul" or not node.get_attributes()["transpose_b"]:
            continue
        matrix = node.input_value(1).get_node()
        if matrix.get_type_name() == "Constant" and _fits(matrix.data.shape):
            yield Product(node, matrix.data.astype(np.float32))


def _fits(shape: tuple[int, ...]) -> bool:
    return len(shape) == 2 and min(shape) >= SMALLEST_SIDE and shape[1] % GROUP == 0  # noqa: PLR2004
