"""The seed articles are the product's daily bread: byte for byte as saved, and read as stated."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from rag.articles.article import Article
from rag.articles.parse import parse

SEEDS = Path(__file__).parents[1] / "seeds"
SHA256 = {
    "000_6197a97fd2651a25.txt": "6c9c22b4043ae4800c330d55cf171c2bc5f0cef0da6157698aa7ac42576b2a11",
    "001_dc073a61c8a10674.txt": "ac29626b18dfc54d119ab9fca8bcdbb7f3b546bbd7f386e0adde9b800d52ca73",
    "002_cf0346507ac3bbce.txt": "c4806e78bfc3c62bfae6518cf5fbf3d9fa562289e5c89670b479db949e6617da",
    "003_1982a0677fed855b.txt": "c654f9b44502073d045b91843b9e11cdc8823b5865b809e672180b8cefcabebf",
    "004_fbef40a881d0f922.txt": "5c76de31926db9a4da9b45be1ca366ae3e19de1e1787b431bdd76de0ba4b3163",
}


def seed(number: str) -> Article:
    path = next(SEEDS.glob(f"{number}_*.txt"))
    return parse(path.name, path.read_bytes())


def body(article: Article) -> str:
    return "\n".join(article.text[start:end] for start, end in article.body)


def test_the_seeds_are_as_they_were_saved() -> None:
    found = {path.name: sha256(path.read_bytes()).hexdigest() for path in SEEDS.iterdir()}
    assert found == SHA256


@pytest.mark.parametrize("name", SHA256)
def test_text_is_the_decoded_file(name: str) -> None:
    data = (SEEDS / name).read_bytes()
    article = parse(name, data)
    assert article.text.encode() == data
    assert article.sha256 == SHA256[name]


@pytest.mark.parametrize(
    ("number", "title", "outlet", "published", "url"),
    [
        ("000", None, "Press TV", None, "http://www.presstv.ir/detail/183607.html"),
        (
            "001",
            "NATO hard to give Russia legal guarantees on missile defense systems: Rasmussen",
            "Xinhua",
            date(2011, 6, 7),
            None,
        ),
        ("002", None, None, None, None),
        (
            "003",
            "NATO will never attack Russia: Alliance chief",
            None,
            date(2009, 12, 17),
            None,
        ),
        (
            "004",
            "RF, NATO can agree on ABM by spring 2012 summit – Rasmussen.",
            "Itar-Tass",
            None,  # "July 6" and "6/7" name no year
            None,
        ),
    ],
)
def test_metadata_is_what_the_text_states(
    number: str, title: str | None, outlet: str | None, published: date | None, url: str | None
) -> None:
    article = seed(number)
    assert (article.title, article.outlet, article.published, article.url) == (
        title,
        outlet,
        published,
        url,
    )


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [
        ("000", "NATO has flatly turned down", 'in the same light," he said.'),
        ("001", "NATO sees Russia as a partner", "joint system with full-scale interoperability."),
        ("002", "BRUSSELS - NATO and Russia", "is expected to be completed by 2018."),
        ("003", "NATO Secretary-General Anders", "ponder commitment to the surge."),
        ("004", "BRUSSELS, July 6 (Itar-Tass) —", "the Russian foreign minister concluded."),
    ],
)
def test_the_body_is_the_article_in_one_piece(number: str, first: str, last: str) -> None:
    article = seed(number)
    assert len(article.body) == 1
    assert body(article).startswith(first)
    assert body(article).endswith(last)


def test_the_second_copy_in_a_file_is_left_out() -> None:
    assert seed("002").text.count("NATO is not hearing us for the moment") == 2
    assert body(seed("002")).count("NATO is not hearing us for the moment") == 1


def test_comment_spam_is_left_out() -> None:
    assert "wow gold" in seed("003").text
    assert "gold" not in body(seed("003"))
