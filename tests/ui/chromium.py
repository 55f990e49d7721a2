"""Chromium as the browser tests drive it."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOCAL = {"127.0.0.1", "localhost", ""}


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium, closed at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def visit(
    browser: Browser, address: str, *, width: int = 1280, scheme: str = "light"
) -> Iterator[Page]:
    """The page in a context of its own; fails at the end if it went wrong or left the machine."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    errors: list[str] = []
    requested: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.on("request", lambda request: requested.append(request.url))
    page.goto(address)
    page.wait_for_selector("#question textarea")
    yield page
    assert not errors, errors
    away = [url for url in requested if urlsplit(url).hostname not in LOCAL | {None}]
    assert not away, away
    assert requested
    context.close()


def ask(page: Page, question: str) -> None:
    """Ask as a person does, and wait for what comes of it."""
    turn = page.locator(".turn").count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.wait_for_selector(f'.turn[data-turn="{turn}"] :is(.finding, .abstains)')
