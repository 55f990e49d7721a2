"""A conversation to take away: Markdown to read, JSON to verify, questions to evaluate with."""

import json
from typing import Any

from ui.conversation import Conversation, Turn
from ui.render_source import reference
from ui.words import confidence_in_words, percent

MARKDOWN = str.maketrans({character: "\\" + character for character in "\\`*_{}[]<>#+-.!|~&$"})


def to_json(name: str, conversation: Conversation) -> str:
    """Every answer in its `to_dict` form, which `rag verify` can check, with scope and verdict."""
    turns = [_record(turn) for turn in conversation.turns]
    return json.dumps({"name": name, "turns": turns}, ensure_ascii=False, indent=2)


def to_markdown(name: str, conversation: Conversation) -> str:
    """Questions as headings, answers as quotations with numbered citations."""
    parts = [f"# {_plain(name)}", *(_section(turn) for turn in conversation.turns)]
    return "\n\n".join(parts) + "\n"


def to_questions(conversation: Conversation) -> list[dict[str, Any]]:
    """The turns judged right, in the form that `python -m eval run` reads.

    A right abstention is a question to be declined. What was judged wrong is left out: what would
    have been right, nobody has said.
    """
    return [
        {
            "id": f"{conversation.id}.{place}",
            "category": "feedback",
            "question": turn.answer.question,
            "history": [earlier.question for earlier in conversation.answers[:place]],
            "answers": [
                {"article": c.article.id, "start": c.start, "end": c.end, "text": c.quote}
                for c in turn.answer.citations
            ],
        }
        for place, turn in enumerate(conversation.turns)
        if turn.verdict == "right"
    ]


def _record(turn: Turn) -> dict[str, Any]:
    scope = turn.scope
    return {
        **turn.answer.to_dict(),
        "since": scope.since.isoformat() if scope.since else None,
        "until": scope.until.isoformat() if scope.until else None,
        "outlets": list(scope.outlets),
        "verdict": turn.verdict,
        "note": turn.note,
    }


def _section(turn: Turn) -> str:
    answer = turn.answer
    lines = [f"## {_plain(answer.question)}"]
    if turn.scope:
        lines.append(f"Only articles {_plain(turn.scope.in_words())}")
    if not answer:
        return "\n\n".join([*lines, "The articles do not say."])
    said = answer.citations[0].sentence
    lines.append("> " + _plain(said).replace("\n", "\n> "))
    sure = f"{confidence_in_words(answer.confidence)} ({percent(answer.confidence)})"
    lines.append(f"**{_plain(answer.text)}** — {sure}")
    lines.append(
        "\n".join(
            f"{number}. {_plain(reference(c.article, c.start, c.end))}"
            for number, c in enumerate(answer.citations, start=1)
        )
    )
    return "\n\n".join(lines)


def _plain(text: str) -> str:
    """The text so that Markdown shows it as it is."""
    return text.translate(MARKDOWN)
