"""Find names in English text: runs of capitalised words, without their titles.

In other languages fewer names are found, or more; nothing breaks.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rag.conversation.kinds import THING_WORDS, TITLES, Kind, kind_of
from rag.conversation.words import (
    ASKING,
    COMMON_VERBS,
    FUNCTION_WORDS,
    PREPOSITIONS,
    REPORTING_VERBS,
    Word,
    is_acronym,
    split_words,
    word_set,
)


@dataclass(frozen=True, slots=True)
class Name:
    """Characters `[start, end)` of a text that name something.

    `definite` tells that the text has "the" before it ("the Kyoto Protocol").
    """

    text: str
    start: int
    end: int
    kind: Kind
    definite: bool = False


def find_names(text: str, known: Iterable[Name] = ()) -> list[Name]:
    """The names of a text in reading order, titles and possessives left off ("Sergei Lavrov").

    Args:
        text: Any text.
        known: Names met before; they are found in any case, and whole ("war and peace").
    """
    names = _find_known(text, known)
    words = split_words(text)
    for first, last in _runs(text, words):
        name = _name(text, words, first, last)
        if name is not None and not any(_overlap(name, other) for other in names):
            names.append(name)
    return sorted(names, key=lambda name: name.start)


def fuller(name: str, others: Iterable[str]) -> str:
    """The longest of `others` that begins or ends with `name`, or `name` itself.

    "Lavrov" becomes "Sergei Lavrov" where the conversation has named him in full.
    """
    parts = name.split()
    longest = name
    for other in others:
        whole = other.split()
        holds = parts in (whole[-len(parts) :], whole[: len(parts)])
        if holds and len(whole) > len(longest.split()):
            longest = other
    return longest


def is_plural(text: str) -> bool:
    """Whether a name or noun phrase looks plural ("the talks", "Poland and Hungary")."""
    words = text.lower().split()
    if not words:
        return False
    if text[:1].islower():  # "two nieces in Tulsa", but "the Bank of England"
        end = next((i for i, word in enumerate(words) if i and word in PREPOSITIONS), len(words))
        words = words[:end]
    plain = words[-1].endswith("s") and not words[-1].endswith(("ss", "us", "is", "news"))
    return plain or "and" in words or words[-1] in _IRREGULAR_PLURALS


def _find_known(text: str, known: Iterable[Name]) -> list[Name]:
    """The first whole-word occurrence of each known name, the longest where two overlap."""
    lower = text.lower()
    found: list[Name] = []
    for name in sorted(known, key=lambda name: -len(name.text)):
        start = lower.find(name.text.lower())
        end = start + len(name.text)
        if start < 0 or text[start - 1 : start].isalnum() or text[end : end + 1].isalnum():
            continue
        match = Name(text[start:end], start, end, name.kind, lower[:start].endswith("the "))
        if not any(_overlap(match, other) for other in found):
            found.append(match)
    return found


def _overlap(one: Name, other: Name) -> bool:
    return one.start < other.end and other.start < one.end


def _runs(text: str, words: list[Word]) -> list[tuple[int, int]]:
    """Word ranges `[first, last)` of runs of capitalised words, short connectors inside allowed."""
    runs = []
    i = 0
    while i < len(words):
        if not _opens_name(words, i):
            i += 1
            continue
        j = i + 1
        while step := _continues(text, words, j):
            j += step
        runs.append((i, j))
        i = j
    return runs


def _opens_name(words: list[Word], i: int) -> bool:
    word = words[i]
    if _is_common(word):
        return False
    if i == 0 and word.lower in COMMON_VERBS | ASKING:  # "Show me", but "Hope Solo"
        return len(words) > 1 and words[1].capitalised and words[1].lower not in FUNCTION_WORDS
    return word.capitalised or bool(_YEAR.fullmatch(word.text))


def _continues(text: str, words: list[Word], j: int) -> int:
    """How many words from `j` on belong to the run that ends before it: 0, 1, or 2."""
    if j >= len(words) or not _touches(text, words[j - 1], words[j]):
        return 0
    if _inside_name(words[j]):
        return 1
    linked = (
        words[j].lower in _CONNECTORS
        and j + 1 < len(words)
        and _touches(text, words[j], words[j + 1])
        and words[j + 1].capitalised
        and words[j + 1].lower not in FUNCTION_WORDS
    )
    return 2 if linked else 0


def _inside_name(word: Word) -> bool:
    named = word.capitalised or word.text[:1].isdigit()
    return named and not _is_common(word)


def _is_common(word: Word) -> bool:
    """Whether a word is no part of a name, whatever its first letter ("The", "He'd")."""
    return not is_acronym(word) and not FUNCTION_WORDS.isdisjoint((word.lower, word.without_clitic))


def _touches(text: str, left: Word, right: Word) -> bool:
    """Whether nothing but a space, or the dot of an initial, stands between two words."""
    gap = text[left.end : right.start]
    return gap == " " or (gap == ". " and (len(left.text) == 1 or left.lower in _DOTTED))


def _name(text: str, words: list[Word], first: int, last: int) -> Name | None:
    """The run without its titles, with its kind; None where no name is left."""
    start = first
    if words[last - 1].lower not in THING_WORDS:  # "Defence" is no title of a "Defence Treaty"
        for i in range(first, last - 1):
            if words[i].lower in TITLES:
                start = i + 2 if words[i + 1].lower == "of" else i + 1
    span = words[start:last]
    if all(word.lower in TITLES for word in span) or _is_adjective(words, start, last):
        return None
    before = (
        words[start - 1].lower if start and _touches(text, *words[start - 1 : start + 1]) else ""
    )
    gap = text[span[-1].end : words[last].start] if last < len(words) else ","
    after = words[last].lower if gap in ("", " ") else ""
    titled = start > first and words[start - 1].lower in TITLES  # but not "CEO of Apple"
    kind: Kind = "person" if titled else kind_of(span, before, after)
    if start > first and not titled and kind in ("person", "unknown"):
        kind = "thing"
    first_char, last_char = span[0].start, span[-1].end
    return Name(text[first_char:last_char], first_char, last_char, kind, before == "the")


def _is_adjective(words: list[Word], first: int, last: int) -> bool:
    """Whether a lone capitalised word only qualifies a noun ("Russian demands", "Polish bank")."""
    return (
        last - first == 1
        and last < len(words)
        and words[first].lower.endswith(_ADJECTIVE_ENDINGS)
        and not words[last].capitalised
        and words[last].lower not in FUNCTION_WORDS | REPORTING_VERBS | COMMON_VERBS
    )


_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:s|-\d\d(?:\d\d)?)?")
_CONNECTORS = word_set("of de da di du del la le van von der den bin ibn al el y")
_DOTTED = word_set("st dr mr mrs ms gen sen rep gov lt col sgt capt prof rev jr sr")
_ADJECTIVE_ENDINGS = ("ian", "ean", "ish", "ese", "ern", "ench", "ican")
_IRREGULAR_PLURALS = word_set("people men women children police forces troops media data")
