"""Questions that the articles answer, made from their own sentences.

English patterns only: a person with an office, and somebody who demanded, rejected, said, ...
A question is offered only after the corpus has answered it as its sentence does, so a poor one
costs time, not trust.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice, takewhile, zip_longest
from typing import NamedTuple

from rag.answering.answer import Answer
from rag.articles.article import Article
from ui.corpus import Corpus

ARTICLES_TRIED = 12
NEAR_CHARS = 80  # an object stands within so many characters of its verb

OFFICES = (
    "Prime Minister|Foreign Minister|Defen[cs]e Minister|Finance Minister|Minister"
    "|Secretary[- ]General|Secretary of State|Secretary|Vice President|President|Chancellor"
    "|Chief Executive|Chairman|Chairwoman|Chair|Director|Governor|Mayor|Ambassador|Commissioner"
    "|Spokesman|Spokeswoman|Spokesperson"
)
NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3}"
HOLDER = re.compile(rf"\b((?:[A-Z][\w’'-]+ ){{1,2}}(?i:{OFFICES})) ({NAME})")

DID = {
    "announced": "announce", "asked for": "ask for", "bought": "buy", "called for": "call for",
    "criticised": "criticise", "criticized": "criticize", "demanded": "demand", "denied": "deny",
    "dismissed": "dismiss", "launched": "launch", "lost": "lose", "offered": "offer",
    "promised": "promise", "proposed": "propose", "rejected": "reject",
    "requested": "request", "revealed": "reveal", "ruled out": "rule out", "signed": "sign",
    "sold": "sell", "unveiled": "unveil", "urged": "urge", "warned": "warn", "won": "win",
}  # fmt: skip
DOER = re.compile(
    rf"(?:^|[.,;:!?”\"]\s+|\n|\b(?:and|but|that|while|which) )((?:[A-Z][\w’'-]+ ?){{1,3}})"
    rf"(?: (?:has|have|had|also|then|again|since|flatly))* ?\b({'|'.join(DID)})\b"
)
NO_SUBJECT = {"he", "she", "it", "they", "we", "i", "you", "this", "that", "these", "those", "who",
              "the", "a", "an", "and", "but", "in", "on", "at", "after", "as"}  # fmt: skip
NO_QUALIFIER = {"The", "A", "An", "And", "But", "In", "On", "At", "After", "As", "Prime", "Foreign",
                "Vice", "Deputy", "Former", "New", "Chief"}  # fmt: skip


class Candidate(NamedTuple):
    """A question, and the words of its article that hold a right answer to it."""

    question: str
    expected: str


def suggestions(
    corpus: Corpus,
    articles: Sequence[Article],
    *,
    earlier: Sequence[Answer] = (),
    wanted: int = 3,
    tries: int = 8,
    go_on: Callable[[], bool] = lambda: True,
) -> Iterator[str]:
    """At most `wanted` questions about the articles, each answered by the corpus as expected.

    No two have the same answer, nor one that was given earlier. At most `tries` questions are put
    to the corpus, which takes time: each comes as soon as it is found, and the search ends when
    `go_on` says no.
    """
    known = {answer.question.casefold() for answer in earlier}
    told = {answer.text.casefold() for answer in earlier}
    fresh = (c for c in candidates(_spread(articles)) if c.question.casefold() not in known)
    for candidate in takewhile(lambda _: go_on(), islice(fresh, tries)):
        answer = corpus.answer(candidate.question)
        fresh_answer = answer.text.casefold() not in told
        if fresh_answer and _is_expected(answer.text, candidate.expected):
            told.add(answer.text.casefold())
            wanted -= 1
            yield candidate.question
        if wanted == 0:
            return


def candidates(articles: Iterable[Article]) -> Iterator[Candidate]:
    """Questions that the articles may answer: the articles take turns."""
    in_turn = chain.from_iterable(zip_longest(*(_of_article(article) for article in articles)))
    seen: set[str] = set()
    for candidate in in_turn:
        if candidate is not None and candidate.question not in seen:
            seen.add(candidate.question)
            yield candidate


def _of_article(article: Article) -> list[Candidate]:
    """Of each body, in turn what somebody did and who somebody is."""
    bodies = [article.text[start:end] for start, end in article.body]
    did = [
        Candidate(f"What did {doer.group(1).strip()} {DID[doer.group(2)]}?", body[doer.end() :])
        for body in bodies
        for doer in DOER.finditer(body)
        if not NO_SUBJECT & set(doer.group(1).lower().split())
    ]
    who = [
        Candidate(f"Who is the {holder.group(1)}?", holder.group(2))
        for body in bodies
        for holder in HOLDER.finditer(body)
        if holder.group(1).split()[0] not in NO_QUALIFIER
    ]
    in_turn = chain.from_iterable(zip_longest(did, who))
    return [candidate for candidate in in_turn if candidate is not None]


def _is_expected(answered: str, expected: str) -> bool:
    """Whether one holds the other; an answer is looked for near the beginning of what follows."""
    if not answered:
        return False
    near = expected[: len(answered) + NEAR_CHARS]
    return answered in near or near in answered


def _spread(articles: Sequence[Article]) -> Sequence[Article]:
    """At most `ARTICLES_TRIED` of them, evenly spread."""
    step = max(1, len(articles) // ARTICLES_TRIED)
    return articles[::step][:ARTICLES_TRIED]
