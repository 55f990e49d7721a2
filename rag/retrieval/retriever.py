"""Find the passages for a question: nearest in meaning, and most alike in words."""

from embeddings import Encoder, VectorIndex
from rag.answering.answer import Hit
from rag.index.filter import Filter
from rag.index.snapshot import Snapshot
from rag.retrieval.fusion import fuse

CANDIDATES = 100  # of each ranking, before fusing
DENSE_WEIGHT = (
    0.4  # MRR on qa_dev: squad2 .869, newsqa .569; at .5 .866 and .550 (docs/DECISIONS.md)
)


def retrieve(
    question: str,
    k: int,
    keep: Filter,
    *,
    encoder: Encoder,
    vectors: VectorIndex,
    snapshot: Snapshot,
) -> tuple[Hit, ...]:
    """The k best passages among those the filter keeps, best first."""
    asked = encoder.encode_questions([question])  # (1, dimension)
    within = snapshot.numbers_within(keep) if keep else None
    nearest = vectors.search(asked, CANDIDATES, within)[0]
    dense = list(zip(nearest.ids.tolist(), nearest.scores.tolist(), strict=True))
    lexical = snapshot.search_words(question, CANDIDATES, keep)
    best = fuse(dense, lexical, dense_weight=DENSE_WEIGHT)[:k]
    return tuple(
        Hit(stored.passage, score, float(stored.vector @ asked[0]))
        for stored, (_, score) in zip(
            snapshot.passages([number for number, _ in best]), best, strict=True
        )
    )
