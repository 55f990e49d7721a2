"""Measuring in a process of its own: progress, report, failure, stopping."""

import os
import sys
import time

import pytest

from tests.ui.chromium import visit
from tests.ui.fake import FakeCorpus
from tests.ui.test_browser_accessible import objections
from ui.accuracy_page import render_step
from ui.app import build
from ui.history import History
from ui.measuring import Measuring, MeasuringFailed, Step
from ui.serve import serve

COMMAND = """
import sys, time
from pathlib import Path
told = sys.argv[1:]
for done in (1, 2, 3):
    print(f"\\x1b[32m{done}/3\\x1b[0m 0:00:01", end="\\r", file=sys.stderr, flush=True)
    time.sleep(0.2)
asked = Path(told[told.index("--questions") + 1]).read_text() if "--questions" in told else "own"
Path(told[told.index("--html") + 1]).write_text(f"<h1>{asked}</h1>")
"""


def command(source: str) -> list[str]:
    return [sys.executable, "-c", source]


def test_each_step_is_told_and_the_last_one_is_the_report() -> None:
    steps = list(Measuring(command(COMMAND))("q"))
    told = dict.fromkeys((step.done, step.total) for step in steps[:-1] if step.total)
    assert list(told) == [(1, 3), (2, 3), (3, 3)]  # in silence, the latest is told again
    assert steps[-1].report is not None
    assert steps[-1].report.startswith("<h1>q</h1>")


def test_its_own_questions_are_asked_where_none_are_given() -> None:
    steps = list(Measuring(["false"], own=command(COMMAND))(None))
    assert steps[-1].report is not None
    assert steps[-1].report.startswith("<h1>own</h1>")


def test_a_failure_says_what_the_command_said() -> None:
    failing = Measuring(command("import sys; sys.exit('\\x1b[31mno questions\\x1b[0m')"))
    with pytest.raises(MeasuringFailed, match=r"^no questions$"):
        list(failing("q"))


def test_closing_it_ends_the_process(tmp_path) -> None:
    source = f"""
import sys, time
from pathlib import Path
print("1/9", file=sys.stderr, flush=True)
time.sleep(2)
Path({str(tmp_path / "late")!r}).touch()
"""
    steps = Measuring(command(source))("q")
    assert next(step for step in steps if step.total) == Step(1, 9)
    steps.close()
    time.sleep(2.5)
    assert not (tmp_path / "late").exists()


def test_a_report_is_framed_where_nothing_of_it_can_run() -> None:
    shown = render_step(Step(report='"><script>f()</script>'))
    assert shown.startswith('<iframe srcdoc="&quot;&gt;&lt;script&gt;')
    assert ' sandbox=""' in shown


@pytest.mark.browser
def test_accuracy_is_measured_with_a_file_of_questions(browser, tmp_path) -> None:
    history = History(tmp_path / "chat.sqlite")
    page_ = build(FakeCorpus(), history, None, Measuring(command(COMMAND)))
    with visit(browser, serve(page_)) as page:
        page.click('button[role="tab"] >> text=Accuracy')
        page.click("#measure")
        page.wait_for_selector(".problem >> text=There is nothing to measure with yet")
        questions = {"name": "q.jsonl", "mimeType": "text/plain", "buffer": b"my questions"}
        page.set_input_files("#given input[type=file]", [questions])
        page.wait_for_selector("#given >> text=q.jsonl")
        page.click("#measure")
        page.wait_for_selector(".step >> text=of 3 questions")
        report = page.frame_locator("iframe.report")
        assert report.locator("h1").inner_text() == "my questions"
        assert objections(page) == []
    page_.close(verbose=False)


@pytest.mark.browser
def test_a_measurement_can_be_stopped(browser, tmp_path) -> None:
    number = tmp_path / "process"
    source = f"""
import os, sys, time
from pathlib import Path
Path({str(number)!r}).write_text(str(os.getpid()))
print("1/40", file=sys.stderr, flush=True)
time.sleep(300)
"""
    page_ = build(
        FakeCorpus(), History(tmp_path / "chat.sqlite"), None, Measuring([], own=command(source))
    )
    with visit(browser, serve(page_)) as page:
        page.click('button[role="tab"] >> text=Accuracy')
        page.click("#measure")
        page.wait_for_selector(".step >> text=1 of 40 questions")
        page.click("#stop-measuring")
        page.wait_for_selector("#measure", state="visible")
        page.wait_for_selector(".step", state="detached")
        deadline = time.monotonic() + 20
        while runs(int(number.read_text())):
            assert time.monotonic() < deadline, "the process went on"
            page.wait_for_timeout(100)
        assert page.locator(".step, .problem").count() == 0
    page_.close(verbose=False)


def runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
