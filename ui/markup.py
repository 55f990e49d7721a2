"""Turn text that anyone may have written into HTML that shows it and does nothing else."""

import html
from collections.abc import Iterable

CONTROLS = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n\r"}
UNSHOWABLE = CONTROLS | {0x7F: "\u2421"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
"""One character for one, so that offsets hold: control characters become the pictures of
themselves (an ANSI sequence is seen, not obeyed), and lone surrogates, which no encoding carries
to the browser, become replacement characters."""

VOID = {"input"}  # elements that have no end
CARRIAGE_RETURN = "&#13;"  # a bare one would be rewritten by the HTML parser


def escape(text: str) -> str:
    """The text as HTML, safe between tags and inside a quoted attribute.

    A browser's `textContent` of it is the text again, character for character, but for those in
    `UNSHOWABLE`.
    """
    return html.escape(text.translate(UNSHOWABLE)).replace("\r", CARRIAGE_RETURN)


def tag(name: str, content: str = "", /, **attributes: str | int | bool | None) -> str:
    """An element around HTML `content`; attribute values are escaped, `content` is not.

    Names lose a final `_` and turn other `_` into `-`: `class_`, `data_turn`, `aria_label`.
    True gives a bare attribute; None and False leave it out.
    """
    end = "" if name in VOID else f"{content}</{name}>"
    return f"<{name}{_attributes(attributes)}>{end}"


def text(name: str, content: str, /, **attributes: str | int | bool | None) -> str:
    """An element around `content` as plain text: it is escaped."""
    return tag(name, escape(content), **attributes)


def joined(parts: Iterable[str]) -> str:
    """The parts of HTML one after the other; empty ones vanish."""
    return "".join(parts)


def _attributes(attributes: dict[str, str | int | bool | None]) -> str:
    shown = []
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        name = name.rstrip("_").replace("_", "-")  # noqa: PLW2901
        shown.append(f" {name}" if value is True else f' {name}="{escape(str(value))}"')
    return "".join(shown)
