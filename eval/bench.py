"""How fast is it, and how fast are others: the same passages, questions and models for all.

Each contestant indexes the passages and answers the questions in a process of its own
(`eval.peers`), in turns (`eval.contest`). Loading the models and the first questions are not timed.
Peak memory is that of the whole process, models and libraries included.
"""

import json
import os
import platform
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console, Group

from embeddings.sentence_encoder import installed_weights
from eval import questions
from eval.bench_corpus import Passages, passages
from eval.bench_table import bench_table
from eval.bench_vectors import all_articles
from eval.contest import Skipped, chosen, contest
from eval.errors import UnusableQuestions
from eval.peers.job import Job, Result
from eval.questions import OWN
from eval.standings import Standing, standings
from eval.windows import Cut
from rag.corpus import PASSAGES_READ
from rag.errors import NoArticles
from rag.index.place import seeds
from rag.reader.checksum import SHIPPED

DEFAULT_LIMIT = 100  # questions: the p99 is then the slowest but one


@dataclass(frozen=True, slots=True)
class Bench:
    """One run of the benchmark, with the ground it ran on."""

    corpus: str
    articles: int
    passages: int
    words: int
    questions: int
    rounds: int
    results: Mapping[str, tuple[Result, ...]]
    skipped: Mapping[str, str]
    """Why there are no figures of a contestant."""
    load_before: float | None

    @property
    def standings(self) -> tuple[Standing, ...]:
        """The figures, as medians and as times this project's."""
        return standings(self.results, self.articles)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready, with every measurement, and the machine."""
        return {
            **asdict(self),
            "figures": [asdict(one) for one in self.standings],
            "machine": machine(),
        }


def main(
    *,
    corpus: Path | None,
    asked: Path | None,
    json_out: Path | None,
    limit: int | None,
    seed: int,
    count: int,
    words: int,
    peers: str,
    rounds: int,
) -> None:
    """`python -m eval bench`."""
    done = bench(
        corpus or seeds(),
        first_turns(asked or OWN, limit or DEFAULT_LIMIT, seed),
        peers=chosen(peers),
        cut=Cut(words, words, seed),
        count=count,
        rounds=rounds,
    )
    Console().print(shown(done), soft_wrap=True)
    if json_out is not None:
        json_out.write_text(json.dumps(done.to_dict(), indent=1) + "\n", encoding="utf-8")


def shown(done: Bench) -> Group:
    """One table for all of it."""
    busy = "" if done.load_before is None else f", load average {done.load_before:.1f}"
    title = (
        f"{done.corpus}: {done.passages:,} passages of {done.words} words from {done.articles:,} "
        f"articles, {done.questions} questions, rounds: {done.rounds}{busy}"
    )
    return bench_table(title, done.standings, done.results, done.skipped)


def bench(
    corpus: Path, asked: Sequence[str], *, peers: Sequence[str], cut: Cut, count: int, rounds: int
) -> Bench:
    """This project and its peers on the same passages of a corpus.

    Raises:
        NoArticles: The corpus is missing, or has no window of so many words.
    """
    load_before = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    found = passages_of(corpus, cut, count)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "passages.jsonl"
        found.write(file)
        came = contest(peers, job(file, asked), rounds)
    return Bench(
        corpus=corpus.name,
        articles=found.articles,
        passages=len(found.texts),
        words=cut.words,
        questions=len(asked),
        rounds=rounds,
        results={name: some for name, some in came.items() if not isinstance(some, Skipped)},
        skipped={name: some.reason for name, some in came.items() if isinstance(some, Skipped)},
        load_before=load_before,
    )


def job(passages: Path, asked: Sequence[str]) -> Job:
    """What every contestant gets: the models that come along, and as many passages to read."""
    return Job(
        passages=str(passages.resolve()),
        questions=tuple(asked),
        encoder=installed_weights(),
        reader=str(SHIPPED),
        read=PASSAGES_READ,
    )


def passages_of(corpus: Path, cut: Cut, count: int) -> Passages:
    """At most so many windows of a corpus.

    Raises:
        NoArticles: There is none.
    """
    found = passages(all_articles(corpus), cut, count)
    if not found.texts:
        raise NoArticles(
            f"{corpus} has no {cut.words} words in a row; name longer articles, or fewer --words"
        )
    return found


def first_turns(path: Path, limit: int, seed: int) -> list[str]:
    """Questions that need no conversation, drawn by the seed.

    Raises:
        UnusableQuestions: The file has none.
    """
    loaded = questions.load(path)
    alone = tuple(example for example in loaded.examples if not example.history)
    if not alone:
        raise UnusableQuestions(f"{path} has no question without history; add some")
    drawn = questions.QuestionSet(loaded.name, loaded.sha256, alone).sample(limit, seed)
    return [example.question for example in drawn.examples]


def machine() -> dict[str, Any]:
    """What the figures were had on."""
    return {
        "platform": platform.platform(),
        "processor": platform.processor() or platform.machine(),
        "cpus": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None,
    }
