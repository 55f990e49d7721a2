"""Follow a folder: say when its files have changed and come to rest.

Files are looked at again and again, not reported by the system: so it works on network drives,
through links, and when the folder goes away and comes back.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from rag.articles.folder import article_files
from rag.errors import NoArticles

PAUSE_S = 1.0
REST_SHARE = 20  # times as long as looking takes: of a large folder, at most 5 % of one processor

Look: TypeAlias = frozenset[tuple[str, int, int, int]] | str
"""What a folder looks like: id, size and times of each file; or why it cannot be listed."""


def changes(folder: Path, rest: Callable[[float], None] = time.sleep) -> Iterator[Look]:
    """Yield at once, then each time the folder has changed and two looks in a row are the same.

    So a file that is being copied is waited for. Ends when `rest`, told how many seconds to wait,
    or whoever iterates raises.
    """
    seen: Look | None = None
    before: Look | None = None
    while True:
        began = time.monotonic()
        now = look(folder)
        took = time.monotonic() - began
        if now != seen and (now == before or before is None):
            seen = now
            yield now
        before = now
        rest(max(PAUSE_S, REST_SHARE * took))


def look(folder: Path) -> Look:
    """What the folder looks like now."""
    try:
        files = article_files(folder)
    except NoArticles as error:
        return str(error)
    found = set()
    for file in files:
        try:
            status = file.path.stat()
        except OSError:
            found.add((file.id, -1, -1, -1))
        else:  # the second time tells that permissions changed
            found.add((file.id, status.st_size, status.st_mtime_ns, status.st_ctime_ns))
    return frozenset(found)
