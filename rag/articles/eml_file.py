"""Read a saved e-mail (.eml): its subject and what it says; attachments are left alone.

Subject, sender and date are the article's title, author and date. Of a mail in plain text and HTML
the plain text is read.
"""

from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import zip_longest

from rag.articles.article import Article
from rag.articles.decode import decode, kind_of
from rag.articles.extracted import extracted, one_line, titled
from rag.articles.layout import BULLET
from rag.articles.parse import Given
from rag.errors import UnreadableArticle

WRAP_WIDTH = 72  # columns: mail programs wrap there or up to six later (RFC 2822 asks for 78)
MAX_WIDTH = 100  # longer lines were not wrapped: each is a paragraph
HEADERS = ("From", "Subject", "Date")  # a mail has one of these


def read(id: str, data: bytes) -> Article:
    """The one article of the mail.

    Raises:
        UnreadableArticle: There is none; the message names `id` and says why.
    """
    mail = message_from_bytes(data.lstrip(), policy=policy.default)
    if kind_of(data) or not any(mail[name] for name in HEADERS):
        raise UnreadableArticle(
            f"{id}: it is {kind_of(data) or 'no e-mail: it has no sender, subject or date'}; "
            "save the mail again as .eml, or let the name say what the file is"
        )
    try:
        given = Given(title=_subject(mail), author=_sender(mail), published=_day(mail))
        text = _text(id, mail)
    except (ValueError, LookupError, AttributeError, TypeError) as error:
        raise UnreadableArticle(
            f"{id}: the mail is damaged ({error}); save it again, or its text as .txt"
        ) from error
    return extracted(id, data, titled(given.title, text), given)


def _text(id: str, mail: EmailMessage) -> str:
    """What the mail says."""
    part = mail.get_body(("plain", "html"))
    payload = part.get_payload(decode=True) if part else None
    if part is None or not isinstance(payload, bytes) or not payload.strip():
        raise UnreadableArticle(
            f"{id}: the mail has no text of its own; save what is attached as files beside it"
        )
    words = decode(id, payload, part.get_content_charset())
    if part.get_content_subtype() == "html":
        from rag.articles.html_file import extract  # noqa: PLC0415 - plain mail need not pay 1 s

        return extract(id, words)[0]
    if part.get_param("format") == "flowed":
        return _unflowed(words, delete_space=part.get_param("delsp") == "yes")
    return _unwrapped(words)


def _unwrapped(words: str) -> str:
    """Lines that a mail program wrapped joined: the next one's first word had no room there."""
    lines = words.splitlines()
    joined = ""
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        word = following.split(maxsplit=1)[0] if following.strip() else ""
        full = len(line) <= MAX_WIDTH and len(line) + 1 + len(word) > WRAP_WIDTH
        apart = not word or following[0] in " \t>" or BULLET.match(following)
        joined += line + (" " if full and not apart else "\n")
    return joined


def _unflowed(words: str, *, delete_space: bool) -> str:
    """Lines that end in a space joined with the next ones (RFC 3676)."""
    joined = ""
    for line in words.splitlines():
        if line.endswith(" ") and line != "-- ":
            joined += line[:-1] if delete_space else line
        else:
            joined += line + "\n"
    return joined


def _subject(mail: EmailMessage) -> str | None:
    return one_line(str(mail["Subject"])) if mail["Subject"] else None


def _sender(mail: EmailMessage) -> str | None:
    """The sender's name, or the address where there is none."""
    addresses = mail["From"].addresses if mail["From"] else ()
    return next((a.display_name or a.addr_spec for a in addresses), None) or None


def _day(mail: EmailMessage) -> date | None:
    """The day on which it was sent, where the sender was."""
    moment = mail["Date"].datetime if mail["Date"] else None
    return moment.date() if moment else None
