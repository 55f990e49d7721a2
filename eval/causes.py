"""Why a question was not served: the first thing on its way that went wrong."""

from collections import Counter
from collections.abc import Iterable

from eval.outcome import Outcome

CRASHED = "crashed"
SHOULD_DECLINE = "answered, where the articles do not say"
NOT_FOUND = "the answer was not among the passages read"
WRONG = "wrong answer, though the right one was read"
WRONG_PLACE = "right words, but cited from a wrong place"
WITHHELD = "the right answer was found, but withheld"
WITHHELD_WRONG = "a wrong answer was found, and withheld"

ORDER = (CRASHED, NOT_FOUND, WRONG, WRONG_PLACE, WITHHELD, WITHHELD_WRONG, SHOULD_DECLINE)


def cause(outcome: Outcome) -> str | None:
    """Why it was not served; None if it was."""
    if outcome.error is not None:
        return CRASHED
    if outcome.right_and_cited:
        return None
    if not outcome.answerable:
        return SHOULD_DECLINE
    if outcome.guess_right:
        return WITHHELD if outcome.declined else WRONG_PLACE
    if outcome.passages and not outcome.retrieved:
        return NOT_FOUND
    return WITHHELD_WRONG if outcome.declined else WRONG


def causes(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """How many questions each cause has to answer for, on the way from retrieval to abstention."""
    counted = Counter(cause(outcome) for outcome in outcomes)
    return {name: counted[name] for name in ORDER if counted[name]}
