"""Asking: a question goes in, its answer and the source of it appear."""

from typing import Any

import gradio as gr
from gradio.events import Dependency

from rag.errors import RagError
from ui.conversation import Conversation, Question
from ui.desk import NO_LIMITS, Desk, Updates
from ui.history import History, owner_of
from ui.moves import Moves
from ui.parts import PRIVATE
from ui.render_source import Source, render_source
from ui.scope import Scope

READING: dict[str, Any] = {
    "concurrency_limit": 1,  # the reader keeps every core busy already
    "concurrency_id": "reading",
    "trigger_mode": "multiple",  # the next question need not wait for one that was stopped
}

FAILED = "An error in the program kept the question from being read; its log says more. Ask again."
EMPTY = """() => {
  document.querySelector("#question textarea")?.focus();
  return "";
}"""  # at once: what is typed while the server begins anew stays
SHOW_SOURCE = "() => { document.dispatchEvent(new Event('source-chosen')); }"
QUESTION_CHARS = 500  # of a suggested one: ours are shorter


def connect_asking(
    desk: Desk, new_topic: gr.Button, moves: Moves, history: History
) -> list[Dependency]:
    """Connect box, suggestions, sources and buttons; gives the events that end a turn."""

    def begin(visitor: gr.Request, now: Conversation, typed: str, *limits: Any) -> Updates:
        if now.pending is not None or not typed.strip():
            return desk.nothing()
        moves.make(visitor)
        try:
            scope = Scope.of(*limits)
        except RagError as error:
            return desk.show(now, say=str(error))
        return desk.show(now.ask(Question(typed, scope)), typed="")

    def read(visitor: gr.Request, now: Conversation) -> Updates:
        move = moves.latest(visitor)
        if now.pending is None:
            return desk.nothing()
        try:
            latest = _answered(desk, now)
        except RagError as error:
            return desk.nothing() if late(visitor, move) else stop(visitor, now, str(error))
        if late(visitor, move):
            return desk.nothing()
        history.save(latest, owner_of(visitor))
        first = source_of(latest, len(latest.turns) - 1, "citation", 0)
        return {**desk.show(latest), desk.source: render_source(first)}

    def late(visitor: gr.Request, move: int) -> bool:
        return move != moves.latest(visitor)

    def stop(visitor: gr.Request, now: Conversation, say: str = "") -> Updates:
        moves.make(visitor)
        return desk.show(now.withdraw(), say=say, typed=now.pending.text if now.pending else None)

    def fail(visitor: gr.Request, now: Conversation) -> Updates:
        return stop(visitor, now, FAILED)

    def begin_anew(visitor: gr.Request) -> Updates:
        moves.make(visitor)
        return {**desk.show(Conversation()), desk.source: render_source(None)}

    def look_up(now: Conversation, event: gr.EventData) -> str:
        return render_source(source_of(now, event.turn, event.kind, event.place))

    def name_limits(*limits: Any) -> gr.Accordion:
        try:
            scope = Scope.of(*limits)
        except RagError:  # is told when the question is asked: a day may be half typed
            return gr.Accordion()
        return gr.Accordion(f"Only articles {scope.in_words()}" if scope else NO_LIMITS)

    def take(event: gr.EventData) -> str:
        return str(event.question)[:QUESTION_CHARS]

    given = [desk.conversation, desk.box, *desk.limits]
    taken = desk.suggested.select(take, None, desk.box, **PRIVATE)
    begun = [
        gr.on([desk.box.submit, desk.ask.click], begin, given, desk.parts, **PRIVATE),
        taken.then(begin, given, desk.parts, **PRIVATE),
    ]
    answered = [e.then(read, desk.conversation, desk.parts, **PRIVATE, **READING) for e in begun]
    for event in answered:
        event.failure(fail, desk.conversation, desk.parts, **PRIVATE)
    changed = [limit.change for limit in desk.limits]
    gr.on(changed, name_limits, list(desk.limits), desk.fold, **PRIVATE)
    desk.stop.click(stop, desk.conversation, desk.parts, **PRIVATE)
    new_topic.click(None, None, desk.box, js=EMPTY, **PRIVATE)
    anew = new_topic.click(begin_anew, None, desk.parts, **PRIVATE)
    looked_up = desk.turns.select(look_up, desk.conversation, desk.source, **PRIVATE)
    looked_up.then(None, js=SHOW_SOURCE, **PRIVATE)
    return [*answered, anew]


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


def _answered(desk: Desk, now: Conversation) -> Conversation:
    """With the pending question answered."""
    if now.pending is None:
        return now
    scope = now.pending.scope
    answer = desk.corpus.answer(
        now.pending.text,
        history=now.answers,
        since=scope.since,
        until=scope.until,
        outlets=scope.outlets or None,
    )
    return now.reply(answer)
