"""The command line as people and programs use it, in a process of its own."""

import json
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

WHO = "Who is Russia's foreign minister?"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


def rag(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the command in a folder that holds nothing of ours."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(home / "cache"), "COLUMNS": "100"}
    return subprocess.run(
        [sys.executable, "-m", "rag", *arguments],
        capture_output=True,
        text=True,
        cwd=home,
        env=environment,
        check=False,
    )


def test_ask_prints_the_answer_its_sentence_and_its_place(home: Path) -> None:
    done = rag(home, "ask", WHO)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Sergei Lavrov  (")
    assert "Russian Foreign Minister «Sergei Lavrov» said on Monday" in done.stdout
    assert "Itar-Tass, 004_fbef40a881d0f922.txt [993, 1006)" in done.stdout


def test_the_index_lives_in_the_cache_not_where_one_works(home: Path) -> None:
    rag(home, "ask", WHO)
    assert [path.name for path in home.iterdir()] == ["cache"]
    assert len(list((home / "cache" / "citespan").glob("seeds-*/index.sqlite"))) == 1


def test_ask_says_so_where_the_articles_do_not_and_exits_with_1(home: Path) -> None:
    done = rag(home, "ask", "Who is the president of France?")
    assert done.returncode == 1
    assert done.stdout.startswith("The articles do not say.")


def test_json_of_ask_is_what_verify_checks(home: Path) -> None:
    saved = home / "cache" / "answer.json"
    saved.write_text(rag(home, "ask", WHO, "--json").stdout)
    assert json.loads(saved.read_text())["answer"] == "Sergei Lavrov"
    done = rag(home, "verify", str(saved))
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "1 of 1 quotations hold")
    altered = saved.read_text().replace('"quote": "Sergei Lavrov"', '"quote": "Sergei Ivanov"')
    saved.write_text(altered)
    failed = rag(home, "verify", str(saved), "--json")
    assert failed.returncode == 1
    assert json.loads(failed.stdout)[0]["holds"] is False


def test_index_tells_what_it_did_and_what_it_refused(home: Path, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("The council met in Sochi on Monday, and spoke for hours.")
    (tmp_path / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)
    place = home / "cache" / "elsewhere"
    done = rag(home, "index", str(tmp_path), "--index", str(place), "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["added"], told["articles"]) == (0, 1, 1)
    assert told["refused"][0].startswith("bad.txt")
    assert (place / "index.sqlite").is_file()
    again = rag(home, "index", str(tmp_path), "--index", str(place))
    assert "0 added, 0 changed, 0 removed, 0 renamed, 1 refused" in again.stdout
    assert "refused: bad.txt" in again.stderr


def test_a_followed_folder_is_indexed_as_it_changes_until_ctrl_c(
    home: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("The council met in Sochi on Monday, and spoke for hours.")
    place = home / "cache" / "followed"
    process = subprocess.Popen(
        [sys.executable, "-m", "rag", "index", tmp_path, "--index", place, "--watch", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=home,
        # behind nohup it would be ignored, and Ctrl-C never come
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    assert process.stdout is not None
    told = [json.loads(process.stdout.readline())]
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    told.append(json.loads(process.stdout.readline()))
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert [(one["added"], one["renamed"], one["articles"]) for one in told] == [
        (1, 0, 1),
        (0, 1, 1),
    ]
    assert process.returncode == 0, errors
    assert errors.strip() == "stopped; what was indexed is kept"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["ask", "  "], "no words"),
        (["ask", "why " * 1_000], "4,000 characters".replace("4,000", "3,999")),
        (["ask", WHO, "--folder", "nowhere"], "nowhere does not exist"),
        (["index", "nowhere"], "nowhere does not exist"),
        (["verify", "nowhere.json"], "nowhere.json"),
        (["ask", WHO, "--since", "2012-01-01", "--until", "2011-01-01"], "after until"),
    ],
)
def test_what_cannot_be_used_is_one_clear_line_and_exit_code_2(
    home: Path, arguments: list[str], reason: str
) -> None:
    done = rag(home, *arguments)
    assert done.returncode == 2
    assert reason in done.stderr
    assert "Traceback" not in done.stderr


def test_index_makes_all_that_a_question_needs(home: Path) -> None:
    (home / "cache" / "news").mkdir(parents=True)
    (home / "cache" / "news" / "a.txt").write_text("The summit was held in Lisbon in November.")
    done = rag(home, "index", "cache/news", "--index", "cache/made")
    assert done.returncode == 0, done.stderr
    assert {"index.sqlite", "vectors.faiss"} <= {f.name for f in (home / "cache/made").iterdir()}


def test_help_tells_a_newcomer_what_each_command_does(home: Path) -> None:
    shown = rag(home, "--help").stdout
    for word in ("ask", "index", "verify", "Exit codes"):
        assert word in shown


def test_importing_rag_loads_no_heavy_library(home: Path) -> None:
    code = (
        "import sys, rag; "
        "print([m for m in ('torch', 'transformers', 'faiss', 'sklearn', 'gradio', 'nupunkt',"
        " 'matplotlib', 'datasketch', 'scipy', 'trafilatura', 'pypdf', 'docx', 'lxml')"
        " if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=home
    )
    assert done.stdout.strip() == "[]"
