"""`python -m ui.mcp [FOLDER]`: the articles as tools of an assistant.

By the Model Context Protocol, over standard input and output, as assistants start such servers.
Needs the extra `citespan[mcp]`. Gradio can serve MCP too, but its extra holds pydantic below 2.13.
"""

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import typer

import rag
from rag.cli import UNUSABLE, Index
from rag.errors import RagError
from ui.arguments import Folder
from ui.corpus import Corpus
from ui.tools import answering, searching

try:
    from mcp.server.mcpserver import MCPServer
    from mcp.server.mcpserver.exceptions import ToolError
    from mcp.types import ToolAnnotations
except ModuleNotFoundError as error:
    raise ModuleNotFoundError("mcp is absent; run: pip install 'citespan[mcp]'") from error

P = ParamSpec("P")
R = TypeVar("R")

INSTRUCTIONS = (
    "Answers questions about a folder of news articles with quotations, word for word, and says so "
    "where the articles do not answer. Quote what it gives as it stands, with its source."
)
READ_ONLY = ToolAnnotations(read_only_hint=True, open_world_hint=False)

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


def server(corpus: Corpus) -> MCPServer:
    """A server with the tools `answer` and `search`, which give what the endpoints give."""
    made: MCPServer = MCPServer("citespan", instructions=INSTRUCTIONS, log_level="WARNING")
    for tool in (answering(corpus), searching(corpus)):
        made.tool(annotations=READ_ONLY, structured_output=False)(_telling(tool))
    return made


def main() -> None:
    """Run the server; errors of ours become one line on standard error and exit code 2."""
    try:
        app(prog_name="python -m ui.mcp")
    except (RagError, OSError) as error:
        typer.echo(f"ui.mcp: {error}", err=True)
        sys.exit(UNUSABLE)


@app.command()
def serve(folder: Folder = None, index: Index = None) -> None:
    """Let an assistant ask a folder of news articles, over standard input and output."""
    server(rag.open(folder or rag.SEEDS, index=index)).run("stdio")


def _telling(tool: Callable[P, R]) -> Callable[P, R]:
    """An error of ours is told to the assistant; others are not."""

    @wraps(tool)
    def told(*given: P.args, **named: P.kwargs) -> R:
        try:
            return tool(*given, **named)
        except RagError as error:
            raise ToolError(str(error)) from error

    return told


if __name__ == "__main__":
    main()
