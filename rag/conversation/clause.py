"""Ask what a question asked about anew, with another question word ("Why?", "Where?").

The parts of the earlier question are told by its question word and its first auxiliary; its words
are kept, and its answer takes the place of what was asked for. English rules only.
"""

import re
from dataclasses import dataclass
from typing import Literal

from rag.conversation.turn import Turn
from rag.conversation.words import (
    AUXILIARIES,
    COMMON_VERBS,
    DO_AND_MODALS,
    FUNCTION_WORDS,
    PAST,
    PREPOSITIONS,
    WH_WORDS,
    Word,
    ends_in_ed,
    split_words,
    terms,
    word_set,
)

Form = Literal["polar", "adverbial", "object", "subject", "copular", "heading"]


@dataclass(frozen=True, slots=True)
class Clause:
    """A question in parts: "How many people | were | evacuated?" asks for its subject.

    Attributes:
        form: What it asks for: yes or no, a circumstance, the object, the subject, or what is.
        noun: The noun that the question word counts or picks ("people").
        auxiliary: "were", "did"; "" where the verb is alone.
        rest: The words behind.
    """

    form: Form
    noun: str
    auxiliary: str
    rest: str


def ask(wh: str, previous: Turn, with_answer: bool = False) -> str:
    """The previous question's event, asked about with another question word.

    "Did NATO reject it?" + "why" -> "Why did NATO reject it?"; "What did NATO reject?" (the plan)
    + "why" -> "Why did NATO reject the plan?"; "Who rejected it?" (NATO) -> "Why NATO rejected it?"

    Args:
        wh: The question word or phrase.
        previous: The turn before.
        with_answer: Also where a circumstance was asked for ("Why there?" after "Where …?").
    """
    wh = wh[:1].upper() + wh[1:].lower()
    body = bare(previous.question)
    clause = parse(body)
    if wh == "Why not" and " not " in body:
        wh = "Why"
    known = _thing(clause.noun, insertable(previous.answer))
    match clause.form:
        case "polar":
            parts = [lower_first(body)]
        case "adverbial":
            parts = [clause.rest, known if with_answer else ""]
        case "object":
            parts = [clause.auxiliary, clause.rest, known]
        case "subject" | "copular":
            parts = [clause.auxiliary, known, clause.rest]
        case "heading":
            parts = [f"({lower_first(inner(body))})"]
    return spaced(wh, *parts) + "?"


def state(previous: Turn) -> str:
    """What the previous question and its answer say, in their words; "" where they say nothing.

    "When did Lehman Brothers collapse?" (September 2008) -> "Lehman Brothers collapse, September
    2008". A topic in brackets that is no name is left out where the question says enough without.
    """
    body = bare(previous.question)
    answer = insertable(previous.answer)
    topic = _TOPIC.fullmatch(body)
    core = topic[1] if topic else body
    clause = parse(core)
    match clause.form:
        case "subject" | "copular":
            said = [spaced(_thing(clause.noun, answer), clause.rest)]
        case "polar" | "adverbial":
            words = split_words(clause.rest)
            asked = words and words[0].lower in AUXILIARIES
            said = [clause.rest[words[0].end :] if asked else clause.rest, answer]
        case _:
            said = [spaced(clause.rest, clause.noun), answer]
    if topic and (topic[2][0].isupper() or len(terms(said[0])) < _ENOUGH_TERMS):
        said.append(topic[2])
    parts = (_BRACKETS.sub(", ", part).strip(" ,") for part in said)
    return ", ".join(lower_first(part) for part in parts if part)


def parse(body: str) -> Clause:
    """Tell the parts of a question, given without its question mark."""
    words = split_words(body)
    lowers = [word.lower for word in words]
    if not words or lowers[0] not in WH_WORDS | AUXILIARIES | PREPOSITIONS:
        return Clause("heading", "", "", body)
    if lowers[0] in AUXILIARIES:
        return Clause("polar", "", "", body)
    i = next((i for i, lower in enumerate(lowers[1:_SEEN], 1) if lower in AUXILIARIES), 0)
    if lowers[0] in PREPOSITIONS or (lowers[0] in _ADVERBIAL and lowers[1:2] not in _COUNTING):
        if lowers[0] in PREPOSITIONS and not i:
            return Clause("heading", "", "", body)
        said = words[0] if lowers[0] != "how" or len(words) == 1 else words[1]  # "How big a share"
        start = words[i].start if i else said.end
        return Clause("adverbial", "", "", body[start:].strip())
    return _nominal(body, words, lowers, i)


def _nominal(body: str, words: list[Word], lowers: list[str], auxiliary: int) -> Clause:
    """A question with who, what, which or how many; `auxiliary` is 0 where there is none."""
    counted = 2 if lowers[0] == "how" else 1
    if not auxiliary:
        verb = min(counted + (lowers[0] not in _ALONE), len(words) - 1)
        if lowers[0] in _PICKING:  # "Which crew member of the tanker died?"
            verb = next((j for j in range(verb, len(words)) if _past(lowers[j])), verb)
        noun = body[words[counted].start : words[verb].start] if verb > counted else ""
        return Clause("subject", noun.strip(), "", body[words[verb].start :])
    noun = body[words[counted - 1].end : words[auxiliary].start].strip()
    rest = body[words[auxiliary].end :].strip()
    form = _form(lowers[auxiliary], lowers[auxiliary + 1 :])
    return Clause(form, noun, words[auxiliary].lower, rest)


def _form(auxiliary: str, after: list[str]) -> Form:
    if not after or _participle(after[0]) or after[0] in COMMON_VERBS | {"not", "be"}:
        return "subject"
    has_verb = auxiliary in DO_AND_MODALS or any(_participle(lower) for lower in after)
    return "object" if has_verb else "copular"


def _past(lower: str) -> bool:
    return lower in PAST or ends_in_ed(lower)


def _participle(lower: str) -> bool:
    return lower.endswith(("ed", "ing")) or lower in _IRREGULAR_PARTICIPLES


def _thing(noun: str, answer: str) -> str:
    """What was asked for: the answer, with its noun where it is only a number."""
    if not answer:
        return f"the {noun}" if noun else ""
    counts = any(char.isdigit() for char in answer) and noun.lower() not in answer.lower()
    return f"{answer} {noun}" if noun and counts else answer


def bare(question: str) -> str:
    """A question without its question mark."""
    return question.strip().rstrip("?.! ")


def inner(body: str) -> str:
    """What a question put in brackets is about, so that brackets do not pile up turn by turn."""
    opened = body.rfind("(")
    return body[opened + 1 :].rstrip(")") if body.endswith(")") and opened >= 0 else body


def insertable(answer: str) -> str:
    """An answer that is short enough to stand inside a question; else ""."""
    text = answer.strip(' .,;:!?"“”')
    return text if len(text.split()) <= _LONGEST_INSERT else ""


def lower_first(text: str) -> str:
    """The text with a small first letter, unless it begins with a name."""
    first = text.split(maxsplit=1)[0] if text.split() else ""
    return text[:1].lower() + text[1:] if first.lower() in FUNCTION_WORDS else text


def spaced(*parts: str) -> str:
    """The parts that are not empty, a space between them."""
    return " ".join(part.strip() for part in parts if part.strip())


_TOPIC = re.compile(r"(.*\S) \(([^()]+)\)")
_BRACKETS = re.compile(r"\s*[()]\s*")
_ENOUGH_TERMS = 2
_SEEN = 6  # words in which the auxiliary of a question comes
_LONGEST_INSERT = 12  # words of an answer that are put into a question
_ADVERBIAL = word_set("when where why how")
_COUNTING = (["many"], ["much"])
_PICKING = word_set("which what whose")
_ALONE = word_set("who whom what")
_IRREGULAR_PARTICIPLES = word_set(
    "killed shot hit hurt held made built sold found sent cut lost won born given taken seen known "
    "shown chosen elected written spoken broken stolen driven beaten paid told met led left kept "
    "bought brought caught taught thought said done gone become begun put set read run"
)
