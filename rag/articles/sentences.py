"""Sentences as exact ranges of a text: nupunkt's, with the corrections that news needs.

English rules. Other scripts are split at their own full stops (。！？ ؟ ।) and, where letters have
no case, after any of `.!?` with a space behind it.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

from rag.articles.article import Article, Range
from rag.articles.layout import paragraphs, trim

if TYPE_CHECKING:
    from nupunkt import PunktSentenceTokenizer

ABBREVIATIONS = ["ald", "bln", "brig", "cllr", "cmdr", "dlrs", "lt", "mln", "msgr", "pct"]
"""Ranks and newswire units that nupunkt's model does not know."""

TITLE = re.compile(
    r"(?:^|[\s(\"“‘'])(?:Ald|Amb|Brig|Capt|Cllr|Cmdr|Col|Cpl|Dr|Fr|Gen|Gov|Hon|Lt|Maj|Messrs|Mr|Mrs|Ms"
    r"|Msgr|Prof|Pvt|Rep|Rev|Sen|Sgt|Supt)\.\Z"
)
END = re.compile(r"[.!?…。！？｡؟।॥۔]+[\"”’'»›)\]」』]*(?:\[\d+\])*(\s*)")
LOWER_CASE_WORD = re.compile(r"(?:^|[\s(\"“‘'-])([a-z]{2,})\Z")
REAL_ABBREVIATIONS = {"vs", "approx", "cf", "viz", "ca", "al", "ed", "eds", "pp", "dept", "trans"}
"""In lower case before a capital; nupunkt's model also holds "nonsense", "reporter", "wheat"."""

OPENERS = "\"“‘'([«‹„"
GLUED = re.compile(r"[A-Z][a-z]+[ ,]|[AI] [a-z]")
SPEECH_TAG = re.compile(
    r"(?:[A-Z][\w.’'-]*\s+){1,4}(?:said|says|asked|asks|told|added|wrote|replied|cried)\b"
)
STRAY_CLOSER = re.compile(r"[\"”’'»›)\]」』]+(?=\s|\Z)")
SPOKEN = re.compile(r"[?!]\s?[\"”’'»]\Z")


def sentences(text: str, start: int, end: int) -> tuple[Range, ...]:
    """The sentences within `[start, end)`, in order, trimmed of outer whitespace.

    A paragraph's end is a sentence's end; a hard-wrapped line's is not. Every character there that
    is not whitespace lies in exactly one sentence.
    """
    return tuple(
        sentence
        for paragraph in paragraphs(text, start, end)
        for sentence in paragraph_sentences(text, *paragraph)
    )


def sentence_around(article: Article, start: int, end: int) -> Range:
    """From the start of the sentence of the body that holds `start` to the end of that with `end`.

    Outside the body the same is done among the sentences of the whole text, so that any valid
    range has its sentence; `[start, end)` itself always lies within the result.
    """
    body_start, body_end = next(
        ((s, e) for s, e in article.body if s <= start < e), (0, len(article.text))
    )
    around = [
        paragraph
        for paragraph in paragraphs(article.text, body_start, max(body_end, end))
        if paragraph[0] < end and start < paragraph[1]
    ]
    found = [
        sentence
        for paragraph in around
        for sentence in paragraph_sentences(article.text, *paragraph)
        if sentence[0] < end and start < sentence[1]
    ]
    if not found:
        return (start, end)
    return (min(start, found[0][0]), max(end, found[-1][1]))


def paragraph_sentences(text: str, start: int, end: int) -> list[Range]:
    """The sentences of the one paragraph `[start, end)`."""
    paragraph = text[start:end]
    spans = [
        piece
        for span_start, span_end in _punkt().spans(paragraph, paragraph_breaks=False)
        for piece in _split(paragraph, span_start, span_end)
    ]
    return [(start + s, start + e) for s, e in _join(paragraph, spans)]


@cache
def _punkt() -> "PunktSentenceTokenizer":
    from nupunkt import load_default_model  # noqa: PLC0415 - 40 ms that `import rag` need not pay

    punkt = load_default_model()
    punkt.add_abbreviations(ABBREVIATIONS)
    return punkt


def _split(paragraph: str, start: int, end: int) -> list[Range]:
    """Split `[start, end)` where nupunkt misses an end."""
    cuts = [start]
    for match in END.finditer(paragraph, start, end):
        if match.end() < end and _is_end(paragraph, match):
            cuts.append(match.end())
    if len(cuts) == 1:
        return [(start, end)]
    return [trim(paragraph, s, e) for s, e in zip(cuts, [*cuts[1:], end], strict=True)]


def _is_end(paragraph: str, match: re.Match[str]) -> bool:
    marks, following = match.group(), paragraph[match.end() : match.end() + 2].lstrip(OPENERS)
    if marks[0] in "。！？｡":
        return True
    if marks[0] in "؟।॥۔":
        return bool(match.group(1))
    before = LOWER_CASE_WORD.search(paragraph[max(0, match.start() - 20) : match.start()])
    word = before.group(1) if before else ""
    if not match.group(1):  # "he said.The": a space was lost
        return (
            bool(word)
            and marks[-1] in ".!?”"
            and GLUED.match(paragraph, match.end()) is not None
            and word not in _punkt().abbreviations
        )
    if not following:
        return False
    if following[0].isalpha() and following[0].lower() == following[0].upper():
        return True  # a script without case
    if not following[0].isupper():
        return False
    return marks.rstrip()[-1] in "»›]" or (bool(word) and word not in REAL_ABBREVIATIONS)


def _join(paragraph: str, spans: list[Range]) -> list[Range]:
    """Join spans where nupunkt sees an end that is none."""
    mixed_case = not paragraph.islower()
    joined: list[Range] = []
    for start, end in spans:
        if joined and _is_no_end(paragraph, joined[-1], start, mixed_case):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _is_no_end(paragraph: str, before: Range, start: int, mixed_case: bool) -> bool:
    if mixed_case and paragraph[start].islower():
        return True  # "Yahoo! shares rose", "He did... then left"
    tail = paragraph[max(before[0], before[1] - 12) : before[1]]
    if TITLE.search(tail):
        return True  # "Lt. Col. Jones"
    if SPOKEN.search(tail) and SPEECH_TAG.match(paragraph, start):
        return True  # '"Is it safe?" Mr Rasmussen asked.'
    return STRAY_CLOSER.match(paragraph, start) is not None
