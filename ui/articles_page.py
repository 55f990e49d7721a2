"""The articles page: what is in the corpus, and what can be added to it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from rag.articles.folder import READERS
from rag.errors import RagError
from ui.conversation import Conversation
from ui.desk import Desk, Updates, outlets_of
from ui.markup import text
from ui.moves import Moves
from ui.parts import PRIVATE, drawn, still
from ui.render_articles import never, render_articles, render_outcomes
from ui.render_welcome import render_welcome
from ui.shelf import SUFFIXES, Outcome, Progress, Shelf

FIXED = (
    "These articles cannot be changed from here. To ask your own: python -m ui FOLDER, "
    f"where FOLDER holds {', '.join(READERS)} files."
)
HALTED = "stopped; the files and what was indexed so far are kept. Look for changes to go on."
UPDATING: dict[str, Any] = {
    **PRIVATE,
    "show_progress": "full",
    "concurrency_limit": 1,
    "concurrency_id": "updating",
}


class Halted(Exception):
    """The visitor said stop."""


def articles_page(desk: Desk, shelf: Shelf | None, tab: gr.Tab) -> None:
    """Lay the page out in the current tab and connect its events; no shelf, no changes."""
    corpus = desk.corpus
    with gr.Column(elem_classes="page"):
        still(text("h1", "Articles", class_="page-title"))
        if shelf is None:
            still(text("p", FIXED, class_="lead"))
        else:
            kept = (
                f"Add texts, web pages, PDFs, Word files or mails: they are kept in {shelf.place}."
            )
            still(text("p", kept, class_="lead"))
            dropped = gr.File(
                label=f"Drop {', '.join(SUFFIXES)} files here, or press Enter to choose them",
                file_count="multiple",
                file_types=list(SUFFIXES),
                height=150,
                elem_id="drop",
            )
            with gr.Row(elem_id="updating"):
                again = gr.Button(
                    "Look for changes in the folder", size="sm", elem_id="again", scale=0
                )
                halt = gr.Button("Stop", size="sm", elem_id="halt", visible=False, scale=0)
            outcomes = still("", "outcomes")
        sought = gr.Textbox(label="Find", placeholder="Title, outlet, date or file", elem_id="find")
        table = drawn("articles", render_articles(corpus.articles))

    def listed(words: str) -> str:
        return render_articles(corpus.articles, words, shelf.can_remove if shelf else never)

    tab.select(listed, sought, table, **PRIVATE)
    sought.change(listed, sought, table, **PRIVATE)
    if shelf is None:
        return
    halts = Moves()

    def changed(now: Conversation, words: str, outcome: Sequence[Outcome]) -> Updates:
        """All parts that say what is in the corpus."""
        articles = corpus.articles
        return {
            table: listed(words),
            outcomes: render_outcomes(outcome),
            desk.limits[2]: gr.Dropdown(choices=outlets_of(articles)),
            desk.turns: gr.skip() if now else render_welcome(articles),
        }

    def add(
        visitor: gr.Request,
        paths: list[str] | None,
        now: Conversation,
        words: str,
        bar: gr.Progress = gr.Progress(),  # noqa: B008 - how Gradio asks for it
    ) -> Updates:
        files = [(Path(path).name, Path(path).read_bytes()) for path in paths or []]
        outcome = _tried(lambda: shelf.add(files, told(visitor, bar)))
        return {**changed(now, words, outcome), dropped: None}

    def look_again(
        visitor: gr.Request,
        now: Conversation,
        words: str,
        bar: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> Updates:
        return changed(now, words, _tried(lambda: shelf.refresh(told(visitor, bar))))

    def remove(visitor: gr.Request, now: Conversation, words: str, event: gr.EventData) -> Updates:
        id = str(event.id)
        return changed(now, words, _tried(lambda: shelf.remove(id, told(visitor, None))))

    def told(visitor: gr.Request, bar: gr.Progress | None) -> Progress:
        """Moves the bar on; ends the work at the next article once the visitor said stop."""
        move = halts.latest(visitor)

        def report(done: int, total: int, /) -> None:
            if move != halts.latest(visitor):
                raise Halted
            if bar is not None:
                bar((done, total), desc="Indexing", unit="articles")

        return report

    def begin() -> Updates:
        return {again: gr.update(visible=False), halt: gr.update(visible=True)}

    def end() -> Updates:
        return {again: gr.update(visible=True), halt: gr.update(visible=False)}

    given = [desk.conversation, sought]
    parts = [table, outcomes, desk.limits[2], desk.turns, dropped]
    shown = {**UPDATING, "show_progress_on": table}
    added = dropped.upload(begin, None, [again, halt], **PRIVATE)
    looked = again.click(begin, None, [again, halt], **PRIVATE)
    for done in (
        added.then(add, [dropped, *given], parts, **shown),
        looked.then(look_again, given, parts, **shown),
    ):
        done.then(end, None, [again, halt], **PRIVATE)
    halt.click(halts.make, None, None, **PRIVATE)
    table.remove(remove, given, parts, **shown)


def _tried(change: Callable[[], Sequence[Outcome]]) -> Sequence[Outcome]:
    """What became of the files; an error of the whole change is told like that of a file."""
    try:
        return change()
    except Halted:
        return [Outcome("Indexing", False, HALTED)]
    except (RagError, OSError) as error:
        return [Outcome("The articles", False, str(error))]
