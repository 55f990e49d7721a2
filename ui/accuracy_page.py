"""The accuracy page: how often the answers are right, measured here and now."""

import json
from collections.abc import Iterator
from pathlib import Path

import gradio as gr

from ui.export import to_questions
from ui.history import History, owner_of
from ui.markup import tag, text
from ui.measuring import Measuring, MeasuringFailed, Step
from ui.parts import PRIVATE, still

WHAT = (
    "Asks questions whose answers are known, and shows how often the answer is right, with the "
    "questions that went wrong. It takes about a second for each question."
)
OWN = "Drop a file of your own questions below, or measure with those that come along."
JUDGED = "Drop a file of questions below, or measure with the answers that you judged right."
NO_QUESTIONS = (
    "There is nothing to measure with yet. Judge some answers right, or give a file of questions "
    "as JSON lines with id, question and answers."
)


def accuracy_page(history: History, measuring: Measuring) -> None:
    """Lay the page out in the current tab and connect its events."""
    with gr.Column(elem_classes="page"):
        still(text("h1", "Accuracy", class_="page-title"))
        still(text("p", f"{WHAT} {OWN if measuring.own else JUDGED}", class_="lead"))
        given = gr.File(
            label="A file of questions", file_types=[".jsonl", ".json"], height=150, elem_id="given"
        )
        with gr.Row(elem_id="measuring"):
            start = gr.Button("Measure", variant="primary", elem_id="measure", scale=0)
            stop = gr.Button("Stop", elem_id="stop-measuring", visible=False, scale=0)
        report = still("", "report")

    def measure(visitor: gr.Request, path: str | None) -> Iterator[tuple[object, ...]]:
        questions = None if path is None else Path(path).read_text("utf-8", errors="replace")
        if questions is None and measuring.own is None:
            questions = _judged(history, owner_of(visitor))
        if questions is None and measuring.own is None:
            yield render_problem(NO_QUESTIONS), gr.skip(), gr.skip()
            return
        yield render_step(Step()), gr.update(visible=False), gr.update(visible=True)
        try:
            for step in measuring(questions):
                yield render_step(step), gr.skip(), gr.skip()
        except MeasuringFailed as error:
            yield render_problem(f"The measurement failed: {error}"), gr.skip(), gr.skip()
        yield gr.skip(), gr.update(visible=True), gr.update(visible=False)

    def stopped() -> tuple[object, ...]:
        return "", gr.update(visible=True), gr.update(visible=False)

    parts = [report, start, stop]
    measured = start.click(measure, given, parts, concurrency_limit=1, **PRIVATE)
    stop.click(stopped, None, parts, cancels=[measured], **PRIVATE)


def render_step(step: Step) -> str:
    """A bar; at the end the report, in a frame where nothing runs and nothing can be reached."""
    if step.report is not None:
        return tag("iframe", srcdoc=step.report, sandbox="", title="Report", class_="report")
    said = f"{step.done:,} of {step.total:,} questions" if step.total else "Getting ready"
    bar = tag("progress", value=step.done, max=max(step.total, 1), aria_label="Questions asked")
    return tag("div", bar + text("p", said), class_="step", role="status")


def render_problem(said: str) -> str:
    """What kept a measurement from being made."""
    return text("p", said, class_="problem", role="alert")


def _judged(history: History, owner: str) -> str | None:
    """The answers that the person judged right, as questions; None where there is none."""
    kept = (history.load(entry.id, owner) for entry in history.entries(owner))
    asked = [question for talk in kept if talk is not None for question in to_questions(talk)]
    return "".join(f"{json.dumps(question)}\n" for question in asked) or None
