"""How far the numbers reach that a model multiplies, seen on a sample of texts."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from embeddings.network.batches import Batch
from embeddings.network.network import Tokens
from embeddings.network.openvino_network import FORMATS, engine
from embeddings.network.products import products


class Reach(NamedTuple):
    """The lowest and highest number of each channel: each (channels,)."""

    lowest: NDArray[np.float32]
    highest: NDArray[np.float32]

    @property
    def furthest(self) -> NDArray[np.float32]:
        """The largest absolute number of each channel."""
        return np.maximum(np.abs(self.lowest), np.abs(self.highest))

    def of(self, channels: NDArray[np.intp]) -> "Reach":
        """That of some of the channels."""
        return Reach(self.lowest[channels], self.highest[channels])


def reaches(model: Any, sample: Sequence[Tokens]) -> dict[str, Reach]:
    """What goes into the model's products, by the name of the output that it is."""
    watched = model.clone()
    sources = {name(product.source): product.source for product in products(watched)}
    own = len(watched.outputs)
    watched.add_outputs(list(sources.values()))
    compiled = engine().compile_model(watched, "CPU", FORMATS["f32"])
    names = [tensor.any_name for tensor in compiled.inputs]
    found: dict[str, Reach] = {}
    for tokens in sample:
        ids, types = np.array([tokens.ids]), np.array([tokens.types])
        inputs = Batch(ids, np.ones_like(ids), types)._asdict()
        outputs = compiled({given: inputs[given] for given in names})
        for number, source in enumerate(sources, start=own):
            values = outputs[number].reshape(-1, outputs[number].shape[-1])
            seen = Reach(values.min(axis=0), values.max(axis=0))
            found[source] = wider(found.get(source, seen), seen)
    return found


def wider(one: Reach, other: Reach) -> Reach:
    """What holds both."""
    return Reach(np.minimum(one.lowest, other.lowest), np.maximum(one.highest, other.highest))


def name(output: Any) -> str:
    """Of a node's output: the same in a model and its clones."""
    return f"{output.get_node().get_friendly_name()}:{output.get_index()}"
