"""Find the passages for a question: nearest in meaning, and most alike in words."""

from collections.abc import Collection, Iterable, Iterator

from embeddings import Encoder, VectorIndex
from rag.answering.answer import Hit
from rag.articles.article import Article
from rag.index.filter import Filter
from rag.index.records import StoredPassage
from rag.index.snapshot import Snapshot
from rag.retrieval.fusion import fuse, highest

CANDIDATES = 100  # of each ranking, before fusing
DENSE_WEIGHT = (
    0.4  # MRR on qa_dev: squad2 .869, newsqa .569; at .5 .866 and .550 (docs/DECISIONS.md)
)
COPIES_NAMED = 20  # of one text, the earliest: who wants all has a list of articles


def retrieve(
    question: str,
    k: int,
    keep: Filter,
    *,
    encoder: Encoder,
    vectors: VectorIndex,
    snapshot: Snapshot,
    discussed: Collection[str] = (),
) -> tuple[Hit, ...]:
    """The k best passages among those the filter keeps, best first.

    Of passages that copies of one article have in the same words, the first stands for all.

    Args:
        question: Made self-contained.
        k: How many passages.
        keep: Which articles to ask.
        encoder: Of the question.
        vectors: Of all passages.
        snapshot: The state of the index that `vectors` is of.
        discussed: Ids of the articles that the conversation is about. Who goes on asking mostly
            means them, so their passages score no less than they do among themselves.
    """
    asked = encoder.encode_questions([question])  # (1, dimension)

    def scored(keep: Filter) -> list[tuple[int, float]]:
        within = snapshot.numbers_within(keep) if keep else None
        nearest = vectors.search(asked, CANDIDATES, within)[0]
        dense = list(zip(nearest.ids.tolist(), nearest.scores.tolist(), strict=True))
        lexical = snapshot.search_words(question, CANDIDATES, keep)
        return fuse(dense, lexical, dense_weight=DENSE_WEIGHT)

    scores = dict(highest(scored(keep), scored(keep.among(discussed)) if discussed else []))
    hits: list[Hit] = []
    copies: dict[str, tuple[Article, ...]] = {}  # of each article, by its id
    for score, stored in unrepeated(zip(scores.values(), snapshot.passages(scores), strict=True)):
        if len(hits) == k:
            break
        id = stored.passage.article.id
        if id not in copies:
            copies[id] = snapshot.copies(stored, COPIES_NAMED, keep)
        similarity = float(stored.vector @ asked[0])
        continues = any(same in discussed for same in (id, *(copy.id for copy in copies[id])))
        hits.append(Hit(stored.passage, score, similarity, stored.source, copies[id], continues))
    return tuple(hits)


def unrepeated(
    scored: Iterable[tuple[float, StoredPassage]],
) -> Iterator[tuple[float, StoredPassage]]:
    """The passages in their order, less those that a copy had in the same words."""
    said = set()
    for score, stored in scored:
        words = (stored.source, stored.passage.text)
        if words not in said:
            said.add(words)
            yield score, stored
