"""Find the passages for a question: nearest in meaning, and most alike in words."""

from collections.abc import Collection, Iterator, Mapping

from embeddings import Encoder, VectorIndex
from rag.answering.answer import Hit
from rag.articles.article import Article
from rag.index.filter import Filter
from rag.index.snapshot import Snapshot
from rag.retrieval.fusion import fuse, highest

CANDIDATES = 100  # of each ranking, before fusing
DENSE_WEIGHT = (
    0.4  # MRR on qa_dev: squad2 .869, newsqa .569; at .5 .866 and .550 (docs/DECISIONS.md)
)
FURTHER = 5  # passages of articles under discussion beyond the k: most of a news article
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
            means them, so their passages score no less than they do among themselves, and up to
            `FURTHER` more than k are found.
    """
    asked = encoder.encode_questions([question])  # (1, dimension)

    def scored(keep: Filter) -> list[tuple[int, float]]:
        within = snapshot.numbers_within(keep) if keep else None
        nearest = vectors.search(asked, CANDIDATES, within)[0]
        dense = list(zip(nearest.ids.tolist(), nearest.scores.tolist(), strict=True))
        lexical = snapshot.search_words(question, CANDIDATES, keep)
        return fuse(dense, lexical, dense_weight=DENSE_WEIGHT)

    said: set[tuple[int | None, str]] = set()
    copies: dict[str, tuple[Article, ...]] = {}  # of each article, by its id

    def hits(scores: Mapping[int, float], count: int) -> Iterator[Hit]:
        """The first passages not given yet, nor a copy of theirs in the same words."""
        for score, stored in zip(scores.values(), snapshot.passages(scores), strict=True):
            words = (stored.source, stored.passage.text)
            if words in said:
                continue
            if not count:
                break
            count -= 1
            said.add(words)
            id = stored.passage.article.id
            if id not in copies:
                copies[id] = snapshot.copies(stored, COPIES_NAMED, keep)
            similarity = float(stored.vector @ asked[0])
            continues = any(same in discussed for same in (id, *(copy.id for copy in copies[id])))
            yield Hit(stored.passage, score, similarity, stored.source, copies[id], continues)

    own = dict(scored(keep.among(discussed))) if discussed else {}
    scores = dict(highest(scored(keep), list(own.items())))
    found = list(hits(scores, k))
    further = {number: score for number, score in scores.items() if number in own}
    return (*found, *hits(further, FURTHER))
