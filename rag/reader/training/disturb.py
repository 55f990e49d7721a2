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
CLOSE = 0.45  # of the records: little more than one sentence, as a small passage is
ELSEWHERE = 0.15  # of the answered ones among those: another sentence than the answer's
KEPT = 0.7  # of the opening sentences, and of those just before, where a record is shown so
MASKED = 0.12  # of the context's tokens outside answers, at most, and half of it of the question's

TELLING_WORD = re.compile(r"\w{4,}|\d+")
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
    if chance.random() < CLOSE:
        return close(record, chance)
    if record.answers and chance.random() < TAKEN_AWAY:
        return without_answer(record)
    shown = without_some(record, chance) if chance.random() < SHORTENED else record
    if chance.random() >= JOINED:
        return shown
    near = alike.get(record.title, ()) if record.title and record.answers else ()
    other = chance.choice(near or others)
    return shown if other.context == record.context else joined(shown, other, chance)


def close(record: Record, chance: random.Random) -> Record:
    """The record with little more than one sentence: that of an answer, or one like the question.

    The latter holds none; it is shown where there is no answer, and at times where there is one.
    """
    found = list(sentences(record.context))
    answered = [n for n, span in enumerate(found) if record.is_answered_at(*span)]
    others = [n for n in range(len(found)) if n not in answered]
    if others and (not answered or chance.random() < ELSEWHERE):
        asked = set(TELLING_WORD.findall(record.question.lower()))
        texts = {n: record.context[slice(*found[n])].lower() for n in others}
        shared = {n: len(asked & set(TELLING_WORD.findall(text))) for n, text in texts.items()}
        kept = {max(others, key=lambda n: shared[n] + chance.random())}
    elif answered:
        at = found[chance.choice(answered)]
        start, end = next(one for one in record.answers if one[0] < at[1] and one[1] > at[0])
        kept = {n for n, (s, e) in enumerate(found) if s < end and e > start}
    else:
        return record
    kept |= {n for n in (0, min(kept) - 1) if n >= 0 and chance.random() < KEPT}
    shown = only(record, [found[n] for n in sorted(kept)])
    unsaid = not shown.answers and record.is_answered_in(shown.context)
    return record if unsaid else shown


def without_some(record: Record, chance: random.Random) -> Record:
    """The record without some of the sentences that hold no answer."""
    return only(
        record,
        [
            span
            for span in sentences(record.context)
            if record.is_answered_at(*span) or chance.random() >= LEFT_OUT
        ],
    )


def only(record: Record, kept: Sequence[tuple[int, int]]) -> Record:
    """The record with these of its sentences, and the answers that they hold as a whole."""
    context, answers, at = "", [], 0
    ends = dict(kept)
    for start, end in kept:
        last = end
        while last in ends:  # an answer may go on in the next sentence
            last = ends[last]
        for s, e in record.answers:
            if start <= s < end and e <= last:
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
