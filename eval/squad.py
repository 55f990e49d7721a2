"""Exact match and F1 exactly as the official SQuAD 2.0 evaluation script defines them.

Both compare two texts after normalisation: lower case, no ASCII punctuation, no English articles,
single spaces. Exact match asks whether they are then equal. F1 is the harmonic mean of the shares
of tokens that the prediction and the gold answer have in common, repeated tokens counted as often
as they occur in both. The best of several gold answers counts. For a question without an answer the
only right prediction is the empty text.

Source: evaluate-v2.0.py, https://rajpurkar.github.io/SQuAD-explorer/ (Rajpurkar et al. 2018).
English only, like the script: its articles are "a", "an" and "the", its tokens split on spaces.
"""

import re
import string
from collections import Counter
from collections.abc import Callable, Sequence

ARTICLES = re.compile(r"\b(a|an|the)\b", re.UNICODE)
PUNCTUATION = frozenset(string.punctuation)


def exact(prediction: str, golds: Sequence[str]) -> float:
    """1.0 where the prediction equals a gold answer after normalisation, else 0.0."""
    return _best(prediction, golds, lambda a, b: float(normalised(a) == normalised(b)))


def f1(prediction: str, golds: Sequence[str]) -> float:
    """The best token overlap with a gold answer, in [0, 1]."""
    return _best(prediction, golds, token_f1)


def normalised(text: str) -> str:
    """Lower-cased, without punctuation and articles, words separated by one space."""
    text = "".join(c for c in text.lower() if c not in PUNCTUATION)
    return " ".join(ARTICLES.sub(" ", text).split())


def token_f1(prediction: str, gold: str) -> float:
    """F1 of the tokens of two texts; where one has none, 1.0 if the other has none either."""
    predicted, expected = normalised(prediction).split(), normalised(gold).split()
    if not predicted or not expected:
        return float(predicted == expected)
    same = sum((Counter(predicted) & Counter(expected)).values())
    if same == 0:
        return 0.0
    precision, recall = same / len(predicted), same / len(expected)
    return 2 * precision * recall / (precision + recall)


def best_threshold(
    scores: Sequence[float], values: Sequence[float], answerable: Sequence[bool]
) -> tuple[float, float]:
    """The best mean value that some threshold on `scores` gives, and that threshold.

    Args:
        scores: How sure each prediction is; higher is surer.
        values: What each question earns if its prediction is given (EM or F1; 0 if unanswerable).
        answerable: Whether declining it earns 0 (True) or 1 (False).

    Returns:
        (mean in [0, 1], threshold): predictions with a score at or above it are given. It is
        infinite where declining everything is best. As in the script, equal scores are taken one
        by one, in the order of the questions.
    """
    total = best = float(sum(not a for a in answerable))
    threshold = float("inf")
    for i in sorted(range(len(scores)), key=lambda i: -scores[i]):
        total += values[i] if answerable[i] else -1.0
        if total > best:
            best, threshold = total, scores[i]
    return best / max(len(scores), 1), threshold


def _best(prediction: str, golds: Sequence[str], score: Callable[[str, str], float]) -> float:
    """The highest score over the gold answers that have a word left; over "" if none has."""
    kept = [gold for gold in golds if normalised(gold)] or [""]
    return max(score(prediction, gold) for gold in kept)
