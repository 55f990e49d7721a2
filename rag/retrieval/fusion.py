"""Fuse two rankings of passages into one: a weighted mean of min-max normalised scores."""

from collections.abc import Mapping, Sequence

Ranking = Sequence[tuple[int, float]]
"""Passage numbers with scores, best first; higher is better."""


def fuse(dense: Ranking, lexical: Ranking, *, dense_weight: float) -> list[tuple[int, float]]:
    """All passages of either ranking, best first, with scores in [0, 1]; ties by number.

    A passage missing from a ranking gets the 0 of that ranking's worst. Source: the convex
    combination of Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval",
    ACM TOIS 2023.
    """
    scores: dict[int, float] = {}
    for weight, ranking in ((dense_weight, dense), (1 - dense_weight, lexical)):
        for number, share in min_max(ranking).items():
            scores[number] = scores.get(number, 0.0) + weight * share
    return best_first(scores)


def highest(one: Ranking, other: Ranking) -> list[tuple[int, float]]:
    """All passages of either ranking with their higher score, best first; ties by number."""
    scores = dict(one)
    for number, score in other:
        scores[number] = max(score, scores.get(number, 0.0))
    return best_first(scores)


def best_first(scores: Mapping[int, float]) -> list[tuple[int, float]]:
    """The passages with their scores, the highest first; ties by number."""
    return sorted(scores.items(), key=lambda scored: (-scored[1], scored[0]))


def min_max(ranking: Ranking) -> dict[int, float]:
    """The scores moved and stretched to [0, 1]; all 1 where they are equal."""
    if not ranking:
        return {}
    low = min(score for _, score in ranking)
    high = max(score for _, score in ranking)
    span = high - low
    return {number: (score - low) / span if span else 1.0 for number, score in ranking}
