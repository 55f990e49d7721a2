"""Run the contestants of the benchmark, each in a process of its own, turn and turn about.

In turns, because a machine is not equally fast all day: what slows one round slows it for all.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import eval.peers
from eval.environments import REQUIREMENTS, NotInstalled, environment, installed
from eval.errors import UnknownPeer
from eval.peers.job import Job, Result
from eval.progress import Tracker

OURS = "citespan"
PEERS = ("plain", *REQUIREMENTS)
LIMIT_S = 3600  # for one turn
QUIET = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "LANGSMITH_TRACING": "false",
    "DO_NOT_TRACK": "1",
}
"""No contestant asks a hub or tells anybody of being used."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """There are no figures of a contestant, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a contestant runs: an interpreter, and the folder that it imports `eval.peers` from."""

    python: Path
    folder: Path

    def run(self, name: str, job: Job, limit_s: float | None = LIMIT_S) -> Result | Skipped:
        """One turn of one contestant."""
        with tempfile.TemporaryDirectory() as scratch:
            asked, result = Path(scratch) / "job.json", Path(scratch) / "result.json"
            kept = Path(scratch) / "kept"
            kept.mkdir()
            replace(job, folder=str(kept)).save(asked)
            command = [str(self.python), "-m", f"eval.peers.{name}", str(asked), str(result)]
            failed = failure(command, self.folder, limit_s)
            return Skipped(failed) if failed else Result.load(result)


def chosen(peers: str) -> tuple[str, ...]:
    """The peers that `--peers` names: "all", "none", or some, with commas between.

    Raises:
        UnknownPeer: There is none of that name.
    """
    if peers in ("all", "none"):
        return PEERS if peers == "all" else ()
    names = tuple(dict.fromkeys(name.strip() for name in peers.split(",")))
    for name in names:
        if name not in PEERS:
            raise UnknownPeer(
                f"no peer {name!r}; choose all, none, or of {', '.join(PEERS)}, commas between"
            )
    return names


def contest(
    peers: Sequence[str], job: Job, rounds: int
) -> Mapping[str, tuple[Result, ...] | Skipped]:
    """So many results of this project and of each peer."""
    with tempfile.TemporaryDirectory() as apart:
        copy_peers(Path(apart))
        names = Tracker("environments")((OURS, *peers))
        return turns({name: place_of(name, Path(apart)) for name in names}, job, rounds)


def turns(
    places: Mapping[str, Place | Skipped], job: Job, rounds: int
) -> Mapping[str, tuple[Result, ...] | Skipped]:
    """All contestants once, then all again, and so on; one that fails is out, the others go on."""
    found: dict[str, tuple[Result, ...] | Skipped] = {
        name: place if isinstance(place, Skipped) else () for name, place in places.items()
    }
    for turn in range(1, rounds + 1):
        for name in Tracker(f"round {turn} of {rounds}")(list(places)):
            place, before = places[name], found[name]
            if isinstance(place, Skipped) or isinstance(before, Skipped):
                continue
            came = place.run(name, job)
            found[name] = came if isinstance(came, Skipped) else (*before, came)
    return found


def place_of(name: str, apart: Path) -> Place | Skipped:
    """This interpreter, or an environment that is made now; `apart` holds a copy of the peers."""
    if name not in REQUIREMENTS:
        return own_place()
    try:
        return Place(installed(environment(name)), apart)
    except NotInstalled as error:
        return Skipped(f"not installed: {error}")


def own_place() -> Place:
    """This interpreter, with this project as it was found."""
    return Place(Path(sys.executable), Path(eval.peers.__file__).parents[2])


def copy_peers(apart: Path) -> None:
    """Make `eval.peers` importable from a folder that has nothing else of this project."""
    package = apart / "eval"
    here = Path(eval.peers.__file__).parent
    shutil.copytree(here, package / "peers", ignore=shutil.ignore_patterns("__pycache__"))
    (package / "__init__.py").touch()


def failure(command: Sequence[str], folder: Path, limit_s: float | None) -> str:
    """Run a command that imports from a folder; why it failed, in a line, or nothing."""
    settings = {**os.environ, **QUIET, "PYTHONPATH": str(folder)}
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=settings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            timeout=limit_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"took longer than {limit_s:g} s"
    except OSError as error:
        return f"{command[0]}: {error.strerror}"
    if done.returncode == 0:
        return ""
    if done.returncode < 0:
        return f"ended by signal {-done.returncode}"
    said = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    return said[-1] if said else f"exit code {done.returncode}"
