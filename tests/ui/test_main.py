"""`python -m ui` as a person starts it: the whole product, models and all, in one process."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from rag.index.place import seeds
from tests.ui.chromium import ask, visit

NEWS = b"The bridge opened on Monday. Mayor Ada Berg cut the ribbon before a large crowd.\n"


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "ui", "--no-browser", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "HF_HUB_OFFLINE": "1", "PYTHONUNBUFFERED": "1"},
    )


@pytest.fixture(scope="module")
def started(tmp_path_factory) -> Iterator[tuple[str, Path]]:
    """The address it prints, and its folder: a copy of the articles that come along."""
    folder = tmp_path_factory.mktemp("chat")
    news = folder / "news"
    copytree(seeds(), news)
    index, history = str(folder / "index"), str(folder / "chat.sqlite")
    process = start(str(news), "--index", index, "--history", history)
    assert process.stdout is not None
    told = ""
    for line in process.stdout:
        told += line
        found = re.search(r"Chat with 5 articles at (http://127\.0\.0\.1:\d+/)", line)
        if found:
            yield found.group(1), news
            break
    else:
        pytest.fail(f"no address was printed: {told}")
    process.terminate()
    process.wait(20)
    assert (folder / "chat.sqlite").exists()


@pytest.fixture(scope="module")
def address(started) -> str:
    return started[0]


@pytest.mark.browser
def test_questions_about_the_seeds_get_their_cited_answers(browser, address) -> None:
    with visit(browser, address) as page:
        ask(page, "Who is Russia's foreign minister?")
        assert page.inner_text(".finding .span") == "Sergei Lavrov"
        assert "Itar-Tass" in page.inner_text(".sources")
        marked = page.locator("#source mark.chosen")
        assert marked.inner_text() == "Sergei Lavrov"
        assert marked.is_visible()
        ask(page, "What does he want guaranteed?")
        assert page.inner_text(".turn:last-child .resolved") == (
            "Understood as: What does Russia's foreign minister Sergei Lavrov want guaranteed?"
        )
        ask(page, "Who is the president of France?")
        assert page.inner_text(".turn:last-child .abstains") == "The articles do not say."


def test_the_address_it_prints_answers(address) -> None:
    with urlopen(address, timeout=20) as response:
        assert "citespan" in response.read().decode()
        policy = response.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy


def test_another_sites_name_is_turned_away(address) -> None:
    with pytest.raises(HTTPError) as error:
        urlopen(Request(address, headers={"Host": "evil.example"}), timeout=20)
    assert error.value.code == 400


@pytest.mark.parametrize(
    "path",
    ["gradio_api/file=/etc/passwd", "gradio_api/file=../../etc/passwd", "monitoring"],
)
def test_files_and_figures_of_the_machine_are_not_served(address, path) -> None:
    with pytest.raises(HTTPError) as error:
        urlopen(address + path, timeout=20)
    assert error.value.code in {403, 404}


def upload(address: str, name: str, data: bytes) -> str:
    """The path that an uploaded file was given."""
    head = f"--x\r\nContent-Disposition: form-data; name=files; filename={name}\r\n\r\n".encode()
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    form = head + data + b"\r\n--x--\r\n"
    with urlopen(Request(f"{address}gradio_api/upload", form, kind), timeout=20) as response:
        return json.load(response)[0]


def add(address: str, path: str, session: str) -> bool:
    """Call what adds dropped files, as a browser would; whether it was done."""
    with urlopen(f"{address}config", timeout=20) as response:
        config = json.load(response)
    box = next(c["id"] for c in config["components"] if c["props"].get("elem_id") == "drop")
    adding = next(d for d in config["dependencies"] if d["inputs"][:1] == [box])
    file = {"path": path, "orig_name": "news.txt", "meta": {"_type": "gradio.FileData"}}
    call = {"fn_index": adding["id"], "data": [[file], None, ""], "session_hash": session}
    kind = {"Content-Type": "application/json"}
    urlopen(Request(f"{address}gradio_api/queue/join", json.dumps(call).encode(), kind), timeout=20)
    with urlopen(f"{address}gradio_api/queue/data?session_hash={session}", timeout=60) as told:
        events = [json.loads(line[6:]) for line in told if line.startswith(b"data: ")]
    return next(event["success"] for event in events if event["msg"] == "process_completed")


def test_an_upload_has_a_largest_size(address) -> None:
    with pytest.raises(HTTPError) as error:
        upload(address, "a.txt", b"a" * 10_500_000)
    assert error.value.code == 413


def test_only_what_was_uploaded_is_added(started, tmp_path) -> None:
    address, folder = started
    secret = tmp_path / "secret.txt"
    secret.write_bytes(NEWS)
    assert not add(address, str(secret), "forged")
    assert not (folder / "added").exists()
    assert add(address, upload(address, "news.txt", NEWS), "honest")
    assert [path.read_bytes() for path in (folder / "added").iterdir()] == [NEWS]


def test_a_missing_folder_is_told_in_one_line() -> None:
    process = start("/no/such/folder")
    told, _ = process.communicate(timeout=120)
    assert process.returncode == 2
    assert told.splitlines()[-1].startswith("ui: /no/such/folder does not exist; name a folder")
    assert "Traceback" not in told


def test_a_taken_port_is_told_in_one_line(address, tmp_path) -> None:
    port = address.rstrip("/").rsplit(":", 1)[1]
    process = start("--port", port, "--history", str(tmp_path / "chat.sqlite"))
    told, _ = process.communicate(timeout=120)
    assert process.returncode == 2
    assert len(told.splitlines()) == 1  # and at once: no articles were opened
    assert f"port {port} cannot be had" in told
