"""Decode the bytes of a plain-text file, or refuse with the reason."""

import codecs
import re

from charset_normalizer import from_bytes

from rag.errors import UnreadableArticle

BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
KINDS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a WebP image or a recording"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "an RTF document"),
)
REMEDIES = {
    "a PDF": "let its name end in .pdf",
    "a ZIP archive or an office document": "unpack an archive; let a Word document end in .docx",
}
SAVE = "save its text as UTF-8 plain text"
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
CONTROL_BYTES = bytes({*range(32), 127} - set(b"\t\n\v\f\r"))
FEW_CONTROLS = 3  # in a short text even a stray one is a large share
MAX_CONTROL_SHARE = 0.02  # Reuters' 1987 wire, the worst text seen, has 0.6 %
MAX_BAD_SHARE = 0.1  # of the non-ASCII sequences, for a damaged UTF-8 file
MIN_WIDE_SHARE = 0.3  # of every other byte is NUL: UTF-16, not a stray NUL
SAMPLE_BYTES = 64_000  # charset-normalizer takes 0.1 s for so many, and seconds for megabytes

_ENCODINGS = """
    cp1252 iso8859_2 cp1250 cp1251 koi8_r iso8859_5 cp1253 cp1254 cp1255 cp1256 cp874 gb18030
    big5 cp949 mac_roman
"""
ENCODINGS = _ENCODINGS.split()
"""What charset-normalizer may find; left to itself it takes short English for cp775 or cp1257."""

WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
"""Declared encodings, and the wider ones that pages declared so are in (WHATWG Encoding)."""

CENTRAL = ("cp1250", "iso8859_2")
JAPANESE = ("cp932", "euc_jp")
MIN_HIRAGANA = 0.15  # of Japanese text is 0.4 to 0.6, of other text read as Japanese near 0
WESTERN = frozenset(
    "“”‘’–—…•€£§°©®«»¡¿´·ºª½¼¾²³™‚„‹›×\u00a0\u00ad"
    "àâäáãåæçéèêëíìîïñóòôöõøœúùûüýÿßÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜÝŠšŽž"
)
ODD_IN_WESTERN = re.compile(
    r"(?<=[a-z])[^\x00-\x7f\w’‘´\u00ad](?=[a-z])|[a-zà-ÿ][À-ÖØ-Þ]|[^\W\x00-\x7f]{3,}|(?<=\w)[¡¿«„“](?=\w)"
)
MAX_ODD_SHARE = 0.05


def kind_of(data: bytes) -> str | None:
    """What a binary file is by its first bytes: "a PDF", "a PNG image"; None where unknown."""
    return next((kind for magic, kind in KINDS if data.startswith(magic)), None)


def decode(name: str, data: bytes, declared: str | None = None) -> str:
    """The text of `data`: UTF-8, else as `declared`, else as detected. Line ends are kept.

    A byte order mark is not part of the text. A stray NUL stays in it.

    Args:
        name: Of the file, for messages.
        data: The bytes.
        declared: The encoding that the file says it is in, as an HTML page does; it is not believed
            where it is unknown or the bytes are not in it.

    Raises:
        UnreadableArticle: `data` is binary, empty or blank; the message names `name`.
    """
    kind = kind_of(data)
    if kind:
        raise _refusal(name, f"it is {kind}", REMEDIES.get(kind, SAVE))
    text = _decoded(name, data, declared)
    if not text.strip("\x00 \t\r\n\v\f\ufeff\u200b\u00a0"):
        raise _refusal(name, "it is empty", "put the article's text into it, or delete it")
    _refuse_controls(name, len(CONTROL.findall(text)), len(text))
    return text


def _refuse_controls(name: str, controls: int, total: int) -> None:
    if controls > FEW_CONTROLS and controls > MAX_CONTROL_SHARE * total:
        reason = f"{controls / total:.0%} of its characters are control characters"
        raise _refusal(name, reason, SAVE)


def _decoded(name: str, data: bytes, declared: str | None) -> str:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _strict(name, data, encoding)
    wide = _wide_encoding(data)
    if wide:
        return _strict(name, data, wide)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _declared(data, declared) or _damaged_utf8(data) or _detected(name, data)


def _declared(data: bytes, encoding: str | None) -> str | None:
    """The text in the encoding that the file declares, if Python knows it and the bytes fit.

    As browsers do, Latin-1 is taken for windows-1252: its C1 controls are never meant.
    """
    try:
        name = codecs.lookup(encoding or "").name
        return data.decode(WIDER.get(name, name))
    except (LookupError, UnicodeError, ValueError):
        return None


def _strict(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _refusal(
            name,
            f"it says it is {encoding.upper()}, but byte {error.start} is not",
            "save it again as UTF-8 plain text",
        ) from error


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is NUL."""
    sample = data[:SAMPLE_BYTES]
    half = max(1, len(sample) // 2)
    if len(data) % 2 == 0 and sample[1::2].count(0) > MIN_WIDE_SHARE * half:
        return "utf-16-le" if sample[::2].count(0) < (1 - MIN_WIDE_SHARE) * half else None
    if len(data) % 2 == 0 and sample[::2].count(0) > MIN_WIDE_SHARE * half:
        return "utf-16-be"
    return None


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 with a few bad bytes, as of a file cut off inside a letter; each becomes U+FFFD."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(1 for match in re.finditer(r"[^\x00-\x7f\ufffd]", text))
    return text if bad <= MAX_BAD_SHARE * (good + bad) else None


def _detected(name: str, data: bytes) -> str:
    """The text in a legacy encoding, found from the lines that are not ASCII."""
    _refuse_controls(name, len(data) - len(data.translate(None, CONTROL_BYTES)), len(data))
    sample = b"\n".join(line for line in data.splitlines() if not line.isascii())[:SAMPLE_BYTES]
    guesses = _western(sample) or _japanese(sample) or _guessed(sample)
    for encoding in [*guesses, "cp1252"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refusal(name, "its encoding was not recognised", "save it as UTF-8 plain text")


def _western(sample: bytes) -> list[str]:
    """windows-1252 if, so read, only what Western Europe writes appears, where it writes it."""
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return []
    others = [c for c in text if not c.isascii()]
    odd = len(ODD_IN_WESTERN.findall(text))
    return ["cp1252"] if WESTERN.issuperset(others) and odd <= MAX_ODD_SHARE * len(others) else []


def _japanese(sample: bytes) -> list[str]:
    for encoding in JAPANESE:
        text = sample.decode(encoding, errors="ignore")
        if sum("\u3040" <= c <= "\u309f" for c in text) > MIN_HIRAGANA * len(text):
            return [encoding]
    return []


def _guessed(sample: bytes) -> list[str]:
    """What charset-normalizer says; of the two for Central Europe, the one with more letters."""
    found = from_bytes(sample, cp_isolation=ENCODINGS).best()
    if found is None:
        return []
    if found.encoding in CENTRAL:
        return sorted(CENTRAL, key=lambda encoding: -_letters(sample, encoding))
    return [found.encoding]


def _letters(sample: bytes, encoding: str) -> int:
    return sum(c.isalpha() for c in sample.decode(encoding, errors="ignore"))


def _refusal(name: str, reason: str, remedy: str) -> UnreadableArticle:
    return UnreadableArticle(f"{name}: {reason}; {remedy}")
