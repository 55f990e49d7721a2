"""What the conversation has named so far, and which of it a pronoun most likely means.

A referent gathers its mentions: how salient it is adds up over where it was mentioned (as the
answer, as the question's subject, inside a long answer, …), less for each turn that has passed
since. The choice is the most salient referent, weighed by how well its kind fits the pronoun.
Weights were set on the training part of CANARD (Elgohary et al., 2019).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rag.conversation.gender import Gender, gender_of
from rag.conversation.kinds import COUNTRIES, Kind
from rag.conversation.mentions import Mention, Source, find_mentions
from rag.conversation.names import is_plural
from rag.conversation.turn import Turn

Role = Literal["he", "she", "it", "they", "there", "then", "topic"]


@dataclass(frozen=True, slots=True)
class Referent:
    """Something the conversation is about, with all that it was mentioned by."""

    name: str
    kind: Kind | Literal["phrase"]
    plural: bool
    salience: float
    just_asked: bool
    """Whether the latest question was about it."""
    age: int
    """Turns since its latest mention."""
    answered: int | None
    """Turns since it was the answer; None if it never was."""
    acts: bool
    """Whether it was the subject of a question: a place that is, acts ("Moscow wants …")."""
    aside: bool
    """Whether it was only ever named behind a preposition: "… begin in Russia?"."""
    gender: Gender | None
    definite: bool
    """Whether it goes with "the"."""

    @property
    def text(self) -> str:
        """As it stands in a sentence."""
        return f"the {self.name}" if self.definite else self.name


def find_referents(turns: Sequence[Turn]) -> list[Referent]:
    """All referents, most salient first, surnames counted with their full names."""
    mentions = find_mentions(turns)
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
        fitting = role != "topic" or referent.kind == "phrase"
        bonus = _JUST_ANSWERED if referent.answered == 0 and fitting else 0.0
        bonus += _JUST_ASKED if referent.just_asked else 0.0
        score = _fit(role, referent) * (referent.salience + bonus) * fresh
        if score > best_score:
            best, best_score = referent, score
    return best if best_score >= _LEAST_SCORE else None


def _referent(group: list[Mention], texts: list[str]) -> Referent:
    weights: dict[Kind | Literal["phrase"], float] = {}
    for mention in group:
        known = mention.kind not in ("unknown", "phrase")
        weights[mention.kind] = weights.get(mention.kind, 0.0) + (1.0 if known else 0.01)
    kind = max(weights, key=lambda kind: weights[kind])
    text = group[0].text
    return Referent(
        name=text,
        kind=kind,
        plural=kind != "person" and is_plural(text),
        just_asked=any(m.source == "subject" and m.age == 0 for m in group),
        salience=sum(_SOURCE[mention.source] * _DECAY**mention.age for mention in group),
        age=min(mention.age for mention in group),
        answered=min((m.age for m in group if m.source == "answer"), default=None),
        acts=any(m.source == "subject" for m in group),
        aside=all(m.source == "adjunct" for m in group),
        gender=gender_of(text, texts) if kind in ("person", "unknown") else None,
        definite=(kind != "person" or " " not in text) and any(m.definite for m in group),
    )


def _fit(role: Role, referent: Referent) -> float:
    if role == "topic" and referent.name[:1].islower():
        return _FIT[role]["phrase"] * (1.0 if referent.answered is None else _ANSWERED_TOPIC)
    fit = _FIT[role].get(referent.kind, 0.0)
    if referent.kind == "person" and referent.gender is None and referent.acts and role == "it":
        fit = _PERSON_BY_FORM_AS_IT
    country = referent.name.lower() in COUNTRIES and not referent.aside
    if referent.kind == "place" and (referent.acts or country):
        fit = {"it": _ACTING_PLACE_AS_IT, "there": fit * _ACTING_PLACE_AS_THERE}.get(role, fit)
    if role in ("he", "she") and referent.gender != role:
        return fit * (_WRONG_GENDER if referent.gender else _NO_GENDER)
    if role == "it" and (
        referent.gender is not None or (referent.kind == "place" and referent.aside)
    ):
        return 0.0
    if role == "they":
        alone = _SINGULAR_PHRASE_THEY if referent.kind == "phrase" else _SINGULAR_THEY
        return fit if referent.plural else fit * alone
    if role == "it" and referent.plural:
        return fit * _PLURAL_IT
    return fit


_FIT: dict[Role, dict[str, float]] = {
    "he": {"person": 1.0, "unknown": 0.5, "thing": 0.1},
    "she": {"person": 1.0, "unknown": 0.5, "thing": 0.1},
    "it": {"thing": 1.0, "phrase": 0.9, "unknown": 0.9, "place": 0.15, "person": 0.2},
    "they": {"thing": 1.0, "phrase": 0.9, "unknown": 0.9, "person": 0.7, "place": 0.2},
    "there": {"place": 1.0, "unknown": 0.3, "thing": 0.2},
    "then": {"date": 1.0},
    "topic": {"person": 1.0, "thing": 1.0, "place": 0.8, "unknown": 0.8, "phrase": 0.5},
}
_SOURCE: dict[Source, float] = {
    "answer": 1.1,
    "topic": 1.5,
    "subject": 0.95,
    "adjunct": 0.95,
    "question": 0.6,
    "inside": 0.35,
    "sentence": 0.2,
}
_JUST_ANSWERED = 0.5  # what was just given is what most ask about next
_JUST_ASKED = 0.3  # a new subject displaces one much spoken of before
_DECAY = 0.9
_FRESHNESS: dict[Role, float] = {"there": 0.5, "then": 0.5, "it": 0.8}
_LEAST_SCORE = 0.1  # below it the topic says more than a far-fetched antecedent
_ANSWERED_TOPIC = 1.6
_ACTING_PLACE_AS_IT = 0.7  # a country or capital acts ("Why did it refuse?"), a town seldom does
_ACTING_PLACE_AS_THERE = 0.4
_PERSON_BY_FORM_AS_IT = 0.5  # two capitalised words are a band or a firm as well
_WRONG_GENDER = 0.2  # a guess may be wrong, and people mistype
_NO_GENDER = 0.6  # two capitalised words may be a firm: "Pernod Ricard"
_SINGULAR_THEY = 0.6  # a firm, a band
_SINGULAR_PHRASE_THEY = 0.3
_PLURAL_IT = 0.3
