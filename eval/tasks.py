"""What the commands do: load, measure, show, save."""

import os
import pkgutil
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from rich.console import Console

import rag
from eval import questions, report, table
from eval.comparison import Comparison
from eval.errors import UnusableQuestions, UnwritableReport
from eval.evaluate import evaluate
from eval.example import Example
from eval.open_domain import distinct_contexts, placed, with_retrieval, write_corpus
from eval.progress import Counter, Tracker
from eval.questions import OWN, in_development
from eval.reading import read_all
from eval.report import Report
from eval.slips import slipped
from eval.texts import texts_of
from rag.answering.answer import Answer
from rag.corpus import PASSAGES_READ, Corpus
from rag.index.place import seeds


def run(
    *,
    corpus: Path | None = None,
    path: Path | None = None,
    json_out: Path | None = None,
    html_out: Path | None = None,
    limit: int | None = None,
    seed: int = 0,
    threshold: float | None = None,
    split: str = "all",
) -> None:
    """Ask questions of a corpus; by default the own ones of the seeds."""
    check_places(json_out, html_out)
    folder = corpus or seeds()

    @cache
    def opening() -> tuple[Corpus, dict[str, str]]:
        opened = rag.open(folder, threshold=threshold, progress=Counter("indexing"))
        return opened, texts_of(folder, opened.articles)

    whole = questions.load(path or OWN, lambda: opening()[1])  # unusable ones are told of first
    asked = replace(whole, examples=half(whole.examples, split)).sample(limit, seed)
    opened, texts = opening()
    lacking = check_golds(asked.examples, texts)
    done = evaluate(
        Candid(opened),
        asked.examples,
        name=named(asked.name if path else "seeds", split),
        sha256=asked.sha256,
        seed=seed,
        threshold=opened.threshold,
        texts=texts,
        about={
            "corpus": f"{folder.name}, {len(texts)} articles",
            "answers from confidence": f"{opened.threshold:g}",
            **opened.models,
            **({"articles with answers not in the corpus": str(lacking)} if lacking else {}),
        },
        track=Tracker("asking"),
    )
    publish(done, json_out, html_out)


def open_domain(
    *,
    path: Path,
    k: int | None,
    json_out: Path | None,
    html_out: Path | None,
    limit: int | None,
    seed: int,
    threshold: float | None,
    slips: bool,
) -> None:
    """Make the contexts a corpus, rank them for each question, and ask it."""
    check_places(json_out, html_out)
    whole = questions.load(path)
    ids = distinct_contexts(whole.examples)
    asked = whole.sample(limit, seed)
    typed = slipped(asked.examples, seed) if slips else asked.examples
    examples = placed(typed, ids)
    corpus = write_corpus(ids)
    opened = rag.open(
        corpus,
        threshold=threshold,
        passages_read=k or PASSAGES_READ,
        progress=Counter("indexing"),
    )
    texts = {article: context for context, article in ids.items()}
    done = evaluate(
        Candid(opened),
        examples,
        name=f"{asked.name}, one typing slip each" if slips else asked.name,
        sha256=asked.sha256,
        seed=seed,
        threshold=opened.threshold,
        texts=texts,
        about={
            "corpus": f"{len(ids)} contexts",
            "passages read": str(k or PASSAGES_READ),
            "answers from confidence": f"{opened.threshold:g}",
            **opened.models,
        },
        track=Tracker("asking"),
    )
    found = with_retrieval(done.outcomes, opened, Tracker("searching"))
    publish(replace(done, kind="open", outcomes=found), json_out, html_out)


def reader(
    *,
    path: Path,
    json_out: Path | None,
    html_out: Path | None,
    limit: int | None,
    seed: int,
    model: str | None,
) -> None:
    """Read each question's own context."""
    check_places(json_out, html_out)
    asked = questions.load(path).sample(limit, seed)
    reads = pkgutil.resolve_name("rag.reader:load")(model)
    done = Report(
        kind="reader",
        questions=asked.name,
        questions_sha256=asked.sha256,
        outcomes=read_all(reads, asked.examples, Tracker("reading")),
        seed=seed,
        about={"reader": reads.identity},
        versions=report.versions(),
    )
    publish(done, json_out, html_out)


class Candid:
    """A corpus that always says what it found, and how sure it is.

    Whether the answer is then given is judged afterwards, by the corpus's own threshold: so that
    the confidence of withheld answers can be judged too.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def answer(self, question: str, *, history: Sequence[Answer] = ()) -> Answer:
        """The answer, never withheld."""
        return self._corpus.answer(question, history=history, threshold=0.0)


def compare(*, a: Path, b: Path, json_out: Path | None, seed: int) -> None:
    """Test the differences between two saved reports."""
    check_places(json_out)
    compared = Comparison(report.load(a), report.load(b), seed)
    Console().print(table.compared(compared, a.name, b.name))
    if json_out is not None:
        compared.save(json_out)


def publish(done: Report, json_out: Path | None, html_out: Path | None) -> None:
    """Print the report, and write it where asked."""
    table.show(done, Console())
    if json_out is not None:
        done.save(json_out)
    if html_out is not None:
        page: Any = pkgutil.resolve_name("eval.page:render")  # brings matplotlib
        html_out.write_text(page(done), encoding="utf-8")


def check_places(*places: Path | None) -> None:
    """Make sure that reports can be written: sooner than after an hour of measuring.

    Raises:
        UnwritableReport: A place is a folder, lies in none, or may not be written.
    """
    for place in filter(None, places):
        folder = place.parent
        if not folder.is_dir():
            raise UnwritableReport(f"{place}: there is no folder {folder}; make it first")
        if place.is_dir():
            raise UnwritableReport(f"{place} is a folder; name a file in it")
        if not os.access(place if place.exists() else folder, os.W_OK):
            raise UnwritableReport(f"{place} may not be written; name another place")


def named(questions_name: str, split: str) -> str:
    """What a report calls the questions."""
    return questions_name if split == "all" else f"{questions_name}, {split} half"


def half(examples: tuple[Example, ...], split: str) -> tuple[Example, ...]:
    """The examples of one half, or all.

    Raises:
        UnusableQuestions: There is no such half.
    """
    if split == "all":
        return examples
    if split not in ("development", "test"):
        raise UnusableQuestions(f"no split {split!r}; choose development, test or all")
    return tuple(e for e in examples if in_development(e.id) == (split == "development"))


def check_golds(examples: tuple[Example, ...], texts: dict[str, str]) -> int:
    """Make sure that the questions are about these articles.

    Returns:
        How many articles with answers the corpus lacks; what only they state counts as wrong.

    Raises:
        UnusableQuestions: It lacks all of them, or an article has other words at a gold span.
    """
    golds = [(example.id, gold) for example in examples for gold in example.answers]
    named = {gold.article for _, gold in golds if gold.article is not None}
    lacking = named - texts.keys()
    if lacking and lacking == named:
        raise UnusableQuestions(
            f"the corpus has none of the {len(named)} articles that the questions name, such as "
            f"{min(lacking)!r}; its own ids are like {next(iter(texts), '(none)')!r}"
        )
    for question, gold in golds:
        if gold.article is None or gold.start is None or gold.article in lacking:
            continue
        if not texts[gold.article].startswith(gold.text, gold.start):
            raise UnusableQuestions(
                f"question {question!r}: {gold.article} has no {gold.text!r} at character "
                f"{gold.start}; correct the offset or leave it out"
            )
    return len(lacking)
