"""What the conversation has named so far, and which of it a pronoun most likely means.

A referent gathers its mentions: how salient it is adds up over where it was mentioned (as the
answer, as the question's subject, inside a long answer, …), less for each turn that has passed
since. The choice is the most salient referent, weighed by how well its kind fits the pronoun.
Weights were set on the training part of CANARD (Elgohary et al., 2019).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rag.conversation.gender import Gender, gender_of
from rag.conversation.kinds import PERSON_NOUNS, TIME_NOUNS, Kind
from rag.conversation.names import Name, find_names, fuller, is_plural
from rag.conversation.phrases import Phrase, find_phrases
from rag.conversation.turn import Turn
from rag.conversation.words import (
    ASKING,
    AUXILIARIES,
    COMMON_VERBS,
    FUNCTION_WORDS,
    REPORTING_VERBS,
    WH_WORDS,
    split_words,
    word_set,
)

Role = Literal["he", "she", "it", "they", "there", "then", "topic"]
Source = Literal["answer", "topic", "subject", "question", "inside", "sentence"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Something named once, in one place of the conversation."""

    text: str
    kind: Kind | Literal["phrase"]
    source: Source
    age: int
    """Turns ago; 0 is the latest."""


@dataclass(frozen=True, slots=True)
class Referent:
    """Something the conversation is about, with all that it was mentioned by."""

    text: str
    kind: Kind | Literal["phrase"]
    plural: bool
    salience: float
    age: int
    """Turns since its latest mention."""
    gender: Gender | None


def find_referents(turns: Sequence[Turn]) -> list[Referent]:
    """All referents, most salient first, surnames counted with their full names."""
    mentions = _with_full_names(list(_find_mentions(turns)))
    grouped: dict[str, list[Mention]] = {}
    for mention in mentions:
        grouped.setdefault(mention.text.lower(), []).append(mention)
    texts = [text for turn in turns for text in (turn.answer, turn.sentence) if text]
    referents = [_referent(group, texts) for group in grouped.values()]
    return sorted(referents, key=lambda referent: -referent.salience)


def choose(role: Role, referents: Sequence[Referent]) -> Referent | None:
    """The referent that fits a role best, the first of equals; None where none fits."""
    best, best_score = None, 0.0
    for referent in referents:
        fresh = _FRESHNESS.get(role, 1.0) ** referent.age
        score = _fit(role, referent) * referent.salience * fresh
        if score > best_score:
            best, best_score = referent, score
    return best


def _referent(group: list[Mention], texts: list[str]) -> Referent:
    weights: dict[Kind | Literal["phrase"], float] = {}
    for mention in group:
        known = mention.kind not in ("unknown", "phrase")
        weights[mention.kind] = weights.get(mention.kind, 0.0) + (1.0 if known else 0.01)
    kind = max(weights, key=lambda kind: weights[kind])
    text = group[0].text
    return Referent(
        text=text,
        kind=kind,
        plural=kind != "person" and is_plural(text),
        salience=sum(_SOURCE[mention.source] * _DECAY**mention.age for mention in group),
        age=min(mention.age for mention in group),
        gender=gender_of(text, texts) if kind in ("person", "unknown") else None,
    )


def _with_full_names(mentions: list[Mention]) -> list[Mention]:
    full = list(dict.fromkeys(m.text for m in mentions if m.kind == "person" and " " in m.text))
    filled = []
    for mention in mentions:
        text, kind = mention.text, mention.kind
        if kind in ("unknown", "person"):
            text = fuller(text, full)
            kind = kind if text == mention.text else "person"
        filled.append(Mention(text, kind, mention.source, mention.age))
    return filled


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


def _find_mentions(turns: Sequence[Turn]) -> Iterator[Mention]:
    known = known_names(turns)
    for age, turn in enumerate(reversed(turns)):
        yield from _answer_mentions(turn, known, age)
        yield from _question_mentions(turn, known, age)
        if turn.sentence != turn.answer:
            for name in find_names(turn.sentence, known):
                yield Mention(name.text, name.kind, "sentence", age)


def _answer_mentions(turn: Turn, known: list[Name], age: int) -> Iterator[Mention]:
    asked = turn.question.split(maxsplit=1)[0].lower() if turn.question.split() else ""
    short = 0 < len(split_words(turn.answer)) <= _LONGEST_ANSWER_PHRASE
    names = find_names(turn.answer, known)
    phrase = _answer_phrase(turn.answer, names)
    if phrase:
        yield Mention(phrase, "phrase", "answer", age)
    for i, name in enumerate(names):
        kind = _EXPECTED.get(asked, name.kind) if name.kind == "unknown" else name.kind
        whole = short and i == 0 and not _qualifies(turn.answer, name)
        yield Mention(name.text, kind, "answer" if whole else "inside", age)


def _question_mentions(turn: Turn, known: list[Name], age: int) -> Iterator[Mention]:
    names = find_names(turn.question, known)
    topic = _bare_topic(turn.question)
    if topic:
        yield Mention(topic, names[0].kind if names else "unknown", "topic", age)
        return
    for i, name in enumerate(names):
        place: Source = "question" if i else "subject"
        source = "inside" if _qualifies(turn.question, name) else place
        yield Mention(name.text, name.kind, source, age)
    for phrase in find_phrases(turn.question):
        if any(name.start < phrase.end <= name.end for name in names):
            continue
        owner = next((name for name in names if name.end == phrase.start), None)
        text = f"{owner.text}'s {phrase.nouns}" if owner else f"the {phrase.nouns}"
        kind = _phrase_kind(phrase)
        leads = owner is not None and owner == names[0] and kind == "phrase"
        yield Mention(text, kind, "subject" if leads else "question", age)


def _qualifies(text: str, name: Name) -> bool:
    """Whether a name only says whose or which a noun is ("NATO's expansion", "the Euro zone")."""
    after = text[name.end :]
    if after.startswith(("'s", "\u2019s")):
        return name.kind != "person"
    following = split_words(after[:_NEXT_WORD_CHARS])
    return (
        name.kind != "person"
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
    if phrase.head in TIME_NOUNS or any(char.isdigit() for char in phrase.nouns):
        return "date"
    return "phrase"


def _bare_topic(question: str) -> str:
    """The question itself where it is a bare heading ("Hubble Space Telescope"), or ""."""
    text = question.strip()
    words = split_words(text)
    if (
        text.endswith("?")
        or not 0 < len(words) <= _LONGEST_ANSWER_PHRASE
        or not words[0].capitalised
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
    if lowers[0] in FUNCTION_WORDS - _PHRASE_OPENERS or lowers[0][:1].isdigit():
        return ""
    text = answer.strip(" .,;:!?\"'“”\u2018\u2019-\u2013—()")
    return "" if any(name.text == text for name in names) else text


def _fit(role: Role, referent: Referent) -> float:
    fit = _FIT[role].get(referent.kind, 0.0)
    if role in ("he", "she") and referent.gender not in (None, role):
        return fit * _WRONG_GENDER
    if role == "it" and referent.gender is not None:
        return 0.0
    if role == "they":
        return fit if referent.plural else fit * _SINGULAR_THEY
    if role == "it" and referent.plural:
        return fit * _PLURAL_IT
    return fit


_FIT: dict[Role, dict[str, float]] = {
    "he": {"person": 1.0, "unknown": 0.5, "thing": 0.1},
    "she": {"person": 1.0, "unknown": 0.5, "thing": 0.1},
    "it": {"thing": 1.0, "phrase": 0.9, "unknown": 0.9, "place": 0.6, "person": 0.2},
    "they": {"thing": 1.0, "phrase": 0.9, "unknown": 0.9, "person": 0.7, "place": 0.5},
    "there": {"place": 1.0, "unknown": 0.3, "thing": 0.2},
    "then": {"date": 1.0},
    "topic": {"person": 1.0, "thing": 1.0, "place": 0.8, "unknown": 0.8, "phrase": 0.5},
}
_SOURCE: dict[Source, float] = {
    "answer": 1.2,
    "topic": 1.5,
    "subject": 0.95,
    "question": 0.6,
    "inside": 0.35,
    "sentence": 0.2,
}
_DECAY = 0.8
_FRESHNESS: dict[Role, float] = {"there": 0.5, "then": 0.5, "it": 0.8}
_WRONG_GENDER = 0.2  # a guess may be wrong, and people mistype
_SINGULAR_THEY = 0.6
_PLURAL_IT = 0.3
_NEXT_WORD_CHARS = 30
_SHORTEST_SURNAME = 4  # letters: "Li" or "May" in lower case are seldom names
_LONGEST_ANSWER_PHRASE = 7  # words
_PHRASE_OPENERS = word_set("the a an its their his her another some")
_EXPECTED: dict[str, Kind] = {"where": "place", "when": "date"}  # "who" may be a firm
