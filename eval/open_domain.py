"""Open-domain: all contexts become one corpus, and each question is asked over all of it."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import platformdirs

from eval.errors import UnusableQuestions
from eval.example import Example, Gold
from eval.outcome import Outcome
from eval.ranking import DEPTH, scores
from rag.answering.answer import Hit

PASSAGES_AN_ARTICLE = 3  # searched for each article to be ranked: long ones come with several


class Searches(Protocol):
    """What is needed of a corpus to rank its articles."""

    def search(self, question: str, k: int) -> tuple[Hit, ...]:
        """The k best passages."""


def distinct_contexts(examples: Sequence[Example]) -> dict[str, str]:
    """Article ids ("c000001", ...) by context, in order of appearance.

    Raises:
        UnusableQuestions: A question has no context.
    """
    for example in examples:
        if example.context is None:
            raise UnusableQuestions(
                f"question {example.id!r} has no context; "
                "give SQuAD JSON or records with a context, or use `python -m eval run --corpus`"
            )
    contexts = dict.fromkeys(example.context for example in examples if example.context)
    return {context: f"c{n:06d}" for n, context in enumerate(contexts, start=1)}


def placed(examples: Sequence[Example], ids: Mapping[str, str]) -> tuple[Example, ...]:
    """The examples with their golds in the article that was made of their context."""
    return tuple(
        replace(
            example,
            answers=tuple(
                Gold(gold.text, ids[example.context or ""], gold.start) for gold in example.answers
            ),
        )
        for example in examples
    )


def write_corpus(ids: Mapping[str, str], folder: Path | None = None) -> Path:
    """Write the contexts as a corpus of JSON lines, under a name that their content decides.

    The same contexts give the same file, so that its index is found again.

    Args:
        folder: By default in the user's cache folder.
    """
    lines = "".join(
        json.dumps({"id": article, "text": context}, ensure_ascii=False) + "\n"
        for context, article in ids.items()
    ).encode()
    folder = folder or platformdirs.user_cache_path("citespan") / "eval"
    file = folder / hashlib.sha256(lines).hexdigest()[:16] / "contexts.jsonl"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_name(f"contexts.{os.getpid()}")
        unfinished.write_bytes(lines)
        unfinished.replace(file)
    return file


def with_retrieval(
    outcomes: Sequence[Outcome],
    corpus: Searches,
    track: Callable[[Sequence[Outcome]], Iterable[Outcome]] = iter,
) -> tuple[Outcome, ...]:
    """The outcomes with their retrieval figures; questions without an answer have none."""
    rankings = {o.id: _ranking(corpus, o.question) for o in track(outcomes) if o.answerable}
    relevant = {o.id: {g.article for g in o.golds if g.article} for o in outcomes}
    found = scores(rankings, relevant)
    return tuple(replace(o, retrieval=found.get(o.id, {})) for o in outcomes)


def _ranking(corpus: Searches, question: str) -> list[str]:
    """Article ids, best first, each once; none where the search crashed."""
    try:
        hits = corpus.search(question, k=DEPTH * PASSAGES_AN_ARTICLE)
    except Exception:  # the question itself is asked apart, and its error is shown there
        return []
    return list(dict.fromkeys(hit.passage.article.id for hit in hits))[:DEPTH]
