"""Converted models on disk: written as a whole or not at all, checked when they are read."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

ABOUT = "about.json"  # the last file written: what it says of the others is true

MODEL_FILES = {".json", ".txt", ".model", ".safetensors", ".bin", ".pt"}


def fingerprint(folder: Path, *more: str) -> str:
    """A name for the contents of a model's folder, and whatever else the kept form depends on."""
    files = (file for file in sorted(folder.rglob("*")) if file.suffix in MODEL_FILES)
    told = (f"{f.relative_to(folder).as_posix()} {sha256(f)}" for f in files if f.is_file())
    return name(*more, *told)


def name(*marks: str) -> str:
    """A name that differs if any of the marks does."""
    return hashlib.sha256("\0".join(marks).encode()).hexdigest()[:32]


def sha256(file: Path) -> str:
    """Of the contents."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def opened(place: Path) -> dict[str, Any] | None:
    """What was kept at a place, with the facts told then; None where it is absent or damaged."""
    try:
        about = json.loads((place / ABOUT).read_text("utf-8"))
        whole = all(sha256(place / name) == expected for name, expected in about["files"].items())
    except (OSError, ValueError, KeyError, AttributeError):
        return None
    return about if whole else None


def keep(place: Path, write: Callable[[Path], Iterable[Path]], about: Mapping[str, Any]) -> None:
    """Put there what `write` writes to the folder it is given; what was there before goes.

    Two processes may do so at once: each sees a whole folder, whichever is there in the end.

    Raises:
        OSError: There is no room, or no right to write; nothing has changed.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f"{place.name}-", dir=place.parent))
    try:
        files = {file.name: sha256(file) for file in write(unfinished)}
        told = json.dumps({**about, "files": files}, indent=1, ensure_ascii=False)
        (unfinished / ABOUT).write_text(told + "\n", "utf-8")
        if opened(place) is None:
            shutil.rmtree(place, ignore_errors=True)
            os.replace(unfinished, place)  # noqa: PTH105 - a folder
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
