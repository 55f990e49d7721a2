"""Widen a short answer to the clause or sentence that explains, where the question asks for one.

A reader trained on short answers gives "legal guarantees" where the question asks under what
condition; the clause "if NATO provides legal guarantees that ..." answers it. *Why* gets the clause
of its *because*, or the sentence; *what did she say* gets what was said, without who said it and
where; *how* and questions for a yes or no get the clause. English rules only.
"""

import re

from rag.articles.article import Article, Range
from rag.articles.sentences import sentence_around

SAY = r"(?:say|tell|claim|argue|warn|remark|reply|think)"
SAID = (
    r"(?:said|says|told|tells|claimed|claims|stated|argued|argues|warned|warns|declared|announced"
    r"|remarked|replied|answered|added|adds|wrote|writes|believes|stressed|noted|insisted)"
)
KINDS = {
    "condition": re.compile(
        r"\b(?:under|on|in) (?:what|which) (?:conditions?|circumstances?|case)\b"
        r"|\bwhat (?:is|are|was|were|would be) the conditions?\b|\bwhat conditions?\b",
        re.IGNORECASE,
    ),
    "reason": re.compile(
        r"\bwhy\b|\bhow come\b|\b(?:what|which)(?: \w+)? reasons?\b|\bthe reasons? (?:for|why)\b"
        r"|^\s*explain\b",
        re.IGNORECASE,
    ),
    "manner": re.compile(
        r"^\s*how (?:do|does|did|can|could|will|would|should|is|are|was|were|has|have|had)\b",
        re.IGNORECASE,
    ),
    "statement": re.compile(
        rf"\bwhat (?:do|does|did|has|have|had) .+\b{SAY}\b"
        r"(?=\s*(?:\?|\Z|(?:about|of|on|regarding|concerning|in|to|at|when|after|before|during)\b)"
        r"|(?<=tell) (?:\w+ ){1,3}about\b)",
        re.IGNORECASE,
    ),
    "verdict": re.compile(
        r"^\s*(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|must|may)"
        r"(?:n['’]t)?\b(?!.*\bor\b)",
        re.IGNORECASE,
    ),
}
OTHER = re.compile(
    r"\s*(?:who|whom|whose|when|where|which|were (?:is|are|was|did|do|does|will|can|has|had))\b",
    re.IGNORECASE,
)  # "were was" is a misspelt where
CONDITION = re.compile(
    r"\b(?:if|unless|provided|providing|as long as|only when|once)\b", re.IGNORECASE
)
REASON = re.compile(
    r"\b(?:because|since(?! then\b)|due to|owing to|thanks to|so that|so as to|in order (?:to|that)"
    r"|for fear|fearing|given that|on the grounds? that|to (?:avoid|prevent|ensure))\b",
    re.IGNORECASE,
)
REPORTED = re.compile(
    rf"\b{SAID}\b(?:[^,.:;\"“]{{0,60}}?\bthat\b|[^.;\"“]{{0,60}}(?=[\"“]))?\s*", re.IGNORECASE
)
ATTRIBUTION = re.compile(rf",[\"”’']?\s+(?:[^,.;]{{1,80}}?\s)?{SAID}\b")
SPEAKER = re.compile(rf"{ATTRIBUTION.pattern}[^,;\"“]{{0,40}}\Z")  # it ends the sentence
PAUSE = re.compile(r"[,;:][\"”’']?\s|\s[-–—]{1,2}\s|\s[(]|[)]\s")
AROUND = " \t\r\n,;:"
OPENING = ' \t\r\n"“‘('
CLOSING = ' \t\r\n.,;:!?"”’'
MIN_CLAUSE_WORDS = 4  # a shorter clause explains nothing; its sentence may


def kind(question: str) -> str | None:
    """What explanation a question asks for: a key of `KINDS`, or None for a plain answer."""
    if OTHER.match(question):
        return None
    return next((name for name, form in KINDS.items() if form.search(question)), None)


def widened(question: str, article: Article, start: int, end: int) -> Range:
    """The range to quote in answer to the question: `[start, end)` itself, or what explains it."""
    wanted = kind(question)
    start, end = bare(article.text, (start, end))
    if wanted is None:
        return (start, end)
    text, sentence = article.text, sentence_around(article, start, end)
    clause = clause_around(text, sentence, start, end)
    if wanted == "condition":
        clause = from_connective(CONDITION, text, sentence, start, end) or clause
    elif wanted == "reason":
        clause = from_connective(REASON, text, sentence, start, end) or (
            sentence[0],
            until(SPEAKER, text, end, sentence[1]),
        )
    elif wanted == "statement":
        clause = what_was_said(text, sentence, start, end)
    enough = len(text[slice(*clause)].split()) >= MIN_CLAUSE_WORDS
    return trimmed(text, clause if enough else sentence)


def clause_around(text: str, sentence: Range, start: int, end: int) -> Range:
    """From the pause before `start` to the pause after `end`, within the sentence."""
    before = max((m.end() for m in PAUSE.finditer(text, sentence[0], start)), default=sentence[0])
    return (before, until(PAUSE, text, end, sentence[1]))


def from_connective(
    connective: re.Pattern[str], text: str, sentence: Range, start: int, end: int
) -> Range | None:
    """From the last connective before `end` to the pause after, if the span's clause has one."""
    clause = clause_around(text, sentence, start, end)
    last = max((m.start() for m in connective.finditer(text, clause[0], end)), default=None)
    return None if last is None else (last, clause[1])


def what_was_said(text: str, sentence: Range, start: int, end: int) -> Range:
    """The sentence from behind the words that report speech, to before those that follow it."""
    said = start + len("that ") if text.startswith("that ", start) else start
    begin = max((m.end() for m in REPORTED.finditer(text, sentence[0], said)), default=sentence[0])
    return (begin, until(ATTRIBUTION, text, end, sentence[1]))


def until(stop: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Where in `[start, end)` the first match begins; `end` where there is none."""
    found = stop.search(text, start, end)
    return found.start() if found else end


def bare(text: str, span: Range) -> Range:
    """The span without commas around it, and without a quotation mark that lacks its pair."""
    start, end = span
    while start < end:
        inside = text[start:end]
        unpaired = {'"'} if inside.count('"') % 2 else set()
        unpaired |= set("“”") if inside.count("“") != inside.count("”") else set()
        if inside[-1] in AROUND or inside[-1] in unpaired:
            end -= 1
        elif inside[0] in AROUND or inside[0] in unpaired:
            start += 1
        else:
            return (start, end)
    return span


def trimmed(text: str, whole: Range) -> Range:
    """The range without the punctuation that opens and ends it."""
    start, end = whole
    start += len(text[start:end]) - len(text[start:end].lstrip(OPENING))
    return (start, start + len(text[start:end].rstrip(CLOSING)))
