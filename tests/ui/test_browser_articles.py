"""Adding and removing articles in a real browser."""

import time

import pytest

from tests.ui.chromium import ask, look, visit
from tests.ui.test_browser_accessible import objections
from tests.ui.test_shelf import NEWS, FolderCorpus
from ui.app import build
from ui.history import History
from ui.serve import serve
from ui.shelf import Shelf

pytestmark = pytest.mark.browser


def open_articles(page) -> None:
    page.click('button[role="tab"] >> text=Articles')
    page.wait_for_selector("#articles .lead", state="visible")


def test_files_are_added_with_their_errors_and_removed_again(browser, tmp_path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "own.txt").write_text(NEWS, encoding="utf-8")
    corpus = FolderCorpus(folder)
    page_ = build(corpus, History(tmp_path / "chat.sqlite"), Shelf(folder, corpus))
    good = {"name": "new.txt", "mimeType": "text/plain", "buffer": NEWS.encode() + b"It rained."}
    bad = {"name": "bad.txt", "mimeType": "text/plain", "buffer": bytes(range(256)) * 9}
    with visit(browser, serve(page_)) as page:
        open_articles(page)
        page.set_input_files("#drop input[type=file]", [good, bad])
        page.wait_for_selector(".outcomes .added >> text=new.txt: added")
        assert "bad.txt: not added" in page.inner_text(".outcomes .refused")
        assert page.locator("#articles tbody tr").count() == 2
        assert objections(page) == []
        page.fill("#find textarea", "own")
        page.wait_for_selector("#articles .lead >> text=1 article")
        page.fill("#find textarea", "")
        page.click('[data-id="added/new.txt"]')
        page.click('[data-id="added/new.txt"] >> text=Remove for good')
        page.wait_for_selector(".outcomes >> text=removed")
        assert page.locator("#articles tbody tr").count() == 1
    page_.close(verbose=False)
    assert [path.name for path in folder.rglob("*.txt")] == ["own.txt"]


class SlowFolderCorpus(FolderCorpus):
    """Reads on and on, from the second time."""

    times = 0

    def refresh(self, progress):
        self.times += 1
        for done in range(600 if self.times > 1 else 0):
            progress(done, 600)
            time.sleep(0.05)
        return super().refresh(progress)


def test_indexing_can_be_stopped(browser, tmp_path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "own.txt").write_text(NEWS, encoding="utf-8")
    corpus = SlowFolderCorpus(folder)
    page_ = build(corpus, History(tmp_path / "chat.sqlite"), Shelf(folder, corpus))
    with visit(browser, serve(page_)) as page:
        open_articles(page)
        page.click("#again")
        page.click("#halt")
        page.wait_for_selector(".outcomes .refused >> text=stopped", timeout=20_000)
        page.wait_for_selector("#again", state="visible")
        assert not page.is_visible("#halt")
    page_.close(verbose=False)


def test_articles_that_come_along_cannot_be_changed(page) -> None:
    look(page, 390, "dark")
    ask(page, "Why?")
    open_articles(page)
    assert page.locator("#articles tbody tr").count() == 5
    assert page.locator("#drop, #articles [data-id], #again").count() == 0
    assert page.get_by_text("These articles cannot be changed from here").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert objections(page) == []
