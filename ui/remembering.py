"""Remembering: the history page, and what a person thinks of an answer."""

import json

import gradio as gr

from ui.asking import source_of
from ui.conversation import Conversation, Verdict
from ui.desk import Desk, Updates
from ui.export import to_json, to_markdown, to_questions
from ui.history import History, owner_of
from ui.moves import Moves
from ui.parts import PRIVATE, drawn
from ui.render_history import render_history
from ui.render_source import render_source

NOTE_CHARS = 2_000
VERDICTS: dict[object, Verdict] = {"right": "right", "wrong": "wrong"}
DOWNLOAD = """(file) => {
  if (!file) return;
  const { name, text } = JSON.parse(file);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}"""


def connect_judging(desk: Desk, history: History) -> None:
    """Keep a verdict and a note on an answer."""

    def judge(visitor: gr.Request, now: Conversation, event: gr.EventData) -> Updates:
        place, verdict = event.turn, VERDICTS.get(event.verdict)
        if type(place) is not int or not 0 <= place < len(now.turns) or verdict is None:
            return desk.nothing()
        judged = now.judge(place, verdict, str(event.note)[:NOTE_CHARS])
        history.save(judged, owner_of(visitor))
        return {desk.conversation: judged, desk.turns: desk.show(judged)[desk.turns]}

    desk.turns.judge(judge, desk.conversation, desk.parts, **PRIVATE)


def history_page(
    desk: Desk, history: History, moves: Moves, pages: gr.Tabs, tab: gr.Tab, ask_tab: str
) -> None:
    """Lay the history out in the current tab and connect its events."""
    with gr.Column(elem_classes="page"):
        shown = drawn("history", render_history(()))
        file = gr.Textbox(visible="hidden", elem_id="file")

    def listed(visitor: gr.Request) -> str:
        return render_history(history.entries(owner_of(visitor)))

    def reopen(visitor: gr.Request, event: gr.EventData) -> Updates:
        conversation = history.load(str(event.id), owner_of(visitor))
        if conversation is None:
            return desk.nothing()
        moves.make(visitor)
        source = source_of(conversation, len(conversation.turns) - 1, "citation", 0)
        return {
            **desk.show(conversation, typed=""),
            desk.source: render_source(source),
            pages: gr.Tabs(selected=ask_tab),
        }

    def rename(visitor: gr.Request, event: gr.EventData) -> str:
        history.rename(str(event.id), owner_of(visitor), str(event.name))
        return listed(visitor)

    def remove(visitor: gr.Request, event: gr.EventData) -> str:
        history.delete(str(event.id), owner_of(visitor))
        return listed(visitor)

    def download(visitor: gr.Request, event: gr.EventData) -> str:
        return _file(history, owner_of(visitor), str(event.id), str(event.form))

    tab.select(listed, None, shown, **PRIVATE)
    shown.reopen(reopen, None, [*desk.parts, pages], **PRIVATE)
    shown.rename(rename, None, shown, **PRIVATE)
    shown.remove(remove, None, shown, **PRIVATE)
    written = shown.download(download, None, file, **PRIVATE)
    written.then(None, file, None, js=DOWNLOAD, **PRIVATE)


def _file(history: History, owner: str, id: str, form: str) -> str:
    """The name and the text of what is to be downloaded, as JSON; "" where there is none."""
    entries = {entry.id: entry for entry in history.entries(owner)}
    if form == "questions":
        kept = [history.load(id, owner) for id in entries]
        lines = [json.dumps(q) for c in kept if c is not None for q in to_questions(c)]
        written = "".join(f"{line}\n" for line in lines)
        return json.dumps({"name": "questions.jsonl", "text": written})
    conversation = history.load(id, owner)
    if conversation is None or id not in entries:
        return ""
    name = entries[id].name
    if form == "json":
        return json.dumps({"name": "conversation.json", "text": to_json(name, conversation)})
    return json.dumps({"name": "conversation.md", "text": to_markdown(name, conversation)})
