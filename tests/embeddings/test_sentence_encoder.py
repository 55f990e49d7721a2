"""The encoder that comes along: its vectors, shapes and order."""

import numpy as np
import pytest

from embeddings import Encoder, EncoderUnusable, load_encoder


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
