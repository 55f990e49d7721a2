"""Show a record otherwise each time, so that it cannot be learned by heart.

A reader trained for some epochs on the same records knows which of their questions have no answer
(loss 0.7, on new ones 2.7); it shall look at the words instead. Answers stay as they are.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rag.reader.training.records import Record

SHORTENED = 0.5  # of the records
LEFT_OUT = 0.2  # of the sentences without an answer of such a record
JOINED = 0.5  # of the records: a part of another context comes before or after their own
JOINED_WORDS = 70  # at most
TAKEN_AWAY = 0.05  # of the answers, with their sentences: the question has none then
MASKED = 0.12  # of the context's tokens outside answers, at most, and half of it of the question's

SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n+")


def by_title(records: Sequence[Record]) -> Mapping[str, list[Record]]:
    """The records of each title."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        found[record.title].append(record)
    return found


def disturbed(
    record: Record,
    others: Sequence[Record],
    alike: Mapping[str, Sequence[Record]],
    chance: random.Random,
) -> Record:
    """The record without some sentences, its answer's at times, or with a part of another context.

    Args:
        record: What to show.
        others: Records to take other contexts from.
        alike: The same by their titles; a context on the same subject is harder to tell apart.
        chance: Decides all.
    """
    if record.answers and chance.random() < TAKEN_AWAY:
        return without_answer(record)
    shown = without_some(record, chance) if chance.random() < SHORTENED else record
    if chance.random() >= JOINED:
        return shown
    near = alike.get(record.title, ()) if record.title and record.answers else ()
    other = chance.choice(near or others)
    return shown if other.context == record.context else joined(shown, other, chance)


def without_some(record: Record, chance: random.Random) -> Record:
    """The record without some of the sentences that hold no answer."""
    kept = [
        (start, end)
        for start, end in sentences(record.context)
        if record.is_answered_at(start, end) or chance.random() >= LEFT_OUT
    ]
    context, answers, at = "", [], 0
    for start, end in kept:
        for s, e in record.answers:
            if start <= s < end:  # an answer over two sentences keeps both, which then follow
                answers.append((s - start + at, e - start + at))
        context += record.context[start:end]
        at = len(context)
    return replace(record, context=context, answers=tuple(answers)) if context else record


def without_answer(record: Record) -> Record:
    """The record without the sentences of its answers; itself where others say the same."""
    context = "".join(
        record.context[start:end]
        for start, end in sentences(record.context)
        if not record.is_answered_at(start, end)
    )
    if not context or record.is_answered_in(context):
        return record
    return replace(record, context=context, answers=())


def joined(record: Record, other: Record, chance: random.Random) -> Record:
    """The record with a part of the other's context before or after its own.

    The record alone where that part holds the answer's words too.
    """
    part = some_words(other.context, JOINED_WORDS, chance)
    if not part or record.is_answered_in(part):
        return record
    if chance.choice((True, False)):
        return replace(record, context=f"{record.context}\n{part}")
    shift = len(part) + 1
    return replace(
        record,
        context=f"{part}\n{record.context}",
        answers=tuple((s + shift, e + shift) for s, e in record.answers),
    )


def some_words(text: str, count: int, chance: random.Random) -> str:
    """At most so many words of the text that follow each other, from a place chosen at random."""
    words = list(re.finditer(r"\S+", text))
    if not words:
        return ""
    first = chance.randrange(max(1, len(words) - count))
    last = min(len(words), first + count) - 1
    return text[words[first].start() : words[last].end()]


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Ranges that together are the text, each about a sentence with the space after it."""
    start = 0
    for gap in SENTENCE_END.finditer(text):
        yield start, gap.end()
        start = gap.end()
    if start < len(text):
        yield start, len(text)


def masked(
    ids: Sequence[int],
    begin: int,
    spans: Sequence[tuple[int, int]],
    mask: int,
    chance: random.Random,
) -> list[int]:
    """The tokens of a window, some hidden by the mask token; none of an answer, nor special ones.

    How many is drawn for each window. `begin` is where the context begins.
    """
    rate = chance.uniform(0, MASKED)
    kept = {at for first, last in spans for at in range(first, last + 1)}
    kept |= {0, begin - 1, len(ids) - 1}
    return [
        mask if at not in kept and chance.random() < (rate if at >= begin else rate / 2) else token
        for at, token in enumerate(ids)
    ]
