"""Read questions with their answers from a file, in any of the forms people have them in.

    ours       {"id", "category"?, "question", "history"?: [questions before], "answers":
               [{"article", "start", "text"}]}
    marked     the same, of articles that are not handed on with the questions: an answer is
               {"article", "start", "end", "sha256"}, its words are taken from the corpus, and the
               sha256 of them, or how it begins, tells whether they are those that were meant
    simple     {"id", "question", "answers": [{"text"}], "articles"?: [ids]}
    records    {"id", "question", "context", "answers": [{"text", "answer_start"}]}
    SQuAD      the JSON of SQuAD 1.1 and 2.0

All but SQuAD are JSON lines; each may be gzip'd, and `answers` may be empty: the question then
has to be declined. The forms may differ from line to line.
"""

import gzip
import json
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from eval.errors import UnusableQuestions
from eval.example import Example, Gold

OWN = Path(__file__).with_name("questions.jsonl")
"""The questions on the seed articles, which come with the project."""

FORMS = "give JSON lines with id, question and answers, or a SQuAD file"


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions in the order of their file, and the sha256 of the file's bytes."""

    name: str
    sha256: str
    examples: tuple[Example, ...]

    def sample(self, limit: int | None, seed: int) -> "QuestionSet":
        """At most `limit` of them, drawn by the seed, still in the order of the file."""
        if limit is None or limit >= len(self.examples):
            return self
        drawn = sorted(random.Random(seed).sample(range(len(self.examples)), limit))
        return QuestionSet(self.name, self.sha256, tuple(self.examples[i] for i in drawn))


Texts = Callable[[], Mapping[str, str]]
"""The articles that answers are marked in, by id; asked for only where there are such answers."""


def load(path: Path, texts: Texts = dict) -> QuestionSet:
    """Read all questions of a file.

    Args:
        path: In any of the forms.
        texts: See `Texts`.

    Raises:
        UnusableQuestions: It is missing, unreadable, empty, or holds a line that is no question.
    """
    raw = _read(path)
    text = _decoded(path, raw)
    examples = tuple(_parsed(path, text, texts))
    if not examples:
        raise UnusableQuestions(f"{path} holds no question; {FORMS}")
    _check_ids(path, examples)
    return QuestionSet(_stem(path), sha256(raw).hexdigest(), examples)


def quoted(record: Mapping[str, Any], texts: Texts) -> dict[str, Any]:
    """A record, its answers, where they are marked, with the words they mark.

    Raises:
        UnusableQuestions: The articles lack one, or have other words there.
    """
    marks = record.get("answers", ())
    if not any("sha256" in answer for answer in marks):
        return dict(record)
    return {**record, "answers": [_quoted(record["id"], mark, texts()) for mark in marks]}


def in_development(example_id: str) -> bool:
    """Whether a question on the seeds is in the development half; the others are the test half.

    The half is decided by the sha256 of the id up to its first dot, so that the turns of one
    conversation ("c07.1", "c07.2") are never parted, and a question added later moves no other.
    """
    return sha256(example_id.partition(".")[0].encode()).digest()[0] % 2 == 0


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise UnusableQuestions(f"{path}: {reason}; {FORMS}") from error


def _decoded(path: Path, raw: bytes) -> str:
    try:
        return (gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw).decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise UnusableQuestions(f"{path} is not text ({error}); {FORMS}") from error


def _parsed(path: Path, text: str, texts: Texts) -> Iterator[Example]:
    squad = _as_squad(text)
    if squad is not None:
        yield from _squad_examples(path, squad)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _line_example(f"{path}, line {number}", line, texts)


def _as_squad(text: str) -> Mapping[str, Any] | None:
    """The whole file as one JSON object with "data", or None where it is something else."""
    try:
        whole = json.loads(text)
    except json.JSONDecodeError:
        return None
    return whole if isinstance(whole, dict) and "data" in whole else None


def _squad_examples(path: Path, squad: Mapping[str, Any]) -> Iterator[Example]:
    try:
        for title in squad["data"]:
            for paragraph in title["paragraphs"]:
                for qa in paragraph["qas"]:
                    answers = [] if qa.get("is_impossible") else qa["answers"]
                    yield _example({**qa, "answers": answers, "context": paragraph["context"]})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnusableQuestions(
            f'{path} has "data" but is not SQuAD ({_fact(error)}); '
            "it needs data[].paragraphs[].context and .qas[].id, .question, .answers"
        ) from error


def _line_example(place: str, line: str, texts: Texts) -> Example:
    try:
        record = json.loads(line)
        return _example(quoted(record, texts))
    except json.JSONDecodeError as error:
        raise UnusableQuestions(f"{place} is not JSON ({error}); {FORMS}") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnusableQuestions(f"{place} is no question ({_fact(error)}); {FORMS}") from error


def _example(record: Mapping[str, Any]) -> Example:
    question = record["question"]
    if not isinstance(question, str) or not question.strip():
        raise ValueError(f"its question is {question!r}")
    context = record.get("context")
    articles = record.get("articles") or [None]
    answers = (
        gold
        for answer in record["answers"]
        for article in articles
        for gold in [_gold(answer, article, context)]
    )
    return Example(
        id=str(record["id"]),
        question=question,
        answers=tuple(dict.fromkeys(answers)),
        category=str(record.get("category", "questions")),
        history=tuple(str(earlier) for earlier in record.get("history", ())),
        context=context,
    )


def _quoted(question: str, mark: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    article, start, end = mark["article"], mark["start"], mark["end"]
    if article not in texts:
        raise UnusableQuestions(
            f"the answer to question {question!r} is marked in {article!r}, which the corpus "
            "lacks; name the articles that the questions are about with --corpus"
        )
    words = texts[article][start:end]
    if not sha256(words.encode()).hexdigest().startswith(mark["sha256"]):
        raise UnusableQuestions(
            f"question {question!r}: {article} has {words[:50]!r} at characters {start} to {end}, "
            "not what was marked; use the text that the questions were written for"
        )
    return {"article": article, "start": start, "text": words}


def _gold(answer: Mapping[str, Any], article: str | None, context: str | None) -> Gold:
    text = answer["text"]
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"an answer's text is {text!r}")
    start = answer.get("start", answer.get("answer_start"))
    if start is not None and context is not None and not context.startswith(text, start):
        start = None  # a wrong offset in somebody's data: any place with these words will do
    return Gold(text, answer.get("article", article), start)


def _check_ids(path: Path, examples: tuple[Example, ...]) -> None:
    seen: set[str] = set()
    for example in examples:
        if example.id in seen:
            raise UnusableQuestions(
                f"{path} has two questions {example.id!r}; give each its own id"
            )
        seen.add(example.id)


def _stem(path: Path) -> str:
    return path.name.removesuffix(".gz").rsplit(".", 1)[0]


def _fact(error: Exception) -> str:
    return f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)
