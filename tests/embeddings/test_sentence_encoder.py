"""The encoder that comes along: its vectors, shapes and order."""

from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer

from embeddings import Encoder, EncoderUnusable, load_encoder
from embeddings.sentence_encoder import installed_weights


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


def test_vectors_are_float32_unit_rows(encoder: Encoder) -> None:
    rows = encoder.encode_passages(["Russia and NATO met.", "", "Ω ≈ 😀 שלום"])
    assert rows.shape == (3, encoder.dimension)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)


def test_nothing_encodes_to_no_rows(encoder: Encoder) -> None:
    assert encoder.encode_passages([]).shape == (0, encoder.dimension)


def test_order_is_kept_whatever_the_lengths(encoder: Encoder) -> None:
    texts = ["word " * n for n in (1, 200, 3, 90, 40)]
    together = encoder.encode_passages(texts)
    for row, text in zip(together, texts, strict=True):
        np.testing.assert_allclose(row, encoder.encode_passages([text])[0], atol=1e-5)


def test_a_question_is_nearest_to_the_passage_that_answers_it(encoder: Encoder) -> None:
    passages = ["The summit was held in Lisbon.", "Sprouts were tested for E. coli."]
    scores = (
        encoder.encode_questions(["Where was the summit?"]) @ encoder.encode_passages(passages).T
    )
    assert scores[0, 0] > scores[0, 1] + 0.2


def test_tokens_are_counted_without_special_ones(encoder: Encoder) -> None:
    assert encoder.count_tokens(["a b c", "", "unaffable"]) == [3, 0, 3]  # una ##ffa ##ble


def test_a_missing_model_is_named_with_a_remedy(tmp_path: object) -> None:
    with pytest.raises(EncoderUnusable, match=r"nowhere.*name a folder"):
        load_encoder(f"{tmp_path}/nowhere")


def test_the_vectors_are_those_of_sentence_transformers(encoder: Encoder) -> None:
    model = SentenceTransformer(installed_weights(), device="cpu")
    texts = [
        "Russia and NATO met in Lisbon.",
        "  spaces before,\nafter and  between ",
        "Ω ≈ 😀 שלום",
        "Repairs will take until March; until then the smaller boat sails four times a day. " * 20,
        "one of the longest " * 100,
    ]
    for ours, theirs in (
        (encoder.encode_passages(texts), model.encode_document(texts)),
        (encoder.encode_questions(texts), model.encode_query(texts)),
    ):
        *usual, repeated, last = (ours * theirs).sum(axis=1)
        assert min(usual) > 0.998
        assert repeated > 0.99
        assert last > 0.98  # one phrase again and again: numbers reach further than in any prose
    assert encoder.max_tokens == model.max_seq_length


def test_prompts_of_a_model_are_kept(tmp_path: Path) -> None:
    model = SentenceTransformer(installed_weights(), device="cpu")
    model.prompts = {"query": "question: ", "document": "passage: "}
    model.save(str(tmp_path / "prompted"))
    encoder = load_encoder(str(tmp_path / "prompted"))
    texts = ["Who met in Lisbon?", "Sprouts were tested."]
    for ours, theirs in (
        (encoder.encode_passages(texts), model.encode_document(texts)),
        (encoder.encode_questions(texts), model.encode_query(texts)),
    ):
        assert (ours * theirs).sum(axis=1).min() > 0.997


def test_a_model_without_a_transformer_encodes_as_sentence_transformers_does(
    tmp_path: Path,
) -> None:
    tokenizer = Tokenizer.from_file(f"{installed_weights()}/tokenizer.json")
    static = StaticEmbedding(tokenizer, embedding_dim=16)
    SentenceTransformer(modules=[static], device="cpu").save(str(tmp_path / "static"))
    encoder = load_encoder(str(tmp_path / "static"))
    assert encoder.dimension == 16
    assert encoder.count_tokens(["a b c", ""]) == [3, 0]
    rows = encoder.encode_passages(["Russia and NATO met.", "Sprouts."])
    expected = SentenceTransformer(str(tmp_path / "static")).encode(
        ["Russia and NATO met.", "Sprouts."], normalize_embeddings=True
    )
    np.testing.assert_allclose(rows, expected, atol=1e-5)
