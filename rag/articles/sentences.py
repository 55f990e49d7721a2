"""Sentences as exact ranges of a text: nupunkt's, with the corrections that news needs.

English rules. Other scripts are split at their own full stops (。！？ ؟ ।) and, where letters have
no case, after any of `.!?` with a space behind it.
"""

import re
from functools import cache, lru_cache
from itertools import pairwise
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
END = re.compile(r"[.!?…。！？｡؟।॥۔]+(?:[\"”’'»›)\]」』]|[ \u00a0\u202f][»›])*(?:\[\d+\])*(\s*)")
LOWER_CASE_WORD = re.compile(r"(?:^|[\s(\"“‘'-])([a-z]{2,})\Z")
REAL_ABBREVIATIONS = {"vs", "approx", "cf", "viz", "ca", "al", "ed", "eds", "pp", "dept", "trans"}
"""In lower case before a capital; nupunkt's model also holds "nonsense", "reporter", "wheat"."""

WORD = re.compile(r"\S+")
MAX_WORD_CHARS = 1_000
OPENING_CHARS = 400  # a long first sentence of news has half of that
WINDOW_CHARS = 20_000  # on both sides; longer paragraphs than that are not prose
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
    within = next((span for span in article.body if span[0] <= start < span[1]), None)
    window_start, window_end = _window(article.text, within or (0, len(article.text)), start, end)
    found = [
        sentence
        for paragraph in paragraphs(article.text, window_start, window_end)
        if paragraph[0] < end and start < paragraph[1]
        for sentence in paragraph_sentences(article.text, *paragraph)
        if sentence[0] < end and start < sentence[1]
    ]
    if not found:
        return (start, end)
    return (min(start, found[0][0]), max(end, found[-1][1]))


def opening_sentence(article: Article) -> Range | None:
    """The first sentence of the body; None where it is longer than `OPENING_CHARS`."""
    for start, end in article.body:
        for first, last in sentences(article.text, start, min(end, start + 2 * OPENING_CHARS)):
            return (first, last) if last - first <= OPENING_CHARS else None
    return None


def _window(text: str, within: Range, start: int, end: int) -> Range:
    """`within`, or of a very long text the lines around `[start, end)`."""
    line_start = text.rfind("\n", within[0], max(within[0], start - WINDOW_CHARS)) + 1
    line_end = text.find("\n", end + WINDOW_CHARS, within[1])
    return max(within[0], line_start), max(end, within[1]) if line_end < 0 else line_end


def paragraph_sentences(text: str, start: int, end: int) -> list[Range]:
    """The sentences of the one paragraph `[start, end)`."""
    return [(start + s, start + e) for s, e in _sentences_of(text[start:end])]


@lru_cache(maxsize=512)  # the candidates of a question lie in few paragraphs; one takes 0.2 ms
def _sentences_of(paragraph: str) -> tuple[Range, ...]:
    starts = (cut for cut, _ in _punkt().span_tokenize(_without_long_words(paragraph)))
    cuts = [0, *filter(None, starts), len(paragraph)]
    spans = [
        piece
        for cut, next_cut in pairwise(cuts)
        for piece in _split(paragraph, *trim(paragraph, cut, next_cut))
    ]
    return tuple(_join(paragraph, spans))


@cache
def _punkt() -> "PunktSentenceTokenizer":
    from nupunkt import load_default_model  # noqa: PLC0415 - 40 ms that `import rag` need not pay

    punkt = load_default_model()
    punkt.add_abbreviations(ABBREVIATIONS)
    return punkt


def _without_long_words(paragraph: str) -> str:
    """As long as `paragraph`, but in words of junk each character an x.

    nupunkt's time grows with the square of a word of marks: 40,000 of "!?" take it 1.4 s.
    """
    if (
        len(paragraph) < MAX_WORD_CHARS
        or max(map(len, paragraph.split()), default=0) < MAX_WORD_CHARS
    ):
        return paragraph
    return WORD.sub(
        lambda m: m.group() if len(m.group()) < MAX_WORD_CHARS else "x" * len(m.group()), paragraph
    )


def _split(paragraph: str, start: int, end: int) -> list[Range]:
    """Split `[start, end)` where nupunkt misses an end."""
    cuts = [
        match.end()
        for match in END.finditer(paragraph, start, end)
        if match.end() < end and _is_end(paragraph, match)
    ]
    pieces = [trim(paragraph, s, e) for s, e in pairwise([start, *cuts, end])]
    return [piece for piece in pieces if piece[0] < piece[1]]


def _is_end(paragraph: str, match: re.Match[str]) -> bool:
    """Whether a sentence ends at these marks and the next begins behind them."""
    marks, gap = match.group().rstrip(), match.group(1)
    if marks[0] in "。！？｡؟।॥۔":
        return marks[0] in "。！？｡" or bool(gap)
    before = LOWER_CASE_WORD.search(paragraph[max(0, match.start() - 20) : match.start()])
    word = before.group(1) if before else ""
    if not gap:
        return _is_glued(paragraph, match.end(), word, marks)
    following = paragraph[match.end() : match.end() + 2].lstrip(OPENERS)[:1]
    if following.isalpha() and following.lower() == following.upper():
        return True  # a script without case
    return following.isupper() and (
        marks[-1] in "»›]" or (word != "" and word not in REAL_ABBREVIATIONS)
    )


def _is_glued(paragraph: str, start: int, word: str, marks: str) -> bool:
    """Whether a sentence begins at `start` though a space was lost: "he said.The"."""
    return (
        word != ""
        and marks[-1] in ".!?”"
        and GLUED.match(paragraph, start) is not None
        and word not in _punkt().abbreviations
    )


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
