"""Fit the calibrator: `python -m rag.answering.calibrate FILE... --out calibrator.json`.

Every question of the files is asked over all their contexts, through the whole pipeline, and the
regression learns from which signals the first claim found was right. Right means a token F1 of at
least `RIGHT_F1` against one of the gold answers; a question without gold answers is never right.
Figures are of folds that the fit did not see.
"""

import gzip
import json
import tempfile
from collections.abc import Iterator
from dataclasses import astuple, fields
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray
from rich.progress import track
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict

import rag
from rag import reader as readers
from rag.answering.agreement import words
from rag.answering.answerer import Found, find
from rag.answering.confidence import SHIPPED, Calibrator, Signals
from rag.corpus import PASSAGES_READ

RIGHT_F1 = 0.5  # as eval counts an answer right: 87 % of the SQuAD annotators agree so far
BINS = 15  # of equal count, for the calibration error

Matrix = NDArray[np.float64]


def main(
    questions: Annotated[list[Path], typer.Argument(help="Records with contexts and answers.")],
    out: Annotated[Path, typer.Option(help="Where to write the calibrator.")] = SHIPPED,
    limit: Annotated[int, typer.Option(help="Questions of each file, evenly drawn.")] = 1_000,
    reader: Annotated[str | None, typer.Option(help="Another reader than the shipped one.")] = None,
) -> None:
    """Fit the calibrator on development questions and say how well it does."""
    x, y = map(np.array, zip(*examples(questions, limit, reader), strict=True))
    model = LogisticRegression(C=1.0)
    unseen = cross_val_predict(model, x, y, cv=10, method="predict_proba")[:, 1]
    model.fit(x, y)
    names = [field.name for field in fields(Signals)]
    threshold = best_threshold(unseen, y)
    calibrator = Calibrator(
        intercept=round(float(model.intercept_[0]), 6),
        weights={n: round(float(w), 6) for n, w in zip(names, model.coef_[0], strict=True)},
        threshold=threshold,
        fitted_on=f"{len(y)} questions of {', '.join(file.name for file in questions)}",
    )
    out.write_text(json.dumps(calibrator.to_dict(), indent=2) + "\n", encoding="utf-8")
    answered = unseen >= threshold
    typer.echo(
        f"{len(y)} questions, {y.mean():.1%} right\n"
        f"AUROC {roc_auc_score(y, unseen):.3f}, ECE {calibration_error(unseen, y):.3f}\n"
        f"threshold {threshold:.2f}: {answered.mean():.1%} answered, "
        f"{y[answered].mean():.1%} of those right\n"
        f"weights {calibrator.weights}"
    )


def examples(
    files: list[Path], limit: int, reader_name: str | None
) -> Iterator[tuple[tuple[float, ...], bool]]:
    """The signals of each question's first claim, and whether it is right."""
    reader = readers.load(reader_name)
    for file in files:
        records = load(file)
        chosen = records[:: max(1, len(records) // limit)][:limit]
        with tempfile.TemporaryDirectory() as folder:
            corpus = rag.open(write_contexts(records, Path(folder)), index=folder)
            for record in track(chosen, description=file.name, transient=True):
                hits = corpus.search(record["question"], PASSAGES_READ)
                found = find(record["question"], hits, reader)
                if found:
                    yield astuple(found.signals), is_right(found, record)


def load(file: Path) -> list[dict[str, Any]]:
    """The records of a `.jsonl` or `.jsonl.gz` file."""
    data = file.read_bytes()
    lines = gzip.decompress(data) if file.suffix == ".gz" else data
    return [json.loads(line) for line in lines.splitlines()]


def write_contexts(records: list[dict[str, Any]], folder: Path) -> Path:
    """The distinct contexts of the records, as a corpus."""
    contexts = dict.fromkeys(record["context"] for record in records)
    corpus = folder / "contexts.jsonl"
    corpus.write_text(
        "".join(json.dumps({"id": f"c{n}", "text": c}) + "\n" for n, c in enumerate(contexts)),
        encoding="utf-8",
    )
    return corpus


def is_right(found: Found, record: dict[str, Any]) -> bool:
    """Whether the first citation says what a gold answer says."""
    quote = found.citations[0].quote
    return any(f1(quote, answer["text"]) >= RIGHT_F1 for answer in record["answers"])


def f1(one: str, other: str) -> float:
    """The harmonic mean of the shares of words that two texts share."""
    first, second = words(one), words(other)
    return 2 * (first & second).total() / max(1, first.total() + second.total())


def best_threshold(probabilities: Matrix, right: Matrix) -> float:
    """The threshold, in steps of 0.01, with the most right answers and right abstentions.

    A wrong answer costs as much as a right one gains, so silence beats a guess below even odds.
    """
    steps = np.arange(0.0, 1.0, 0.01)
    gains = [np.where(right, 1, -1)[probabilities >= step].sum() for step in steps]
    return round(float(steps[int(np.argmax(gains))]), 2)


def calibration_error(probabilities: Matrix, right: Matrix) -> float:
    """Expected calibration error over `BINS` bins of equal count (Naeini et al., AAAI 2015)."""
    order = np.argsort(probabilities)
    bins = [part for part in np.array_split(order, BINS) if len(part)]
    gaps = [abs(probabilities[part].mean() - right[part].mean()) * len(part) for part in bins]
    return float(np.sum(gaps) / len(order))


if __name__ == "__main__":
    typer.run(main)
