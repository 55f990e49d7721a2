"""Ask every question, and judge what comes back."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from eval.citations import supports
from eval.example import Example
from eval.outcome import Outcome, Quotation, Retrieved
from eval.report import Report, versions
from rag.answering.answer import Answer, Citation, Hit
from rag.corpus import PASSAGES_READ
from rag.retrieval.retriever import FURTHER

PASSAGES_KEPT = PASSAGES_READ + FURTHER  # of what was retrieved: by default all of it

Track = Callable[[Sequence[Example]], Iterable[Example]]
"""Passes the examples on one by one, and may tell somebody how far it is."""


class Answerer(Protocol):
    """Anything that can be evaluated: a corpus, the module `rag`, a fake.

    One that is never asked a follow-up needs no `history`.
    """

    def answer(self, question: str, *, history: Sequence[Answer] = ()) -> Answer:
        """Answer a question that follows these earlier answers, oldest first."""


def evaluate(
    answerer: Answerer,
    examples: Sequence[Example],
    *,
    name: str = "questions",
    sha256: str = "",
    seed: int = 0,
    threshold: float | None = None,
    texts: Mapping[str, str] | None = None,
    about: Mapping[str, str] | None = None,
    track: Track = iter,
) -> Report:
    """Ask all questions in order and report how often the answers are right.

    A question with a history is asked after the answerer's own answers to the earlier questions.
    One that raises counts as wrong, never as absent.

    Args:
        answerer: Asked one question at a time.
        examples: What to ask, with what counts as right.
        name, sha256: Of the question set, to recognise it later.
        seed: Of resampling.
        threshold: Withhold answers of a lower confidence. For an answerer that never declines by
            itself: what it would have said is then known too, so that its confidence can be judged
            on all questions. None: the answerer decides, and only given answers are known.
        texts: The articles by id, read anew, to check quotes against; by default the articles
            that the citations carry.
        about: What is measured, in words, for the report.
        track: See `Track`.
    """
    asked: dict[tuple[str, ...], Answer | Exception] = {}
    seconds: dict[tuple[str, ...], float] = {}
    outcomes = []
    for example in track(examples):
        answer = _ask(answerer, (*example.history, example.question), threshold, asked, seconds)
        took = seconds[(*example.history, example.question)]
        outcomes.append(judge(example, answer, took, threshold, texts or {}))
    return Report(
        kind="run",
        questions=name,
        questions_sha256=sha256,
        outcomes=tuple(outcomes),
        seed=seed,
        threshold=threshold,
        about=about or {},
        versions=versions(),
    )


def judge(
    example: Example,
    answer: Answer | Exception,
    seconds: float,
    threshold: float | None,
    texts: Mapping[str, str],
) -> Outcome:
    """Compare an answer with what was expected."""
    silent = Outcome(
        id=example.id,
        category=example.category,
        question=example.question,
        history=example.history,
        golds=example.answers,
        guess="",
        declined=False,
        confidence=0.0,
        seconds=seconds,
    )
    if isinstance(answer, Exception):
        return replace(silent, error=f"{type(answer).__name__}: {answer}")
    return replace(
        silent,
        guess=answer.text,
        declined=_declined(answer, threshold),
        confidence=float(answer.confidence),
        resolved=answer.resolved,
        citations=tuple(_quotation(example, c, texts) for c in answer.citations),
        passages=tuple(_retrieved(example, hit) for hit in answer.passages[:PASSAGES_KEPT]),
    )


def _ask(
    answerer: Answerer,
    turns: tuple[str, ...],
    threshold: float | None,
    asked: dict[tuple[str, ...], Answer | Exception],
    seconds: dict[tuple[str, ...], float],
) -> Answer | Exception:
    """The answer to the last turn, after the earlier ones; a conversation is held only once."""
    if turns in asked:
        return asked[turns]
    earlier = [
        _ask(answerer, turns[: n + 1], threshold, asked, seconds) for n in range(len(turns) - 1)
    ]
    history = [_as_given(answer, threshold) for answer in earlier if isinstance(answer, Answer)]
    started = time.perf_counter()
    try:
        asked[turns] = (
            answerer.answer(turns[-1], history=history) if history else answerer.answer(turns[-1])
        )
    except Exception as error:  # whatever it is, the report shows it as a failed question
        asked[turns] = error
    seconds[turns] = time.perf_counter() - started
    return asked[turns]


def _declined(answer: Answer, threshold: float | None) -> bool:
    return not answer or (threshold is not None and answer.confidence < threshold)


def _as_given(answer: Answer, threshold: float | None) -> Answer:
    """What a person in the conversation would have seen of it: nothing, where it was withheld."""
    return replace(answer, citations=()) if _declined(answer, threshold) else answer


def _quotation(example: Example, citation: Citation, texts: Mapping[str, str]) -> Quotation:
    article, start, end = citation.article, citation.start, citation.end
    text = texts.get(article.id, article.text)
    return Quotation(
        article=article.id,
        start=start,
        end=end,
        quote=citation.quote,
        supports=supports((article.id, start, end), text, example.answers),
        verbatim=0 <= start < end and text[start:end] == citation.quote,
    )


def _retrieved(example: Example, hit: Hit) -> Retrieved:
    passage = hit.passage
    article = passage.article
    span = (article.id, passage.start, passage.end)
    relevant = supports(span, article.text, example.answers)
    return Retrieved(*span, float(hit.score), passage.text, relevant)
