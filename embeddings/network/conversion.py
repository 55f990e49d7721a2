"""From a PyTorch module to a model of OpenVINO."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch

from embeddings.network.openvino_network import openvino


def converted(module: torch.nn.Module) -> Any:
    """An `openvino.Model` of a module of tensors (ids, mask, types), for any numbers of tokens."""
    some = torch.ones(2, 16, dtype=torch.int64)
    with warnings.catch_warnings(), same_logging():
        warnings.simplefilter("ignore")  # about branches in the module: they never change
        return openvino().convert_model(module.eval(), example_input=(some, some, some * 0))


@contextmanager
def same_logging() -> Iterator[None]:
    """Leave the root logger as it was: conversion mutes it, for good where it fails."""
    root = logging.getLogger()
    level, filters, handlers = root.level, root.filters[:], root.handlers[:]
    try:
        yield
    finally:
        root.setLevel(level)
        root.filters[:], root.handlers[:] = filters, handlers
