"""The shipped reader: real weights, real questions."""

import shutil
from pathlib import Path

import pytest

from rag.errors import ModelUnusable
from rag.reader import Reader, load
from rag.reader.checksum import SHIPPED, check_sha256

LAVROV = "Russian Foreign Minister Sergei Lavrov said on Monday that talks had failed."
WHO = "Who is Russia's foreign minister?"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load()


def test_the_span_that_answers_is_found_at_its_characters(reader: Reader) -> None:
    best = reader.read(WHO, [LAVROV])[0].spans[0]
    assert LAVROV[best.start : best.end] == "Sergei Lavrov"
    assert best.score > 0


def test_scores_tell_the_passage_that_answers_from_one_that_does_not(reader: Reader) -> None:
    answering, silent = reader.read(WHO, [LAVROV, "Sprouts were tested for E. coli in Germany."])
    assert answering.score > 0 > silent.score


def test_readings_keep_the_order_of_the_passages_whatever_their_lengths(reader: Reader) -> None:
    filler = "The weather was fine that day. "
    passages = [filler * 3, filler * 30 + LAVROV, LAVROV, filler]
    together = reader.read(WHO, passages)
    for reading, passage in zip(together, passages, strict=True):
        alone = reader.read(WHO, [passage])[0]
        assert reading.spans[0][:2] == alone.spans[0][:2]


def test_an_answer_deep_in_a_long_passage_is_found_in_its_window(reader: Reader) -> None:
    passage = "The weather was fine that day. " * 300 + LAVROV
    best = reader.read(WHO, [passage])[0].spans[0]
    assert passage[best.start : best.end] == "Sergei Lavrov"


def test_offsets_survive_emoji_accents_and_right_to_left_text(reader: Reader) -> None:
    passage = "😀🇷🇺 שלום e\u0301te\u0301 — " + LAVROV
    best = reader.read(WHO, [passage])[0].spans[0]
    assert passage[best.start : best.end] == "Sergei Lavrov"


def test_no_passages_give_no_readings_and_an_empty_one_no_span(reader: Reader) -> None:
    assert reader.read(WHO, []) == []
    assert reader.read(WHO, ["", " \n"])[0].spans == ()


def test_a_question_longer_than_the_window_is_cut_not_refused(reader: Reader) -> None:
    assert len(reader.read("why " * 5_000, [LAVROV])) == 1


def test_altered_weights_are_named(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "weights")
    with (tmp_path / "weights" / "model.safetensors").open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"\x00\x01")
    with pytest.raises(ModelUnusable, match=r"model\.safetensors is altered.*reinstall"):
        check_sha256(tmp_path / "weights")


def test_missing_weights_are_named(tmp_path: Path) -> None:
    (tmp_path / "SHA256SUMS").write_text("00  model.safetensors\n")
    with pytest.raises(ModelUnusable, match=r"model\.safetensors is missing"):
        check_sha256(tmp_path)


def test_a_folder_without_a_model_is_named_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match=r"(?s)no question-answering model.*name a folder"):
        load(str(tmp_path))


def test_another_model_can_be_named_by_its_folder(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "other")
    best = load(str(tmp_path / "other")).read(WHO, [LAVROV])[0].spans[0]
    assert LAVROV[best.start : best.end] == "Sergei Lavrov"
