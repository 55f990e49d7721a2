"""The page: a bar, and the desk below it."""

import gradio as gr

from ui.asking import connect_asking
from ui.corpus import Corpus
from ui.desk import lay_out
from ui.markup import text
from ui.moves import Moves
from ui.parts import still
from ui.suggesting import connect_suggesting

TITLE = "citespan"


def build(corpus: Corpus) -> gr.Blocks:
    """The whole page over one corpus; `ui.serve.serve` puts it on the network."""
    page = gr.Blocks(title=TITLE, fill_width=True, analytics_enabled=False)
    with page:
        with gr.Row(elem_id="bar"):
            still(text("p", TITLE, class_="wordmark"))
            new_topic = gr.Button("New topic", elem_id="new-topic", size="sm", scale=0)
        desk = lay_out(corpus)
        moves = Moves()
        ended = connect_asking(desk, new_topic, moves)
        connect_suggesting(desk, page, ended, moves)
    return page
