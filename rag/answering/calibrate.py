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
answered by a calibrator fitted to all other questions, then by one fitted to all.
The figures printed are of questions that neither regression saw, in `FOLDS` folds. The same files,
options and weights give the same calibrator.
"""

import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import numpy as np
import typer
from numpy.typing import NDArray
from platformdirs import user_cache_path
from rich.progress import track
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import KFold

from rag import reader as readers
from rag.answering import reading
from rag.answering.agreement import words
from rag.answering.answer import Answer, Citation, Hit
from rag.answering.answerer import Ranked, best_claim, whole
from rag.answering.candidates import Candidate
from rag.answering.confidence import EVIDENCE, SHIPPED, Calibrator, Evidence, Logistic
from rag.answering.signals import SIGNALS, Signals, signals
from rag.corpus import PASSAGES_READ, Corpus
from rag.index.place import index_folder
from rag.opening import encoder_of
from rag.reader import Reader

RIGHT_F1 = 0.5  # as eval counts an answer right: 87 % of the SQuAD annotators agree so far
FOLDS = 10
ROUNDS = 2  # of answering the turns before follow-ups: first by what has seen no conversation
UNANSWERABLE = 0.2  # of a set's weight, where it has such; as of the questions on the seeds
SMALL = 5  # articles, as many as come along
BINS = 15  # of equal count, for the calibration error
PENALTY = 0.1  # C of the regressions: strong, for some hundreds of questions and a dozen figures
RANK_PENALTY = 0.02  # times the squared weights, beside the mean loss of a question
SAME = 1e-9  # a spread that is rounding only

UNFITTED = Calibrator(Logistic(0.0, {}), Logistic(0.0, {}), threshold=1.0, fitted_on="")

Figures = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One development question: its candidates, what is known of each, and which are right."""

    question: str
    of: str
    """The set of questions it is from."""
    small: bool
    """Asked over `SMALL` articles, not over all of its set."""
    answerable: bool
    """It has a gold answer."""
    found: tuple[Candidate, ...]
    signals: tuple[Signals, ...]
    right: tuple[bool, ...]


class Gold(NamedTuple):
    """A gold answer, and where it stands."""

    text: str
    article: str
    start: int


@dataclass(frozen=True, slots=True)
class Context:
    """A text that questions are about, as an article of a corpus."""

    id: str
    group: str
    context: str


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


def examples(file: Path, limit: int, reader: Reader) -> Iterator[Example]:
    """The questions of a file, in turn over all its contexts and over a few."""
    records = load(file)
    chosen = records[:: max(1, len(records) // limit)][:limit]
    articles = {article.context: article for article in contexts(records)}
    corpus = opened(write(articles.values()), reader, UNFITTED)
    for number, record in enumerate(track(chosen, description=file.name, transient=True)):
        own, small = articles[record["context"]], number % 2 == 1
        right = [Gold(a["text"], own.id, a["answer_start"]) for a in record["answers"]]
        hits = corpus.search(
            record["question"], PASSAGES_READ, outlets=[own.group] if small else None
        )
        yield from read(record["question"], right, hits, reader, of=file.name, small=small)


def examples_about(folder: Path, file: Path, reader: Reader) -> Iterator[Example]:
    """The questions on a folder of articles, without those that need earlier turns."""
    corpus = opened(folder, reader, UNFITTED)
    small = len(corpus.articles) <= SMALL
    chosen = [record for record in load(file) if not record.get("history")]
    for record in track(chosen, description=file.name, transient=True):
        hits = corpus.search(record["question"], PASSAGES_READ)
        yield from read(record["question"], golds(record), hits, reader, of=file.name, small=small)


def follow_ups(
    folder: Path, file: Path, reader: Reader, calibrator: Calibrator
) -> Iterator[Example]:
    """The other questions, each after what the calibrator answers to those before it."""
    chosen = [record for record in load(file) if record.get("history")]
    if not chosen:
        return
    corpus = opened(folder, reader, calibrator)
    small = len(corpus.articles) <= SMALL
    held: dict[tuple[str, ...], Answer] = {}

    def answered(turns: tuple[str, ...]) -> Answer:
        if turns not in held:
            before = [answered(turns[:n]) for n in range(1, len(turns))]
            held[turns] = corpus.answer(turns[-1], history=before)
        return held[turns]

    for record in track(chosen, description=file.name, transient=True):
        answer = answered((*record["history"], record["question"]))
        yield from read(
            answer.resolved, golds(record), answer.passages, reader, of=file.name, small=small
        )


def golds(record: Mapping[str, Any]) -> list[Gold]:
    """The gold answers of a question on a folder of articles."""
    return [Gold(a["text"], a["article"], a["start"]) for a in record["answers"]]


def read(
    question: str,
    golds: Sequence[Gold],
    hits: Sequence[Hit],
    reader: Reader,
    *,
    of: str,
    small: bool,
) -> Iterator[Example]:
    """What the reader finds in the passages for a question; nothing where it finds nothing."""
    found = reading.read(question, hits, reader)
    if found:
        yield Example(
            question,
            of,
            small,
            bool(golds),
            tuple(found),
            tuple(signals(question, found)),
            tuple(is_right(question, candidate, golds) for candidate in found),
        )


def opened(path: Path, reader: Reader, calibrator: Calibrator) -> Corpus:
    """The corpus with this calibrator: the one that comes along may be of other signals."""
    corpus = Corpus(
        path, index_folder(path), encoder=encoder_of(None), reader=reader, calibrator=calibrator
    )
    corpus.refresh()
    return corpus


def load(file: Path) -> list[dict[str, Any]]:
    """The records of a `.jsonl` or `.jsonl.gz` file."""
    data = file.read_bytes()
    lines = gzip.decompress(data) if file.suffix == ".gz" else data
    return [json.loads(line) for line in lines.splitlines()]


def contexts(records: Sequence[dict[str, Any]]) -> Iterator[Context]:
    """The distinct contexts in order of appearance, neighbours in groups of `SMALL`."""
    for number, text in enumerate(dict.fromkeys(record["context"] for record in records)):
        yield Context(f"c{number}", f"group {number // SMALL}", text)


def write(articles: Iterable[Context]) -> Path:
    """The contexts as a corpus in the user's cache, so that it is indexed only once.

    A group goes by the name of an outlet, which a question can be confined to.
    """
    lines = "".join(
        json.dumps({"id": article.id, "outlet": article.group, "text": article.context}) + "\n"
        for article in articles
    )
    digest = hashlib.sha256(lines.encode()).hexdigest()
    corpus = user_cache_path("citespan", ensure_exists=True) / f"contexts-{digest[:16]}.jsonl"
    if not corpus.exists():
        corpus.write_text(lines, encoding="utf-8")
    return corpus


def is_right(question: str, candidate: Candidate, golds: Sequence[Gold]) -> bool:
    """Whether the candidate, or what it is widened to, says what a gold answer says."""
    said = candidate.citation
    shown = whole(question, candidate).citation
    return any(
        max(f1(said.quote, gold.text), f1(shown.quote, gold.text)) >= RIGHT_F1
        or (shown != said and holds(shown, gold))
        for gold in golds
    )


def holds(citation: Citation, gold: Gold) -> bool:
    """Whether the gold answer stands within the quotation."""
    return citation.article.id == gold.article and (
        citation.start <= gold.start and gold.start + len(gold.text) <= citation.end
    )


def f1(one: str, other: str) -> float:
    """The harmonic mean of the shares of words that two texts share."""
    first, second = words(one), words(other)
    return 2 * (first & second).total() / max(1, first.total() + second.total())


def fit(asked: Sequence[Example]) -> Calibrator:
    """Both regressions, fitted on these questions; the threshold is left at even odds."""
    rank = fit_rank(asked)
    known, right = zip(*(first_claim(example, rank) for example in asked), strict=True)
    x = np.array([evidence.values() for evidence in known])
    sure = logistic(EVIDENCE, x, np.array(right), evenly(asked))
    return Calibrator(rank, sure, threshold=0.5, fitted_on="")


def evenly(asked: Sequence[Example]) -> Figures:
    """Weights, 1 on average, with which sets count the same, and in each as `UNANSWERABLE` says."""
    sizes = Counter((example.of, example.answerable) for example in asked)
    sets = {of for of, _ in sizes}

    def part(example: Example) -> float:
        if not sizes[example.of, not example.answerable]:
            return 1.0
        return 1 - UNANSWERABLE if example.answerable else UNANSWERABLE

    return np.array([len(asked) / len(sets) * part(e) / sizes[e.of, e.answerable] for e in asked])


def fit_rank(asked: Sequence[Example]) -> Logistic:
    """Which candidate is best: the weights under which a softmax over a question's candidates
    puts most on the right ones.

    Unlike pairs of a right and a wrong candidate, it does not labour to tell the hopeless apart.
    (The listwise loss of ListNet, Cao et al. 2007.) Each question with a right and a wrong
    candidate counts the same, but for the evenness of sets.
    """
    told = [example for example in asked if any(example.right) and not all(example.right)]
    lists = [
        (np.array([one.values() for one in example.signals]), np.array(example.right))
        for example in told
    ]
    shares = evenly(told) / len(told)
    spread = np.concatenate([x - x.mean(axis=0) for x, _ in lists]).std(axis=0)
    spread = np.where(spread > SAME, spread, 1.0)  # the same for all of a question: says nothing
    scaled = [(x / spread, right) for x, right in lists]

    def loss(weights: Figures) -> tuple[float, Figures]:
        total, slope = 0.0, np.zeros_like(weights)
        for (x, right), part in zip(scaled, shares, strict=True):
            odds = x @ weights
            likely = np.exp(odds - odds.max())
            of_right = likely * right
            total -= part * float(np.log(of_right.sum() / likely.sum()))
            slope += part * (x.T @ (likely / likely.sum() - of_right / of_right.sum()))
        penalty = RANK_PENALTY * float(weights @ weights)
        return total + penalty, slope + 2 * RANK_PENALTY * weights

    found = minimize(loss, np.zeros(len(SIGNALS)), jac=True, method="L-BFGS-B").x / spread
    return Logistic(0.0, {name: round(float(w), 6) for name, w in zip(SIGNALS, found, strict=True)})


def first_claim(example: Example, rank: Logistic) -> tuple[Evidence, bool]:
    """What is known of the claim ranked first, and whether it is right."""
    ranks = [rank.log_odds(one.values()) for one in example.signals]
    order = sorted(range(len(ranks)), key=lambda i: -ranks[i])
    claim = best_claim([Ranked(example.found[i], example.signals[i], ranks[i]) for i in order])
    assert claim is not None, "an example has candidates"
    return claim.evidence, example.right[order[0]]


def logistic(names: Sequence[str], x: Figures, y: NDArray[np.bool_], weight: Figures) -> Logistic:
    """A logistic regression on standardised figures, said in the figures' own units."""
    mean, spread = x.mean(axis=0), np.maximum(x.std(axis=0), 1e-9)
    model = LogisticRegression(C=PENALTY).fit((x - mean) / spread, y, sample_weight=weight)
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


def calibration_error(probabilities: Figures, right: Figures, weight: Figures) -> float:
    """Expected calibration error over `BINS` bins of equal count (Naeini et al., AAAI 2015)."""
    order = np.argsort(probabilities, kind="stable")
    bins = [part for part in np.array_split(order, BINS) if len(part)]
    gaps = [abs(float((weight[part] * (probabilities[part] - right[part])).sum())) for part in bins]
    return sum(gaps) / float(weight.sum())


if __name__ == "__main__":
    typer.run(main)
