"""How well retrieval ranks the articles that state the answer, as ir-measures defines it.

A question's relevant articles are those with a gold span; an article ranks where its best passage
does. Questions without an answer have no relevant article and are left out.
"""

from collections.abc import Mapping, Sequence, Set

import ir_measures
from ir_measures import RR, R, nDCG

from eval.measures import Measure

RECALL_AT = (1, 5, 10, 20)
NAMED = {**{f"recall@{k}": R @ k for k in RECALL_AT}, "MRR": RR, "nDCG@10": nDCG @ 10}
DEPTH = 100  # articles ranked a question: beyond it MRR gains less than 0.01


def scores(
    rankings: Mapping[str, Sequence[str]], relevant: Mapping[str, Set[str]]
) -> dict[str, dict[str, float]]:
    """Each question's figures, by question and by name.

    Args:
        rankings: The articles found for each question, best first, each once.
        relevant: The articles that answer each question; one without any is left out, one
            without a ranking earns 0.
    """
    judged = [
        ir_measures.Qrel(question, article, 1)
        for question, articles in relevant.items()
        for article in articles
    ]
    ranked = [
        ir_measures.ScoredDoc(question, article, -float(rank))
        for question, articles in rankings.items()
        for rank, article in enumerate(articles)
    ]
    name_of = {measure: name for name, measure in NAMED.items()}
    found = {q: dict.fromkeys(NAMED, 0.0) for q, articles in relevant.items() if articles}
    for metric in ir_measures.iter_calc(list(NAMED.values()), judged, ranked):
        if metric.query_id in found:
            found[metric.query_id][name_of[metric.measure]] = float(metric.value)
    return found


def _saved(name: str, about: str) -> Measure:
    return Measure(name, f"answerable questions: {about}", lambda o: o.retrieval.get(name))


RANKING: tuple[Measure, ...] = (
    *(_saved(f"recall@{k}", f"the gold article is among the first {k}") for k in RECALL_AT),
    _saved("MRR", "1 / rank of the gold article"),
    _saved("nDCG@10", "the gold article in the first 10, discounted by rank"),
)
