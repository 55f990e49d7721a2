"""Axe-core finds nothing to object to, light or dark, wide or narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.ui.chromium import ask, look

pytestmark = pytest.mark.browser

LOOKS = ((1280, "light"), (1280, "dark"), (390, "light"))


def objections(page: Page) -> list[str]:
    """What axe-core objects to in the page as it is."""
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"]]


def objections_in_all_looks(page: Page) -> list[str]:
    """As wide and narrow, light and dark; the page is left wide and light."""
    found = []
    for width, scheme in reversed(LOOKS):
        look(page, width, scheme)
        page.wait_for_timeout(200)  # colours change over some frames
        found += [f"{width} {scheme} {objection}" for objection in objections(page)]
    return found


def test_axe_has_no_objection_to_the_desk(page) -> None:
    assert objections_in_all_looks(page) == []
    ask(page, "Who cut the ribbon?")
    page.click(".judge >> nth=0")
    page.wait_for_selector(".note")
    ask(page, "Why?")
    page.wait_for_timeout(700)  # it scrolls
    assert objections_in_all_looks(page) == []


def test_axe_has_no_objection_to_a_source(page) -> None:
    ask(page, "Why?")
    page.click('[data-passage="0"]')
    page.wait_for_selector(".source-caution")
    assert objections_in_all_looks(page) == []


def test_axe_has_no_objection_to_the_history(page) -> None:
    ask(page, "Why?")
    page.click('button[role="tab"] >> text=History')
    page.wait_for_selector(".entry")
    assert objections_in_all_looks(page) == []
