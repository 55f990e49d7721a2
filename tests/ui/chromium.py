"""Chromium as the browser tests drive it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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
LOCAL = {"127.0.0.1", "localhost", None}


@dataclass(frozen=True)
class Visit:
    """A page, and what has to stay empty: its errors, and the addresses of other machines."""

    page: Page
    errors: list[str]
    away: list[str]

    def check(self) -> None:
        """Fails if the page went wrong or left the machine."""
        assert not self.errors, self.errors
        assert not self.away, self.away


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
    with watched(browser, address, width=width, scheme=scheme) as visited:
        yield visited.page
        visited.check()


@contextmanager
def watched(
    browser: Browser, address: str, *, width: int = 1280, scheme: str = "light"
) -> Iterator[Visit]:
    """The page in a context of its own, with what went wrong so far."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    errors: list[str] = []
    requested: list[str] = []
    away: list[str] = []

    def request(url: str) -> None:
        (requested if urlsplit(url).hostname in LOCAL else away).append(url)

    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.on("request", lambda r: request(r.url))
    page.goto(address)
    page.wait_for_selector("#question textarea")
    assert requested
    yield Visit(page, errors, away)
    context.close()


def look(page: Page, width: int, scheme: str) -> None:
    """Make the page so wide, light or dark."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.wait_for_function(
        "dark => document.body.classList.contains('dark') === dark", arg=scheme == "dark"
    )


def ask(page: Page, question: str) -> None:
    """Ask as a person does, and wait for what comes of it."""
    turn = page.locator(".turn").count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.wait_for_selector(f'.turn[data-turn="{turn}"] :is(.finding, .abstains)')
