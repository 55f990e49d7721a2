"""Fit the calibrator: `python -m rag.answering.calibrate FILE... --out calibrator.json`.

Every question of the files goes through the whole pipeline, in turn over all contexts of its file
and over a small corpus, `SMALL` of them with its own: people ask folders of every size, and in a
small one a span that looks right more often is. One regression learns which candidate is right, a
second how probable the first-ranked claim is right. Right means a token F1 of at least `RIGHT_F1`
against a gold answer, of the span or of what it is widened to; an explanation is right too if it
holds a gold answer where its context states it. A question without gold answers is never right.
Each set of questions counts the same, however many it has, and those without an answer count as
`UNANSWERABLE` of it: half of SQuAD 2's were made to have none, people mostly ask what they expect
the articles to say, and a probability is of a mixture. With `--folder` and `--about`, questions
on a folder of articles are such a set: one's own, or the development half of those in `eval/`
(`{"question", "history"?, "answers": [{"article", "start", "text"}]}`, as `python -m
eval.development` prints them). Each pair of the two is a set. The turns before a follow-up are
answered by a calibrator fitted to all other questions, then by one fitted to all; questions without
a turn before are asked once more after one, for people change the subject.
The figures printed are of questions that neither regression saw, in `FOLDS` folds. The same files,
options and weights give the same calibrator.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from sklearn.metrics import roc_auc_score

from rag import reader as readers
from rag.answering.calibration.asking import examples, examples_about, follow_ups
from rag.answering.calibration.fitting import Figures, evenly, fit, out_of_fold
from rag.answering.confidence import SHIPPED

ROUNDS = 2  # of answering the turns before follow-ups: first by what has seen no conversation
BINS = 15  # of equal count, for the calibration error


def main(
    questions: Annotated[list[Path], typer.Argument(help="Records with contexts and answers.")],
    out: Annotated[Path, typer.Option(help="Where to write the calibrator.")] = SHIPPED,
    threshold: Annotated[
        float | None, typer.Option(help="Answer from this probability on; else even odds.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Questions of each file, evenly drawn.")] = 500,
    reader: Annotated[str | None, typer.Option(help="Another reader than the shipped one.")] = None,
    folder: Annotated[
        list[Path] | None, typer.Option(help="Articles that --about is about; may be repeated.")
    ] = None,
    about: Annotated[
        list[Path] | None, typer.Option(help="Questions on --folder, JSON lines; as often.")
    ] = None,
) -> None:
    """Fit the calibrator on development questions and say how well it does."""
    folders, own = folder or [], about or []
    if len(folders) != len(own):
        raise typer.BadParameter("give each --about its --folder, in the same order")
    threshold = 0.5 if threshold is None else threshold
    reads = readers.load(reader)
    asked = [example for file in questions for example in examples(file, limit, reads)]
    for articles, file in zip(folders, own, strict=True):
        asked += examples_about(articles, file, reads)
    alone = tuple(asked)
    for _ in range(ROUNDS):
        calibrator = replace(fit(asked), threshold=threshold)
        asked = [*alone]
        for articles, file in zip(folders, own, strict=True):
            asked += follow_ups(articles, file, reads, calibrator)
    unseen, right = out_of_fold(asked)
    weight = evenly(asked)
    names = ", ".join(dict.fromkeys(example.of for example in asked))
    fitted_on = f"{len(asked)} questions of {names}"
    calibrator = replace(fit(asked), threshold=threshold, fitted_on=fitted_on)
    out.write_text(json.dumps(calibrator.to_dict(), indent=2) + "\n", encoding="utf-8")
    for name, small in dict.fromkeys((example.of, example.small) for example in asked):
        such = np.array([(e.of, e.small) == (name, small) for e in asked])
        typer.echo(f"{name}, {'a small corpus' if small else 'all articles'}: ", nl=False)
        report(unseen[such], right[such], weight[such], threshold)
    typer.echo("all sets: ", nl=False)
    report(unseen, right, weight, threshold)
    first = np.average([example.right[0] for example in asked], weights=weight)
    typer.echo(
        f"the reader's first span alone: {first:.1%} right\n{json.dumps(calibrator.to_dict())}"
    )


def report(unseen: Figures, right: Figures, weight: Figures, threshold: float) -> None:
    """Print how well probabilities and truth agree."""
    answered = weight * (unseen >= threshold)
    typer.echo(
        f"{len(right)} questions, {np.average(right, weights=weight):.1%} right if all are "
        f"answered, mean confidence {np.average(unseen, weights=weight):.1%}\n"
        f"AUROC {roc_auc_score(right, unseen):.3f}, "
        f"ECE {calibration_error(unseen, right, weight):.3f}\n"
        f"threshold {threshold:.2f}: {answered.sum() / weight.sum():.1%} answered, "
        f"{(answered * right).sum() / max(answered.sum(), 1e-9):.1%} of those right"
    )


def calibration_error(probabilities: Figures, right: Figures, weight: Figures) -> float:
    """Expected calibration error over `BINS` bins of equal count (Naeini et al., AAAI 2015)."""
    order = np.argsort(probabilities, kind="stable")
    bins = [part for part in np.array_split(order, BINS) if len(part)]
    gaps = [abs(float((weight[part] * (probabilities[part] - right[part])).sum())) for part in bins]
    return sum(gaps) / float(weight.sum())


if __name__ == "__main__":
    typer.run(main)
