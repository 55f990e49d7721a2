"""Rankings are put together, by values worked by hand."""

from rag.retrieval.fusion import fuse, highest


def test_the_share_of_each_ranking_is_weighed() -> None:
    assert fuse([(1, 0.9), (2, 0.5)], [(2, 8.0), (3, 2.0)], dense_weight=0.25) == [
        (2, 0.75),
        (1, 0.25),
        (3, 0.0),
    ]


def test_of_two_scores_the_higher_one_counts() -> None:
    assert highest([(1, 0.9), (2, 0.2)], [(2, 1.0), (3, 0.2)]) == [(2, 1.0), (1, 0.9), (3, 0.2)]
    assert highest([(2, 0.5), (1, 0.5)], []) == [(1, 0.5), (2, 0.5)]
