"""Measure how follow-up questions are resolved, against a person's rewrite of each.

*Terms.* A missing term is a content word of the rewrite that the question lacks and the history
holds (the labels of QuReTeC, Voskarides et al., SIGIR 2020). Precision, recall and F1 are of all
terms of all questions together; the raw question adds none (F1 0), the rewrite all (F1 1), so F1
is the share of the gap between them that is recovered.

*Restraint.* How many questions are altered that a person left as they were, and how many rewrites,
self-contained by their making, are altered when asked in place of their question.

*Retrieval.* Where histories hold answers, each question is sought among all answers of the file.

*A corpus*, if given, is asked with raw, resolved and rewritten questions: whether the right article
and answer are found, or, where the file does not say what is right, what the rewrite finds.
"""

import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean, median
from typing import Any, Protocol

from rich.console import Console
from rich.table import Table

import rag
from eval import squad
from eval.errors import UnusableQuestions
from eval.follow_ups import (
    FollowUp,
    Part,
    Resolver,
    histories_have_answers,
    load,
    part_of,
    turns_of,
)
from eval.intervals import Interval, interval
from eval.own_answers import own_answers, rank_answers
from eval.progress import Counter, Tracker
from rag.answering.answer import Answer, Hit
from rag.conversation import Turn, resolve
from rag.conversation.words import terms

ASKED = 10  # passages searched for each question


@dataclass(frozen=True, slots=True)
class Resolved:
    """What became of one follow-up question.

    Attributes:
        follow_up: The question.
        text: As the resolver put it.
        rewrite_altered: Whether the resolver would alter the person's rewrite.
        seconds: Processor time that resolving took.
    """

    follow_up: FollowUp
    text: str
    rewrite_altered: bool
    seconds: float

    @property
    def added(self) -> frozenset[str]:
        """The content words that resolving added."""
        return frozenset(terms(self.text)) - frozenset(terms(self.follow_up.question))


@dataclass(frozen=True, slots=True)
class TermScore:
    """Precision, recall and F1 of missing terms, in [0, 1], over all questions together."""

    precision: float
    recall: float
    f1: float


def resolve_all(
    follow_ups: Sequence[FollowUp],
    resolver: Resolver = resolve,
    track: Callable[[Sequence[FollowUp]], Any] = iter,
    with_answers: bool | None = None,
) -> list[Resolved]:
    """Resolve each follow-up after its history, whose questions are resolved likewise.

    `with_answers` says what the histories hold (see `turns_of`); by default these follow-ups tell.
    """
    if with_answers is None:
        with_answers = histories_have_answers(follow_ups)
    known: dict[tuple[str, tuple[Turn, ...]], str] = {}

    def once(question: str, turns: Sequence[Turn]) -> str:
        key = (question, tuple(turns))
        if key not in known:
            known[key] = resolver(question, turns)
        return known[key]

    def one(item: FollowUp) -> Resolved:
        turns = turns_of(item.history, with_answers, once)
        started = time.thread_time()
        text = resolver(item.question, turns)
        seconds = time.thread_time() - started
        return Resolved(item, text, resolver(item.rewrite, turns) != item.rewrite, seconds)

    return [one(item) for item in track(follow_ups)]


def term_score(resolved: Sequence[Resolved]) -> TermScore:
    """How well the missing terms were brought back; 0 where there is nothing to divide by."""
    hits = sum(len(r.added & r.follow_up.missing) for r in resolved)
    added = sum(len(r.added) for r in resolved)
    missing = sum(len(r.follow_up.missing) for r in resolved)
    return TermScore(
        precision=hits / added if added else 0.0,
        recall=hits / missing if missing else 0.0,
        f1=2 * hits / (added + missing) if added + missing else 0.0,
    )


def altered(resolved: Sequence[Resolved]) -> tuple[int, int]:
    """(How many self-contained questions got new terms, how many there are)."""
    alone = [r for r in resolved if not r.follow_up.added]
    return sum(bool(r.added) for r in alone), len(alone)


class Asked(Protocol):
    """What is searched and asked: a corpus, or a fake."""

    def search(self, question: str, k: int = 10) -> Sequence[Hit]:
        """The k passages that match best, best first."""

    def answer(self, question: str) -> Answer:
        """The cited answer, or an abstention."""


def ask_corpus(
    corpus: Asked, resolved: Sequence[Resolved], track: Callable[[Sequence[Resolved]], Any] = iter
) -> dict[str, dict[str, float]]:
    """Figures of a corpus by the form of the question: raw, resolved, rewritten."""
    rows: dict[str, list[dict[str, float]]] = {form: [] for form in FORMS}
    for item in track(resolved):
        found = {form: _ask(corpus, text_of(item)) for form, text_of in FORMS.items()}
        for form in FORMS:
            rows[form].append(_figures(item.follow_up, found[form], found["rewritten"]))
    return {form: _means(figures) for form, figures in rows.items()}


FORMS: dict[str, Callable[[Resolved], str]] = {
    "raw": lambda item: item.follow_up.question,
    "resolved": lambda item: item.text,
    "rewritten": lambda item: item.follow_up.rewrite,
}
"""The forms of a question that are compared."""


def find_own_answers(
    resolved: Sequence[Resolved], everything: Sequence[FollowUp]
) -> dict[str, dict[str, float]]:
    """Figures of seeking each question's own answer among those of all dialogs; maybe none."""
    if not histories_have_answers(everything):
        return {}
    follow_ups = [item.follow_up for item in resolved]
    answers = own_answers(everything)
    places = [(item.dialog, len(item.history)) for item in follow_ups]
    found = {
        form: rank_answers(answers, dict(zip(places, map(text_of, resolved), strict=True)))
        for form, text_of in FORMS.items()
    }
    return found if found["raw"] else {}


def main(
    *,
    questions: Path,
    corpus: Path | None = None,
    json_out: Path | None = None,
    limit: int | None = None,
    seed: int = 0,
    part: Part | None = None,
) -> None:
    """Resolve a file of follow-ups, print the figures, and save them.

    Raises:
        UnusableQuestions: The file is no file of follow-ups, or holds no dialog of the part.
    """
    everything = load(questions)
    follow_ups = [item for item in everything if part in (None, part_of(item.dialog))]
    if not follow_ups:
        raise UnusableQuestions(f"{questions} holds no dialog of the part {part!r}; ask all of it")
    if limit is not None and limit < len(follow_ups):
        drawn = sorted(random.Random(seed).sample(range(len(follow_ups)), limit))
        follow_ups = [follow_ups[i] for i in drawn]
    resolved = resolve_all(
        follow_ups,
        track=Tracker("resolving"),
        with_answers=histories_have_answers(everything),
    )
    asked = {}
    if corpus is not None:
        opened = rag.open(corpus, progress=Counter("indexing"))
        asked = ask_corpus(opened, resolved, Tracker("asking"))
    own = find_own_answers(resolved, everything)
    _print(f"{questions.name}{f', {part}' if part else ''}", resolved, seed)
    for title, figures in (("Its own answer among all answers", own), ("The corpus", asked)):
        if figures:
            Console().print(_table(title, figures))
    if json_out is not None:
        found = {"part": part, "own_answers": own, "corpus": asked}
        saved = _saved(questions, resolved, seed) | found
        json_out.write_text(json.dumps(saved, indent=1))


@dataclass(frozen=True, slots=True)
class _Found:
    articles: tuple[str, ...]
    answer: str


def _ask(corpus: Asked, question: str) -> _Found:
    hits = corpus.search(question, k=ASKED)
    articles = tuple(dict.fromkeys(hit.passage.article.id for hit in hits))
    return _Found(articles, corpus.answer(question).text)


def _figures(item: FollowUp, found: _Found, rewritten: _Found) -> dict[str, float]:
    figures = {"same answer as rewritten": float(found.answer == rewritten.answer)}
    if rewritten.articles:
        same = len(set(found.articles) & set(rewritten.articles))
        figures[f"articles@{ASKED} of rewritten"] = same / len(rewritten.articles)
    if item.articles:
        figures[f"recall@{ASKED}"] = float(not set(item.articles).isdisjoint(found.articles))
        figures["recall@1"] = float(bool(found.articles) and found.articles[0] in item.articles)
    if item.answers:
        figures["EM"] = squad.exact(found.answer, item.answers)
        figures["F1"] = squad.f1(found.answer, item.answers)
    return figures


def _means(rows: Sequence[dict[str, float]]) -> dict[str, float]:
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: mean(row[name] for row in rows if name in row) for name in names}


def _f1_interval(resolved: Sequence[Resolved], seed: int) -> Interval | None:
    return interval(lambda drawn: term_score([resolved[i] for i in drawn]).f1, len(resolved), seed)


def _print(name: str, resolved: Sequence[Resolved], seed: int) -> None:
    console = Console()
    score, around = term_score(resolved), _f1_interval(resolved, seed)
    title = f"{name}: {len(resolved)} follow-up questions"
    table = Table(title=title, title_justify="left", title_style="bold", box=None)
    for heading in ("missing terms", "precision", "recall", "F1", "95 % interval"):
        table.add_column(heading, justify="left" if heading == "missing terms" else "right")
    table.add_row("raw", "-", "0.000", "0.000", "-")
    span = f"{around.low:.3f} to {around.high:.3f}" if around else "-"
    row = (f"{value:.3f}" for value in (score.precision, score.recall, score.f1))
    table.add_row("resolved", *row, span, style="bold")
    table.add_row("rewritten", "1.000", "1.000", "1.000", "-")
    console.print(table)
    changed, alone = altered(resolved)
    rewrites = sum(r.rewrite_altered for r in resolved)
    slow = sorted(r.seconds for r in resolved)
    console.print(
        f"\nself-contained questions altered: {changed} of {alone}\n"
        f"rewrites altered: {rewrites} of {len(resolved)}\n"
        f"resolving took {median(slow) * 1000:.2f} ms (median), {slow[-1] * 1000:.1f} ms (longest)",
        style="dim",
        highlight=False,
    )


def _table(title: str, asked: dict[str, dict[str, float]]) -> Table:
    """Figures by the form of the question, and how much of the gap resolving recovers."""
    table = Table(title=f"\n{title}", title_justify="left", title_style="bold", box=None)
    table.add_column("")
    names = list(asked["rewritten"])
    for name in names:
        table.add_column(name, justify="right")
    for form, figures in asked.items():
        table.add_row(form, *(f"{figures[name]:.3f}" for name in names))
    table.add_row("gap recovered", *(_recovered(asked, name) for name in names), style="bold")
    return table


def _recovered(asked: dict[str, dict[str, float]], name: str) -> str:
    gap = asked["rewritten"][name] - asked["raw"][name]
    return f"{(asked['resolved'][name] - asked['raw'][name]) / gap:.0%}" if gap > 0 else "-"


def _saved(questions: Path, resolved: Sequence[Resolved], seed: int) -> dict[str, Any]:
    changed, alone = altered(resolved)
    return {
        "kind": "conversation",
        "questions": questions.name,
        "seed": seed,
        "terms": asdict(term_score(resolved)),
        "f1_interval": _f1_interval(resolved, seed),
        "self_contained_altered": changed,
        "self_contained": alone,
        "rewrites_altered": sum(r.rewrite_altered for r in resolved),
        "outcomes": [
            {
                "dialog": r.follow_up.dialog,
                "question": r.follow_up.question,
                "resolved": r.text,
                "rewrite": r.follow_up.rewrite,
                "missing": sorted(r.follow_up.missing),
                "added": sorted(r.added),
                "seconds": r.seconds,
            }
            for r in resolved
        ],
    }
