"""The command line: ask, index, verify."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

import rag
from rag.corpus import checked
from rag.index.place import index_folder, seeds
from rag.index.update import Progress as Report
from rag.index.update import Update
from rag.opening import update_index, watch_index
from rag.rendering import answer_lines

NO_ANSWER = 1
UNUSABLE = 2

app = typer.Typer(
    name="rag",
    help="Ask a folder of news articles; answers are quotations, word for word.\n\n"
    "Exit codes: 0 answered, indexed or verified; 1 the articles do not say, or a quotation does "
    "not hold; 2 the input cannot be used.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
err = Console(stderr=True)

Folder = Annotated[
    Path | None,
    typer.Option(
        "--folder",
        "-f",
        help="The articles: a folder, or a .jsonl file.",
        show_default="the five that come along",
    ),
]
Index = Annotated[
    Path | None,
    typer.Option("--index", help="Keep the index in this folder.", show_default="the user's cache"),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def main() -> None:
    """Run the command line; errors of ours become one line and exit code 2."""
    try:
        app()
    except rag.RagError as error:
        fail(str(error))
    except KeyboardInterrupt:
        fail("stopped; what was indexed so far is kept, the same command goes on from there")


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help='In words: "Who is Russia\'s foreign minister?"')],
    folder: Folder = None,
    index: Index = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only articles published on this day or later."),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only articles published on this day or earlier."),
    ] = None,
    outlet: Annotated[
        list[str] | None, typer.Option(help="Only this outlet's articles; may be repeated.")
    ] = None,
    threshold: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Answer when at least this likely to be right."),
    ] = None,
    reader: Annotated[
        str | None, typer.Option(help="A question-answering model: a folder or a hub name.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Answer a question with quotations from the articles.

    Exits with 1 where the articles do not say.
    """
    checked(question)  # before seconds go into loading the models
    with progress_shown() as report:
        corpus = rag.open(folder or seeds(), index=index, reader=reader, progress=report)
    answer = corpus.answer(
        question,
        since=day(since),
        until=day(until),
        outlets=outlet,
        threshold=threshold,
    )
    if as_json:
        print_json(answer.to_dict())
    else:
        Console(highlight=False, soft_wrap=True).print(
            *answer_lines(answer), sep="\n", markup=False
        )
    raise typer.Exit(0 if answer else NO_ANSWER)


@app.command(name="index")
def index_command(
    folder: Annotated[Path, typer.Argument(help="The articles: a folder, or a .jsonl file.")],
    index: Index = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on: follow the folder until Ctrl-C.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Bring the index of a folder up to date; only what changed is read.

    Articles that cannot be read are listed with reasons; the others go on.
    """
    place = index or index_folder(folder)
    if watch:
        follow(folder, place, as_json)
        return
    with progress_shown() as report:
        done = update_index(folder, index=place, progress=report)
    if as_json:
        print_json({**asdict(done), "index": str(place)})
    else:
        print_update(done, place)


def follow(folder: Path, place: Path, as_json: bool) -> None:
    """Keep the index up to date until Ctrl-C, and tell of each change; in JSON, one a line."""
    refused: tuple[str, ...] | None = None
    try:
        for done in watch_index(folder, index=place):
            if isinstance(done, rag.RagError):
                err.print(f"rag: {done}", markup=False, highlight=False, soft_wrap=True)
                refused = None
            elif done.refused != refused or any(
                (done.added, done.changed, done.removed, done.renamed)
            ):
                refused = done.refused
                if as_json:
                    typer.echo(json.dumps({**asdict(done), "index": str(place)}))
                else:
                    print_update(done, place)
    except KeyboardInterrupt:
        err.print("stopped; what was indexed is kept")


def print_update(done: Update, place: Path) -> None:
    """What an update did, and what it had to refuse."""
    for reason in done.refused:
        err.print(f"refused: {reason}", markup=False, highlight=False, soft_wrap=True)
    typer.echo(
        f"{done.articles:,} articles, {done.passages:,} passages in {place}\n"
        f"{done.added:,} added, {done.changed:,} changed, {done.removed:,} removed, "
        f"{done.renamed:,} renamed, {len(done.refused):,} refused"
    )


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="What `rag ask --json` printed, in a file.")],
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Check a saved answer: re-read the articles, compare sha256, offsets and quotations.

    Exits with 1 if a quotation does not hold.
    """
    try:
        saved = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        fail(f"{file} cannot be read as JSON: {error}; give what `rag ask --json` printed")
    checks = rag.verify(saved, folder or seeds())
    if as_json:
        print_json([{**asdict(check), "holds": bool(check)} for check in checks])
    else:
        for check in checks:
            place = f"{check.article} [{check.start}, {check.end})"
            typer.echo(f"{'holds' if check else 'FAILS'}  {place}  {check.failure}".rstrip())
        typer.echo(f"{sum(map(bool, checks))} of {len(checks)} quotations hold")
    raise typer.Exit(0 if all(checks) else NO_ANSWER)


@contextmanager
def progress_shown() -> Iterator[Report]:
    """A progress bar on stderr, there once there is something to show."""
    columns = (
        TextColumn("indexing"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("articles"),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task("", total=None, visible=False, rate="")

        def report(done: int, total: int, /) -> None:
            speed = bar.tasks[0].speed
            bar.update(task, completed=done, total=total, visible=True, rate=per_second(speed))

        yield report


def per_second(speed: float | None) -> str:
    """`12 a second`, `0.4 a second`; nothing before it is known."""
    if not speed:
        return ""
    return f"{speed:.1f} a second" if speed < 10 else f"{speed:,.0f} a second"  # noqa: PLR2004


def day(moment: datetime | None) -> date | None:
    """The day of a moment that typer parsed."""
    return moment.date() if moment else None


def print_json(value: Any) -> None:
    """Print one JSON value, readable by people too."""
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False))


def fail(message: str) -> NoReturn:
    """Say what is wrong on stderr and exit with 2."""
    err.print(f"rag: {message}", markup=False, highlight=False, soft_wrap=True)
    sys.exit(UNUSABLE)
