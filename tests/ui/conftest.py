"""A Chromium and a served page for the browser tests."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.ui.chromium import CHROMIUM, Visit, chromium, look, watched
from tests.ui.fake import FakeCorpus
from ui.app import build
from ui.corpus import Corpus
from ui.history import History
from ui.serve import serve


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    required = os.environ.get("CI") or os.environ.get("REQUIRE_BROWSER")
    if not Path(CHROMIUM).exists() and not required:
        pytest.skip(f"{CHROMIUM} is absent; set REQUIRE_BROWSER=1 to fail instead")
    with chromium() as opened:
        yield opened


@pytest.fixture
def served(tmp_path) -> Iterator[Callable[[Corpus], str]]:
    """Serves a corpus and gives the page's address."""
    pages = []

    def serve_corpus(corpus: Corpus) -> str:
        pages.append(build(corpus, History(tmp_path / "chat.sqlite")))
        return serve(pages[-1])

    yield serve_corpus
    for page in pages:
        page.close(verbose=False)


@pytest.fixture(scope="session")
def fake() -> FakeCorpus:
    """One for all tests: what was asked of it before has to be expected."""
    return FakeCorpus()


@pytest.fixture(scope="session")
def address(fake, tmp_path_factory) -> Iterator[str]:
    """A page over the fake corpus, served once for all tests that need nothing else."""
    page = build(fake, History(tmp_path_factory.mktemp("shared") / "chat.sqlite"))
    yield serve(page)
    page.close(verbose=False)


@pytest.fixture(scope="session")
def visited(browser, address) -> Iterator[Visit]:
    with watched(browser, address) as visit:
        yield visit


@pytest.fixture
def page(visited) -> Iterator[Page]:
    """The shared page at a new topic, wide and light; to load one takes longer than most tests."""
    page = visited.page
    page.keyboard.press("Escape")
    look(page, 1280, "light")
    page.click("#new-topic")
    page.wait_for_selector(".welcome", state="visible")
    page.fill("#question textarea", "")
    yield page
    visited.check()
