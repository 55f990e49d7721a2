"""Who somebody is, where the conversation asked for it: "Who is Russia's foreign minister?"

News calls a person by the role as often as by the name; a question that puts both in is answered
by articles that use either.
"""

import re
from collections.abc import Mapping, Sequence

from rag.conversation.asked import Edit
from rag.conversation.names import find_names
from rag.conversation.turn import Turn
from rag.conversation.words import (
    AUXILIARIES,
    PREPOSITIONS,
    WH_WORDS,
    ends_in_ed,
    split_words,
    terms,
    word_set,
)


def find_roles(turns: Sequence[Turn]) -> dict[str, str]:
    """The role that each person was asked for by, by name, the latest first."""
    found: dict[str, str] = {}
    for turn in reversed(turns):
        question = turn.question.strip().replace("\u2019", "'")
        asked = _ASKED.fullmatch(question) if len(question) <= _LONGEST_QUESTION else None
        if asked and _is_role(asked[1]) and (name := _named(turn.answer)):
            found.setdefault(name, asked[1])
    return found


def plain(question: str, roles: Mapping[str, str]) -> str:
    """A question without the roles that were put in, so that a name stands for itself again."""
    for name, role in roles.items():
        if role in question:
            before = rf"\b{re.escape(role)} (?={re.escape(name)}\b)"
            behind = rf"(?<=\b{re.escape(name)}), {re.escape(role)}(?:,|(?=\W))"
            question = re.sub(f"{before}|{behind}", "", question)
    return question


def introduced(question: str, edits: Sequence[Edit], roles: Mapping[str, str]) -> list[Edit]:
    """The edits of a question, each name that they put in with its role.

    "Russia's foreign minister Sergei Lavrov", or behind the name where it does not go in front. A
    role that the question speaks of itself is left out, as it is where a name is a possessive.
    """
    known = set(terms(question))

    def text(name: str, end: int) -> str:
        role = roles.get(name, "")
        if not role or not known.isdisjoint(terms(role)):
            return name
        return _with_role(name, role, question[end:].lstrip())

    return [(start, end, text(put, end)) for start, end, put in edits]


def _with_role(name: str, role: str, after: str) -> str:
    if _OWNED.match(role) and " of " not in role and len(role.split()) <= _LONGEST_BEFORE:
        return f"{role} {name}"
    return f"{name}, {role}{',' if after[:1].isalnum() else ''}"


def _is_role(text: str) -> bool:
    """Whether a phrase says what somebody is: not "the book written by", "the other man"."""
    words = [word.lower for word in split_words(text)]
    if words[-1] in PREPOSITIONS or words[-1].endswith("ing") or ends_in_ed(words[-1]):
        return False
    if not (WH_WORDS | AUXILIARIES | {"and"}).isdisjoint(words):
        return False
    return not set(terms(text)) <= _ANYBODY


def _named(answer: str) -> str:
    """The person that an answer names: it ends with the name, and only titles stand before it."""
    text = answer.strip(" .,;:!?\"'()")
    names = find_names(text)
    if len(names) != 1 or names[0].kind not in ("person", "unknown") or names[0].end != len(text):
        return ""
    before = text[: names[0].start].lower().split()
    return names[0].text if len(before) <= _LONGEST_TITLE and "of" not in before else ""


_OWNER = r"(?:[^\W_a-z][\w.&-]*(?: [^\W_a-z][\w.&-]*)*|[^\W\d_][\w.&-]*)'s"
_OWNED = re.compile(rf"{_OWNER} ")
_ASKED = re.compile(
    r"(?:(?:[Aa]nd|[Ss]o|[Bb]ut) )?[Ww]ho(?:'s| is| was)(?: now| currently)? "
    rf"((?:the|{_OWNER}) [\w.&' -]+?)(?: (?:who|that|which|whose) [^?]*)?\s*\??"
)
_ANYBODY = word_set("man woman person people one guy boy girl first second last next other same")
_LONGEST_QUESTION = 100  # characters: a role put in again and again has to be short
_LONGEST_TITLE = 4  # words
_LONGEST_BEFORE = 5  # words: a longer one goes behind the name
