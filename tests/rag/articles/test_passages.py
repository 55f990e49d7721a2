"""Passages: whole sentences, bounded tokens, nothing lost."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings import load_encoder
from rag.articles.article import Article, Range
from rag.articles.parse import parse
from rag.articles.passages import CountTokens, split

SEEDS = Path(__file__).parents[3] / "seeds"


def words(texts: Sequence[str]) -> list[int]:
    """One token a word."""
    return [len(text.split()) for text in texts]


def letters(texts: Sequence[str]) -> list[int]:
    """One token a character that is not whitespace, so that long words must be cut."""
    return [sum(not c.isspace() for c in text) for text in texts]


def article(text: str, *body: Range) -> Article:
    return Article(id="a", text=text, sha256="", body=body or ((0, len(text)),))


def cut(text: str, tokens: int, overlap: int = 0) -> list[str]:
    passages = split(article(text), words, passage_tokens=tokens, overlap_sentences=overlap)
    return [passage.text for passage in passages]


def test_sentences_fill_a_passage() -> None:
    assert cut("He went out. She came in. It rained hard. They ate soup.", 6) == [
        "He went out. She came in.",
        "It rained hard. They ate soup.",
    ]


def test_all_is_one_passage_if_it_fits() -> None:
    assert cut("He went out. She came in.", 6) == ["He went out. She came in."]


def test_passages_are_even_rather_than_full_and_a_rest() -> None:
    assert cut("He left. She came. It rained. They ate.", 6) == [
        "He left. She came.",
        "It rained. They ate.",
    ]


def test_a_cut_between_paragraphs_is_preferred() -> None:
    assert cut("He left. She came. It rained.\n\nThey ate.", 6) == [
        "He left. She came. It rained.",
        "They ate.",
    ]


def test_a_passage_starts_with_the_last_sentence_of_the_one_before() -> None:
    assert cut("He left. She came. It rained. They ate. All slept.", 6, overlap=1) == [
        "He left. She came. It rained.",
        "It rained. They ate. All slept.",
    ]


def test_an_overlap_that_does_not_fit_is_left_out() -> None:
    assert cut("He went out again. She came in again.", 5, overlap=1) == [
        "He went out again.",
        "She came in again.",
    ]


def test_a_long_sentence_is_cut_between_words() -> None:
    assert cut("One two three four five six seven.", 3) == [
        "One two three",
        "four five six",
        "seven.",
    ]


def test_a_long_word_is_cut_between_characters() -> None:
    passages = split(article("x" * 5_000), letters, passage_tokens=200, overlap_sentences=1)
    assert "".join(passage.text for passage in passages) == "x" * 5_000
    assert max(len(passage.text) for passage in passages) <= 200


def test_no_passage_crosses_a_gap_of_the_body() -> None:
    text = "He left. ADVERT She came."
    passages = split(article(text, (0, 8), (16, 25)), words, passage_tokens=100)
    assert [passage.text for passage in passages] == ["He left.", "She came."]


def test_an_article_without_body_has_no_passage() -> None:
    assert split(Article(id="a", text="", sha256=""), words, passage_tokens=9) == ()


def test_tokens_are_counted_once_an_article() -> None:
    calls = []

    def count(texts: Sequence[str]) -> list[int]:
        calls.append(len(texts))
        return words(texts)

    split(article("He left. She came. It rained."), count, passage_tokens=4)
    assert calls == [3]


@pytest.mark.parametrize(("tokens", "overlap"), [(0, 0), (5, -1)])
def test_impossible_sizes_are_refused(tokens: int, overlap: int) -> None:
    with pytest.raises(ValueError, match="give at least 1 and 0"):
        split(article("A."), words, passage_tokens=tokens, overlap_sentences=overlap)


TEXT = st.lists(
    st.sampled_from(
        ["He left. ", "Mr. X said ", "no", "\n\n", "é", "🎉", ". ", "“Yes!” ", "word " * 9]
    )
).map("".join)


@given(TEXT, st.integers(1, 12), st.integers(0, 3), st.sampled_from([words, letters]))
def test_nothing_is_lost_and_nothing_too_long(
    text: str, tokens: int, overlap: int, count: CountTokens
) -> None:
    start, end = len(text) // 4, len(text) * 3 // 4
    body = tuple(span for span in ((0, start), (start, end)) if span[0] < span[1])
    passages = split(
        Article(id="a", text=text, sha256="", body=body),
        count,
        passage_tokens=tokens,
        overlap_sentences=overlap,
    )
    inside = {i for s, e in body for i in range(s, e) if not text[i].isspace()}
    covered = {i for p in passages for i in range(p.start, p.end) if not text[i].isspace()}
    assert covered == inside
    assert all(count([p.text])[0] <= tokens for p in passages)
    assert all(any(s <= p.start < p.end <= e for s, e in body) for p in passages)
    assert all(a.start < b.start and a.end < b.end for a, b in pairwise(passages))


def test_the_encoder_takes_in_every_passage_of_the_seeds_whole() -> None:
    encoder = load_encoder()
    for path in SEEDS.iterdir():
        seed = parse(path.name, path.read_bytes())
        passages = split(seed, encoder.count_tokens, passage_tokens=100, overlap_sentences=1)
        assert max(encoder.count_tokens([passage.text for passage in passages])) <= 100
