"""Parts of the page that we draw ourselves."""

from pathlib import Path
from typing import Any

import gradio as gr

PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
"""For events of the page: no endpoints for programs, and no veil over what is being read."""


def drawn(name: str, value: str) -> gr.HTML:
    """A part drawn by `ui.render_*`, with the script of the same name beside this file.

    The value reaches the page as it is: the renderers have escaped all that is not theirs. It must
    stay in Gradio's default template, `${value}`; in a Handlebars one it would be run as code.
    """
    script = Path(__file__).with_name(f"{name}.js").read_text(encoding="utf-8")
    return gr.HTML(value, elem_id=name, js_on_load=script, apply_default_css=False)


def still(value: str, name: str | None = None) -> gr.HTML:
    """A part drawn by us that nobody can click."""
    return gr.HTML(value, elem_id=name, js_on_load=None, apply_default_css=False)
