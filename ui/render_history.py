"""The list of conversations as HTML."""

from collections.abc import Sequence
from datetime import datetime

from ui.history import Entry
from ui.markup import joined, tag, text
from ui.words import count, date_in_words


def render_history(entries: Sequence[Entry]) -> str:
    """Each conversation with what can be done with it; a few words where there is none."""
    title = text("h1", "History", class_="page-title")
    if not entries:
        return title + text(
            "p",
            "Conversations are kept here, on this machine, until you delete them.",
            class_="lead",
        )
    lead = tag(
        "p",
        text("span", f"{count(len(entries), 'conversation')}, kept on this machine. ")
        + _button("Download the answers judged right, to evaluate with", "questions"),
        class_="lead",
    )
    return title + lead + tag("ul", joined(map(_entry, entries)), class_="entries")


def _entry(entry: Entry) -> str:
    name = text(
        "button", entry.name, type="button", class_="entry-name", data_do="open", dir="auto"
    )
    naming = tag(
        "label",
        text("span", "New name", class_="visually-hidden")
        + tag(
            "input",
            type="text",
            class_="entry-naming",
            value=entry.name,
            maxlength=120,
            hidden=True,
        ),
    )
    facts = f"{_when(entry.changed)}, {count(entry.turns, 'question')}"
    actions = [
        _button("Rename", "rename"),
        _button("Markdown", "markdown", label=f"Download {entry.name} as Markdown"),
        _button("JSON", "json", label=f"Download {entry.name} as JSON"),
        _button("Delete", "delete", label=f"Delete {entry.name}"),
    ]
    below = tag("p", text("span", facts) + joined(actions), class_="entry-facts")
    return tag("li", name + naming + below, class_="entry", data_id=entry.id)


def _button(shown: str, do: str, label: str | None = None) -> str:
    return text("button", shown, type="button", class_="link", data_do=do, aria_label=label)


def _when(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{date_in_words(local.date())}, {local:%H:%M}"
