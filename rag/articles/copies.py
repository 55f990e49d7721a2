"""Find the second copy of text that was pasted twice into one file."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby

from rag.articles.article import Range
from rag.articles.sentences import sentences

WORD = re.compile(r"[^\W\u3040-\u30ff\u3400-\u9fff]+|[\u3040-\u30ff\u3400-\u9fff]")
SENTENCE = re.compile(r"[^.!?。！？\"“”]{30,}")
RUN_WORDS = 8
MIN_COPY_WORDS = 25  # a shorter repetition is a refrain, a slogan or a quotation given twice
MIN_SHARE = 0.9  # of a sentence's words must be repeated: lightly edited copies still match
MAX_CHARS = 5_000_000  # longer files are collections; comparing their words takes too much memory


def without_copies(text: str, ranges: Sequence[Range]) -> tuple[Range, ...]:
    """`ranges` less the sentences that say again, in the same words, what came before them.

    Words are compared in runs of 8, so quotes, spaces and line breaks may differ. What is left out
    is a row of repeated sentences with at least 25 words together.
    """
    if sum(end - start for start, end in ranges) > MAX_CHARS:
        return tuple(ranges)
    if not _repeats_a_sentence(text, ranges):
        return tuple(ranges)
    words = [match for span in ranges for match in WORD.finditer(text, *span)]
    forms = [match.group().lower() for match in words]
    repeated = _repeated(forms)
    if sum(repeated) < MIN_COPY_WORDS:
        return tuple(ranges)
    starts = [match.start() for match in words]
    copies: set[Range] = set()
    said = [sentence for span in ranges for sentence in sentences(text, *span)]
    counts = [(bisect_left(starts, start), bisect_left(starts, end)) for start, end in said]
    for again, row in groupby(
        zip(said, counts, _said_again(forms, repeated, counts), strict=True), key=lambda s: s[2]
    ):
        group = list(row)
        if again and group[-1][1][1] - group[0][1][0] >= MIN_COPY_WORDS:
            copies.update(sentence for sentence, _, _ in group)
    return tuple(kept for span in ranges for kept in _less(sentences(text, *span), copies))


def _repeats_a_sentence(text: str, ranges: Sequence[Range]) -> bool:
    """Whether anything as long as a sentence stands twice, word for word: a quick first look."""
    said = [" ".join(s.split()) for span in ranges for s in SENTENCE.findall(text, *span)]
    return len(set(said)) < len(said)


def _repeated(words: Sequence[str]) -> list[bool]:
    """For each word, whether it is in a run of 8 words that stood earlier in the text."""
    repeated = [False] * len(words)
    first: dict[tuple[str, ...], int] = {}
    for i in range(len(words) - RUN_WORDS + 1):
        if first.setdefault(tuple(words[i : i + RUN_WORDS]), i) + RUN_WORDS <= i:
            repeated[i : i + RUN_WORDS] = [True] * RUN_WORDS
    return repeated


def _said_again(
    words: Sequence[str], repeated: Sequence[bool], counts: Sequence[tuple[int, int]]
) -> list[bool]:
    """For each sentence, given as a range of words, whether it was said before."""
    again = []
    short: set[tuple[str, ...]] = set()
    for first, end in counts:
        form = tuple(words[first:end])
        if len(form) < RUN_WORDS:
            again.append(form in short)
            short.add(form)
        else:
            again.append(sum(repeated[first:end]) >= MIN_SHARE * len(form))
    return again


def _less(said: Sequence[Range], copies: set[Range]) -> Iterator[Range]:
    """The sentences that are no copies, neighbours in one range."""
    for is_copy, row in groupby(said, key=lambda sentence: sentence in copies):
        if not is_copy:
            group = list(row)
            yield (group[0][0], group[-1][1])
