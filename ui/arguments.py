"""What the commands of the interface have in common."""

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[
    Path | None,
    typer.Argument(
        help="The articles: a folder, or a .jsonl file.", show_default="the five that come along"
    ),
]
Index = Annotated[
    Path | None,
    typer.Option(help="Keep the index in this folder.", show_default="the user's cache"),
]
