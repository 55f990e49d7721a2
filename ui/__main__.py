"""`python -m ui [FOLDER]`: open a corpus and chat with it in the browser."""

import os
import socket
import sqlite3
import sys
import threading
from pathlib import Path
from pkgutil import resolve_name
from typing import Annotated

import typer
from platformdirs import user_data_path

import rag
from rag.cli import UNUSABLE, Index, progress_shown
from rag.index.place import seeds
from ui.arguments import Folder
from ui.history import History
from ui.measuring import Measuring
from ui.shelf import Shelf
from ui.words import count

HISTORY = user_data_path("citespan") / "chat.sqlite"

OPEN_TO_ALL = "Everybody who reaches this address can read the articles; see --auth."

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


def main() -> None:
    """Run the chat; errors of ours become one line and exit code 2."""
    try:
        app(prog_name="python -m ui")
    except (rag.RagError, OSError, ValueError, sqlite3.Error) as error:
        typer.echo(f"ui: {error}", err=True)
        sys.exit(UNUSABLE)


@app.command()
def chat(
    folder: Folder = None,
    index: Index = None,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="Port.", show_default="first free from 7860"),
    ] = None,
    history: Annotated[
        Path | None,
        typer.Option(help="Keep conversations in this file.", show_default=str(HISTORY)),
    ] = None,
    host: Annotated[
        str, typer.Option(help="Address to listen at; 127.0.0.1 is open to this machine only.")
    ] = "127.0.0.1",
    auth: Annotated[
        Path | None,
        typer.Option(
            help="A file with a line NAME:PASSWORD for each person who may log in.",
            show_default="everybody who can reach the address",
        ),
    ] = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")
    ] = True,
) -> None:
    """Chat with a folder of news articles: every answer is a quotation with its source."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    people = resolve_name("ui.serve:read_people")(auth) if auth else ()
    if not people and host not in ("127.0.0.1", "localhost"):
        typer.echo(OPEN_TO_ALL, err=True)
    if port is not None:
        require_free(host, port)
    typer.echo("Opening the articles ...")
    with progress_shown() as report:
        corpus = rag.open(folder or seeds(), index=index, progress=report)
    page = resolve_name("ui.app:build")(
        corpus,
        History(history or HISTORY),
        Shelf(folder, corpus) if folder and folder.is_dir() else None,
        _measuring(folder),
    )
    address = resolve_name("ui.serve:serve")(
        page, host=host, port=port, browser=browser, people=people
    )
    articles = count(len(corpus.articles), "article")
    typer.echo(f"Chat with {articles} at {address} (Ctrl-C stops it)")
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        typer.echo("\nStopped.")


def require_free(host: str, port: int) -> None:
    """Try the port now, before seconds go into loading the models.

    Raises:
        OSError: Something listens there already, or this user may not.
    """
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        said = error.strerror or str(error)
        raise OSError(f"port {port} cannot be had ({said}); name another with --port") from error


def _measuring(folder: Path | None) -> Measuring:
    """The evaluation as a command: it has questions of its own for the articles that come along."""
    evaluate = [sys.executable, "-m", "eval"]
    given = [*evaluate, "run", "--corpus", str(folder or seeds())]
    return Measuring(given, own=None if folder else evaluate)


if __name__ == "__main__":
    main()
