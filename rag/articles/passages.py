"""Cut an article's body into passages that an encoder can take in whole."""

import re
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

from rag.articles.article import Article, Passage, Range
from rag.articles.layout import paragraphs
from rag.articles.sentences import paragraph_sentences

CountTokens = Callable[[Sequence[str]], list[int]]
"""Texts to the number of tokens of each, the special ones that an encoder adds not counted."""

MID_PARAGRAPH_COST = 0.15  # of a passage: a sixth cut in mid-paragraph is worth one passage more
UNEVEN_COST = 0.25  # of a passage, for one that is nearly empty
MAX_CHOICES = (
    24  # the longest rows tried for each end: more are had by texts of tiny sentences only
)

WORD = re.compile(r"\S+")


class Piece(NamedTuple):
    """A sentence, or a part of one that is too long for a passage."""

    start: int
    end: int
    tokens: int
    opens_paragraph: bool


def split(
    article: Article,
    count_tokens: CountTokens,
    *,
    passage_tokens: int,
    overlap_sentences: int = 0,
) -> tuple[Passage, ...]:
    """The passages of an article, in order: whole sentences, at most `passage_tokens` tokens each.

    No passage crosses a gap of the body, and each character of the body that is not whitespace is
    in at least one. Of the ways to cut, the one with the fewest, most even passages is chosen, with
    cuts between paragraphs rather than in them. A passage starts with the last `overlap_sentences`
    of the one before, where they fit. A sentence that is too long is cut between words, a word that
    is too long between characters.

    Tokens of neighbouring sentences are taken to add up, as they do for tokenizers that split at
    spaces first (WordPiece).

    Raises:
        ValueError: `passage_tokens` is less than 1, or `overlap_sentences` less than 0.
    """
    if passage_tokens < 1 or overlap_sentences < 0:
        raise ValueError(
            f"passage_tokens is {passage_tokens}, overlap_sentences {overlap_sentences}; "
            "give at least 1 and 0"
        )
    found = []
    for pieces in _pieces(article, count_tokens, passage_tokens):
        totals = [0, *accumulate(piece.tokens for piece in pieces)]
        before = -1  # the first piece of the passage before
        for first, end in _cuts(pieces, totals, passage_tokens, overlap_sentences):
            shared = max(before + 1, first - overlap_sentences)
            while totals[end] - totals[shared] > passage_tokens and shared < first:
                shared += 1
            found.append(Passage(article, pieces[shared].start, pieces[end - 1].end))
            before = first
    return tuple(found)


def _pieces(article: Article, count_tokens: CountTokens, limit: int) -> list[list[Piece]]:
    """For each range of the body, its sentences, those too long for a passage cut up."""
    # 1. all sentences, counted in one go
    spans: list[
        tuple[int, Range, bool]
    ] = []  # (index of the body range, sentence, opens paragraph)
    for i, (start, end) in enumerate(article.body):
        for paragraph in paragraphs(article.text, start, end):
            for n, sentence in enumerate(paragraph_sentences(article.text, *paragraph)):
                spans.append((i, sentence, n == 0))
    counts = _count(article.text, [sentence for _, sentence, _ in spans], count_tokens)
    # 2. parts instead of sentences that are too long
    long = [
        sentence for (_, sentence, _), tokens in zip(spans, counts, strict=True) if tokens > limit
    ]
    parts = _parts(article.text, long, count_tokens, limit) if long else {}
    # 3. by range
    pieces: list[list[Piece]] = [[] for _ in article.body]
    for (i, sentence, opens), tokens in zip(spans, counts, strict=True):
        if tokens <= limit:
            pieces[i].append(Piece(*sentence, tokens, opens))
        else:
            pieces[i] += parts[sentence]
    return pieces


def _count(text: str, spans: Sequence[Range], count_tokens: CountTokens) -> list[int]:
    return count_tokens([text[start:end] for start, end in spans]) if spans else []


def _parts(
    text: str, long: Sequence[Range], count_tokens: CountTokens, limit: int
) -> dict[Range, list[Piece]]:
    """Sentences longer than a passage, each as rows of words that fill one."""
    words = {sentence: [m.span() for m in WORD.finditer(text, *sentence)] for sentence in long}
    tokens: dict[Range, int] = {}
    uncounted = [word for sentence in long for word in words[sentence]]
    while uncounted:
        tokens |= zip(uncounted, _count(text, uncounted, count_tokens), strict=True)
        too_long = {word for word in uncounted if tokens[word] > limit and word[1] - word[0] > 1}
        uncounted = [half for word in sorted(too_long) for half in _halves(word)]
        for sentence, own in words.items():
            words[sentence] = [
                part for word in own for part in (_halves(word) if word in too_long else (word,))
            ]
    return {
        sentence: _rows([Piece(*word, tokens[word], False) for word in own], limit)
        for sentence, own in words.items()
    }


def _halves(word: Range) -> tuple[Range, Range]:
    start, end = word
    middle = (start + end) // 2
    return (start, middle), (middle, end)


def _rows(words: Sequence[Piece], limit: int) -> list[Piece]:
    """Neighbouring words joined as far as they fit."""
    rows: list[Piece] = []
    for word in words:
        if rows and rows[-1].tokens + word.tokens <= limit:
            rows[-1] = Piece(rows[-1].start, word.end, rows[-1].tokens + word.tokens, False)
        else:
            rows.append(word)
    return rows


def _cuts(
    pieces: Sequence[Piece], totals: Sequence[int], limit: int, overlap: int
) -> list[tuple[int, int]]:
    """The cheapest way to cut the pieces into rows `[first, end)`, by dynamic programming."""
    best: list[tuple[float, int]] = [(0.0, 0)]  # for each end: the cost so far, the row's first
    longest = 0  # the first piece of the longest row that fits and ends here
    for end in range(1, len(pieces) + 1):
        while longest < end - 1 and totals[end] - totals[max(0, longest - overlap)] > limit:
            longest += 1
        choices = []
        for first in range(longest, min(end, longest + MAX_CHOICES)):
            tokens = totals[end] - totals[max(0, first - overlap)]
            uneven = UNEVEN_COST * max(0.0, 1 - tokens / limit) ** 2
            choices.append((best[first][0] + 1 + uneven, first))
        cost, first = min(choices)
        ends_paragraph = end == len(pieces) or pieces[end].opens_paragraph
        best.append((cost + (0 if ends_paragraph else MID_PARAGRAPH_COST), first))
    rows = []
    end = len(pieces)
    while end:
        rows.append((best[end][1], end))
        end = best[end][1]
    return rows[::-1]
