"""What is journalism and what is page: properties for any text, and the close calls."""

import textwrap
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.articles.body import body_ranges
from rag.articles.parse import parse

PROSE = (
    "The council voted on Monday to close the bridge, which carries 9,000 cars a day.\n\n"
    "It will reopen in spring, the mayor said, if the money for the repair is found.\n\n"
)


def body(text: str) -> str:
    return "\n".join(text[start:end] for start, end in body_ranges(text))


LINES = st.sampled_from(
    [
        "The minister said on Monday that he would not resign, whatever the papers wrote.",
        "A headline without a full stop",
        "By Jane Doe",
        "June 7, 2011",
        "3 comments:",
        "Leave a comment",
        "Related stories",
        "• Quake kills 12 in Chile",
        "Share | Print | Email",
        "Source: The Daily Bugle",
        "“Nie!” — powiedział. 🎉",
        "قال إنه لن يستقيل.",
        "lower case words that go on",
        "\u00a0",
        "",
    ]
)


@given(st.lists(LINES, max_size=25), st.sampled_from(["\n", "\n\n", "\r\n", "\r"]))
def test_ranges_are_ordered_disjoint_inside_and_trimmed(lines: list[str], line_end: str) -> None:
    text = line_end.join(lines)
    ranges = body_ranges(text)
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    assert all(a[1] < b[0] for a, b in pairwise(ranges))
    assert all(text[start:end] == text[start:end].strip() for start, end in ranges)
    assert bool(ranges) == bool(text.strip())


@given(st.text(max_size=200))
def test_any_text_that_is_not_blank_has_a_body(text: str) -> None:
    assert bool(body_ranges(text)) == bool(text.strip())


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=200))
def test_the_text_of_an_article_is_its_file_decoded(text: str) -> None:
    text = f"It was said: {text}"
    assert parse("a.txt", text.encode()).text == text


@pytest.mark.parametrize(
    "text",
    [
        "One line, and it is all there is.",
        "No full stop at all",
        "Leave a comment",
        "3 comments:",
        "By Jane Doe",
        "Shr 77 cts vs 37 cts Net 13.5 mln vs 4.8 mln Revs 70.8 mln vs 60.8 mln",
        "roses are red\nviolets are blue",
    ],
)
def test_a_text_that_would_lose_everything_keeps_everything(text: str) -> None:
    assert body(text) == text


def test_a_paragraph_of_an_encyclopaedia_is_kept_whole() -> None:
    text = (
        "The Normans (Norman: Nourmands; Latin: Normanni) were the people who gave their name to "
        "Normandy. They were descended from Norse raiders. See also the article on Rollo."
    )
    assert body_ranges(text) == ((0, len(text)),)


@pytest.mark.parametrize(
    "heading",
    [
        "No comments:",
        "1 comment:",
        "12 Comments",
        "Comments (3)",
        "Comments:",
        "Leave a Reply",
        "Post a Comment",
        "Add a comment",
        "4 Responses to “Bridge closes”",
        "View all 17 comments",
        "Join the conversation",
        "Kommentare (4)",
    ],
)
def test_all_below_a_comment_heading_is_left_out(heading: str) -> None:
    spam = "Great post, I bought cheap watches at this site and they came the next day."
    assert body(f"{PROSE}{heading}\n\n{spam}\n") == PROSE.strip()


@pytest.mark.parametrize(
    "sentence",
    [
        "Leave a comment, the mayor told the crowd, and we will read it.",
        "No comments were made by the ministry.",
        "The site, which asks readers to subscribe, share and print, was down.",
        "Copyright law was not written for robots, the judge said.",
        "Read more slowly, she advised them.",
        "Published reports said that the bridge had been unsafe for years.",
        "Related stories of corruption filled the papers.",
        "By Friday, Paris and Berlin had agreed.",
    ],
)
def test_an_article_may_speak_of_comments_and_sharing(sentence: str) -> None:
    text = f"{PROSE}{sentence}\n\nNobody knows what will happen next, least of all the drivers."
    assert sentence in body(text)


def test_a_comment_counter_above_the_article_does_not_end_it() -> None:
    text = f"Bridge closes\n\nIn short: the bridge is shut.\n\n12 Comments\n\n{PROSE}{PROSE_2}"
    assert "least of all the drivers" in body(text)


PROSE_2 = (
    "Lorries must go round by Hexton, which adds half an hour to every trip, hauliers said.\n\n"
    "Nobody knows what will happen next, least of all the drivers.\n"
)


def test_a_subheading_and_a_list_in_the_article_are_kept() -> None:
    text = f"{PROSE}What it costs\n\n- Steel: 4 million\n\n- Labour: 2 million\n\n{PROSE_2}"
    assert body(text) == text.strip()


def test_headlines_of_other_stories_in_the_article_are_left_out() -> None:
    links = "Related stories\n\nMayor under fire\n\nFive bridges at risk\n\n"
    assert body(f"{PROSE}{links}{PROSE_2}") == f"{PROSE.strip()}\n{PROSE_2.strip()}"


def test_a_second_copy_on_one_line_is_left_out() -> None:
    once = " ".join((PROSE + PROSE_2).split())
    assert body(f"{once} {once}") == once


def test_a_second_copy_with_other_line_breaks_and_quotes_is_left_out() -> None:
    once = (
        'The mayor said: "The bridge will reopen in the spring if we find the money for it." She '
        "added that nobody had been hurt and that the council would meet again on Tuesday. Until "
        "then all lorries have to take the road by Hexton, the police said on Monday."
    )
    again = "\n".join(textwrap.wrap(once.replace('"', "”"), 70))
    assert body(f"{once}\n\n{again}") == once


def test_a_new_paragraph_within_the_second_copy_is_kept() -> None:
    new = "An hour later the governor promised to pay for half of the repair."
    assert body(f"{PROSE}{PROSE_2}\n{PROSE}{new}\n\n{PROSE_2}").endswith(new)


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "junk",
    ["3 comments:\n", "more from the the\n", "June 7, 2011\n", "Abc def\n", "By A, B, C\n", "(A "],
)
def test_three_hundred_thousand_characters_of_junk_take_seconds(junk: str) -> None:
    text = junk * (300_000 // len(junk))
    assert parse("a.txt", text.encode()).body


@pytest.mark.timeout(30)
def test_a_line_of_a_million_characters_is_one_body() -> None:
    text = "word " * 200_000
    assert body_ranges(text) == ((0, len(text) - 1),)
