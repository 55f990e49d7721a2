"""The whole product in a real browser: models, articles, page."""

import pytest

import rag
from rag.index.place import seeds
from tests.ui.chromium import ask, visit

pytestmark = pytest.mark.browser


def test_a_question_about_the_seeds_gets_its_cited_answer(browser, served, tmp_path) -> None:
    corpus = rag.open(seeds(), index=tmp_path)
    with visit(browser, served(corpus)) as page:
        ask(page, "Who is Russia's foreign minister?")
        assert page.inner_text(".finding .span") == "Sergei Lavrov"
        assert "Itar-Tass" in page.inner_text(".sources")
        marked = page.locator("#source mark.chosen")
        assert marked.inner_text() == "Sergei Lavrov"
        assert marked.is_visible()
        ask(page, "Who is the president of France?")
        assert page.inner_text(".abstains") == "The articles do not say."
