"""Widen a short answer to the clause or sentence that explains, for questions that ask for one.

English rules only. A reader trained on short answers gives "legal guarantees" where the question
asks under what condition; the clause "if NATO provides legal guarantees that ..." answers it.
"""

import re

from rag.articles.article import Article, Range
from rag.articles.sentences import sentence_around

CONDITION = re.compile(
    r"\b(?:under|on|in) (?:what|which) (?:condition|circumstance|case)s?\b"
    r"|\b(?:what|which) (?:is|are|was|were)?\s*(?:the )?conditions?\b",
    re.IGNORECASE,
)
REASON = re.compile(
    r"\bwhy\b|\bhow come\b|\b(?:for )?what reasons?\b|\bwhat (?:is|was|are|were) the reasons?\b"
    r"|\bexplain\b",
    re.IGNORECASE,
)
MANNER = re.compile(
    r"\bhow (?:do|does|did|can|could|will|would|should|is|are|was|were|has|have|had)\b",
    re.IGNORECASE,
)
CONNECTIVE = re.compile(
    r"\b(?:if|unless|provided|providing|as long as|until|once|because|since|due to|owing to"
    r"|thanks to|so that|so as to|in order to|in order that|for fear|fearing|given that"
    r"|on the grounds? that|to avoid|to prevent|to ensure|by)\b",
    re.IGNORECASE,
)
PAUSE = re.compile(r"[,;:]\s|\s[-–—]{1,2}\s|\s[(]|[)]\s")
MIN_CLAUSE_WORDS = 4  # a shorter clause explains nothing; its sentence may
CLOSING = " \t\r\n.,;:!?\"'”’)"


def asks_for_explanation(question: str) -> bool:
    """Whether the question asks why, how, or under what condition."""
    return any(kind.search(question) for kind in (CONDITION, REASON, MANNER))


def widened(question: str, article: Article, start: int, end: int) -> Range:
    """The range to quote in answer to the question: `[start, end)` itself, or what explains it."""
    if not asks_for_explanation(question):
        return (start, end)
    sentence = sentence_around(article, start, end)
    clause = clause_around(article.text, sentence, start, end)
    if len(article.text[slice(*clause)].split()) >= MIN_CLAUSE_WORDS:
        return clause
    return without_closing(article.text, sentence)


def clause_around(text: str, sentence: Range, start: int, end: int) -> Range:
    """From the pause or connective before `start` to the pause after `end`, within the sentence."""
    before = [sentence[0]]
    before += [m.end() for m in PAUSE.finditer(text, sentence[0], start)]
    before += [m.start() for m in CONNECTIVE.finditer(text, sentence[0], end) if m.start() <= start]
    after = PAUSE.search(text, end, sentence[1])
    return without_closing(text, (max(before), after.start() if after else sentence[1]))


def without_closing(text: str, whole: Range) -> Range:
    """The range without the punctuation that ends it."""
    start, end = whole
    return (start, start + len(text[start:end].rstrip(CLOSING)))
