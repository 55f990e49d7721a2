"""Who somebody is, where the conversation asked for it: "Who is Russia's foreign minister?"

News calls a person by the role as often as by the name; a question that puts both in is answered
by articles that use either.
"""

import re
from collections.abc import Mapping, Sequence

from rag.conversation.names import find_names
from rag.conversation.turn import Turn


def find_roles(turns: Sequence[Turn]) -> dict[str, str]:
    """The role that each person was asked for by, by the name in lower case, the latest first."""
    found: dict[str, str] = {}
    for turn in reversed(turns):
        asked = _ASKED.fullmatch(turn.question[:_LONGEST_QUESTION].strip())
        if not asked or len(turn.answer.split()) > _LONGEST_ANSWER:
            continue
        names = find_names(turn.answer)
        if len(names) == 1 and names[0].kind in ("person", "unknown"):
            found.setdefault(names[0].text.lower(), asked[1])
    return found


def plain(question: str, roles: Mapping[str, str]) -> str:
    """A question without the roles that were put in, so that a name stands for itself again."""
    for name, role in roles.items():
        before = rf"\b{re.escape(role)} (?={re.escape(name)}\b)"
        behind = rf"(?<=\b{re.escape(name)}), {re.escape(role)}(?:,|(?=\W*$))"
        question = re.sub(f"{before}|{behind}", "", question, flags=re.IGNORECASE)
    return question


def introduced(name: str, role: str, last: bool) -> str:
    """A name with its role ("Russia's foreign minister Sergei Lavrov"), `last` in its question."""
    if _OWNED.search(role) and len(role.split()) <= _LONGEST_BEFORE:
        return f"{role} {name}"
    return f"{name}, {role}{'' if last else ','}"


_OWNER = r"(?:[A-Z][\w.-]*(?: [A-Z][\w.-]*)*|[a-z][\w.-]*)['\u2019]s"
_ASKED = re.compile(
    r"(?:(?:[Aa]nd|[Ss]o|[Bb]ut) )?[Ww]ho(?:'s| is| was)(?: now| currently)? "
    rf"((?:the|{_OWNER}) [\w' -]+?)(?: (?:who|that|which|whose) [^?]*)?\s*\??"
)
_OWNED = re.compile(r"\w['\u2019]s ")
_LONGEST_QUESTION = 100  # characters: a role put in again and again has to be short
_LONGEST_ANSWER = 6  # words, a title included
_LONGEST_BEFORE = 5  # words: a longer one goes behind the name
