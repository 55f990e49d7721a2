import pytest
import torch

from rag.errors import ModelUnusable
from rag.reader.training.prepare import among_neighbours
from rag.reader.training.records import Record
from rag.reader.training.soup import mean_weights


def sentence(article, paragraph, number, text, answer):
    start = text.index(answer)
    where = f"Wiki1k:wikinews:{article}:{paragraph}:{number}"
    return Record(f"{where}|1 2|3|1", "", "What?", text, ((start, start + len(answer)),))


def test_a_sentence_stands_between_its_neighbours_and_its_answer_stays():
    records = [
        sentence(7, 1, 0, "Zoë 🙂 left.", "Zoë"),
        sentence(7, 0, 10, "Rain fell.", "Rain"),
        sentence(7, 0, 9, "It began.", "began"),
        sentence(8, 0, 0, "Another story.", "story"),
    ]
    widened = among_neighbours(records)
    assert [r.context for r in widened] == ["It began. Rain fell. Zoë 🙂 left."] * 3 + [
        "Another story."
    ]
    assert [r.context[s:e] for r in widened for s, e in r.answers] == [
        "Zoë", "Rain", "began", "story"
    ]  # fmt: skip


def test_at_most_three_sentences_are_added_on_each_side():
    records = [sentence(7, 0, n, f"S{n}.", f"S{n}") for n in range(9)]
    assert among_neighbours(records)[4].context == "S1. S2. S3. S4. S5. S6. S7."
    assert among_neighbours(records)[0].context == "S0. S1. S2. S3."


def test_the_mean_of_weights_is_taken_tensor_by_tensor():
    mean = mean_weights(
        [{"w": torch.tensor([1.0, 2.0])}, {"w": torch.tensor([3.0, -2.0])}], [1.5, 0.5]
    )
    assert mean["w"].tolist() == [1.5, 1.0]  # three parts of one, one of the other


def test_readers_of_different_kinds_have_no_mean():
    with pytest.raises(ModelUnusable, match="different architectures"):
        mean_weights([{"w": torch.zeros(2)}, {"w": torch.zeros(3)}], [1, 1])
