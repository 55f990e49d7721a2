"""Suggesting: what to ask, found while nobody waits for it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import gradio as gr
from gradio.events import Dependency

from ui.conversation import Conversation
from ui.corpus import Corpus
from ui.desk import Desk
from ui.moves import Moves
from ui.parts import PRIVATE
from ui.render_suggestions import LOOKING, render_suggestions
from ui.suggestions import suggestions

SUGGESTING: dict[str, Any] = {"concurrency_limit": 1, "trigger_mode": "multiple"}
FIRST_WANTED = 4
ARTICLES_NEAR = 2  # of the latest answer: its source, and one more


def connect_suggesting(
    desk: Desk, page: gr.Blocks, ended: Sequence[Dependency], moves: Moves
) -> None:
    """Suggest at first and whenever a turn has ended, until the visitor's next move."""

    def suggest(visitor: gr.Request, now: Conversation) -> Iterator[str]:
        move = moves.latest(visitor)

        def go_on() -> bool:
            return move == moves.latest(visitor)

        found: list[str] = []
        if not now:
            yield LOOKING
        for question in suggestions_for(desk.corpus, now, go_on):
            found.append(question)
            if go_on():
                yield render_suggestions(found, first=not now)
        if not found and not now and go_on():
            yield ""

    settings = {**PRIVATE, **SUGGESTING}
    page.load(suggest, desk.conversation, desk.suggested, **settings)
    for event in ended:
        event.then(suggest, desk.conversation, desk.suggested, **settings)


def suggestions_for(corpus: Corpus, now: Conversation, go_on: Callable[[], bool]) -> Iterator[str]:
    """Questions on the whole corpus at first, then on the articles of the latest answer."""
    if now.pending is not None:
        return iter(())
    if not now.turns:
        return suggestions(corpus, corpus.articles, wanted=FIRST_WANTED, go_on=go_on)
    answer = now.answers[-1]
    near = [citation.article for citation in answer.citations]
    near += [hit.passage.article for hit in answer.passages]
    return suggestions(
        corpus, list(dict.fromkeys(near))[:ARTICLES_NEAR], earlier=now.answers, go_on=go_on
    )
