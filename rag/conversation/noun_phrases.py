"""Fill up what "that meeting", "the council" or a bare "this" points back to.

English rules only. A phrase is filled up from a fuller mention with the same head noun ("the
council" -> "the Russia-NATO Council"), else by what its noun is of ("that country" -> "Russia").
"""

from collections.abc import Sequence

from rag.conversation.antecedents import Referent, Role, choose
from rag.conversation.asked import Asked, Edit
from rag.conversation.kinds import EVENT_NOUNS, GROUP_NOUNS, PERSON_NOUNS, TIME_NOUNS
from rag.conversation.names import find_names
from rag.conversation.phrases import Phrase, singular
from rag.conversation.pronouns import dated
from rag.conversation.words import (
    AUXILIARIES,
    COMMON_VERBS,
    FUNCTION_WORDS,
    PREPOSITIONS,
    terms,
    word_set,
)


def demonstrative_edits(asked: Asked, referents: Sequence[Referent], answer: str) -> list[Edit]:
    """What to put for "this", "that", "these" and "those" where they stand for a thing alone.

    The latest answer, if short, is added where no noun phrase offers itself ("… say that (prices
    will rise)?").
    """
    edits = []
    for i, word in enumerate(asked.words):
        if word.lower in _DEMONSTRATIVE and _stands_alone(asked, i):
            role: Role = "it" if word.lower in ("this", "that") else "they"
            latest = [
                r
                for r in referents
                if r.age == 0 and r.kind != "person" and not asked.mentions(r.name)
            ]
            referent = choose(role, latest)
            if referent is not None:
                edits.append((word.start, word.end, referent.text))
            elif answer:
                edits.append((word.end, word.end, f" ({answer})"))
    return edits[:1]


def phrase_edits(asked: Asked, referents: Sequence[Referent], named: bool) -> list[Edit]:
    """What to put for the phrases of a question that point back.

    Args:
        asked: The question.
        referents: What the conversation is about.
        named: Whether the question has a name by now, so that "the talks" need no filling up.
    """
    edits = []
    for phrase in asked.phrases:
        if not _points_back(asked, phrase, named):
            continue
        text = _fuller_phrase(phrase, referents)
        if text is None:
            edits += _by_kind(asked, phrase, referents, named)
        else:
            edits.append((phrase.start, phrase.end, text))
    return edits


def _stands_alone(asked: Asked, i: int) -> bool:
    """Whether a demonstrative has no noun: at the end, or before a verb or preposition."""
    if i == 0:
        return False
    after, before = asked.after(i), asked.before(i)
    if not after:
        return True
    if after in COMMON_VERBS:
        return before in AUXILIARIES
    follows = after in PREPOSITIONS or after in AUXILIARIES
    return follows and before in AUXILIARIES | PREPOSITIONS


def _points_back(asked: Asked, phrase: Phrase, named: bool) -> bool:
    if find_names(phrase.nouns) or phrase.explained_in(asked.text):
        return False
    if phrase.determiner == "the":
        return not named and not phrase.modified and len(terms(asked.text)) <= _FEW_TERMS
    return phrase.determiner in _DEMONSTRATIVE and not _is_clause(asked, phrase)


def _is_clause(asked: Asked, phrase: Phrase) -> bool:
    """Whether "that" opens a clause and no phrase: "Is it true that prices fell?"."""
    if phrase.determiner != "that":
        return False
    first = next(i for i, word in enumerate(asked.words) if word.start == phrase.start)
    after = next((word.lower for word in asked.words if word.start >= phrase.end), "")
    opens = first > 0 and asked.before(first) not in FUNCTION_WORDS | COMMON_VERBS
    return opens and after != ""


def _fuller_phrase(phrase: Phrase, referents: Sequence[Referent]) -> str | None:
    """A referent with the same head noun that says more than the phrase does."""
    size = len(phrase.nouns.split())
    for referent in referents:
        words = referent.name.split()
        bare = words[1:] if words[0].lower() in _ARTICLES else words
        if len(bare) > size and singular(bare[-1]) == phrase.head:
            fuller = " ".join(bare)
            return fuller if "'s " in fuller else f"the {fuller}"
    return None


def _by_kind(
    asked: Asked, phrase: Phrase, referents: Sequence[Referent], named: bool
) -> list[Edit]:
    """Put in what "that country" or "this year" is; add what another phrase is about."""
    open_to = [referent for referent in referents if not asked.mentions(referent.name)]
    role = _NOUN_ROLE.get(phrase.head)
    if role is not None:
        named_things = [r for r in open_to if r.kind not in ("phrase", "place") or role != "it"]
        referent = choose(role, named_things)
        if referent is None:
            return []
        if role == "then":
            return [(_start_with_preposition(asked, phrase), phrase.end, dated(referent.text))]
        return [(phrase.start, phrase.end, referent.text)]
    if phrase.determiner == "the":
        return []
    if phrase.head in EVENT_NOUNS:
        place = choose("there", [r for r in open_to if r.age <= 1 and r.kind == "place"])
        if place is not None:
            return [(phrase.start, phrase.end, f"the {phrase.nouns} in {place.text}")]
    referent = None if named else choose("topic", open_to)
    return [(phrase.end, phrase.end, f" ({referent.text})")] if referent else []


def _start_with_preposition(asked: Asked, phrase: Phrase) -> int:
    """Where "at that time" or "that year" starts."""
    before = [word for word in asked.words if word.end <= phrase.start]
    return before[-1].start if before and before[-1].lower in _TIME_PREPOSITIONS else phrase.start


_FEW_TERMS = 3  # with more, "the talks" are explained by the question itself
_DEMONSTRATIVE = word_set("this that these those such")
_TIME_PREPOSITIONS = word_set("at in on during around")
_ARTICLES = word_set("the a an its their his her")
_NOUN_ROLE: dict[str, Role] = {
    **dict.fromkeys(PERSON_NOUNS, "he"),
    **dict.fromkeys(("country", "city", "place", "town", "region", "area", "village"), "there"),
    **dict.fromkeys(TIME_NOUNS, "then"),
    **dict.fromkeys(GROUP_NOUNS, "it"),
}
