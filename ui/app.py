"""The page: a bar, and the talk below it."""

import gradio as gr

from ui.corpus import Corpus
from ui.markup import text
from ui.parts import still
from ui.talk import talk

TITLE = "citespan"


def build(corpus: Corpus) -> gr.Blocks:
    """The whole page over one corpus; `ui.serve.serve` puts it on the network."""
    page = gr.Blocks(title=TITLE, fill_width=True, analytics_enabled=False)
    with page:
        with gr.Row(elem_id="bar"):
            still(text("p", TITLE, class_="wordmark"))
            new_topic = gr.Button("New topic", elem_id="new-topic", size="sm", scale=0)
        talk(corpus, new_topic)
    return page
