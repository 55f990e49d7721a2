"""Tell whether two articles are copies of one text: syndication, wire stories, re-posts.

Copies are found by MinHash signatures over runs of three words of the body, cut into bands (Broder
1997; locality-sensitive hashing, Indyk and Motwani 1998): `marks` of two copies are likely to have
one in common, and `are_copies` then compares their words. Limits: a template that is filled in with
the same figures on two days is taken for a copy, and a copy that was cut to less than half, or put
in other words, is not found.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING
from zlib import crc32

from rag.articles.article import Article
from rag.articles.copies import WORD

if TYPE_CHECKING:
    from datasketch import MinHash

SCHEME = "affine32"  # of datasketch's permutations: marks of another scheme never meet
PERMUTATIONS = 128
BAND = 4  # values: 32 bands find 87 % of the pairs that share half of their runs, 99 % at .6
RUN_WORDS = 3
MIN_WORDS = 30  # shorter texts ("Qtly div 10 cts") are alike without one being the other's copy
MAX_WORDS = 20_000  # a longer text is known by its beginning
SHARED = 0.8  # of the shorter text's runs stand in the longer one, which may go on
OTHER_NUMBERS = 0.1  # of the shorter text's: more, and the same form was filled in anew
WORDS_PER_OTHER_NUMBER = 100  # or one in so many words: a correction, a spelling


@dataclass(frozen=True, slots=True)
class Form:
    """What of an article is compared."""

    words: tuple[str, ...]
    """Of the body, in lower case; where they are few, those of the title come before them."""
    is_short: bool
    """Too short to be recognised in part."""

    @property
    def runs(self) -> frozenset[str]:
        """All runs of `RUN_WORDS` words."""
        last = len(self.words) - RUN_WORDS
        return frozenset(" ".join(self.words[i : i + RUN_WORDS]) for i in range(last + 1))

    @property
    def numbers(self) -> frozenset[str]:
        return frozenset(word for word in self.words if any(c.isdigit() for c in word))


def form(article: Article) -> Form:
    """What of an article is compared with others."""
    words = tuple(_words(article))
    if len(words) < MIN_WORDS:
        title = (match.group().lower() for match in WORD.finditer(article.title or ""))
        return Form((*title, "|", *words), is_short=True)
    return Form(words, is_short=False)


def marks(of: Form) -> tuple[int, ...]:
    """Numbers of 63 bits: a text is compared only with texts that share one of its marks."""
    same = _mark(0, " ".join(of.words).encode())
    if of.is_short:
        return (same,)
    signature = _unsigned().copy()
    signature.update_batch([run.encode("utf-8", "surrogatepass") for run in of.runs])
    values = signature.hashvalues.astype("<u8")
    bands = values.reshape(-1, BAND)  # (bands, BAND)
    return (same, *(_mark(place, band.tobytes()) for place, band in enumerate(bands, start=1)))


def are_copies(one: Form, other: Form) -> bool:
    """Whether both give the same text: whole, cut, or lightly edited.

    Short ones are copies only where title and body have the same words.
    """
    if one.words == other.words:
        return True
    shorter, longer = sorted((one, other), key=lambda form: len(form.words))
    if shorter.is_short:
        return False
    runs, numbers = shorter.runs, shorter.numbers
    others = len(numbers - longer.numbers)
    return len(runs & longer.runs) >= SHARED * len(runs) and others <= max(
        OTHER_NUMBERS * len(numbers), len(shorter.words) // WORDS_PER_OTHER_NUMBER
    )


@cache
def _unsigned() -> "MinHash":
    """The signature of nothing: its permutations, the same for all, take longer than signing.

    CRC-32 tells runs of words apart as well as MinHash's own SHA-1, and signing takes a third less.
    """
    from datasketch import MinHash  # noqa: PLC0415 - a second that only indexing need pay

    return MinHash(num_perm=PERMUTATIONS, scheme=SCHEME, hashfunc=crc32)


def _words(article: Article) -> Iterator[str]:
    found = (
        match.group().lower()
        for start, end in article.body
        for match in WORD.finditer(article.text, start, end)
    )
    for word, _ in zip(found, range(MAX_WORDS), strict=False):
        yield word


def _mark(place: int, data: bytes) -> int:
    digest = sha256(place.to_bytes(2) + data).digest()
    return int.from_bytes(digest[:8]) >> 1
