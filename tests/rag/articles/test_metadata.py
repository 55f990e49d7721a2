"""Title, outlet, date and address: stated or None."""

import pytest

from rag.articles.metadata import Metadata, read_metadata
from rag.articles.page import lay_out

STORY = (
    "The council voted on Monday to close the bridge, which carries 9,000 cars a day.\n\n"
    "It will reopen in spring, the mayor, Ada Bell, told reporters in Hexton.\n"
)


def read(text: str) -> Metadata:
    return read_metadata(lay_out(text))


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Council closes bridge for the winter", "Council closes bridge for the winter"),
        ("# Council closes bridge", "Council closes bridge"),
        ("Headline: Council closes bridge", "Council closes bridge"),
        ("Council closes bridge | The Hexton Post", "Council closes bridge"),
        ("Council Closes Bridge.", "Council Closes Bridge."),
        ("Who will pay for the bridge?", "Who will pay for the bridge?"),
        ("Home\nNews\nCouncil closes bridge\nBy Jo Roe", "Council closes bridge"),
        (
            "Rat der Stadt schließt Brücke über die Ruhr",
            "Rat der Stadt schließt Brücke über die Ruhr",
        ),
        ("the mayor, Ada Bell", None),
        ("Ada Bell", None),
        ("By Jo Roe", None),
        ("June 7, 2011", None),
        ("Related stories", None),
        ("", None),
    ],
)
def test_the_title_is_the_headline_above_the_article(head: str, title: str | None) -> None:
    assert read(f"{head}\n\n{STORY}").title == title


def test_a_caption_that_the_article_repeats_is_no_title() -> None:
    assert (
        read(f"Mayor Ada Bell of Hexton\n\n{STORY}He met Mayor Ada Bell of Hexton there.").title
        is None
    )


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (f"{STORY}\nSource: Press TV", "Press TV"),
        (f"Source: The Hexton Post, June 7\n\n{STORY}", "The Hexton Post"),
        (f"HEXTON, July 6 (Itar-Tass) — {STORY}", "Itar-Tass"),
        (f"HEXTON (Reuters) - {STORY}", "Reuters"),
        (f"(CNN)  -- {STORY}", "CNN"),
        (f"MOSCOW. July 6 (Interfax) - {STORY}", "Interfax"),
        (f"HEXTON, July 6 /PRNewswire/ -- {STORY}", "PRNewswire"),
        (f"LONDON, England (The Wire) -- {STORY}", "The Wire"),
        (f"By Jo Roe, Associated Press Writer\n\n{STORY}", "Associated Press"),
        (f"By Jo Roe | The Hexton Post\n\n{STORY}", "The Hexton Post"),
        (f"By Jo Roe, BBC\n\n{STORY}", "BBC"),
        (f"{STORY}\n© 2011 The Hexton Post. All rights reserved.", "The Hexton Post"),
        (f"{STORY}\n(Xinhua)", "Xinhua"),
        (f"By Jo Roe, Political Editor\n\n{STORY}", None),
        (f"By Jo Roe, Hexton\n\n{STORY}", None),
        (f"HEXTON - {STORY}", None),
        (f"Smith (born 1950) - {STORY}", None),
        (f"He told the Hexton Post so. {STORY}", None),
        (f"{STORY}\nLeave a comment\n\nSource: Spam Weekly", None),
    ],
)
def test_the_outlet_is_what_the_text_names_as_its_source(text: str, outlet: str | None) -> None:
    assert read(text).outlet == outlet


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (f"16:14, June 07, 2011\n\n{STORY}", "2011-06-07"),
        (f"Published: 7 June 2011\nUpdated: 9 June 2011\n\n{STORY}", "2011-06-07"),
        (f"Updated: 9 June 2011\n\n{STORY}", "2011-06-09"),
        (f"By Jo Roe | June 7, 2011\n\n{STORY}", "2011-06-07"),
        (f"Hexton, 7 June 2011\n\n{STORY}", "2011-06-07"),
        (f"HEXTON, June 7, 2011 (Tass) — {STORY}", "2011-06-07"),
        (f"July 6\n\n{STORY}", None),
        (f"6/7/2011\n\n{STORY}", None),
        (f"June 6, 1944: the day nobody slept\n\n{STORY}", None),
        (f"May 1, 2011\n\nBridge to close down\n\nMay 3, 2011\n\n{STORY}", None),
        (f"{STORY}He was born on May 3, 1950.", None),
        (f"{STORY}\n2 comments:\n\nMay 3, 2011", None),
    ],
)
def test_the_date_is_stated_in_full_once_or_it_is_none(text: str, published: str | None) -> None:
    found = read(text).published
    assert (found and found.isoformat()) == published


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (f"http://a.example/b?c=d\n\n{STORY}", "http://a.example/b?c=d"),
        (f"URL: https://a.example/b\n\n{STORY}", "https://a.example/b"),
        (f"{STORY}\nwww.a.example/b", "www.a.example/b"),
        (f"http://a.example/\nhttp://b.example/\n\n{STORY}", None),
        (f"{STORY}The report is at http://a.example/b for all to read.", None),
        (f"{STORY}\n1 comment:\n\nhttp://spam.example/", None),
    ],
)
def test_the_address_is_on_a_line_of_its_own_and_the_only_one(text: str, url: str | None) -> None:
    assert read(text).url == url
