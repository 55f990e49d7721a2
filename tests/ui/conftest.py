"""A Chromium and a served page for the browser tests."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.ui.chromium import CHROMIUM, chromium
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


@pytest.fixture
def fake() -> FakeCorpus:
    return FakeCorpus()
