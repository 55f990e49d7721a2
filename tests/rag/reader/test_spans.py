"""Spans are decoded jointly, at word boundaries, by hand-worked logits."""

import re

import numpy as np
import pytest

from rag.reader.reader import ScoredSpan
from rag.reader.spans import WindowLogits, best_spans, inside_word

PASSAGE = "Lavrov met Rasmussen in Sochi"
OFFSETS = [(0, 0), (0, 3), (0, 0), (0, 6), (7, 10), (11, 20), (21, 23), (24, 29), (0, 0)]
# tokens:  [CLS]   who     [SEP]   Lavrov  met      Rasmussen  in     Sochi     [SEP]


def window(start: list[float], end: list[float], null: float = 0.0) -> WindowLogits:
    return WindowLogits(
        np.array(start, dtype=np.float32),
        np.array(end, dtype=np.float32),
        np.array(OFFSETS, dtype=np.int64),
        np.array([False] * 3 + [True] * 5 + [False]),
        null,
    )


def test_the_best_span_maximises_start_plus_end() -> None:
    found = best_spans(
        [window([9, 9, 9, 4, 0, 3, 0, 0, 9], [9, 9, 9, 0, 0, 3.5, 0, 1, 9], null=2.0)],
        PASSAGE,
        count=1,
        max_tokens=30,
    )
    assert found == (ScoredSpan(0, 20, 5.5),)  # 4 + 3.5 - 2, Lavrov to Rasmussen


def test_a_span_never_ends_before_it_starts() -> None:
    found = best_spans(
        [window([0, 0, 0, 0, 0, 0, 0, 5, 0], [0, 0, 0, 5, 0, 0, 0, 1, 0])],
        PASSAGE,
        count=1,
        max_tokens=30,
    )
    assert found == (ScoredSpan(24, 29, 6.0),)  # Sochi alone, 5 + 1; not Sochi back to Lavrov, 10


def test_a_span_has_at_most_so_many_tokens() -> None:
    found = best_spans(
        [window([0, 0, 0, 4, 0, 3, 0, 0, 0], [0, 0, 0, 0, 0, 3.5, 0, 1, 0])],
        PASSAGE,
        count=1,
        max_tokens=2,
    )
    assert found == (ScoredSpan(11, 20, 6.5),)  # Rasmussen; from Lavrov on it is 3


def test_further_spans_share_no_character_with_better_ones() -> None:
    found = best_spans(
        [window([0, 0, 0, 4, 0, 3, 0, 0, 0], [0, 0, 0, 3, 0, 2, 0, 1, 0])],
        PASSAGE,
        count=9,
        max_tokens=30,
    )
    assert found[0] == ScoredSpan(0, 6, 7.0)
    taken = [character for span in found for character in range(span.start, span.end)]
    assert len(taken) == len(set(taken))
    assert [span.score for span in found] == sorted((s.score for s in found), reverse=True)


def words(text: str, start: list[float], end: list[float], null: float = 0.0) -> WindowLogits:
    """A window whose tokens are the words of a text."""
    offsets = [(word.start(), word.end()) for word in re.finditer(r"\w+", text)]
    return WindowLogits(
        np.array(start, np.float32),
        np.array(end, np.float32),
        np.array(offsets, np.int64),
        np.ones(len(offsets), bool),
        null,
    )


def test_a_text_in_two_places_counts_for_both() -> None:
    text = "Bo won and Bo ran and then Al sat"
    alone = [3.0, -9, -9, -9, -9, -9, -9, 3.2, -9]
    best = best_spans([words(text, alone, alone)], text, count=1, max_tokens=1)[0]
    assert text[best.start : best.end] == "Al"
    twice = [3.0, -9, -9, 3.0, -9, -9, -9, 3.2, -9]  # twice e^6 is more than once e^6.4
    best = best_spans([words(text, twice, twice)], text, count=1, max_tokens=1)[0]
    assert (best.start, best.end) == (0, 2)
    assert best.score == pytest.approx(6.4)  # of the likeliest: how much speaks against silence


def test_with_or_without_its_article_an_answer_is_the_same() -> None:
    text = "in the Old Harbour"
    start, end = [-9, 1.0, 1.1, 1.3], [-9, -9, -9, 2.0]
    best = best_spans([words(text, start, end)], text, count=1, max_tokens=9)[0]
    assert text[best.start : best.end] == "Old Harbour"  # e^3.1 and e^3.0 are more than e^3.3


def test_what_two_windows_share_counts_once() -> None:
    text = "Bo won and Al ran"
    both = [
        words(text, [2.0, -9, -9, 2.3, -9], [2.0, -9, -9, 2.3, -9]),
        words(text, [2.1, -9, -9, -9, -9], [2.1, -9, -9, -9, -9]),
    ]
    found = best_spans(both, text, count=2, max_tokens=1)
    assert [text[span.start : span.end] for span in found] == ["Al", "Bo"]
    assert [span.score for span in found] == pytest.approx([4.6, 4.2])


def test_scores_of_windows_count_from_the_silence_of_each() -> None:
    text = "Bo won"
    two = [words(text, [5, 0], [5, 0], null=9.0), words(text, [0, 2], [0, 2], null=1.0)]
    found = best_spans(two, text, count=2, max_tokens=1)
    assert found == (ScoredSpan(3, 6, 3.0), ScoredSpan(0, 2, 1.0))


def test_a_passage_without_tokens_has_no_span() -> None:
    nothing = WindowLogits(
        np.zeros(2, np.float32), np.zeros(2, np.float32), np.zeros((2, 2), np.int64),
        np.zeros(2, bool), 0.0,
    )  # fmt: skip
    assert best_spans([nothing], "", count=3, max_tokens=30) == ()


def test_a_span_begins_and_ends_at_words_though_tokens_split_them() -> None:
    text = "in Rasmussenville"
    pieces = WindowLogits(
        start=np.array([0, 0, 5, 0], np.float32),  # ##ussen is the best start
        end=np.array([0, 6, 0, 1], np.float32),  # ras is the best end
        offsets=np.array([(0, 2), (3, 6), (6, 12), (12, 17)], np.int64),
        in_passage=np.ones(4, bool),
        null=0.0,
    )
    best = best_spans([pieces], text, count=1, max_tokens=30)[0]
    assert (best.start, best.end) in {(0, 17), (3, 17), (0, 2)}
    assert best == ScoredSpan(0, 17, 1.0)  # 0 + 1: the first of the pairs of whole words that tie


def test_no_cut_inside_words_and_numbers() -> None:
    assert np.flatnonzero(inside_word("a 30,000 at 16:14.")).tolist() == [
        3, 4, 5, 6, 7, 10 , 13, 14, 15, 16,
    ]  # fmt: skip


def test_an_address_is_one_word() -> None:
    assert np.flatnonzero(~inside_word("at http://a.org/b.html.")).tolist() == [
        0, 2, 3, 22, 23,
    ]  # fmt: skip


def test_a_combining_accent_belongs_to_its_letter() -> None:
    assert np.flatnonzero(inside_word("e\u0301t")).tolist() == [1, 2]


def test_emoji_and_right_to_left_words_are_cut_at_their_ends_only() -> None:
    assert np.flatnonzero(inside_word("😀 שלום")).tolist() == [3, 4, 5]
