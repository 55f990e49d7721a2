"""Compute with OpenVINO, in the number format that is named."""

import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any, final

import numpy as np

from embeddings.network.batches import Batch, batches, padded, shared
from embeddings.network.cores import cores
from embeddings.network.network import Outputs, Tokens

MOST_STREAMS = 16  # batches at a time; with more cores, a batch has several
GROUP = 64  # numbers that share a scale, where products are computed in 8 bits

_first = threading.Lock()
"""Held for the first computation of each network. OpenVINO sets up its tables of types in the first
one of a process, and lets other threads run meanwhile: a second one that starts then waits for the
first, which waits for it."""


@final
class OpenVinoNetwork:
    """A compiled model: inputs (ids, mask, types) of (sequences, tokens), any outputs.

    Cores work side by side, each on a batch of its own; callers in several threads queue for them,
    so that cores are never asked for more than they have.
    """

    def __init__(self, model: Any, number_format: str, pad_id: int) -> None:
        """Compile an `openvino.Model`, its weights in 8 bits already where the format is i8."""
        self.form = f"openvino {number_format}"
        self._pad_id = pad_id
        threads = cores()
        self._streams = streams = min(threads, MOST_STREAMS)
        settings = {
            "NUM_STREAMS": streams,
            "INFERENCE_NUM_THREADS": threads,
            **FORMATS[number_format],
        }
        self._compiled = engine().compile_model(model, "CPU", settings)
        self._inputs = [tensor.any_name for tensor in self._compiled.inputs]  # those that matter
        self._threads = ThreadPoolExecutor(streams, "openvino")
        self._own = threading.local()  # a request for each thread: they are not to be shared
        with _first:
            self._compute(padded([Tokens([pad_id], [0])], pad_id))

    def run(self, sequences: Sequence[Tokens]) -> list[Outputs]:
        """The outputs of each sequence, in the order given."""
        found: list[Outputs] = [()] * len(sequences)
        lengths = [len(tokens.ids) for tokens in sequences]
        made = list(batches(lengths, shared(lengths, self._streams)))
        inputs = (padded([sequences[i] for i in batch], self._pad_id) for batch in made)
        for batch, outputs in zip(made, self._threads.map(self._compute, inputs), strict=True):
            for row, i in enumerate(batch):
                found[i] = tuple(output[row] for output in outputs)
        return found

    def _compute(self, batch: Batch) -> Outputs:
        if not hasattr(self._own, "request"):
            self._own.request = self._compiled.create_infer_request()
        arrays = batch._asdict()
        inputs = {name: arrays[name] for name in self._inputs}
        outputs = self._own.request.infer(inputs, share_inputs=True)
        return tuple(np.array(outputs[i], dtype=np.float32) for i in range(len(outputs)))


FORMATS: dict[str, dict[str, object]] = {
    "f32": {"INFERENCE_PRECISION_HINT": "f32"},
    "bf16": {"INFERENCE_PRECISION_HINT": "bf16"},
    "f16": {"INFERENCE_PRECISION_HINT": "f16"},
    "i8": {"DYNAMIC_QUANTIZATION_GROUP_SIZE": GROUP},
    "i8-static": {"DYNAMIC_QUANTIZATION_GROUP_SIZE": GROUP},
}
"""Settings for each number format."""


def formats_here() -> list[str]:
    """The formats that are worth a try on this processor."""
    able = set(engine().get_property("CPU", "OPTIMIZATION_CAPABILITIES"))
    halves = [name for name, ability in (("bf16", "BF16"), ("f16", "FP16")) if ability in able]
    return ["f32", *halves, *(["i8", "i8-static"] if "INT8" in able else [])]


def processor() -> str:
    """What the engine says of this processor: name and abilities, and the engine's release."""
    name = engine().get_property("CPU", "FULL_DEVICE_NAME")
    able = engine().get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    return f"{name} {' '.join(sorted(able))} {openvino().__version__}"


@cache
def engine() -> Any:
    """OpenVINO's entry point."""
    return openvino().Core()


@cache
def openvino() -> Any:
    """The module, with its usage statistics off: importing it would tell a server so."""
    absent: Any = None
    sys.modules.setdefault(
        "openvino_telemetry", absent
    )  # importing that fails; openvino does without
    import openvino  # noqa: PLC0415 - after the line above

    return openvino
