"""Finds the words of a passage that answer a question."""

from pkgutil import resolve_name
from typing import cast

from rag.reader.reader import Reader, Reading, ScoredSpan

__all__ = ["Reader", "Reading", "ScoredSpan", "load"]


def load(name: str | None = None) -> Reader:
    """The shipped reader, or the question-answering model that a hub name or a folder gives.

    Raises:
        ModelUnusable: It is missing, altered, or no question-answering model.
    """
    reader = resolve_name("rag.reader.extractive:ExtractiveReader")  # imports torch: only now
    return cast(Reader, reader(name) if name else reader())
