"""Make the throw-away environment that a contestant needs, once, in the user's cache folder."""

import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from filelock import FileLock
from platformdirs import user_cache_path

INSTALLING_S = 1800  # some hundred MB of packages each
READY = "ready"  # this file says that all packages are there

SHARED = ("torch", "numpy")
"""Held at the versions of this project, for all the same arithmetic."""

REQUIREMENTS: Mapping[str, tuple[str, ...]] = {
    "txtai": ("txtai==9.14.0",),
    "langchain": (
        "langchain-community==0.4.2",
        "langchain-huggingface==1.2.3",
        "sentence-transformers>=5.1",
        "faiss-cpu>=1.12",
    ),
    "llamaindex": (
        "llama-index-core==0.14.25",
        "llama-index-embeddings-huggingface==0.8.0",
        "llama-index-vector-stores-faiss==0.7.0",
        "faiss-cpu>=1.12",
    ),
    "haystack": (
        "haystack-ai==3.4.1",
        "sentence-transformers-haystack==2.0.0",
        "transformers-haystack==2.0.0",
    ),
}
"""What each needs beside the shared ones; releases are named, so that figures can be had again."""


class NotInstalled(Exception):
    """An environment cannot be made; the message is the reason, in a line."""


@dataclass(frozen=True, slots=True)
class Environment:
    """A place for packages, named by what it is to hold: other requirements, another place."""

    name: str
    requirements: tuple[str, ...]

    @property
    def folder(self) -> Path:
        """In the user's cache; kept, so that the next run has it at once."""
        told = "\n".join([sys.version, *self.requirements])
        digest = hashlib.sha256(told.encode()).hexdigest()
        return user_cache_path("citespan") / "peers" / f"{self.name}-{digest[:12]}"

    @property
    def python(self) -> Path:
        """Its interpreter."""
        inside = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
        return self.folder.joinpath(*inside)


def environment(name: str) -> Environment:
    """That of a contestant named in `REQUIREMENTS`."""
    return Environment(name, (*pins(SHARED), *REQUIREMENTS[name]))


def pins(packages: Sequence[str]) -> tuple[str, ...]:
    """Requirements of the releases installed here; a "+cpu" is left to pip's own settings."""
    found = ((package, metadata.version(package)) for package in packages)
    return tuple(f"{package}=={version.partition('+')[0]}" for package, version in found)


def installed(wanted: Environment) -> Path:
    """The interpreter of an environment, made with pip if it is not there yet.

    Raises:
        NotInstalled: pip failed, or took longer than `INSTALLING_S`.
    """
    folder = wanted.folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_name(f"{folder.name}.lock")):
        if not (folder / READY).exists():
            venv.create(folder, clear=True, with_pip=True)
            pip = [str(wanted.python), "-m", "pip", "--disable-pip-version-check", "install", "-q"]
            install([*pip, *wanted.requirements])
            (folder / READY).write_text("\n".join(wanted.requirements) + "\n", encoding="utf-8")
    return wanted.python


def install(pip: Sequence[str]) -> None:
    """Run a command of pip.

    Raises:
        NotInstalled: It failed, or took longer than `INSTALLING_S`.
    """
    try:
        done = subprocess.run(
            pip, capture_output=True, text=True, timeout=INSTALLING_S, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise NotInstalled(f"installing took longer than {INSTALLING_S} s") from error
    if done.returncode:
        said = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        errors = [line for line in said if line.startswith("ERROR:")]  # hints may follow them
        raise NotInstalled(f"pip: {[f'exit code {done.returncode}', *said, *errors][-1]}")
