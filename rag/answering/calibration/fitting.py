"""Fit the two regressions of a calibrator to what development questions showed."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from rag.answering.answerer import Ranked, best_claim
from rag.answering.calibration.asking import Example
from rag.answering.confidence import EVIDENCE, Calibrator, Evidence, Logistic
from rag.answering.signals import SIGNALS

FOLDS = 10
UNANSWERABLE = 0.2  # of a set's weight, where it has such; as of the questions on the seeds
PENALTY = 0.1  # C of the regressions: strong, for some hundreds of questions and a dozen figures
RANK_PENALTY = 0.02  # times the squared weights, beside the mean loss of a question
SAME = 1e-9  # a spread that is rounding only

Figures = NDArray[np.float64]


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
