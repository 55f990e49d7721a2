"""Questions for a yes or a no, which people ask and hardly any set holds.

Some are in the sets. Others are made: "When did the war in Spain begin?" becomes "Did the war in
Spain begin?", and the sentence that says when answers it. So a reader learns to point at what
settles the question, where it would otherwise take any name that looks like an answer.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from rag.articles.article import Range
from rag.articles.sentences import paragraph_sentences
from rag.reader.training.records import Record

AUXILIARY = "do does did is are was were has have had can could will would should must may".split()
ASKED = re.compile(rf"\s*(?:{'|'.join(AUXILIARY)})(?:n['’]t)?\b(?!.*\bor\b)", re.IGNORECASE)
OPEN = re.compile(
    rf"\s*(?:when|where|why|how) (?=(?:{'|'.join(AUXILIARY)}) (?:\S+ ){{3}})", re.IGNORECASE
)
DANGLING = re.compile(
    r"\b(?:of|from|on|to|at|in|into|with|by|for|feel|go|going)\W*\Z", re.IGNORECASE
)
LONGEST = 22  # words of a sentence: about the tokens that an answer may have
CLOSING = ' \n.,;:!?"”’)'


def verdicts(records: Iterable[Record]) -> Iterator[Record]:
    """The questions for a yes or a no among the records, and those that can be made of others."""
    for record in records:
        if ASKED.match(record.question):
            yield record
        elif made := verdict(record):
            yield made


def verdict(record: Record) -> Record | None:
    """The record asking whether, not when, where, why or how; None where that cannot be asked."""
    asked = OPEN.match(record.question)
    if not asked or DANGLING.search(record.question):
        return None
    found = {_sentence(record.context, start, end) for start, end in record.answers}
    answers = tuple(sorted(one for one in found if one))
    if not answers:
        return None
    question = record.question[asked.end() :]
    if asked.group().lstrip()[0].isupper():
        question = question[0].upper() + question[1:]
    return replace(record, id=f"{record.id} whether", question=question, answers=answers)


def _sentence(text: str, start: int, end: int) -> Range | None:
    """The sentence around an answer, without the punctuation that ends it, if it is short."""
    for first, last in paragraph_sentences(text, 0, len(text)):
        if first <= start and end <= last:
            sentence = text[first:last].rstrip(CLOSING)
            short = len(sentence.split()) <= LONGEST
            return (first, max(first + len(sentence), end)) if short else None
    return None
