"""Which weights a model has."""

import hashlib

import torch


def weights_sha256(model: torch.nn.Module) -> str:
    """A hash of all parameters, by name and value."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.contiguous().float().numpy().tobytes())
    return digest.hexdigest()
