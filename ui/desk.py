"""The desk: the conversation at the left, the source of an answer at the right."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from rag.articles.article import Article
from ui.conversation import Conversation
from ui.corpus import Corpus
from ui.markup import text
from ui.parts import drawn, still
from ui.render_conversation import render_conversation
from ui.render_source import render_source
from ui.render_suggestions import LOOKING
from ui.render_welcome import render_welcome

NO_LIMITS = "Dates and outlets"
Updates = dict[Any, Any]
"""New values of parts of the page, by part."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts of the desk, laid out in the page."""

    corpus: Corpus
    conversation: gr.State
    turns: gr.HTML
    suggested: gr.HTML
    notice: gr.HTML
    box: gr.Textbox
    ask: gr.Button
    stop: gr.Button
    limits: tuple[gr.Textbox, gr.Textbox, gr.Dropdown]
    """The first day, the last day, the outlets."""
    fold: gr.Accordion
    """Holds the limits, and says of which articles a question will be asked."""
    source: gr.HTML

    @property
    def parts(self) -> list[gr.components.Component]:
        """All that `show` gives new values to, the box and the source."""
        shown = [self.conversation, self.turns, self.notice, self.ask, self.stop]
        return [*shown, self.box, self.source, self.suggested]

    def show(self, now: Conversation, *, say: str = "", typed: str | None = None) -> Updates:
        """All that follows from a conversation; `typed` replaces what stands in the box."""
        busy = now.pending is not None
        shown: Updates = {
            self.conversation: now,
            self.turns: render_conversation(now) if now else render_welcome(self.corpus.articles),
            self.suggested: "",
            self.notice: text("p", say, role="alert") if say else "",
            self.ask: gr.update(visible=not busy),
            self.stop: gr.update(visible=busy),
        }
        return shown if typed is None else {**shown, self.box: typed}

    def nothing(self) -> Updates:
        """No new value for any part."""
        return {self.source: gr.skip()}


def lay_out(corpus: Corpus) -> Desk:
    """Put the desk into the current page."""
    articles = corpus.articles
    conversation = gr.State(Conversation())
    with gr.Row(elem_id="desk"):
        with gr.Column(elem_id="talk"):
            turns = drawn("conversation", render_welcome(articles))
            with gr.Column(elem_id="foot"):
                suggested = drawn("suggestions", LOOKING)
                notice = still("", "notice")
                with gr.Row(elem_id="composer"):
                    box = _question_box()
                    ask = gr.Button("Ask", variant="primary", elem_id="ask")
                    stop = gr.Button("Stop", elem_id="stop", visible=False)
                with gr.Accordion(NO_LIMITS, open=False, elem_id="limits") as fold, gr.Row():
                    limits = _limits(articles)
        with gr.Column(elem_id="side"):
            source = drawn("source", render_source(None))
    return Desk(
        corpus, conversation, turns, suggested, notice, box, ask, stop, limits, fold, source
    )


def outlets_of(articles: tuple[Article, ...]) -> list[str]:
    """The outlets that articles state, in alphabetical order."""
    return sorted({article.outlet for article in articles if article.outlet})


def _question_box() -> gr.Textbox:
    return gr.Textbox(
        label="Your question",
        show_label=False,
        container=False,
        placeholder="Ask the articles",
        lines=1,
        max_lines=6,
        autofocus=True,
        elem_id="question",
    )


def _limits(articles: tuple[Article, ...]) -> tuple[gr.Textbox, gr.Textbox, gr.Dropdown]:
    outlets = outlets_of(articles)
    return (
        gr.Textbox(label="From", placeholder="2011-06-30", elem_id="since"),
        gr.Textbox(label="To", placeholder="2011-06-30", elem_id="until"),
        gr.Dropdown(outlets, value=[], multiselect=True, label="Outlets", elem_id="outlets"),
    )
