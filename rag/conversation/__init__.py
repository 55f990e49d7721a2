"""Make follow-up questions self-contained: `resolve(question, turns)`."""

from rag.conversation.resolution import resolve
from rag.conversation.turn import Turn

__all__ = ["Turn", "resolve"]
