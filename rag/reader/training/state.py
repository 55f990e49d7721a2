"""The state of a run on disk: everything that the same command needs to go on after a kill."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor
from torch.optim import Optimizer

from rag.errors import RagError

STATE_FILE = "training.safetensors"


class OtherRun(RagError):
    """The folder holds a run of other settings; the message names what differs."""


@dataclass(frozen=True, slots=True)
class Position:
    """How far a run has come: steps taken, seconds trained, and the loss as it was last shown."""

    step: int = 0
    elapsed_s: float = 0.0
    loss: float = 0.0
    pool: int = 0
    batch: int = 0  # the next one of the pool


def save_state(
    folder: Path,
    position: Position,
    settings: dict[str, object],
    *,
    model: torch.nn.Module,
    average: dict[str, Tensor],
    optimizer: Optimizer,
) -> None:
    """Write the state beside the old one, then replace that: a kill leaves one of the two."""
    tensors = {f"model/{name}": tensor for name, tensor in model.state_dict().items()}
    tensors |= {f"average/{name}": tensor for name, tensor in average.items()}
    for n, moments in optimizer.state_dict()["state"].items():
        tensors |= {f"optimizer/{n}/{name}": tensor for name, tensor in moments.items()}
    told = {"position": json.dumps(asdict(position)), "settings": json.dumps(settings)}
    partial = folder / f"{STATE_FILE}.partial"
    save_file({name: t.detach().cpu().contiguous() for name, t in tensors.items()}, partial, told)
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    partial.replace(folder / STATE_FILE)


def load_state(
    folder: Path,
    settings: dict[str, object],
    *,
    model: torch.nn.Module,
    average: dict[str, Tensor],
    optimizer: Optimizer,
) -> Position:
    """Fill model, average and optimizer from the folder's state; at the start where there is none.

    Raises:
        OtherRun: The state is of a run with other settings.
    """
    path = folder / STATE_FILE
    if not path.is_file():
        return Position()
    with safe_open(path, framework="pt") as state:
        told = state.metadata()
        _check_same(folder, json.loads(told["settings"]), settings)
        tensors = {name: state.get_tensor(name) for name in state.keys()}  # noqa: SIM118
    model.load_state_dict(_below("model/", tensors))
    for name, tensor in _below("average/", tensors).items():
        average[name].copy_(tensor)
    moments: dict[int, dict[str, Tensor]] = {}
    for name, tensor in _below("optimizer/", tensors).items():
        n, moment = name.split("/")
        moments.setdefault(int(n), {})[moment] = tensor
    groups = optimizer.state_dict()["param_groups"]
    optimizer.load_state_dict({"state": moments, "param_groups": groups})
    return Position(**json.loads(told["position"]))


def _below(prefix: str, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return {n.removeprefix(prefix): t for n, t in tensors.items() if n.startswith(prefix)}


def _check_same(folder: Path, then: dict[str, object], now: dict[str, object]) -> None:
    differs = [name for name in then.keys() | now.keys() if then.get(name) != now.get(name)]
    if differs:
        told = ", ".join(f"{n} was {then.get(n)!r}, is {now.get(n)!r}" for n in sorted(differs))
        raise OtherRun(f"{folder} holds another run: {told}; name a new folder, or go on as then")
