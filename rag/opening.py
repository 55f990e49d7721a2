"""Open a corpus with its models; ask the one that comes along."""

import threading
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import cache
from os import PathLike
from pathlib import Path

from embeddings import Encoder, EncoderUnusable, load_encoder
from rag import reader as readers
from rag.answering.answer import Answer
from rag.answering.confidence import Calibrator
from rag.articles.folder import article_files
from rag.corpus import PASSAGES_READ, Corpus
from rag.errors import IndexUnusable, ModelUnusable, NoArticles
from rag.index.place import DATABASE, NEIGHBOURS, index_folder, seeds
from rag.index.store import Store
from rag.index.update import Progress, Update, silent, update
from rag.index.vectors import vectors_of
from rag.index.watching import changes

_opening = threading.Lock()


def answer(
    question: str,
    *,
    history: Sequence[Answer] = (),
    since: date | None = None,
    until: date | None = None,
    outlets: Collection[str] | None = None,
    threshold: float | None = None,
) -> Answer:
    """Ask the five articles that come along; the arguments are those of `Corpus.answer`.

    The first call loads the models and indexes the articles: some seconds. Others are fast.
    """
    with _opening:
        corpus = seeds_corpus()
    return corpus.answer(
        question,
        history=history,
        since=since,
        until=until,
        outlets=outlets,
        threshold=threshold,
    )


def open(
    folder: str | PathLike[str],
    *,
    index: str | PathLike[str] | None = None,
    encoder: str | None = None,
    reader: str | None = None,
    threshold: float | None = None,
    passages_read: int = PASSAGES_READ,
    progress: Progress = silent,
) -> Corpus:
    """Open a folder of articles, or a `.jsonl` file of them: index what changed, then answer.

    Args:
        folder: Holds `.txt`, `.md`, `.html`, `.pdf`, `.docx`, `.eml` and `.jsonl[.gz]` files, at
            any depth.
        index: The folder to keep the index in; by default one in the user's cache folder.
        encoder, reader: A model folder or hub name in the place of the one that comes along.
        threshold: Answer when the probability to be right is at least this; by default the one
            chosen on development data.
        passages_read: The most passages that are read for an answer; after an earlier one, a few
            more of the articles that it quotes.
        progress: Told how many articles are read, of how many.

    Raises:
        NoArticles: The folder is missing, or no article in it can be read.
        IndexUnusable: The index cannot be opened or written.
        ModelUnusable: A model is missing, altered or of the wrong kind.
    """
    article_files(Path(folder))  # a missing folder is told before the models are loaded
    corpus = Corpus(
        Path(folder),
        Path(index) if index is not None else index_folder(Path(folder)),
        encoder=encoder_of(encoder),
        reader=readers.load(reader),
        calibrator=Calibrator.load(),
        threshold=threshold,
        passages_read=passages_read,
    )
    corpus.refresh(progress)
    return corpus


def update_index(
    folder: str | PathLike[str],
    *,
    index: str | PathLike[str] | None = None,
    encoder: str | None = None,
    progress: Progress = silent,
) -> Update:
    """Bring the index of a folder up to date, as `open` does, without loading what answers.

    Raises:
        NoArticles, IndexUnusable, ModelUnusable: As for `open`.
    """
    place = Path(index) if index is not None else index_folder(Path(folder))
    return updated(Store(place / DATABASE), Path(folder), encoder_of(encoder), progress)


def watch_index(
    folder: str | PathLike[str],
    *,
    index: str | PathLike[str] | None = None,
    encoder: str | None = None,
    progress: Progress = silent,
) -> Iterator[Update | NoArticles | IndexUnusable]:
    """Bring the index of a folder up to date now, and again each time that the folder has changed.

    Never ends by itself. A folder that is away for a while, or a full disk, gives the error in the
    place of what was done; the next change is tried again.

    Raises:
        NoArticles: The folder is missing at the start.
        IndexUnusable, ModelUnusable: As for `open`.
    """
    followed = Path(folder)
    article_files(followed)
    place = Path(index) if index is not None else index_folder(followed)
    store, loaded = Store(place / DATABASE), encoder_of(encoder)
    for _ in changes(followed):
        try:
            yield updated(store, followed, loaded, progress)
        except (NoArticles, IndexUnusable) as error:
            yield error


def updated(store: Store, folder: Path, encoder: Encoder, progress: Progress) -> Update:
    """Bring an index up to date, the neighbour file included: no question shall wait for it."""
    done = update(store, folder, encoder, progress)
    with store.reading() as snapshot:
        vectors_of(snapshot, encoder.dimension, store.path.with_name(NEIGHBOURS))
    return done


def encoder_of(name: str | None) -> Encoder:
    """The encoder of this name, the default one for None; its failure as one of ours."""
    try:
        return load_encoder(name)
    except EncoderUnusable as error:
        raise ModelUnusable(str(error)) from error


@cache
def seeds_corpus() -> Corpus:
    """The corpus of the articles that come along, opened once."""
    return open(seeds())
