"""The dateline that opens a news story: "BRUSSELS, July 6 (Itar-Tass) — "."""

import re

from rag.articles.dates import MONTH

NAME = (
    r"[A-ZÀ-ÞА-Я0-9][\w.'’&+-]*"
    r"(?:[ /](?:[A-ZÀ-ÞА-Я0-9&][\w.'’&+-]*|of|the|and|de|di|del|la|le|du|für|der))*"
)
"""An outlet's name: capitalised words and what joins them."""

_DATE = rf"(?i:{MONTH}\s\d{{1,2}}(?:,?\s\d{{4}})?|\d{{1,2}}\s{MONTH}(?:,?\s\d{{4}})?)"
_WORD = r"[A-ZÀ-ÞА-Я][\w.'’-]*"
_PLACE = rf"{_WORD}(?:[ ,/]{{1,2}}(?:{_WORD}|of|de|la|al|el|and)){{0,8}}?"
_CAPITALS = r"[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я.'’-]{2,}(?:[ ,/]{1,2}[A-ZÀ-ÞА-Я][\w.'’-]*){0,6}?"
DATELINE = re.compile(
    rf"""(?:
      (?:{_PLACE}[,.]?\ )?\((?P<in_brackets>{NAME})\)\s{{0,3}}[-–—:]{{1,2}}  # LONDON (CNN) --
     |(?:{_PLACE}[,.]?\ {_DATE}[,.]?\ )\((?P<dated>{NAME})\)            # MOSCOW. July 6 (Interfax)
     |(?:{_PLACE}[,.]?\ (?:{_DATE}[,.]?\ )?)?/(?P<in_slashes>{NAME})/[.:]?\s{{0,3}}[-–—]{{0,2}}
     |{_PLACE}[,.]?\ {_DATE}[,.:]?\s{{0,3}}[-–—]{{1,2}}                       # Moscow, July 6 -
     |{_CAPITALS}\s{{0,3}}(?:--|[-–—])                                        # BRUSSELS -
    )(?=\s)""",
    re.VERBOSE,
)


def outlet_group(match: re.Match[str]) -> str | None:
    """The name of the group that holds the outlet, if the dateline has one."""
    return next((g for g in ("in_brackets", "dated", "in_slashes") if match[g]), None)
