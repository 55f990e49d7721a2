"""Endpoints for programs: `/answer` and `/search`, through `gradio_client` or plain HTTP."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import gradio as gr
from gradio.events import api

from rag.errors import RagError
from ui.asking import READING
from ui.corpus import Corpus
from ui.tools import answering, searching

P = ParamSpec("P")
R = TypeVar("R")


def connect_endpoints(corpus: Corpus) -> None:
    """Offer the corpus to programs; their calls wait in the same line as people's questions."""
    settings = {k: v for k, v in READING.items() if k != "trigger_mode"}
    api(_telling(answering(corpus)), api_name="answer", **settings)
    api(_telling(searching(corpus)), api_name="search", **settings)


def _telling(tool: Callable[P, R]) -> Callable[P, R]:
    """An error of ours is told to the program that called; others are not."""

    @wraps(tool)
    def told(*given: P.args, **named: P.kwargs) -> R:
        try:
            return tool(*given, **named)
        except RagError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return told
