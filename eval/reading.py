"""Reading alone: each question on its own context, no retrieval."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from eval.citations import supports
from eval.errors import UnusableQuestions
from eval.example import Example
from eval.outcome import CONTEXT, Outcome, Quotation, Retrieved
from rag.reader.reader import Reading

NO_SPAN = -1e4  # the score where there is no word to read: below all others, and a JSON number


class Reads(Protocol):
    """What is needed of a reader here; `rag.reader.reader.Reader` has it."""

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """One reading for each passage."""


def read_all(
    reader: Reads,
    examples: Sequence[Example],
    track: Callable[[Sequence[Example]], Iterable[Example]] = iter,
) -> tuple[Outcome, ...]:
    """Read each question's context for it; the best span's score is its confidence.

    A span that the reader favours over silence (a score above 0) counts as given.

    Raises:
        UnusableQuestions: A question has no context of its own.
    """
    for example in examples:
        if example.context is None:
            raise UnusableQuestions(
                f"question {example.id!r} has no context to read; "
                "give SQuAD JSON or records with a context, or use `python -m eval run`"
            )
    return tuple(_outcome(reader, example) for example in track(examples))


def _outcome(reader: Reads, example: Example) -> Outcome:
    started = time.perf_counter()
    silent = Outcome(
        id=example.id,
        category=example.category,
        question=example.question,
        golds=example.answers,
        guess="",
        declined=True,
        confidence=NO_SPAN,
        seconds=0.0,
    )
    context = example.context or ""
    try:
        spans = reader.read(example.question, [context])[0].spans
    except Exception as error:  # whatever it is, the report shows it as a failed question
        failed = replace(silent, declined=False, error=f"{type(error).__name__}: {error}")
        return replace(failed, seconds=time.perf_counter() - started)
    silent = replace(silent, seconds=time.perf_counter() - started)
    if not spans:
        return silent
    start, end, score = spans[0]
    quote = context[start:end]
    supported = supports((CONTEXT, start, end), context, example.answers)
    done = replace(
        silent,
        guess=quote,
        declined=score <= 0,
        confidence=float(score),
        citations=(Quotation(CONTEXT, start, end, quote, supported, verbatim=True),),
    )
    if done.right:
        return done
    shown = Retrieved(CONTEXT, 0, len(context), float(score), context, example.answerable)
    return replace(done, passages=(shown,))  # to see why: only where it went wrong, to save space
