"""Bring an index up to date with its folder: read and encode what changed, and nothing else."""

from collections import defaultdict, deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, Protocol, final

import numpy as np

from embeddings import Encoder, Vectors
from rag.articles.article import Article, Passage
from rag.articles.folder import READERS
from rag.articles.head import head_passage
from rag.articles.passages import split
from rag.errors import NoArticles
from rag.index.reading import Event, Finished, Found, Moved, listing
from rag.index.sources import find_sources
from rag.index.store import Store

PASSAGE_TOKENS = 250  # with no overlap: best MRR on newsqa, 28 % fewer passages (docs/DECISIONS.md)
OVERLAP_SENTENCES = 0
SPECIAL_TOKENS = 2  # that the encoder adds to a text
BATCH_CHARS = 200_000  # of articles, encoded in one go: batches of like length, little to lose
RULES = "3"  # of parsing, cutting and marking articles: raise it when the same file gives others


class Progress(Protocol):
    """Told how far the work is, from the thread that indexes."""

    def __call__(self, done: int, total: int, /) -> None:
        """`done` of about `total` articles that had to be read are in the index."""


def silent(_done: int, _total: int, /) -> None:
    """Show nothing."""


@dataclass(frozen=True, slots=True)
class Update:
    """What an update did, and what the index holds now."""

    added: int
    changed: int
    removed: int
    renamed: int
    """Files that have another path now, their articles not encoded again."""
    articles: int
    passages: int
    refused: tuple[str, ...]
    """Why articles could not be read, each with its name; they are tried again next time."""


def update(store: Store, folder: Path, encoder: Encoder, progress: Progress = silent) -> Update:
    """Make the index hold the folder's articles; another process doing the same waits its turn.

    Some hundred articles are a transaction. Killed at any moment, the next update goes on from
    there.

    Raises:
        NoArticles: The folder is missing, or no article in it can be read.
        IndexUnusable: The index cannot be written; what it held before is whole.
    """
    with store.busy():
        prepare(store, encoder)
        with store.reading() as snapshot:
            listed = listing(folder, snapshot.files())
        work = Work(store, encoder)
        new = [moved.file for moved in listed.moved if not work.move_file(moved)]
        for path in listed.gone:
            work.remove_file(path)
        find_sources(store)
        done, expected = 0, listed.expected
        with closing(work.carried_out(batches(listed.read(new)))) as carried_out:
            for batch in carried_out:
                find_sources(store)
                done += sum(isinstance(event, Found) for event in batch)
                progress(done, max(done, expected))
        return work.summary(folder)


def prepare(store: Store, encoder: Encoder) -> None:
    """Empty an index that was made by another encoder or other rules: vectors never mix."""
    settings = {
        "encoder": encoder.identity,
        "passages": f"{PASSAGE_TOKENS} tokens, {OVERLAP_SENTENCES} sentences shared, rules {RULES}",
    }
    with store.reading() as snapshot:
        same = all(snapshot.meta(key) == value for key, value in settings.items())
    if not same:
        with store.writing() as changes:
            changes.clear(settings)


def batches(events: Iterable[Event]) -> Iterator[list[Event]]:
    """The events in groups of about `BATCH_CHARS` of article text."""
    batch: list[Event] = []
    chars = 0
    for event in events:
        batch.append(event)
        chars += len(event.article.text) if isinstance(event, Found) else 0
        if chars >= BATCH_CHARS:
            yield batch
            batch, chars = [], 0
    if batch:
        yield batch


class Cut(NamedTuple):
    """A batch of events, and the passages of those articles in it that must be encoded."""

    batch: Sequence[Event]
    found: Sequence[tuple[Found, tuple[Passage, ...]]]

    @property
    def texts(self) -> list[str]:
        """Of all passages, in order."""
        return [passage.text for _, passages in self.found for passage in passages]


@final
class Work:
    """One update under way: what it changed so far."""

    def __init__(self, store: Store, encoder: Encoder) -> None:
        self._store = store
        self._encoder = encoder
        self._added = self._changed = self._removed = self._renamed = 0
        self._refused: list[str] = []
        self._claimed: dict[str, str] = {}  # id of an article to its file
        self._taken: defaultdict[str, list[str]] = defaultdict(list)  # file to ids refused in it
        self._disputed: set[str] = set()  # files with ids that another file has

    def carried_out(self, batches: Iterable[Sequence[Event]]) -> Generator[Sequence[Event]]:
        """Put what was found into the index; gives each batch back when it is there.

        While a batch is encoded, the one before is written, and the next is read and cut. Stopped,
        it waits for what is being encoded and puts that into the index too: no work is lost.
        """
        pending: deque[tuple[Cut, Future[Vectors]]] = deque()
        with ThreadPoolExecutor(1, "encoding") as encoding:
            try:
                for batch in batches:
                    cut = self._cut(batch)
                    pending.append((cut, encoding.submit(self._vectors, cut.texts)))
                    if len(pending) > 1:
                        yield self._put(*pending[0])
                        pending.popleft()
                while pending:
                    yield self._put(*pending[0])
                    pending.popleft()
            except (KeyboardInterrupt, GeneratorExit):
                begun = [(cut, vectors) for cut, vectors in pending if not vectors.cancel()]
                for cut, vectors in begun:  # the first may be there already: it is put again
                    self._put(cut, vectors)
                raise

    def _cut(self, batch: Sequence[Event]) -> Cut:
        """What is new or changed in the batch, in passages."""
        found = [event for event in batch if isinstance(event, Found) and self._is_news(event)]
        return Cut(batch, [(event, cut_article(event.article, self._encoder)) for event in found])

    def _put(self, cut: Cut, encoded: Future[Vectors]) -> Sequence[Event]:
        """A transaction for the articles, and one for each file of which that was all.

        Not one for each article: the full-text index writes a segment in each.
        """
        vectors = encoded.result()
        first = 0
        with self._store.writing() as changes:
            for event, passages in cut.found:
                share = vectors[first : first + len(passages)]
                first += len(passages)
                changes.put(event.article, event.file, passages, share)
        for end in cut.batch:
            if isinstance(end, Finished):
                self._finish(end)
        return cut.batch

    def move_file(self, moved: Moved) -> bool:
        """Know a file under its new path; False if that is an article's id, and it must be read."""
        with self._store.writing() as changes:
            done = changes.move_file(moved.before, moved.record)
            if not done:
                self._removed += changes.remove_file(moved.before)
        self._renamed += done
        return done

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts in their order; a text that has one already is not encoded again."""
        with self._store.reading() as snapshot:
            known = snapshot.vectors_of(set(texts))
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(new, self._encoder.encode_passages(new), strict=True))
        dimension = self._encoder.dimension
        return np.array([known[text] for text in texts], np.float32).reshape(-1, dimension)

    def remove_file(self, path: str) -> None:
        """Forget a file that is gone, and its articles."""
        with self._store.writing() as changes:
            self._removed += changes.remove_file(path)

    def summary(self, folder: Path) -> Update:
        """What was done.

        Raises:
            NoArticles: The index is empty now.
        """
        with self._store.reading() as snapshot:
            articles, passages = snapshot.count()
        if not articles:
            why = "; ".join(self._refused) or f"it holds no {', '.join(READERS)} file"
            raise NoArticles(f"no article to answer from in {folder}: {why}")
        return Update(
            self._added,
            self._changed,
            self._removed,
            self._renamed,
            articles,
            passages,
            tuple(self._refused),
        )

    def _is_news(self, event: Found) -> bool:
        """Whether the index lacks this article as it is now; an id is given to one article only."""
        id = event.article.id
        with self._store.reading() as snapshot:
            before = snapshot.article(id)
            file = snapshot.file_of(id)
        taken_by = self._claimed.get(id, event.file if file is None else file)
        if id in self._claimed or taken_by != event.file:
            self._taken[event.file].append(
                f"{event.file}: the id {id!r} is taken by an article of {taken_by}; rename one"
            )
            if taken_by != event.file:
                self._disputed.add(event.file)
            return False
        self._claimed[id] = event.file
        self._added += before is None
        self._changed += before not in (None, event.article)
        return before != event.article

    def _finish(self, event: Finished) -> None:
        """Remember a file as read, and remove the articles it no longer holds."""
        path = event.record.path
        record = replace(
            event.record, refused=event.record.refused + tuple(self._taken.pop(path, ()))
        )
        self._refused += record.refused
        if path in self._disputed:  # read it anew next time: the other may be gone then
            record = replace(record, sha256="", mtime_ns=None)
        with self._store.writing() as changes:
            if event.ids is not None:
                for id in changes.now.ids_of(path) - event.ids:
                    changes.remove(id)
                    self._removed += 1
            changes.put_file(record)


def cut_article(article: Article, encoder: Encoder) -> tuple[Passage, ...]:
    """The passages of an article, sized for the encoder: its head, then its body."""
    head = head_passage(article)
    body = split(
        article,
        encoder.count_tokens,
        passage_tokens=min(PASSAGE_TOKENS, encoder.max_tokens - SPECIAL_TOKENS),
        overlap_sentences=OVERLAP_SENTENCES,
    )
    return (head, *body) if head else body
