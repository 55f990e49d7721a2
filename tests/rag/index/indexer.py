"""A process that indexes a folder again and again, to be killed: python -m ... FOLDER INDEX."""

import sys
from pathlib import Path

from rag.index.store import Store
from rag.index.update import update
from tests.rag.index.fakes import HashingEncoder

folder, place = map(Path, sys.argv[1:])
print("ready", flush=True)
while True:
    update(Store(place / "index.sqlite"), folder, HashingEncoder())
    print("done", flush=True)
