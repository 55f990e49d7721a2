"""How the page looks: fonts that every system has, quiet colours, one accent."""

from pathlib import Path

import gradio as gr

SANS = (
    "-apple-system", "BlinkMacSystemFont", "Segoe UI", "Inter", "Roboto", "Noto Sans", "Ubuntu",
    "Cantarell", "Helvetica Neue", "Arial", "sans-serif",
)  # fmt: skip
"""What a Mac, Windows, Android or a Linux desktop reads its own pages in."""
MONO = ("ui-monospace", "SF Mono", "Menlo", "Consolas", "Liberation Mono", "monospace")

STYLES = [Path(__file__).with_name("page.css")]


def theme() -> gr.themes.Base:
    """Gradio's plain theme with our fonts: strings name local ones, so none is fetched."""
    return gr.themes.Base(
        primary_hue="blue",
        neutral_hue="gray",
        radius_size="sm",
        font=SANS,
        font_mono=MONO,
    )
