"""The commands of `python -m eval`."""

import pkgutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from rag.errors import RagError

app = typer.Typer(
    help="How often is it right? Measures answers, reading, retrieval and speed.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Questions = Annotated[
    Path, typer.Option("--questions", help="JSON lines (may be gzip'd) or SQuAD JSON.")
]
Json = Annotated[Path | None, typer.Option("--json", help="Write the whole report here, as JSON.")]
Html = Annotated[
    Path | None, typer.Option("--html", help="Write a self-contained HTML page here, with plots.")
]
Limit = Annotated[
    int | None, typer.Option("--limit", min=1, help="Ask only so many questions, drawn by --seed.")
]
Seed = Annotated[int, typer.Option("--seed", help="Of sampling and of the intervals.")]
Words = Annotated[int, typer.Option("--words", min=1, help="Of a passage.")]
Threshold = Annotated[
    float | None,
    typer.Option(
        "--threshold",
        min=0.0,
        max=1.0,
        help="Answer when at least so likely right. Default: rag's.",
    ),
]
Split = Annotated[
    str, typer.Option("--split", help="Which half of the questions: development, test, or all.")
]

TASKS = {
    "run": "eval.tasks:run",
    "reader": "eval.tasks:reader",
    "open": "eval.tasks:open_domain",
    "compare": "eval.tasks:compare",
    "bench": "eval.bench:main",
    "bench-scaling": "eval.bench_scaling:main",
    "bench-vectors": "eval.bench_vectors:main",
    "conversation": "eval.conversation:main",
}
"""What each command calls, found when it is called: `--help` imports no torch."""


@app.callback(invoke_without_command=True)
def own(
    context: typer.Context,
    *,
    json_out: Json = None,
    html_out: Html = None,
    limit: Limit = None,
    seed: Seed = 0,
    threshold: Threshold = None,
    split: Split = "all",
) -> None:
    """Score the product on its own questions about the seed articles, or run a command below."""
    if context.invoked_subcommand is None:
        task("run")(
            json_out=json_out,
            html_out=html_out,
            limit=limit,
            seed=seed,
            threshold=threshold,
            split=split,
        )


@app.command()
def run(
    *,
    corpus: Annotated[
        Path, typer.Option(help="A folder of articles, or .jsonl[.gz] of articles with id, text.")
    ],
    questions: Questions,
    json_out: Json = None,
    html_out: Html = None,
    limit: Limit = None,
    seed: Seed = 0,
    threshold: Threshold = None,
    split: Split = "all",
) -> None:
    """Ask your questions of your articles."""
    task("run")(
        corpus=corpus,
        path=questions,
        json_out=json_out,
        html_out=html_out,
        limit=limit,
        seed=seed,
        threshold=threshold,
        split=split,
    )


@app.command()
def reader(
    *,
    questions: Questions,
    json_out: Json = None,
    html_out: Html = None,
    limit: Limit = None,
    seed: Seed = 0,
    model: Annotated[
        str | None, typer.Option(help="Folder or hub name of a model. Default: the shipped one.")
    ] = None,
) -> None:
    """Reading alone: each question on its own context."""
    task("reader")(
        path=questions,
        json_out=json_out,
        html_out=html_out,
        limit=limit,
        seed=seed,
        model=model,
    )


@app.command("open")
def open_domain(
    *,
    questions: Questions,
    k: Annotated[
        int | None, typer.Option("--k", min=1, help="Passages read a question. Default: rag's.")
    ] = None,
    json_out: Json = None,
    html_out: Html = None,
    limit: Limit = None,
    seed: Seed = 0,
    threshold: Threshold = None,
    slips: Annotated[
        bool, typer.Option("--slips", help="Ask each question with one typing slip.")
    ] = False,
) -> None:
    """Ask each question over the contexts of all questions."""
    task("open")(
        path=questions,
        k=k,
        json_out=json_out,
        html_out=html_out,
        limit=limit,
        seed=seed,
        threshold=threshold,
        slips=slips,
    )


@app.command()
def compare(
    *,
    a: Annotated[Path, typer.Argument(help="A report that --json wrote.")],
    b: Annotated[Path, typer.Argument(help="Another, on the same questions.")],
    json_out: Json = None,
    seed: Seed = 0,
) -> None:
    """Which differences between two reports are real: paired tests, question by question."""
    task("compare")(a=a, b=b, json_out=json_out, seed=seed)


@app.command()
def bench(
    *,
    corpus: Annotated[
        Path | None, typer.Option(help="Folder or .jsonl[.gz] of articles. Default: the seeds.")
    ] = None,
    questions: Annotated[
        Path | None, typer.Option("--questions", help="What to ask. Default: the own questions.")
    ] = None,
    json_out: Json = None,
    limit: Limit = None,
    seed: Seed = 0,
    passages: Annotated[int, typer.Option(min=1, help="Cut of the articles, at most.")] = 300,
    words: Words = 100,
    peers: Annotated[
        str, typer.Option(help="Who else: all, none, or names with commas between.")
    ] = "all",
    rounds: Annotated[int, typer.Option(min=1, help="Turns of each; medians are shown.")] = 3,
) -> None:
    """Speed and memory, beside others: plain FAISS, txtai, LangChain, LlamaIndex, Haystack.

    The last four are installed on first use, each in an environment of its own in the user's cache.
    """
    task("bench")(
        corpus=corpus,
        asked=questions,
        json_out=json_out,
        limit=limit,
        seed=seed,
        count=passages,
        words=words,
        peers=peers,
        rounds=rounds,
    )


@app.command("bench-scaling")
def bench_scaling(
    *,
    corpus: Annotated[
        Path | None, typer.Option(help="Folder or .jsonl[.gz] of articles. Default: the seeds.")
    ] = None,
    questions: Annotated[
        Path | None, typer.Option("--questions", help="What to ask. Default: the own questions.")
    ] = None,
    json_out: Json = None,
    limit: Limit = None,
    seed: Seed = 0,
    sizes: Annotated[
        str, typer.Option(help="Numbers of passages, commas between.")
    ] = "1000,10000,100000,1000000",
    words: Words = 100,
    stride: Annotated[
        int | None,
        typer.Option(min=1, help="Words from passage to passage. Default: --words."),
    ] = None,
) -> None:
    """Speed and memory of this project, by number of passages; few --words make many passages."""
    task("bench-scaling")(
        corpus=corpus,
        asked=questions,
        json_out=json_out,
        limit=limit,
        seed=seed,
        sizes=sizes,
        words=words,
        stride=stride,
    )


@app.command("bench-vectors")
def bench_vectors(
    *,
    corpus: Annotated[Path, typer.Option(help="Folder or .jsonl[.gz] of articles.")],
    limit: Annotated[int, typer.Option("--limit", min=1, help="Vectors, at most.")] = 1_000_000,
    words: Annotated[int, typer.Option(min=1, help="Of a window.")] = 8,
    stride: Annotated[int, typer.Option(min=1, help="Words from one window to the next.")] = 3,
    questions: Annotated[
        Path | None, typer.Option("--questions", help="What to ask. Default: other windows.")
    ] = None,
    keep: Annotated[
        Path | None,
        typer.Option(help="Keep the vectors here, to go on from. Default: the user's cache."),
    ] = None,
    json_out: Json = None,
    seed: Seed = 0,
) -> None:
    """Neighbour search: recall against exact search and time, by number of vectors.

    Encodes short windows of the articles, which may take long; stopped, it goes on from there.
    """
    task("bench-vectors")(
        corpus=corpus,
        asked=questions,
        words=words,
        stride=stride,
        seed=seed,
        limit=limit,
        keep=keep,
        json_out=json_out,
    )


@app.command()
def conversation(
    *,
    questions: Questions,
    corpus: Annotated[
        Path | None,
        typer.Option(help="Also search it, with raw, resolved and rewritten questions."),
    ] = None,
    json_out: Json = None,
    limit: Limit = None,
    seed: Seed = 0,
    part: Annotated[
        Literal["train", "choose", "report"] | None,
        typer.Option(help="Only dialogs of this part: to learn from, to choose by, to report."),
    ] = None,
) -> None:
    """Follow-up questions: what of the conversation is recovered, against a person's rewrite."""
    task("conversation")(
        questions=questions, corpus=corpus, json_out=json_out, limit=limit, seed=seed, part=part
    )


def main(arguments: list[str] | None = None) -> None:
    """Run a command and exit; what a person can put right ends with one line and exit code 2.

    Args:
        arguments: Of the command line; by default those this process was started with.
    """
    try:
        app(arguments)
    except RagError as error:
        Console(stderr=True, soft_wrap=True).print(f"error: {error}", style="red", markup=False)
        sys.exit(2)


def task(name: str) -> Callable[..., None]:
    """What the command calls."""
    found: Callable[..., None] = pkgutil.resolve_name(TASKS[name])
    return found
