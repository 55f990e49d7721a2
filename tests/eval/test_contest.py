"""Running contestants: real processes, some of which fail."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from eval.contest import PEERS, Place, Skipped, chosen, copy_peers, turns
from eval.environments import (
    READY,
    Environment,
    NotInstalled,
    environment,
    install,
    installed,
    pins,
)
from eval.errors import UnknownPeer
from eval.peers.job import Job

STEADY = '''
from eval.peers.measuring import main, passages_of

class Steady:
    """Takes the passages in their order."""

    packages = ("numpy",)
    reader = "the first word"

    def __init__(self, job):
        self.count = job.read

    def index(self, passages):
        self.texts = [passage.text for passage in passages_of(passages)]
        return len(self.texts)

    def retrieve(self, question):
        return self.texts[: self.count]

    def read(self, question, found):
        return found[0].split()[0]

    def answer(self, question):
        return self.read(question, self.retrieve(question))

main(Steady)
'''
BROKEN = 'print("starting")\nraise MemoryError("no room for the index")\n'
SLOW = "import time\ntime.sleep(60)\n"


@pytest.fixture
def apart(tmp_path):
    """What contestants with an environment of their own find of this project, and three more."""
    copy_peers(tmp_path / "apart")
    for name, program in {"steady": STEADY, "broken": BROKEN, "slow": SLOW}.items():
        (tmp_path / "apart" / "eval" / "peers" / f"{name}.py").write_text(program)
    return Place(Path(sys.executable), tmp_path / "apart")


@pytest.fixture
def job(tmp_path):
    file = tmp_path / "passages.jsonl"
    texts = ("Bergen has a lamp.", "Erik is the captain.", "É🚀 שלום")
    file.write_text("".join(json.dumps({"id": t[0], "text": t}) + "\n" for t in texts))
    return Job(str(file), ("Who?", "Where?"), "encoder", "reader", read=2, callers=(1, 2))


def test_each_takes_its_turns_and_who_fails_is_out_with_the_reason(apart, job):
    places = {"steady": apart, "broken": apart, "absent": Skipped("not installed: no network")}
    came = turns(places, job, rounds=2)
    assert came["broken"] == Skipped("MemoryError: no room for the index")
    assert came["absent"] == Skipped("not installed: no network")
    assert len(came["steady"]) == 2
    one = came["steady"][0]
    assert (one.indexed, one.answers, one.reader) == (3, ("Bergen", "Bergen"), "the first word")
    assert set(one.questions_per_s) == {1, 2}
    assert set(one.steps) == {"retrieval", "reading", "answer"}
    assert all(len(step.ms) == 2 for step in one.steps.values())
    assert one.versions["numpy"]
    assert one.disk_mib == 0
    if sys.platform == "linux":
        assert 0 < one.models_mib <= one.indexing_mib <= one.peak_mib < 200  # this one has torch


def test_one_that_takes_too_long_is_stopped(apart, job):
    assert apart.run("slow", job, limit_s=0.2) == Skipped("took longer than 0.2 s")


def test_one_that_is_not_there_gives_its_reason(apart, job):
    assert "No module named eval.peers.nobody" in apart.run("nobody", job).reason
    nowhere = Place(Path("/nowhere/python"), apart.folder)
    assert nowhere.run("steady", job) == Skipped("/nowhere/python: No such file or directory")


def test_apart_nothing_else_of_the_project_is_imported(apart):
    program = (
        "import sys, eval.peers.measuring; "
        "print({'rag', 'embeddings', 'torch', 'rich'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=apart.folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "set()\n"


def test_what_cannot_be_installed_gives_pips_reason(tmp_path):
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install"]
    with pytest.raises(NotInstalled, match=r"^pip: ERROR: .*no-such-package"):
        install([*pip, str(tmp_path / "no-such-package")])


def test_an_environment_that_is_ready_is_not_made_again(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    there = Environment("there", ("x==1",))
    there.folder.mkdir(parents=True)
    (there.folder / READY).touch()
    assert installed(there) == there.python


def test_other_requirements_are_another_place(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert Environment("a", ("x==1",)).folder != Environment("a", ("x==2",)).folder
    assert environment("txtai").folder.parent == tmp_path / "citespan" / "peers"


def test_torch_is_that_of_this_project_without_its_build():
    (pin,) = pins(["torch"])
    assert pin.startswith("torch==")
    assert "+" not in pin


def test_peers_are_chosen_by_name():
    assert chosen("all") == PEERS
    assert chosen("none") == ()
    assert chosen("haystack, plain,plain") == ("haystack", "plain")
    with pytest.raises(UnknownPeer, match="no peer 'lucene'; choose all, none, or of plain, txtai"):
        chosen("plain,lucene")
