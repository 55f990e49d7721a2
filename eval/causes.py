"""Why a question was not served: the first thing on its way that went wrong."""

from collections import Counter
from collections.abc import Iterable

from eval.outcome import CONTEXT, Outcome, Retrieved
from rag.answering.overlap import content_words, occurs, words_of

CRASHED = "crashed"
SHOULD_DECLINE = "answered, where the articles do not say"
NOT_FOUND = "the answer was not among the passages found"
WRONG = "wrong answer, though the right one was found"
PARTLY = "from the right place, but too many or too few words"
WRONG_PLACE = "right words, but cited from a wrong place"
WITHHELD = "the right answer was found, but withheld"
WITHHELD_WRONG = "a wrong answer was found, and withheld"

ORDER = (CRASHED, NOT_FOUND, WRONG, PARTLY, WRONG_PLACE, WITHHELD, WITHHELD_WRONG, SHOULD_DECLINE)


def cause(outcome: Outcome) -> str | None:
    """Why it was not served; None if it was."""
    if outcome.error is not None:
        return CRASHED
    if outcome.right_and_cited:
        return None
    if not outcome.answerable:
        return SHOULD_DECLINE
    return _missed(outcome)


def causes(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """How many questions each cause has to answer for, on the way from retrieval to abstention."""
    counted = Counter(cause(outcome) for outcome in outcomes)
    return {name: counted[name] for name in ORDER if counted[name]}


def why(outcome: Outcome, threshold: float | None) -> str:
    """In a sentence or two, what the figures of this one question tell; "" if it was served.

    Args:
        outcome: What came back.
        threshold: Answers of a lower confidence were withheld; None where that is not known.
    """
    found = cause(outcome)
    if found is None or found == CRASHED:
        return ""
    told = [_way_to_the_answer(outcome, found), _how_sure(outcome, found, threshold)]
    if found in (WRONG, NOT_FOUND, SHOULD_DECLINE):
        told.append(_never_mentioned(outcome))
    return " ".join(sentence for sentence in told if sentence)


def _missed(outcome: Outcome) -> str:
    """Why an answerable question was not served, though nothing crashed."""
    if outcome.guess_right:
        return WITHHELD if outcome.declined else WRONG_PLACE
    if outcome.passages and not outcome.retrieved:
        return NOT_FOUND
    if outcome.declined:
        return WITHHELD_WRONG
    return PARTLY if outcome.supported else WRONG


def _way_to_the_answer(outcome: Outcome, found: str) -> str:
    """Where retrieval put the answer, and where the quotation was taken from instead."""
    count = len(outcome.passages)
    right = next((n for n, p in enumerate(outcome.passages, 1) if p.relevant), None)
    quoted = _rank_quoted(outcome)
    if found == NOT_FOUND:
        rank = outcome.retrieval.get("MRR")
        where = f" Its article ranks {round(1 / rank)}." if rank else ""
        return f"None of the {count} passages found holds a gold answer.{where}"
    if found == PARTLY:
        gold = min((len(gold.text.split()) for gold in outcome.golds), default=0)
        said = len(outcome.guess.split())
        return f"It has {_count(said, 'word')}; the shortest gold answer has {gold}."
    if right is None or quoted is None or outcome.passages[0].article == CONTEXT:
        return ""
    if found in (WRONG, WITHHELD_WRONG):
        if right == quoted:
            return f"The right passage, number {right}, was found, but another span of it won."
        return f"The answer stands in passage {right}; a span of passage {quoted} won."
    return ""


def _how_sure(outcome: Outcome, found: str, threshold: float | None) -> str:
    """Confidence beside the threshold, where that decided."""
    if threshold is None or found not in (WITHHELD, WITHHELD_WRONG, SHOULD_DECLINE):
        return ""
    side = "below" if outcome.declined else "not below"
    return f"Confidence {outcome.confidence:.2f} is {side} the threshold of {threshold:.2f}."


def _never_mentioned(outcome: Outcome) -> str:
    """The question's words that the passage quoted lacks: often what the answer is not about."""
    quoted = _rank_quoted(outcome)
    if quoted is None:
        return ""
    there = words_of(outcome.passages[quoted - 1].text)
    asked = outcome.resolved or outcome.question
    lacking = [word for word in content_words(asked) if not occurs(word, there)]
    return f"The passage quoted never mentions {_listed(lacking)}." if lacking else ""


def _rank_quoted(outcome: Outcome) -> int | None:
    """The rank of the first passage that holds the first citation whole, from 1."""
    if not outcome.citations:
        return None
    first = outcome.citations[0]

    def holds(passage: Retrieved) -> bool:
        inside = passage.start <= first.start and first.end <= passage.end
        return passage.article == first.article and inside

    return next((n for n, p in enumerate(outcome.passages, 1) if holds(p)), None)


def _listed(words: list[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]]) if len(quoted) > 1 else quoted[0]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
