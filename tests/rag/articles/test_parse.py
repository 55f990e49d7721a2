"""From bytes and from records to articles."""

from datetime import date
from hashlib import sha256

import pytest

from rag.articles.parse import from_record, parse
from rag.errors import UnreadableArticle

TEXT = "Council closes bridge\n\nSource: The Hexton Post\n\nThe bridge is shut, the mayor said."


def test_a_file_becomes_an_article() -> None:
    data = TEXT.encode()
    article = parse("news/bridge.txt", data)
    assert article.id == "news/bridge.txt"
    assert article.text == TEXT
    assert article.sha256 == sha256(data).hexdigest()
    assert (article.title, article.outlet) == ("Council closes bridge", "The Hexton Post")
    assert [TEXT[s:e] for s, e in article.body] == ["The bridge is shut, the mayor said."]


def test_a_byte_order_mark_counts_for_the_sha256_but_not_for_the_offsets() -> None:
    data = b"\xef\xbb\xbf" + TEXT.encode()
    article = parse("a.txt", data)
    assert article.text == TEXT
    assert article.sha256 == sha256(data).hexdigest()


def test_given_fields_win_and_missing_ones_are_read_from_the_text() -> None:
    article = from_record(
        {"id": "7", "title": "Bridge shut", "outlet": "", "published": "2011-06-07", "text": TEXT},
        where="a.jsonl:1",
    )
    assert article.title == "Bridge shut"
    assert article.outlet == "The Hexton Post"
    assert article.published == date(2011, 6, 7)
    assert [one.field for one in article.stated] == ["outlet"]
    assert article.sha256 == sha256(TEXT.encode()).hexdigest()


@pytest.mark.parametrize(
    "published", ["2011-06-07", "2011-06-07T10:00:00Z", "7-JUN-1987 15:01:01.79"]
)
def test_a_date_or_a_date_and_time_is_taken(published: str) -> None:
    article = from_record({"id": "a", "text": TEXT, "published": published}, where="a:1")
    assert article.published is not None
    assert (article.published.month, article.published.day) == (6, 7)


def test_a_number_is_an_id_too() -> None:
    assert from_record({"id": 12, "text": TEXT}, where="a:1").id == "12"


def test_half_a_surrogate_pair_is_replaced() -> None:
    article = from_record({"id": "a", "text": "It said \ud83d and \ud83d\ude00."}, where="a:1")
    assert article.text == "It said \ufffd and 😀."


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"text": TEXT}, 'no "id"'),
        ({"id": "", "text": TEXT}, 'no "id"'),
        ({"id": True, "text": TEXT}, '"id" is True'),
        ({"id": "a"}, 'no "text"'),
        ({"id": "a", "text": " \n"}, 'no "text"'),
        ({"id": "a", "text": 5}, '"text" is 5'),
        ({"id": "a", "text": TEXT, "title": ["x"]}, '"title" is'),
        ({"id": "a", "text": TEXT, "published": "June"}, "\"published\" is 'June'"),
        ({"id": "a", "text": TEXT, "published": "6/7/2011"}, '"published" is'),
    ],
)
def test_a_malformed_record_is_refused_with_place_and_reason(
    record: dict[str, object], reason: str
) -> None:
    with pytest.raises(UnreadableArticle, match=reason) as refusal:
        from_record(record, where="corpus.jsonl:17")
    assert str(refusal.value).startswith("corpus.jsonl:17: ")
