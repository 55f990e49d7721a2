"""A whole conversation as HTML."""

from ui.conversation import Conversation
from ui.markup import joined, tag, text
from ui.render_answer import render_pending, render_turn


def render_conversation(conversation: Conversation) -> str:
    """Its turns, oldest first, the pending question last."""
    title = text("h1", "Conversation", class_="visually-hidden")
    turns = [render_turn(turn, place) for place, turn in enumerate(conversation.turns)]
    if conversation.pending is not None:
        turns.append(render_pending(conversation.pending, len(turns)))
    return title + tag("div", joined(turns), class_="turns", aria_live="polite")
