"""Cutting a text by its body and its marks."""

from hypothesis import given
from hypothesis import strategies as st

from ui.segments import Segment, segments


def test_an_empty_text_has_no_segments() -> None:
    assert segments(0, [], []) == []


def test_a_text_without_marks_is_cut_at_its_body() -> None:
    assert segments(10, [(2, 7)], []) == [
        Segment(0, 2, (), False),
        Segment(2, 7, (), True),
        Segment(7, 10, (), False),
    ]


def test_overlapping_marks_share_a_segment() -> None:
    assert segments(6, [(0, 6)], [(1, 4), (3, 5)]) == [
        Segment(0, 1, (), True),
        Segment(1, 3, (0,), True),
        Segment(3, 4, (0, 1), True),
        Segment(4, 5, (1,), True),
        Segment(5, 6, (), True),
    ]


def test_a_mark_across_the_edge_of_the_body_is_cut_there() -> None:
    assert segments(4, [(0, 2)], [(1, 3)]) == [
        Segment(0, 1, (), True),
        Segment(1, 2, (0,), True),
        Segment(2, 3, (0,), False),
        Segment(3, 4, (), False),
    ]


RANGE = st.tuples(st.integers(0, 20), st.integers(1, 9)).map(lambda r: (r[0], r[0] + r[1]))


@given(st.integers(0, 25), st.lists(RANGE), st.lists(RANGE))
def test_segments_cover_the_text_once(length: int, body: list, marks: list) -> None:
    covered = [place for s in segments(length, body, marks) for place in range(s.start, s.end)]
    assert covered == list(range(length))
