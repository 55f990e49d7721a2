"""Read for an answer in two stages, since reading is most of the work of a question.

First the passages that retrieval puts near the best, and those of the articles that the
conversation is about. Then, of the others, those that hold the words of the answer found: who else
says so is told without reading what speaks of something else.

The articles under discussion are asked in the conversation's words, others in resolved ones
(`rag.answering.question`).

A passage from the middle of an article is read behind the article's opening sentence, which says
who did what: "Foreign sales increased by 8.2%" does not tell whose they are.
"""

import re
from collections.abc import Mapping, Sequence

from rag.answering.answer import Hit
from rag.answering.candidates import Candidate, candidates
from rag.answering.form import impossible
from rag.answering.question import Question
from rag.articles.article import Passage
from rag.articles.sentences import opening_sentence
from rag.reader import Reader, Reading, ScoredSpan

NEAR = 0.5  # of the best passage's score: reads 4.5 of ten, and answers as well (docs/DECISIONS.md)
AT_LEAST = 2  # passages, however far the second is behind


def read(question: Question, hits: Sequence[Hit], reader: Reader) -> list[Candidate]:
    """The spans that may answer the question, best first. `hits` are best first."""
    readings = _read(question, hits, near(hits), reader)
    found = possible(question, hits, readings)
    if not found:
        return []
    says_so = re.compile(rf"(?<!\w){re.escape(found[0].citation.quote)}(?!\w)", re.IGNORECASE)
    others = [
        i for i, hit in enumerate(hits) if i not in readings and says_so.search(hit.passage.text)
    ]
    if not others:
        return found
    return possible(question, hits, readings | _read(question, hits, others, reader))


def possible(
    question: Question, hits: Sequence[Hit], readings: Mapping[int, Reading]
) -> list[Candidate]:
    """The candidates of what was read that can answer the question, best first."""
    order = sorted(readings)
    found = candidates([hits[i] for i in order], [readings[i] for i in order])
    return [one for one in found if not impossible(question.resolved, one.citation.quote)]


def near(hits: Sequence[Hit]) -> list[int]:
    """The numbers of the hits to read first."""
    return [
        i
        for i, hit in enumerate(hits)
        if i < AT_LEAST or hit.score >= NEAR * hits[0].score or hit.continues
    ]


def _read(
    question: Question, hits: Sequence[Hit], numbers: Sequence[int], reader: Reader
) -> dict[int, Reading]:
    alike: dict[str, list[int]] = {}  # by the words that the question is put in
    for i in numbers:
        alike.setdefault(question.to(hits[i]), []).append(i)
    found: dict[int, Reading] = {}
    for words, some in alike.items():
        openings = [opening(hits[i].passage) for i in some]
        texts = [before + hits[i].passage.text for i, before in zip(some, openings, strict=True)]
        for i, before, reading in zip(some, openings, reader.read(words, texts), strict=True):
            found[i] = behind(reading, len(before))
    return found


def opening(passage: Passage) -> str:
    """The article's opening sentence, to be read before the passage; "" if that has it itself."""
    found = opening_sentence(passage.article)
    if found is None or passage.start < found[1]:
        return ""
    return f"{passage.article.text[slice(*found)]}\n"


def behind(reading: Reading, start: int) -> Reading:
    """What was found from character `start` on, as if the text began there."""
    return Reading(
        tuple(
            ScoredSpan(span.start - start, span.end - start, span.score)
            for span in reading.spans
            if span.start >= start
        )
    )
