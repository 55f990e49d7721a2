"""A corpus that answers from a table: real values, no model."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

from rag.answering.answer import Answer, Citation, Hit
from rag.articles.article import Article, Passage
from rag.errors import InvalidQuestion

HOSTILE = (
    "<script>window.hacked = 1</script> said <img src=x onerror='window.hacked = 2'> Mayor.\n"
    "**Bold** [link](javascript:window.hacked=3) ${window.hacked = 4} {{constructor}} `code`\n"
    "\x1b[31mRed\x1b[0m & \"quoted\" 'text'."
)
EMOJI = "Sidebar 🗞️\nThe 👩‍🚀 crew of Zoë Müller landed in Łódź 🚀 on Friday."
HEBREW = "ראש העיר דוד כהן פתח את הגשר ביום שני."


def article(
    id: str,
    text: str,
    *,
    outlet: str | None = None,
    published: date | None = None,
    title: str | None = None,
    url: str | None = None,
    body: tuple[tuple[int, int], ...] | None = None,
) -> Article:
    """An article whose whole text is its body unless said otherwise."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Article(
        id, text, sha256, title, outlet, published, url, ((0, len(text)),) if body is None else body
    )


def cite(article: Article, quote: str, score: float = 5.0) -> Citation:
    """A citation of the first place where the quotation stands."""
    start = article.text.index(quote)
    return Citation(article, start, start + len(quote), score)


FIRST = article(
    "bridge.txt",
    "City Herald\nThe bridge opened. Mayor Ada Berg cut the ribbon on Monday. Subscribe now!",
    outlet="City Herald",
    published=date(2011, 6, 7),
    title="The bridge opens",
    url="https://herald.example/bridge",
    body=((12, 71),),
)
SECOND = article(
    "copy.txt",
    "Ada Berg, the mayor, opened the bridge.",
    outlet="Evening Post",
    published=date(2011, 6, 8),
    title="Mayor opens bridge",
)
THIRD = article("hostile.txt", HOSTILE, outlet="<b>Evil</b>", title="<script>alert(1)</script>")
FOURTH = article("emoji.txt", EMOJI, outlet="Space Daily", body=((11, len(EMOJI)),))
FIFTH = article("hebrew.txt", HEBREW, outlet="העיר", published=date(2012, 1, 2))


class FakeCorpus:
    """Knows the answers in its table and abstains from all else."""

    articles = (FIRST, SECOND, FOURTH, FIFTH, THIRD)

    def __init__(self, table: Mapping[str, Sequence[Citation]] | None = None) -> None:
        self.table = table if table is not None else TABLE
        self.asked: list[tuple[str, tuple[Answer, ...]]] = []

    def answer(
        self,
        question: str,
        *,
        history: Sequence[Answer] = (),
        since: date | None = None,
        until: date | None = None,
        outlets: Sequence[str] | None = None,
    ) -> Answer:
        self.asked.append((question, tuple(history)))
        if len(question) > 200:
            raise InvalidQuestion(f"the question has {len(question)} characters; ask <shorter>")
        if question == "break":
            raise RuntimeError("a bug")
        citations = tuple(self.table.get(question, ()))
        hits = self.search(question, 3, since=since, until=until, outlets=outlets)
        return Answer(question, question, citations, 0.93 if citations else 0.1, hits)

    def search(
        self,
        question: str,
        k: int = 10,
        *,
        since: date | None = None,
        until: date | None = None,
        outlets: Sequence[str] | None = None,
    ) -> tuple[Hit, ...]:
        kept = [
            a
            for a in self.articles
            if (outlets is None or a.outlet in outlets)
            and (since is None or (a.published or date.min) >= since)
            and (until is None or (a.published or date.max) <= until)
        ]
        hits = (Hit(Passage(a, *a.body[0]), 1 / (i + 1), 0.5) for i, a in enumerate(kept))
        return tuple(hits)[:k]


TABLE: dict[str, Sequence[Citation]] = {
    "Who cut the ribbon?": (cite(FIRST, "Ada Berg"), cite(SECOND, "Ada Berg, the mayor")),
    "Who said it?": (cite(THIRD, "<img src=x onerror='window.hacked = 2'> Mayor"),),
    "Where did they land?": (cite(FOURTH, "Łódź 🚀"),),
    "Who opened the bridge in Hebrew?": (cite(FIFTH, "דוד כהן"),),
}
