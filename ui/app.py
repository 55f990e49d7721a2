"""The page: a bar with its tabs; the desk, the history, the articles, the accuracy."""

import gradio as gr

from ui.accuracy_page import accuracy_page
from ui.articles_page import articles_page
from ui.asking import connect_asking
from ui.corpus import Corpus
from ui.desk import lay_out
from ui.endpoints import connect_endpoints
from ui.history import History
from ui.markup import text
from ui.measuring import Measuring
from ui.moves import Moves
from ui.parts import PRIVATE, still
from ui.remembering import connect_judging, history_page
from ui.shelf import Shelf
from ui.suggesting import connect_suggesting

TITLE = "citespan"
ASK = "ask"
TOP = "() => { window.scrollTo(0, 0); }"
TO_THE_BOX = "() => { document.querySelector('#question textarea')?.focus(); }"
LATEST = "() => { document.querySelector('.turn:last-child')?.scrollIntoView(); }"


def build(
    corpus: Corpus, history: History, shelf: Shelf | None = None, measuring: Measuring | None = None
) -> gr.Blocks:
    """The whole page over one corpus; `ui.serve.serve` puts it on the network.

    With a shelf, articles can be added and removed; with a way of measuring, accuracy has a tab.
    """
    page = gr.Blocks(title=TITLE, fill_width=True, analytics_enabled=False)
    moves = Moves()
    with page:
        with gr.Row(elem_id="bar"):
            still(text("p", TITLE, class_="wordmark"))
            new_topic = gr.Button("New topic", elem_id="new-topic", size="sm", scale=0)
        with gr.Tabs(elem_id="pages", selected=ASK) as pages:
            with gr.Tab("Ask", id=ASK) as tab:
                tab.select(None, js=LATEST, **PRIVATE)
                desk = lay_out(corpus)
                ended = connect_asking(desk, new_topic, moves, history)
                connect_suggesting(desk, page, ended, moves)
                connect_judging(desk, history)
            with gr.Tab("History", id="history") as tab:
                tab.select(None, js=TOP, **PRIVATE)
                history_page(desk, history, moves, pages, tab, ASK)
            with gr.Tab("Articles", id="articles") as tab:
                tab.select(None, js=TOP, **PRIVATE)
                articles_page(desk, shelf, tab)
            if measuring is not None:
                with gr.Tab("Accuracy", id="accuracy") as tab:
                    tab.select(None, js=TOP, **PRIVATE)
                    accuracy_page(history, measuring)
        connect_endpoints(corpus)
        chosen = new_topic.click(lambda: gr.Tabs(selected=ASK), None, pages, **PRIVATE)
        chosen.then(None, js=TO_THE_BOX, **PRIVATE)
    return page
