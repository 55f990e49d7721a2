"""Axe-core finds nothing to object to, light or dark, wide or narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.ui.chromium import ask, visit

pytestmark = pytest.mark.browser


def objections(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"]]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_axe_has_no_objection(browser, served, fake, width, scheme) -> None:
    with visit(browser, served(fake), width=width, scheme=scheme) as page:
        assert objections(page) == []
        page.click("#limits > button")
        ask(page, "Who cut the ribbon?")
        page.click(".judge >> nth=0")
        page.wait_for_selector(".note")
        ask(page, "Why?")
        page.wait_for_timeout(700)
        assert objections(page) == []
        page.click('[data-passage="0"]')
        page.wait_for_selector(".source-caution")
        assert objections(page) == []
        if width == 390:
            page.click("#source .close")
        page.click('button[role="tab"] >> text=History')
        page.wait_for_selector(".entry")
        assert objections(page) == []
