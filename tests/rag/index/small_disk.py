"""A process with a small disk of its own, filled and then read-only: python -m ... FOLDER PLACE.

It runs in a mount namespace (`unshare --map-root-user --mount`), so that nobody else sees the disk.
"""

import subprocess
import sys
from pathlib import Path

from rag.errors import IndexUnusable
from rag.index.store import Store
from rag.index.update import update
from rag.index.vectors import vectors_of
from tests.rag.index.fakes import DIMENSION, HashingEncoder

folder, place = map(Path, sys.argv[1:])
place.mkdir()


def mount(*options: str) -> None:
    subprocess.run(["mount", *options, str(place)], check=True)


mount("-t", "tmpfs", "-o", "size=600k", "tmpfs")
store = Store(place / "index.sqlite")
try:
    update(store, folder, HashingEncoder())
except IndexUnusable as error:
    print(f"full: {error}")
with store.reading() as snapshot:
    kept = snapshot.count()[0]
    whole = [snapshot.article(article.id) == article for article in snapshot.articles()]
    index = vectors_of(snapshot, DIMENSION, place / "vectors.faiss")
    print(f"vectors: {len(index) == snapshot.count()[1] > 0}")
print(f"kept: {0 < kept < len(list(folder.iterdir()))} {all(whole)}")

mount("-o", "remount,size=50m")
encoder = HashingEncoder()
done = update(store, folder, encoder)
print(f"then: {done.articles} articles, {kept + done.added == done.articles}")

mount("-o", "remount,ro")
for name in ("index.sqlite", "new/index.sqlite"):
    try:
        update(Store(place / name), folder, HashingEncoder())
    except IndexUnusable as error:
        print(f"read-only: {error}")
