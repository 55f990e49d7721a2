"""What each visitor did last, so that work which comes late can see that it is late."""

import threading
from collections import OrderedDict
from typing import final

import gradio as gr

VISITORS = 10_000  # as many as Gradio keeps the state of


@final
class Moves:
    """Counts the moves of each visitor; safe to share between threads.

    A question that was stopped goes on being read in its thread. It, and the search for
    suggestions, look here before they show anything.
    """

    def __init__(self) -> None:
        self._latest: OrderedDict[str, int] = OrderedDict()
        self._lock = threading.Lock()

    def make(self, visitor: gr.Request) -> None:
        """The visitor did something: what was begun before is late from now on."""
        name = _name(visitor)
        with self._lock:
            self._latest[name] = self._latest.get(name, 0) + 1
            self._latest.move_to_end(name)
            if len(self._latest) > VISITORS:
                self._latest.popitem(last=False)

    def latest(self, visitor: gr.Request) -> int:
        """The number of the visitor's last move."""
        with self._lock:
            return self._latest.get(_name(visitor), 0)


def _name(visitor: gr.Request) -> str:
    return visitor.session_hash or ""
