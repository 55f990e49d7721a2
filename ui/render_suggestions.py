"""Questions that a person might ask next, as HTML."""

from collections.abc import Sequence

from ui.markup import joined, tag, text

LOOKING = text(
    "p", "Looking for questions that the articles answer", class_="suggestions-label looking"
)


def render_suggestions(questions: Sequence[str], *, first: bool) -> str:
    """Buttons that ask; `first` says that nothing has been asked yet. Nothing for no question."""
    if not questions:
        return ""
    label = "For example" if first else "The articles also answer"
    items = [
        tag("li", text("button", question, type="button", class_="suggestion", dir="auto"))
        for question in questions
    ]
    return text("h2", label, class_="suggestions-label") + tag(
        "ul", joined(items), class_="suggestions"
    )
