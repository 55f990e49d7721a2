"""The talk: questions and answers at the left, the source of an answer at the right."""

from typing import Any

import gradio as gr

from rag.errors import RagError
from ui.conversation import Conversation, Question
from ui.corpus import Corpus
from ui.markup import text
from ui.parts import PRIVATE, drawn, still
from ui.render_conversation import render_conversation
from ui.render_source import Source, render_source
from ui.render_welcome import render_welcome
from ui.scope import Scope

READING: dict[str, Any] = {"concurrency_limit": 1, "concurrency_id": "reading"}
"""One question is read at a time: the reader keeps every core busy already."""

FAILED = "An error in the program kept the question from being read; its log says more. Ask again."
SHOW_SOURCE = "() => { document.dispatchEvent(new Event('source-chosen')); }"


def talk(corpus: Corpus, new_topic: gr.Button) -> None:
    """Lay the talk out in the current page and connect its events."""
    conversation = gr.State(Conversation())
    with gr.Row(elem_id="desk"):
        with gr.Column(elem_id="talk"):
            turns = drawn("conversation", render_welcome(corpus.articles))
            with gr.Column(elem_id="foot"):
                notice = still("", "notice")
                with gr.Row(elem_id="composer"):
                    box = _question_box()
                    ask = gr.Button("Ask", variant="primary", elem_id="ask")
                    stop = gr.Button("Stop", elem_id="stop", visible=False)
                with gr.Accordion("Dates and outlets", open=False, elem_id="limits"):
                    limits = _limits(corpus)
        with gr.Column(elem_id="side"):
            source = drawn("source", render_source(None))

    def show(now: Conversation, *, say: str = "", typed: str | None = None) -> dict[Any, Any]:
        """All that follows from a conversation; `typed` replaces what stands in the box."""
        busy = now.pending is not None
        shown = {
            conversation: now,
            turns: render_conversation(now) if now else render_welcome(corpus.articles),
            notice: text("p", say, role="alert") if say else "",
            ask: gr.update(visible=not busy),
            stop: gr.update(visible=busy),
        }
        return shown if typed is None else {**shown, box: typed}

    def begin(
        now: Conversation, typed: str, since: str, until: str, outlets: list[str]
    ) -> dict[Any, Any]:
        if now.pending is not None or not typed.strip():
            return {notice: ""}
        try:
            scope = Scope.of(since, until, outlets)
        except RagError as error:
            return show(now, say=str(error))
        return show(now.ask(Question(typed, scope)), typed="")

    def read(now: Conversation) -> dict[Any, Any]:
        if now.pending is None:
            return {source: gr.skip()}
        question, scope = now.pending.text, now.pending.scope
        try:
            answer = corpus.answer(
                question,
                history=now.answers,
                since=scope.since,
                until=scope.until,
                outlets=scope.outlets or None,
            )
        except RagError as error:
            return show(now.withdraw(), say=str(error), typed=question)
        latest = now.reply(answer)
        first = source_of(latest, len(latest.turns) - 1, "citation", 0)
        return {**show(latest), source: render_source(first)}

    def give_up(now: Conversation, say: str = "") -> dict[Any, Any]:
        return show(now.withdraw(), say=say, typed=now.pending.text if now.pending else None)

    def fail(now: Conversation) -> dict[Any, Any]:
        return give_up(now, FAILED)

    def begin_anew() -> dict[Any, Any]:
        return {**show(Conversation(), typed=""), source: render_source(None)}

    def look_up(now: Conversation, event: gr.EventData) -> str:
        return render_source(source_of(now, event.turn, event.kind, event.place))

    parts = [conversation, turns, notice, ask, stop, box, source]
    asked = gr.on([box.submit, ask.click], begin, [conversation, box, *limits], parts, **PRIVATE)
    read_it = asked.then(read, conversation, parts, **PRIVATE, **READING)
    read_it.failure(fail, conversation, parts, **PRIVATE)
    stop.click(give_up, conversation, parts, cancels=[read_it], **PRIVATE)
    looked_up = turns.select(look_up, conversation, source, **PRIVATE)
    looked_up.then(None, js=SHOW_SOURCE, **PRIVATE)
    new_topic.click(begin_anew, None, parts, cancels=[read_it], **PRIVATE)


def source_of(now: Conversation, turn: object, kind: object, place: object) -> Source | None:
    """What a button of the conversation asks to see; None where it names nothing there is.

    The three come from the browser, so they may be anything.
    """
    if type(turn) is not int or type(place) is not int or turn < 0 or place < 0:
        return None
    answer = next(iter(now.answers[turn : turn + 1]), None)
    if answer is None:
        return None
    if kind == "citation" and place < len(answer.citations):
        return Source.of_citation(answer.citations, place)
    if kind == "passage" and place < len(answer.passages):
        return Source.of_passage(answer.passages[place].passage)
    return None


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


def _limits(corpus: Corpus) -> list[gr.components.Component]:
    """The first day, the last day, the outlets."""
    outlets = sorted({article.outlet for article in corpus.articles if article.outlet})
    with gr.Row():
        return [
            gr.Textbox(label="From", placeholder="2011-06-30, or 2011", elem_id="since"),
            gr.Textbox(label="To", placeholder="2011-06-30, or 2011", elem_id="until"),
            gr.Dropdown(outlets, value=[], multiselect=True, label="Outlets", elem_id="outlets"),
        ]
