"""History and feedback in a real browser."""

import json

import pytest
from playwright.sync_api import expect

from tests.ui.chromium import ask, visit
from tests.ui.fake import FakeCorpus
from ui.app import build
from ui.history import History
from ui.serve import serve

pytestmark = pytest.mark.browser


def open_history(page) -> None:
    with page.expect_response("**/queue/join*"):
        page.click('button[role="tab"] >> text=History')
    page.wait_for_timeout(300)  # the list is drawn anew, and closes a field that was opened before
    page.wait_for_selector("#history .page-title", state="visible")


def test_a_conversation_is_found_after_a_restart_and_goes_on(browser, tmp_path) -> None:
    path = tmp_path / "chat.sqlite"
    first = build(FakeCorpus(), History(path))
    with visit(browser, serve(first)) as page:
        ask(page, "Who cut the ribbon?")
    first.close(verbose=False)
    corpus = FakeCorpus()
    second = build(corpus, History(path))
    with visit(browser, serve(second)) as page:
        open_history(page)
        page.click('.entry-name >> text="Who cut the ribbon?"')
        page.wait_for_selector(".finding", state="visible")
        assert page.inner_text("#source mark.chosen") == "Ada Berg"
        ask(page, "Where did they land?")
        assert page.locator(".turn").count() == 2
        open_history(page)
        page.wait_for_selector(".entry-facts >> text=2 questions")
        assert page.locator(".entry").count() == 1
    second.close(verbose=False)
    assert [earlier.question for earlier in corpus.asked[-1][1]] == ["Who cut the ribbon?"]


def test_a_conversation_can_be_renamed_downloaded_and_deleted(page) -> None:
    ask(page, "Who cut the ribbon?")
    open_history(page)
    page.click('[data-do="rename"] >> nth=0')
    page.fill(".entry-naming >> nth=0", "<b>Bridge</b>")
    page.press(".entry-naming >> nth=0", "Enter")
    page.wait_for_selector('.entry-name >> text="<b>Bridge</b>"')
    with page.expect_download() as download:
        page.click('[data-do="json"] >> nth=0')
    exported = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert exported["name"] == "<b>Bridge</b>"
    assert exported["turns"][0]["answer"] == "Ada Berg"
    with page.expect_download() as download:
        page.click('[data-do="markdown"] >> nth=0')
    written = download.value.path().read_text(encoding="utf-8")
    assert written.startswith("# \\<b\\>Bridge\\</b\\>\n\n## Who cut the ribbon?\n")
    assert "characters 37–45" in written
    entries = page.locator(".entry").count()
    page.click('[data-do="delete"] >> nth=0')
    page.click('[data-do="delete"] >> text=Delete for good')
    page.wait_for_selector('.entry-name >> text="<b>Bridge</b>"', state="detached")
    expect(page.locator(".entry")).to_have_count(entries - 1)


def test_a_verdict_and_its_note_are_kept_and_exported(page) -> None:
    ask(page, "Who cut the ribbon?")
    page.click('.judge[data-verdict="right"]')
    page.wait_for_selector('.judge[data-verdict="right"][aria-pressed="true"]')
    page.fill(".note", "<i>sure</i>")
    page.press(".note", "Enter")
    page.wait_for_timeout(500)
    open_history(page)
    with page.expect_download() as download:
        page.click('[data-do="questions"]')
    latest = download.value.path().read_text(encoding="utf-8").splitlines()[0]
    question = json.loads(latest)
    assert (question["question"], question["answers"][0]["text"]) == (
        "Who cut the ribbon?", "Ada Berg",
    )  # fmt: skip
    page.click("#new-topic")
    page.wait_for_selector(".welcome", state="visible")
    open_history(page)
    page.click(".entry-name >> nth=0")
    page.wait_for_selector(".note", state="visible")
    assert page.input_value(".note") == "<i>sure</i>"
