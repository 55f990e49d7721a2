"""Which engine and number format is fastest here, among those that tell the same."""

import logging
import time
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from embeddings.network.conversion import converted
from embeddings.network.eight_bits import with_eight_bit_weights
from embeddings.network.loaded import Loaded
from embeddings.network.network import Network, Outputs, Tokens
from embeddings.network.openvino_network import OpenVinoNetwork, formats_here
from embeddings.network.static_eight_bits import with_static_eight_bits
from embeddings.network.torch_network import TorchNetwork

log = logging.getLogger(__name__)

LEAST = 0.99  # correlation of any one sequence: a mean may hide a text that comes out all wrong
ROUNDS = 5  # the fastest counts: whatever else the machine does only slows a run down


class Candidate(NamedTuple):
    """A way to compute a model, and how it did on the sample."""

    network: Network
    model: Any  # of OpenVINO; None for PyTorch
    milliseconds: float
    correlation: float  # with what PyTorch tells: mean over sequences
    least: float  # the same of the sequence that comes out worst


def candidates(loaded: Loaded) -> list[Candidate]:
    """All ways to compute the model here, tried on the sample; PyTorch where all others fail."""
    reference: Network = TorchNetwork(loaded.module, loaded.pad_id)
    expected = reference.run(loaded.sample)
    found: list[tuple[Network, Any, NDArray[np.float64]]] = [(reference, None, np.ones(1))]
    try:
        plain = converted(loaded.module)
        for number_format in formats_here():
            model = in_format(plain, number_format, loaded)
            network = OpenVinoNetwork(model, number_format, loaded.pad_id)
            found.append((network, model, correlations(network.run(loaded.sample), expected)))
    except Exception as error:  # whatever tracing and converting a stranger's model may raise
        log.warning("OpenVINO cannot compute this model (%s); PyTorch does, more slowly", error)
    times = milliseconds([network for network, _, _ in found], loaded.sample)
    return [
        Candidate(network, model, ms, float(same.mean()), float(same.min()))
        for (network, model, same), ms in zip(found, times, strict=True)
    ]


def in_format(plain: Any, number_format: str, loaded: Loaded) -> Any:
    """The model, its weights in 8 bits where the format has them so."""
    if number_format == "i8":
        return with_eight_bit_weights(plain.clone())
    if number_format == "i8-static":
        return with_static_eight_bits(plain.clone(), loaded.usual)
    return plain


def preferred(found: Sequence[Candidate], same: float) -> Candidate:
    """The fastest of those that tell the same as PyTorch, which is one of them."""
    alike = (one for one in found if one.correlation >= same and one.least >= LEAST)
    return min(alike, key=lambda one: one.milliseconds)


def milliseconds(networks: Sequence[Network], sample: Sequence[Tokens]) -> list[float]:
    """The shortest of some runs of each, in turns: what slows one round slows it for all."""
    times: list[list[float]] = [[] for _ in networks]
    for _ in range(ROUNDS):
        for network, taken in zip(networks, times, strict=True):
            started = time.perf_counter()
            network.run(sample)
            taken.append((time.perf_counter() - started) * 1000)
    return [min(taken) for taken in times]


def correlations(found: Sequence[Outputs], expected: Sequence[Outputs]) -> NDArray[np.float64]:
    """Pearson's of all numbers told of a sequence, for each one; 0 where it is not a number."""
    pairs = [(flat(a), flat(b)) for a, b in zip(found, expected, strict=True)]
    with np.errstate(invalid="ignore"):  # of numbers that are all the same
        each: NDArray[np.float64] = np.array([np.corrcoef(a, b)[0, 1] for a, b in pairs])
    return np.nan_to_num(each, copy=False)


def flat(outputs: Outputs) -> Any:
    """All numbers of them in one row."""
    return np.concatenate([output.ravel() for output in outputs])
