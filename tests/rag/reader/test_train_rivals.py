"""Questions shown beside a passage that does not answer them."""

import random
from math import log

import pytest
import torch
from transformers import AutoTokenizer

from rag.reader.train import encoder_folder
from rag.reader.training.examples import Example, collate
from rag.reader.training.loss import rival_loss
from rag.reader.training.records import Record
from rag.reader.training.rivals import Rivals
from rag.reader.training.stream import Source, Stream

ANSWERED = Example([2, 3, 8, 3], 2, ((2, 2),))
SILENT = Example([2, 3, 9, 9, 9, 3], 2, ())


def summit(place: str, year: int) -> Record:
    context = f"NATO met in {place} in {year}. Many leaders came, and talks went on for days."
    start = context.index(place)
    question = f"Where did NATO meet in {year}?"
    return Record(str(year), "NATO", question, context, ((start, start + len(place)),))


SUMMITS = [summit("Lisbon", 2010), summit("Chicago", 2012), summit("Newport", 2014)]


def test_rivals_are_like_the_question_and_do_not_answer_it() -> None:
    bees = Record("b", "", "Who dances?", "Bees dance to tell of flowers.", ((0, 4),))
    again = Record("a", "NATO", "Where?", "It was in lisbon that NATO met in 2010.", ((10, 16),))
    (found,) = Rivals([*SUMMITS, bees, again]).of(SUMMITS[:1])
    assert set(found[:2]) == {SUMMITS[1].context, SUMMITS[2].context}
    assert found[2:] == [bees.context]


def test_of_no_questions_there_are_no_rivals() -> None:
    assert list(Rivals(SUMMITS).of([])) == []


def test_an_undecided_model_loses_the_log_of_all_places_of_both_passages() -> None:
    batch = collate([[ANSWERED, SILENT], [ANSWERED]], 0)
    loss = rival_loss(torch.zeros(3, 8), torch.zeros(3, 8), batch)
    assert loss.tolist() == pytest.approx([2 * log(3 + 5), 0, 0])  # without the first tokens


def test_scores_count_from_those_of_the_passages_own_silence() -> None:
    batch = collate([[ANSWERED, SILENT]], 0)
    start, end = torch.randn(2, 8), torch.randn(2, 8)
    loss = rival_loss(start, end, batch)
    lifted = torch.tensor([[3.0], [-5.0]])
    assert torch.allclose(rival_loss(start + lifted, end + lifted, batch), loss, atol=1e-5)
    louder = start.clone()
    louder[1, 0] -= 2  # the rival is less silent: the right passage stands out less
    assert rival_loss(louder, end, batch)[0] > loss[0]


def test_a_rival_learns_to_be_quiet_and_nothing_else_changes() -> None:
    batch = collate([[ANSWERED, SILENT], [ANSWERED], [SILENT]], 0)
    start = torch.zeros(4, 8, requires_grad=True)
    rival_loss(start, torch.zeros(4, 8), batch).sum().backward()
    assert start.grad is not None
    rising = start.grad < 0
    assert rising[0].nonzero().tolist() == [[2]]  # the answer's token
    assert rising[1].nonzero().tolist() == [[0]]  # the rival's silence
    assert not start.grad[2:].any()


def test_a_stream_keeps_a_question_and_its_rival_in_one_batch() -> None:
    tokenizer = AutoTokenizer.from_pretrained(encoder_folder())
    records = [summit("Lisbon", year) for year in range(1950, 2020)]
    others = [summit("Chicago", year) for year in range(1950, 2020)]

    def stream() -> Stream:
        return Stream(
            [Source([*records, *others], 1)], tokenizer, batch=7, max_tokens=48, seed=3, rivals=0.5
        )

    assert stream().windows_per_epoch == 210
    batches = stream()[0]
    assert all(len(batch.input_ids) <= 7 for batch in batches)
    shown = sum(len(batch.input_ids) for batch in batches)
    assert 180 < shown < 240
    for batch in batches:
        numbers = batch.questions.tolist()
        for number in set(numbers):
            rows = [row for row, n in enumerate(numbers) if n == number]
            questions = {
                tuple(batch.input_ids[row][: batch.token_type_ids[row].tolist().index(1)].tolist())
                for row in rows
            }
            assert len(rows) <= 2
            assert len(questions) == 1  # the same question, once with another passage
            assert [bool(batch.starts[row, 0]) for row in rows] == [True, False][: len(rows)]
    again = stream()[0]
    assert all(torch.equal(a.input_ids, b.input_ids) for a, b in zip(batches, again, strict=True))


def test_rivals_are_about_as_long_as_the_passage_of_the_answer() -> None:
    tokenizer = AutoTokenizer.from_pretrained(encoder_folder())
    chance = random.Random(0)
    long = [
        Record(f"l{n}", "", f"What is {n}?", " ".join(chance.choices("abcdefgh", k=200)), ((0, 1),))
        for n in range(5)
    ]
    short = Record("s", "", "What is x?", "x is here now", ((0, 1),))
    stream = Stream([Source([short], 1)], tokenizer, batch=4, max_tokens=64, seed=0, rivals=1)
    assert len(stream[0][0].input_ids) == 1  # its own context is the only one
    stream = Stream(
        [Source([short, *long], 1)], tokenizer, batch=4, max_tokens=64, seed=0, rivals=1
    )
    lengths = {
        int(row.sum())
        for batch in stream[0]
        for row, number in zip(batch.attention_mask, batch.questions, strict=True)
        if (batch.questions == number).sum() == 2 and row.sum() < 20
    }
    assert lengths == {11}
