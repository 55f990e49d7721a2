"""The articles, as the commands of the interface take them."""

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[
    Path | None,
    typer.Argument(
        help="The articles: a folder, or a .jsonl file.", show_default="the five that come along"
    ),
]
