"""An indexed folder of articles that answers questions."""

import threading
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import final

from embeddings import Encoder, VectorIndex
from rag.answering.answer import Answer, Hit
from rag.answering.answerer import answer
from rag.answering.confidence import Calibrator
from rag.answering.discussed import discussed, holds, speaks_of
from rag.answering.question import Question, understood
from rag.articles.article import Article
from rag.conversation.resolution import MAX_TURNS
from rag.errors import IndexUnusable, InvalidQuestion
from rag.index.filter import Filter
from rag.index.place import DATABASE, NEIGHBOURS
from rag.index.records import State
from rag.index.snapshot import Snapshot
from rag.index.store import Store
from rag.index.update import Progress, Update, silent, update
from rag.index.vectors import vectors_of
from rag.reader import Reader
from rag.retrieval.retriever import retrieve
from rag.retrieval.spelling import mended

MAX_QUESTION_CHARS = 2_000  # some 400 words; the reader keeps the first 96 tokens
PASSAGES_READ = 10


@final
class Corpus:
    """A folder of articles, indexed, that answers questions; safe to share between threads.

    What another process changes in the index is seen at the next question. Every answer comes from
    one state of the index: its articles, words and vectors are never of different states.
    """

    def __init__(
        self,
        folder: Path,
        index: Path,
        *,
        encoder: Encoder,
        reader: Reader,
        calibrator: Calibrator,
        threshold: float | None = None,
        passages_read: int = PASSAGES_READ,
    ) -> None:
        """Open the index of a folder; `refresh` brings it up to date.

        Raises:
            IndexUnusable: The index cannot be opened.
            ValueError: The threshold is not in [0, 1], or no passage is to be read.
        """
        if threshold is not None and not 0 <= threshold <= 1:
            raise ValueError(f"threshold is {threshold}; give a probability from 0 to 1")
        if passages_read < 1:
            raise ValueError(f"passages_read is {passages_read}; give at least 1")
        self.folder = folder
        self.threshold = calibrator.threshold if threshold is None else threshold
        self._store = Store(index / DATABASE)
        self._vectors_file = index / NEIGHBOURS
        self._vectors: tuple[State, VectorIndex] | None = None
        self._lock = threading.Lock()
        self._encoder = encoder
        self._reader = reader
        self._calibrator = calibrator
        self._passages_read = passages_read

    @property
    def models(self) -> dict[str, str]:
        """The models that answer, each named with its exact weights."""
        return {"encoder": self._encoder.identity, "reader": self._reader.identity}

    @property
    def articles(self) -> tuple[Article, ...]:
        """All articles, in the order of their ids."""
        with self._store.reading() as snapshot:
            return tuple(snapshot.articles())

    def refresh(self, progress: Progress = silent) -> Update:
        """Bring the index up to date with the folder: only what changed is read and encoded.

        Raises:
            NoArticles: The folder is gone, or holds nothing to answer from.
            IndexUnusable: The index cannot be written; what it held before is whole.
        """
        done = update(self._store, self.folder, self._encoder, progress)
        with self._store.reading() as snapshot:
            self._vectors_of(snapshot)  # or the first question would wait for it
        return done

    def answer(
        self,
        question: str,
        *,
        history: Sequence[Answer] = (),
        since: date | None = None,
        until: date | None = None,
        outlets: Collection[str] | None = None,
        threshold: float | None = None,
    ) -> Answer:
        """The cited answer to a question, or an abstention.

        Args:
            question: In words, at most `MAX_QUESTION_CHARS` characters.
            history: The earlier answers of the conversation, oldest first.
            since, until: Ask only articles published in these days, both included.
            outlets: Ask only articles of these outlets, as `Article.outlet` names them.
            threshold: Answer when the probability to be right is at least this; by default the
                corpus's own.

        Raises:
            InvalidQuestion: The question is empty or too long, or the filters contradict
                each other.
        """
        meant, hits = self.sought(question, history, Filter.of(since, until, outlets))
        return answer(
            meant,
            hits,
            reader=self._reader,
            calibrator=self._calibrator,
            threshold=self.threshold if threshold is None else threshold,
        )

    def sought(
        self, question: str, history: Sequence[Answer], keep: Filter
    ) -> tuple[Question, tuple[Hit, ...]]:
        """The question as it is understood, and the passages that `answer` has read for it.

        Raises:
            InvalidQuestion: It is empty or too long.
        """
        asked = checked(question)
        meant = understood(asked, history)
        articles = discussed(history[-MAX_TURNS:])
        about = [one for one in articles if speaks_of(one, asked, meant.resolved)]
        hits = self._retrieve(meant.resolved, self._passages_read, keep, about)
        spelt = self._mended(meant.resolved, hits)
        if spelt == meant.resolved:
            return meant, hits
        meant = Question(asked, spelt, self._mended(meant.in_context, hits))
        return meant, self._retrieve(spelt, self._passages_read, keep, about)

    def search(
        self,
        question: str,
        k: int = 10,
        *,
        since: date | None = None,
        until: date | None = None,
        outlets: Collection[str] | None = None,
    ) -> tuple[Hit, ...]:
        """The k passages that match the question best, best first; fewer where there are fewer.

        Raises:
            InvalidQuestion: As for `answer`.
        """
        return self._retrieve(checked(question), k, Filter.of(since, until, outlets))

    def _retrieve(
        self, question: str, k: int, keep: Filter, about: Sequence[Article] = ()
    ) -> tuple[Hit, ...]:
        with self._store.reading() as snapshot:
            same = [one.id for one in about if holds(snapshot, one)]
            return retrieve(
                question,
                k,
                keep,
                encoder=self._encoder,
                vectors=self._vectors_of(snapshot),
                snapshot=snapshot,
                discussed=same,
            )

    def _mended(self, question: str, hits: Sequence[Hit]) -> str:
        """The question with misspelt words replaced by those of the passages found."""
        with self._store.reading() as snapshot:
            return mended(
                question,
                [hit.passage.text for hit in hits],
                language=lambda words: [n == 1 for n in self._encoder.count_tokens(words)],
                corpus=lambda words: [snapshot.has_word(word) for word in words],
            )

    def _vectors_of(self, snapshot: Snapshot) -> VectorIndex:
        """The neighbour index of the snapshot's state, kept while the state is the same."""
        made_by = snapshot.meta("encoder")
        if made_by and made_by != self._encoder.identity:
            raise IndexUnusable(
                f"the index {self._store.path} was made anew with the encoder {made_by}, "
                f"this corpus has {self._encoder.identity}; open it again"
            )
        with self._lock:
            state = snapshot.state
            if self._vectors is None or self._vectors[0] != state:
                made = vectors_of(snapshot, self._encoder.dimension, self._vectors_file)
                self._vectors = (state, made)
            return self._vectors[1]


def checked(question: str) -> str:
    """The question without outer whitespace, if it can be asked.

    Raises:
        InvalidQuestion: It is empty or too long.
    """
    asked = question.strip()
    if not any(c.isalnum() for c in asked):
        raise InvalidQuestion(f"the question {asked[:40]!r} has no words; ask something")
    if len(asked) > MAX_QUESTION_CHARS:
        raise InvalidQuestion(
            f"the question has {len(asked):,} characters, at most {MAX_QUESTION_CHARS:,} are read; "
            "shorten it"
        )
    return asked
