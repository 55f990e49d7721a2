"""Find what the turns of a conversation name: names and noun phrases, with where they stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rag.conversation.clause import bare, parse
from rag.conversation.kinds import PERSON_NOUNS, TIME_NOUNS, Kind
from rag.conversation.names import Name, find_names, fuller, is_plural
from rag.conversation.phrases import Phrase, find_phrases, singular
from rag.conversation.turn import Turn
from rag.conversation.words import (
    ASKING,
    AUXILIARIES,
    COMMON_VERBS,
    FUNCTION_WORDS,
    PAST,
    PREPOSITIONS,
    REPORTING_VERBS,
    WH_WORDS,
    Word,
    is_amount,
    split_words,
    word_set,
)

Source = Literal["answer", "topic", "subject", "adjunct", "question", "inside", "sentence"]
"""Where a mention stands; "adjunct" is in brackets or behind a preposition, first in a question."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Something named once, in one place of the conversation."""

    text: str
    kind: Kind | Literal["phrase"]
    source: Source
    age: int
    """Turns ago; 0 is the latest."""
    definite: bool = False
    """Whether it was said with "the"."""


def find_mentions(turns: Sequence[Turn]) -> list[Mention]:
    """All that the turns name, the latest first; surnames are filled up to the full name."""
    return _with_full_names(list(_read(turns)))


def known_names(turns: Sequence[Turn]) -> list[Name]:
    """Headings, names of several words, and surnames that the conversation has used, each once."""
    known: dict[str, Name] = {}
    for turn in turns:
        topic = _bare_topic(turn.question)
        if topic:
            inside = find_names(topic)
            kind: Kind = inside[0].kind if inside and inside[0].text == topic else "unknown"
            known.setdefault(topic.lower(), Name(topic, 0, len(topic), kind))
            continue
        for name in (*find_names(turn.question), *find_names(turn.answer)):
            if " " in name.text and name.kind != "date":
                known.setdefault(name.text.lower(), name)
            if name.kind == "person":
                surname = name.text.rsplit(maxsplit=1)[-1]
                if len(surname) >= _SHORTEST_SURNAME:
                    known.setdefault(surname.lower(), Name(surname, 0, len(surname), "person"))
    return list(known.values())


def _read(turns: Sequence[Turn]) -> Iterator[Mention]:
    known = known_names(turns)
    for age, turn in enumerate(reversed(turns)):
        common = {word.text for word in split_words(turn.question)}
        yield from _answer_mentions(turn, known, common, age)
        yield from _question_mentions(turn, known, age)
        if turn.sentence != turn.answer:
            for name in find_names(turn.sentence, known):
                if name.text.lower() not in common:  # "Teachers went on strike"
                    yield Mention(name.text, name.kind, "sentence", age, name.definite)


def _answer_mentions(
    turn: Turn, known: list[Name], common: set[str], age: int
) -> Iterator[Mention]:
    asked = turn.question.split(maxsplit=1)[0].lower() if turn.question.split() else ""
    short = 0 < len(split_words(turn.answer)) <= _LONGEST_ANSWER_PHRASE
    names = find_names(turn.answer, known)
    phrase = _answer_phrase(turn.answer, names) or _counted(turn)
    if phrase and not _DEFINED.fullmatch(turn.question):  # it says what the thing asked about is
        yield Mention(phrase, "phrase", "answer", age)
    for i, name in enumerate(names):
        if not name.start and name.text.lower() in common:  # "Shares tumbled"
            continue
        kind = _EXPECTED.get(asked, name.kind) if name.kind == "unknown" else name.kind
        whole = short and i == 0 and not _qualifies(turn.answer, name)
        yield Mention(name.text, kind, "answer" if whole else "inside", age, name.definite)


def _question_mentions(turn: Turn, known: list[Name], age: int) -> Iterator[Mention]:
    names = find_names(turn.question, known)
    topic = _bare_topic(turn.question)
    if topic:
        yield Mention(topic, names[0].kind if names else "unknown", "topic", age)
        return
    for i, name in enumerate(names):
        place: Source = "question" if i else "subject"
        if not i and _beside(turn.question[: name.start]):
            place = "adjunct"
        source = "inside" if _qualifies(turn.question, name) else place
        yield Mention(name.text, name.kind, source, age, name.definite)
    for one, other in pairwise(names):
        if turn.question[one.end : other.start] == " and " and one.kind == other.kind:
            both = turn.question[one.start : other.end]
            yield Mention(
                both,
                "phrase",
                "question" if _beside(turn.question[: one.start]) else "subject",
                age,
            )
    subject = _bare_subject(turn.question)
    if subject and not any(subject in name.text for name in names):
        yield Mention(subject, "phrase", "subject", age)
    for phrase in find_phrases(turn.question):
        if any(name.start < phrase.end <= name.end for name in names):
            continue
        owner = next((name for name in names if name.end == phrase.start), None)
        text = f"{owner.text}'s {phrase.nouns}" if owner else f"the {phrase.nouns}"
        kind = _phrase_kind(phrase)
        owned = owner is not None and owner == names[0] and owner.kind != "person"
        leads = owned and kind == "phrase"
        yield Mention(text, kind, "subject" if leads else "question", age)


def _bare_subject(question: str) -> str:
    """The subject without name or article of a question ("When did talks begin?"), or ""."""
    clause = parse(bare(question))
    if clause.form not in ("polar", "adverbial", "object", "copular"):
        return ""
    words = split_words(clause.rest)
    if words and words[0].lower in AUXILIARIES:
        del words[0]
    subject: list[str] = []
    for word in words:
        if word.capitalised or word.lower in FUNCTION_WORDS or is_amount(word):
            break
        if subject and (word.lower in COMMON_VERBS or word.lower.endswith(("ed", "ing"))):
            break
        subject.append(word.text)
    if subject and len(subject) == len(words):
        subject.pop()  # what is left is its verb
    return " ".join(subject) if len(subject) <= _LONGEST_SUBJECT else ""


def _beside(before: str) -> bool:
    words = before.removesuffix("the ").rsplit(maxsplit=1)
    return before.endswith("(") or (bool(words) and words[-1].lower() in PREPOSITIONS)


def _qualifies(text: str, name: Name) -> bool:
    """Whether a name only says whose or which a noun is ("NATO's expansion", "the Euro zone")."""
    after = text[name.end :]
    if after.startswith(("'s", "\u2019s")):
        return name.kind != "person"
    following = split_words(after[:_NEXT_WORD_CHARS])
    before = text[: name.start].rsplit(maxsplit=1)
    return (
        name.kind != "person"
        and bool(before)
        and before[-1].lower() in ("the", "a", "an", "so-called")
        and bool(following)
        and after[:1] == " "
        and following[0].start == 1
        and not following[0].capitalised
        and following[0].lower not in FUNCTION_WORDS | REPORTING_VERBS | COMMON_VERBS
        and not following[0].lower.endswith("ed")
    )


def _phrase_kind(phrase: Phrase) -> Kind | Literal["phrase"]:
    if phrase.head in PERSON_NOUNS:
        return "person"
    if phrase.head in TIME_NOUNS:
        return "date"
    return "phrase"


def _bare_topic(question: str) -> str:
    """The question itself where it is a bare heading ("Hubble Space Telescope"), or ""."""
    text = question.strip()
    words = split_words(text)
    if (
        text.endswith("?")
        or not 0 < len(words) <= _LONGEST_ANSWER_PHRASE
        or words[0].lower in FUNCTION_WORDS - _PHRASE_OPENERS
        or (not any(word.capitalised for word in words) and len(words) == 1)
    ):
        return ""
    if words[0].lower in WH_WORDS or any(
        word.lower in AUXILIARIES | REPORTING_VERBS | ASKING | WH_WORDS for word in words
    ):
        return ""
    return text.split(" (")[0]


def _answer_phrase(answer: str, names: list[Name]) -> str:
    """The whole answer where it is one short noun phrase that is not just a name; else ""."""
    words = split_words(answer)
    lowers = [word.lower for word in words]
    if not 0 < len(words) <= _LONGEST_ANSWER_PHRASE:
        return ""
    if any(lower in AUXILIARIES or lower in REPORTING_VERBS for lower in lowers):
        return ""
    if lowers[0] in FUNCTION_WORDS - _PHRASE_OPENERS:
        return ""
    if is_amount(words[0]) and not _is_group(words):
        return ""
    if _is_deed(lowers):
        return ""
    text = answer.strip(" .,;:!?\"'“”\u2018\u2019-\u2013—()")
    return "" if any(name.text == text for name in names) else text


def _is_group(words: Sequence[Word]) -> bool:
    """Whether a number is of people or things that can be meant later ("two nieces in Tulsa")."""
    if len(words) == 1 or words[0].text[:1].isdigit():
        return False
    lower = words[1].lower
    return is_plural(lower) and singular(lower) not in TIME_NOUNS | _UNITS


def _is_deed(lowers: Sequence[str]) -> bool:
    """Whether an answer tells what was done ("fined 1,500 kroner", "a pine fell on their car")."""
    if len(lowers) > 1 and (lowers[0].endswith(("ed", "ing")) or lowers[0] in _DOES):
        return True
    return any(
        lower in PAST
        or (lower.endswith("ed") and (i + 1 == len(lowers) or lowers[i + 1] in FUNCTION_WORDS))
        for i, lower in enumerate(lowers)
        if i > 1
    )


def _counted(turn: Turn) -> str:
    """What a question of number counted, with its number ("150,000 people"); else ""."""
    noun = parse(bare(turn.question)).noun
    words = split_words(turn.answer)
    if not noun or not 0 < len(words) <= _LONGEST_ANSWER_PHRASE or not is_amount(words[0]):
        return ""
    return turn.answer if noun.lower() in turn.answer.lower() else f"{turn.answer} {noun}"


def _with_full_names(mentions: list[Mention]) -> list[Mention]:
    full = list(dict.fromkeys(m.text for m in mentions if m.kind == "person" and " " in m.text))
    filled = []
    for mention in mentions:
        text, kind = mention.text, mention.kind
        if kind in ("unknown", "person"):
            text = fuller(text, full)
            kind = kind if text == mention.text else "person"
        filled.append(Mention(text, kind, mention.source, mention.age, mention.definite))
    return filled


_NEXT_WORD_CHARS = 30
_DOES = word_set("goes leaves wants lies stays remains becomes gets gives takes makes keeps")
_DEFINED = re.compile(r"[Ww]hat (?:is|was|are|were) (?:the |an? )?[A-Z]\S*(?: [A-Z]\S*)*\s*\?")
_UNITS = word_set(
    "percent euro dollar pound mile metre meter kilometre kilometer foot inch hour minute second "
    "point vote time degree million billion thousand hundred"
)
_SHORTEST_SURNAME = 4  # letters: "Li" or "May" in lower case are seldom names
_LONGEST_SUBJECT = 3  # words; longer ones are clauses misread
_LONGEST_ANSWER_PHRASE = 7  # words
_PHRASE_OPENERS = word_set("the a an its their his her another some")
_EXPECTED: dict[str, Kind] = {"where": "place", "when": "date"}  # "who" may be a firm
