"""Fit the calibrator: `python -m rag.answering.calibrate FILE... --out calibrator.json`.

Every question of the files is asked over all their contexts, through the whole pipeline. One
regression learns which candidate is right (each candidate an example, weighed so that each question
counts the same), a second how probable the first-ranked claim is right. Right means a token F1 of
at least `RIGHT_F1` against a gold answer; a question without gold answers is never right. The
figures printed are of questions that neither regression saw, in `FOLDS` folds.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray
from platformdirs import user_cache_path
from rich.progress import track
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import KFold

import rag
from rag import reader as readers
from rag.answering.agreement import words
from rag.answering.answerer import Ranked, best_claim
from rag.answering.candidates import Candidate, candidates
from rag.answering.confidence import EVIDENCE, SHIPPED, Calibrator, Evidence, Logistic
from rag.answering.signals import SIGNALS, Signals, signals
from rag.corpus import PASSAGES_READ

RIGHT_F1 = 0.5  # as eval counts an answer right: 87 % of the SQuAD annotators agree so far
FOLDS = 10
BINS = 15  # of equal count, for the calibration error
PENALTY = 0.1  # C of the regressions: strong, for some hundreds of questions and a dozen figures

Figures = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One development question: its candidates, what is known of each, and which are right."""

    question: str
    found: tuple[Candidate, ...]
    signals: tuple[Signals, ...]
    right: tuple[bool, ...]


def main(
    questions: Annotated[list[Path], typer.Argument(help="Records with contexts and answers.")],
    out: Annotated[Path, typer.Option(help="Where to write the calibrator.")] = SHIPPED,
    threshold: Annotated[
        float | None, typer.Option(help="Answer from this probability on; else even odds.")
    ] = None,
    limit: Annotated[int, typer.Option(help="Questions of each file, evenly drawn.")] = 1_000,
    reader: Annotated[str | None, typer.Option(help="Another reader than the shipped one.")] = None,
) -> None:
    """Fit the calibrator on development questions and say how well it does."""
    asked = [example for file in questions for example in examples(file, limit, reader)]
    unseen, right = out_of_fold(asked)
    threshold = 0.5 if threshold is None else threshold
    calibrator = replace(
        fit(asked),
        threshold=threshold,
        fitted_on=f"{len(asked)} questions of {', '.join(file.name for file in questions)}",
    )
    out.write_text(json.dumps(calibrator.to_dict(), indent=2) + "\n", encoding="utf-8")
    report(unseen, right, threshold)
    first = np.mean([example.right[0] for example in asked])
    typer.echo(
        f"the reader's first span alone: {first:.1%} right\n{json.dumps(calibrator.to_dict())}"
    )


def report(unseen: Figures, right: Figures, threshold: float) -> None:
    """Print how well probabilities and truth agree."""
    answered = unseen >= threshold
    typer.echo(
        f"{len(right)} questions, {right.mean():.1%} right if all are answered\n"
        f"AUROC {roc_auc_score(right, unseen):.3f}, ECE {calibration_error(unseen, right):.3f}\n"
        f"threshold {threshold:.2f}: {answered.mean():.1%} answered, "
        f"{right[answered].mean():.1%} of those right"
    )


def examples(file: Path, limit: int, reader_name: str | None) -> Iterator[Example]:
    """The questions of a file, each asked over all its contexts."""
    reader = readers.load(reader_name)
    records = load(file)
    chosen = records[:: max(1, len(records) // limit)][:limit]
    corpus = rag.open(write_contexts(records))
    for record in track(chosen, description=file.name, transient=True):
        question = record["question"]
        hits = corpus.search(question, PASSAGES_READ)
        readings = reader.read(question, [hit.passage.text for hit in hits])
        found = candidates(hits, readings)
        if not found:
            continue
        yield Example(
            question,
            tuple(found),
            tuple(signals(question, found)),
            tuple(is_right(candidate.citation.quote, record) for candidate in found),
        )


def load(file: Path) -> list[dict[str, Any]]:
    """The records of a `.jsonl` or `.jsonl.gz` file."""
    data = file.read_bytes()
    lines = gzip.decompress(data) if file.suffix == ".gz" else data
    return [json.loads(line) for line in lines.splitlines()]


def write_contexts(records: Sequence[dict[str, Any]]) -> Path:
    """The distinct contexts as a corpus in the user's cache, so that it is indexed only once."""
    contexts = dict.fromkeys(record["context"] for record in records)
    lines = "".join(json.dumps({"id": f"c{n}", "text": c}) + "\n" for n, c in enumerate(contexts))
    digest = hashlib.sha256(lines.encode()).hexdigest()
    corpus = user_cache_path("citespan", ensure_exists=True) / f"contexts-{digest[:16]}.jsonl"
    if not corpus.exists():
        corpus.write_text(lines, encoding="utf-8")
    return corpus


def is_right(quote: str, record: dict[str, Any]) -> bool:
    """Whether a quotation says what a gold answer says."""
    return any(f1(quote, answer["text"]) >= RIGHT_F1 for answer in record["answers"])


def f1(one: str, other: str) -> float:
    """The harmonic mean of the shares of words that two texts share."""
    first, second = words(one), words(other)
    return 2 * (first & second).total() / max(1, first.total() + second.total())


def fit(asked: Sequence[Example]) -> Calibrator:
    """Both regressions, fitted on these questions; the threshold is left at even odds."""
    rank = fit_rank(asked)
    known, right = zip(*(first_claim(example, rank) for example in asked), strict=True)
    sure = logistic(EVIDENCE, np.array([evidence.values() for evidence in known]), np.array(right))
    return Calibrator(rank, sure, threshold=0.5, fitted_on="")


def fit_rank(asked: Sequence[Example]) -> Logistic:
    """Which candidate is better: learned from all pairs of a right and a wrong one of a question.

    Each question counts the same, however many pairs it has (Ranking SVM's pairs, Joachims 2002,
    with the logistic loss).
    """
    pairs, weights = [], []
    for example in asked:
        x = np.array([one.values() for one in example.signals])
        right = np.array(example.right)
        better = (x[right][:, None] - x[~right][None, :]).reshape(-1, x.shape[1])
        pairs.append(better)
        weights.append(np.full(len(better), 1 / max(1, len(better))))
    x, weight = np.concatenate(pairs), np.concatenate(weights)
    both = np.concatenate([x, -x]), np.repeat([True, False], len(x)), np.tile(weight, 2)
    return logistic(SIGNALS, *both)


def first_claim(example: Example, rank: Logistic) -> tuple[Evidence, bool]:
    """What is known of the claim ranked first, and whether it is right."""
    ranks = [rank.log_odds(one.values()) for one in example.signals]
    order = sorted(range(len(ranks)), key=lambda i: -ranks[i])
    claim = best_claim([Ranked(example.found[i], example.signals[i], ranks[i]) for i in order])
    assert claim is not None, "an example has candidates"
    return claim.evidence, example.right[order[0]]


def logistic(
    names: Sequence[str], x: Figures, y: Figures, sample_weight: Figures | None = None
) -> Logistic:
    """A logistic regression on standardised figures, said in the figures' own units."""
    mean, spread = x.mean(axis=0), np.maximum(x.std(axis=0), 1e-9)
    model = LogisticRegression(C=PENALTY).fit((x - mean) / spread, y, sample_weight=sample_weight)
    weights = model.coef_[0] / spread
    intercept = float(model.intercept_[0] - weights @ mean)
    return Logistic(
        round(intercept, 6),
        {name: round(float(weight), 6) for name, weight in zip(names, weights, strict=True)},
    )


def out_of_fold(asked: Sequence[Example]) -> tuple[Figures, Figures]:
    """For each question the probability by a calibrator that did not see it, and the truth."""
    probability, truth = np.zeros(len(asked)), np.zeros(len(asked), dtype=bool)
    for seen, unseen in KFold(FOLDS, shuffle=True, random_state=0).split(list(asked)):
        calibrator = fit([asked[i] for i in seen])
        for i in unseen:
            evidence, truth[i] = first_claim(asked[i], calibrator.rank)
            probability[i] = calibrator.probability(evidence)
    return probability, truth


def calibration_error(probabilities: Figures, right: Figures) -> float:
    """Expected calibration error over `BINS` bins of equal count (Naeini et al., AAAI 2015)."""
    order = np.argsort(probabilities)
    bins = [part for part in np.array_split(order, BINS) if len(part)]
    gaps = [abs(probabilities[part].mean() - right[part].mean()) * len(part) for part in bins]
    return float(np.sum(gaps) / len(order))


if __name__ == "__main__":
    typer.run(main)
