"""Where indexes live: the user's cache folder, one folder for each corpus."""

import hashlib
from importlib.resources import files
from pathlib import Path

from platformdirs import user_cache_path

DATABASE, NEIGHBOURS = "index.sqlite", "vectors.faiss"  # the files of an index


def index_folder(corpus: Path) -> Path:
    """The folder of a corpus's index; two corpora never share one."""
    place = str(corpus.resolve())
    name = hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return user_cache_path("citespan") / f"{safe(corpus.resolve().name)}-{name}"


def seeds() -> Path:
    """The folder of the articles that come with the install."""
    installed = Path(str(files("rag"))) / "seeds"
    return installed if installed.is_dir() else Path(str(files("rag"))).parent / "seeds"


def safe(name: str) -> str:
    """The name with only letters, digits, '-', '_' and '.', at most 40."""
    kept = (c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in name)
    return "".join(kept)[:40] or "corpus"
