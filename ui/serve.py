"""Put the page on the network, closed to all but those it is meant for."""

from collections.abc import Sequence
from pathlib import Path

import gradio as gr
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.theme import STYLES, theme

LOOPBACK = ("127.0.0.1", "localhost", "::1")
MAX_UPLOAD = "10mb"  # some thousand times an article

POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",  # Gradio's own pages need both
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)


def serve(
    page: gr.Blocks,
    *,
    host: str = "127.0.0.1",
    port: int | None = None,
    browser: bool = False,
    people: Sequence[tuple[str, str]] = (),
) -> str:
    """Serve the page in threads of its own and return its address.

    The browser is told to send nothing to any other machine. A page served to this machine only
    answers to this machine's names only, so that no other site's name can be pointed at it.

    Args:
        port: None takes the first free one from 7860.
        browser: Open the page in the user's browser.
        people: Names and passwords of those who may log in; empty lets everybody in.

    Raises:
        OSError: The port is taken, or none is free.
    """
    _, address, _ = page.launch(
        server_name=host,
        server_port=port,
        inbrowser=browser,
        auth=list(people) or None,
        share=False,
        quiet=True,
        prevent_thread_lock=True,
        show_error=False,
        strict_cors=True,
        ssr_mode=False,
        enable_monitoring=False,
        run_history=False,
        mcp_server=False,
        max_file_size=MAX_UPLOAD,
        footer_links=[],
        theme=theme(),
        css_paths=STYLES,
        app_kwargs={"middleware": _middleware(host)},
    )
    return address


def read_people(path: Path) -> list[tuple[str, str]]:
    """The names and passwords of a file with a line `NAME:PASSWORD` for each person.

    Raises:
        OSError: The file cannot be read.
        ValueError: A line has another form, or there is none.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    people = [line.strip().partition(":") for line in lines if line.strip()]
    if not people or not all(name and password for name, _, password in people):
        raise ValueError(f"{path} has to hold a line NAME:PASSWORD for each person who may log in")
    return [(name, password) for name, _, password in people]


class Headers:
    """Adds `HEADERS` to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, with the headers on top."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *HEADERS]
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _middleware(host: str) -> list[Middleware]:
    guards = [Middleware(Headers)]
    if host in LOOPBACK:
        guards.append(Middleware(TrustedHostMiddleware, allowed_hosts=list(LOOPBACK)))
    return guards
