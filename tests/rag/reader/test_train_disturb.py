"""Records shown otherwise each time."""

import random
from dataclasses import replace

import pytest

from rag.reader.train import encoder_folder
from rag.reader.training import disturb
from rag.reader.training.disturb import (
    by_title,
    disturbed,
    joined,
    masked,
    sentences,
    without_answer,
    without_some,
)
from rag.reader.training.records import Record
from rag.reader.training.stream import Source, Stream

CONTEXT = (
    "The mine at Velmark closed in June. It had opened in 1911. "
    "Some 640 people lost their jobs.\nThe union spoke of a dark day! Copper had fallen."
)


def record(answer: str, context: str = CONTEXT, title: str = "mines") -> Record:
    start = context.index(answer) if answer else 0
    answers = ((start, start + len(answer)),) if answer else ()
    return Record("1", title, "When did it open?", context, answers)


def said(one: Record) -> list[str]:
    return [one.context[start:end] for start, end in one.answers]


OTHERS = [
    record("", "A lighthouse stands on the cape. Its keeper studies moths.", "coast"),
    record("", "The quarry at Ansgar opened in 1950 and employs ninety.", "mines"),
]


def test_sentences_are_the_whole_text() -> None:
    found = list(sentences(CONTEXT))
    assert "".join(CONTEXT[start:end] for start, end in found) == CONTEXT
    assert len(found) == 5


@pytest.mark.parametrize("seed", range(40))
def test_the_answer_stays_or_is_gone_altogether(seed: int) -> None:
    shown = disturbed(record("1911"), OTHERS, by_title(OTHERS), random.Random(seed))
    assert said(shown) == ["1911"] if shown.answers else "1911" not in shown.context


def test_sentences_without_an_answer_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disturb, "LEFT_OUT", 1.0)
    shown = without_some(record("1911"), random.Random(0))
    assert shown.context == "It had opened in 1911. "
    assert said(shown) == ["1911"]


def test_an_answer_over_two_sentences_stays_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disturb, "LEFT_OUT", 1.0)
    shown = without_some(record("in June. It had opened"), random.Random(0))
    assert said(shown) == ["in June. It had opened"]


def test_nothing_is_left_of_nothing() -> None:
    empty = record("", "")
    assert without_some(empty, random.Random(0)) == empty
    assert without_answer(replace(record("1911", "In 1911."), question="?")).answers


def test_without_its_answer_a_record_has_none() -> None:
    shown = without_answer(record("1911"))
    assert shown.answers == ()
    assert "1911" not in shown.context
    assert "640" in shown.context


def test_an_answer_said_twice_is_not_taken_away() -> None:
    twice = record("June", CONTEXT + " June was wet.")
    assert without_answer(twice) == twice


@pytest.mark.parametrize("seed", range(8))
def test_another_context_comes_beside(seed: int) -> None:
    shown = joined(record("1911"), OTHERS[0], random.Random(seed))
    assert sorted(shown.context.split()) == sorted(f"{CONTEXT} {OTHERS[0].context}".split())
    assert said(shown) == ["1911"]


def test_a_context_with_the_answer_does_not_come_beside() -> None:
    one = record("1911")
    assert joined(one, replace(OTHERS[0], context="In 1911 too."), random.Random(0)) == one
    assert joined(one, replace(OTHERS[0], context=" "), random.Random(0)) == one


def test_contexts_on_the_same_subject_come_beside_answers_only() -> None:
    alike = by_title(OTHERS)
    for seed in range(60):
        shown = disturbed(record("1911"), OTHERS, alike, random.Random(seed))
        assert "lighthouse" not in shown.context
        shown = disturbed(record(""), OTHERS[:1], alike, random.Random(seed))
        assert "quarry" not in shown.context  # it might answer the question


def test_tokens_are_masked_but_for_answers_and_special_ones() -> None:
    ids = list(range(100, 300))
    chance = random.Random(0)
    shown = [masked(ids, 20, ((50, 60),), 7, chance) for _ in range(300)]
    hidden = [sum(one[at] == 7 for one in shown) / len(shown) for at in range(len(ids))]
    assert {hidden[at] for at in (0, 19, 199, *range(50, 61))} == {0.0}
    context = [hidden[at] for at in range(61, 199)]
    assert sum(context) / len(context) == pytest.approx(disturb.MASKED / 2, rel=0.15)
    question = hidden[1:19]
    assert sum(question) / len(question) == pytest.approx(disturb.MASKED / 4, rel=0.3)
    assert all(one[at] in (7, ids[at]) for one in shown for at in range(len(ids)))


def test_a_stream_shows_records_otherwise_and_again_the_same() -> None:
    from transformers import AutoTokenizer  # noqa: PLC0415 - takes a second

    tokenizer = AutoTokenizer.from_pretrained(encoder_folder())
    sources = [Source([record("1911")] * 64, 1.0)]
    made = {"batch": 64, "max_tokens": 96, "seed": 1}
    plain = Stream(sources, tokenizer, **made)[0][0].input_ids
    one, two = (Stream(sources, tokenizer, **made, disturb=1.0)[0][0].input_ids for _ in range(2))
    assert one.tolist() == two.tolist()
    assert one.shape != plain.shape or (one != plain).any()
    assert (one == tokenizer.mask_token_id).any()
    assert not (plain == tokenizer.mask_token_id).any()


@pytest.mark.parametrize("rate", [0, 1])
def test_close_is_the_answers_sentence_with_the_one_before_and_the_first(
    monkeypatch: pytest.MonkeyPatch, rate: int
) -> None:
    monkeypatch.setattr(disturb, "ELSEWHERE", 0)
    monkeypatch.setattr(disturb, "KEPT", rate)
    shown = disturb.close(record("640"), random.Random(0))
    before = "The mine at Velmark closed in June. It had opened in 1911. " if rate else ""
    assert shown.context == f"{before}Some 640 people lost their jobs.\n"
    assert said(shown) == ["640"]


def test_elsewhere_is_the_sentence_most_like_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disturb, "ELSEWHERE", 1)
    monkeypatch.setattr(disturb, "KEPT", 0)
    for answer in ("640", ""):
        asked = replace(record(answer), question="When did the union speak of a dark day?")
        shown = disturb.close(asked, random.Random(0))
        assert shown.context == "The union spoke of a dark day! "
        assert shown.answers == ()
