import pytest
import torch
from transformers import AutoTokenizer

from rag.reader.train import encoder_folder
from rag.reader.training.examples import Example, collate, encode, token_span
from rag.reader.training.records import Record


@pytest.fixture(scope="module")
def tokenizer():
    return AutoTokenizer.from_pretrained(encoder_folder())


def record(context, *answers, question="Who met?"):
    spans = tuple((context.index(text), context.index(text) + len(text)) for text in answers)
    return Record("", "", question, context, spans)


def words(example, tokenizer):
    return [tokenizer.decode(example.ids[s : e + 1]) for s, e in example.spans]


@pytest.mark.parametrize(
    ("context", "answer", "read"),
    [
        ("Anna met Bo.", "Bo", "bo"),
        ("Yesterday Zoë left.", "Zoë", "zoe"),
        ("🙂🙂 so Anna said", "Anna", "anna"),
        ("אמר שלום לכולם", "שלום", "שלום"),
        ("Anna", "Anna", "anna"),
    ],
)
def test_the_span_of_a_window_reads_as_the_answer(tokenizer, context, answer, read):
    [example] = encode([record(context, answer)], tokenizer, max_tokens=64, seed=0)
    assert words(example, tokenizer) == [read]


def test_a_record_without_answers_has_no_span(tokenizer):
    [example] = encode([record("Anna met Bo.")], tokenizer, max_tokens=64, seed=0)
    assert example.spans == ()


def test_no_records_give_no_windows(tokenizer):
    assert encode([], tokenizer, max_tokens=64, seed=0) == []


def test_a_long_context_is_cut_to_a_window_that_mostly_holds_the_answer(tokenizer):
    long = record("one two three four five " * 40 + "Anna met Bo " + "six seven eight " * 60, "Bo")
    examples = encode([long] * 200, tokenizer, max_tokens=48, seed=0)
    assert all(len(example.ids) == 48 for example in examples)
    held = [example for example in examples if example.spans]
    assert 150 <= len(held) < 200  # 15 % are cut anywhere, and most of those miss the answer
    assert all(words(example, tokenizer) == ["bo"] for example in held)
    assert len({example.spans for example in held}) > 10  # not always at the same place


def test_the_first_and_last_token_of_an_answer_may_be_cut_through():
    assert token_span((1, 6), [(0, 2), (2, 4), (5, 9)]) == (0, 2)


def test_an_answer_of_no_token_has_no_span():
    assert token_span((4, 5), [(0, 4), (5, 9)]) is None


def test_a_batch_pads_and_counts_the_annotators():
    batch = collate(
        [[Example([2, 7, 3, 8, 9, 3], 3, ((3, 3), (3, 4), (3, 3))), Example([2, 3, 8, 3], 2, ())]],
        0,
    )
    assert batch.input_ids.tolist() == [[2, 7, 3, 8, 9, 3, 0, 0], [2, 3, 8, 3, 0, 0, 0, 0]]
    assert batch.attention_mask.tolist() == [[1] * 6 + [0] * 2, [1] * 4 + [0] * 4]
    assert batch.token_type_ids.tolist() == [[0, 0, 0, 1, 1, 1, 0, 0], [0, 0, 1, 1, 0, 0, 0, 0]]
    assert batch.starts.tolist() == [[3, 3], [0, 0]]
    assert batch.ends.tolist() == [[3, 4], [0, 0]]
    assert torch.allclose(batch.weights, torch.tensor([[2 / 3, 1 / 3], [1.0, 0.0]]))
