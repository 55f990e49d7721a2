"""`python -m ui` as a person starts it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "ui", "--no-browser", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "HF_HUB_OFFLINE": "1", "PYTHONUNBUFFERED": "1"},
    )


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("chat")
    news = folder / "news"
    news.mkdir()
    (news / "a.txt").write_text("The bridge opened on Monday, the mayor said.\n", encoding="utf-8")
    index, history = str(folder / "index"), str(folder / "chat.sqlite")
    process = start(str(news), "--index", index, "--history", history)
    assert process.stdout is not None
    told = ""
    for line in process.stdout:
        told += line
        found = re.search(r"Chat with 1 articles? at (http://127\.0\.0\.1:\d+/)", line)
        if found:
            yield found.group(1)
            break
    else:
        pytest.fail(f"no address was printed: {told}")
    process.terminate()
    process.wait(20)
    assert (folder / "chat.sqlite").exists()


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
    assert "Traceback" not in told
    assert port in told.splitlines()[-1]
