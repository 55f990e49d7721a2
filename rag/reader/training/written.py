"""Questions written for this reader, which their text answers or only seems to answer.

Files of `data/`, JSON lines, each text with what was asked of it,
`{"id", ..., "questions": [{"question", "answer" or "instead"}]}`:

- `passages.jsonl`: on contexts of SQuAD, SQuADShifts and Natural Questions, named by the sha256 of
  their words (the first 16 digits), which come from those sets;
- `contrasts.jsonl`: on such contexts too, questions that people asked of them, altered in a word or
  more, and twins that differ as little: so little decides whether there is an answer (contrast
  sets, Gardner et al., 2020);
- `paraphrases.jsonl`: on such contexts too, some worded far from the text and some in its own words
  but for one, each with its twin, of which one has an answer and one has none: shared words tell
  nothing;
- `news.jsonl`: on news that never happened, whose texts the file holds; the last ten of each news
  are twins, four of them for a yes or a no and four for what somebody said or thinks;
- `conversations.jsonl`: on the same news, named by its id, each question leaning on those before,
  in half of the conversations with a `rewrite` that says all of it.

`answer` are the characters [start, end) that answer. A question with `instead` has no answer; what
it marks is what a careless reader would give, the idea of SQuAD 2.0's plausible answers (Rajpurkar
et al., 2018). A large language model wrote all of it, reading each text; of 240 drawn ones that it
was then asked blind, 127 of 127 had an answer and 110 of 113 had none, of 480 contrasts 186 of 186
and 290 of 294, of 240 twins 100 of 100 and 137 of 140.
"""

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files
from typing import Any, NamedTuple

from rag.articles.sentences import paragraph_sentences
from rag.conversation import Turn, both_forms
from rag.conversation.words import terms
from rag.reader.training.heard import behind
from rag.reader.training.records import Record, UnusableRecords

TENTHS = 10
DIGITS = 16  # of a sha256: enough to tell some thousand contexts apart


def on_passages(records: Iterable[Record]) -> list[Record]:
    """Our questions on the contexts of other sets.

    Args:
        records: Of those sets, in any order; contexts that no question is on are passed over.

    Raises:
        UnusableRecords: A context is not among theirs.
    """
    return _on_contexts("passages.jsonl", records)


def contrasts(records: Iterable[Record]) -> list[Record]:
    """People's questions, altered, on the contexts that they asked them of.

    Args and Raises: as `on_passages`.
    """
    return _on_contexts("contrasts.jsonl", records)


def paraphrases(records: Iterable[Record]) -> list[Record]:
    """Our questions in other words than their context has, or in its own, with their twins.

    Args and Raises: as `on_passages`.
    """
    return _on_contexts("paraphrases.jsonl", records)


def on_news() -> list[Record]:
    """Our questions on our news."""
    return [one for news in _news().values() for one in _records(news, news["title"], news["text"])]


class Put(NamedTuple):
    """A question of a conversation, as it may be put to the article under discussion."""

    alone: Record
    """As the chat puts it."""
    behind: Record | None
    """Behind what was said before it; None for the first of a conversation."""


def in_conversations() -> list[Put]:
    """Our questions in conversations on our news."""
    news = _news()
    made: list[Put] = []
    for talk in _lines("conversations.jsonl"):
        about = news[talk["news"]]
        made += put(list(_records(talk, about["title"], about["text"])))
    return made


def put(talk: Sequence[Record]) -> Iterator[Put]:
    """The questions of a conversation, in order, as they are put."""
    turns: list[Turn] = []
    said: list[tuple[str, str]] = []
    for record in talk:
        resolved, in_context = both_forms(record.question, turns)
        alone = replace(record, question=in_context)
        heard = replace(record, question=behind(said, in_context))
        yield Put(alone, heard if said else None)
        text = record.context
        start, end = record.answers[0] if record.answers else (0, 0)
        sentence = _sentence(text, start, end) if record.answers else ""
        turns.append(Turn(resolved, text[start:end], sentence))
        said.append((record.question, text[start:end]))


def dialogues() -> Iterator[dict[str, object]]:
    """Our follow-up questions as `python -m eval conversation` reads them, one after another.

    A history has an empty title and section, then question and answer in turn; "" is the answer of
    a question that has none.
    """
    news = _news()
    for talk in _lines("conversations.jsonl"):
        text = news[talk["news"]]["text"]
        history = ["", ""]
        for one in talk["questions"]:
            if "rewrite" in one:
                yield {
                    "dialog": talk["id"],
                    "history": list(history),
                    "question": one["question"],
                    "rewrite": one["rewrite"],
                }
            answer = text[slice(*one["answer"])] if "answer" in one else ""
            history += [one["question"], answer]


def evenly(records: Sequence[Record], seed: int = 0) -> list[Record]:
    """As many answered as silent ones for each share of a question's words that its context has.

    The writer kept away from a text's words where it asked for what stands there, and used them
    where it did not: a reader that sees all of them takes a question in a text's words for one
    without an answer.
    """
    words = {context: frozenset(terms(context)) for context in {one.context for one in records}}
    groups: dict[int, tuple[list[Record], list[Record]]] = defaultdict(lambda: ([], []))
    for record in records:
        asked, held = terms(record.question), words[record.context]
        shared = sum(term in held for term in asked) / max(len(asked), 1)
        groups[int(shared * TENTHS)][bool(record.answers)].append(record)
    chance = random.Random(seed)
    kept = {
        record.id
        for silent, answered in groups.values()
        for kind in (silent, answered)
        for record in chance.sample(kind, min(len(silent), len(answered)))
    }
    return [record for record in records if record.id in kept]


def digest(context: str) -> str:
    """The name of a context."""
    return sha256(context.encode()).hexdigest()[:DIGITS]


def _on_contexts(name: str, records: Iterable[Record]) -> list[Record]:
    contexts = {digest(context): context for context in {record.context for record in records}}
    made: list[Record] = []
    for passage in _lines(name):
        if passage["context"] not in contexts:
            raise UnusableRecords(
                f"no record has the context {passage['context']} of our questions "
                f"{passage['id']}; give all records of squad, squadshifts and natural_questions_qed"
            )
        made += _records(passage, "", contexts[passage["context"]])
    return made


def _news() -> dict[str, dict[str, Any]]:
    """Our news by their ids, in the order of the file."""
    return {one["id"]: one for one in _lines("news.jsonl")}


def _records(asked: dict[str, Any], title: str, context: str) -> Iterator[Record]:
    for n, one in enumerate(asked["questions"]):
        answers = (tuple(one["answer"]),) if "answer" in one else ()
        yield Record(f"{asked['id']}-{n}", title, one["question"], context, answers)


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence or sentences with `[start, end)`; a line of our news is a paragraph."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    paragraph = paragraph_sentences(text, first, len(text) if last < 0 else last)
    held = [sentence for sentence in paragraph if sentence[0] < end and start < sentence[1]]
    return text[held[0][0] : held[-1][1]]


def _lines(name: str) -> Iterator[dict[str, Any]]:
    with (files("rag.reader.training") / "data" / name).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
