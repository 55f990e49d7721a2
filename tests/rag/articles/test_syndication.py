"""Copies of one text are told from two texts that are alike."""

import hashlib

import pytest

from rag.articles.article import Article
from rag.articles.syndication import Form, are_copies, form, marks

STORY = (
    "The ferry Maria left Bergen at noon with 120 people on board and turned back an hour later "
    "when water entered the engine room. Nobody was hurt, the captain said. Divers will look at "
    "the hull tomorrow, and the owner expects to sail again within a week if no crack is found. "
    "The harbour office has asked for a report on the pumps, which were renewed in 2009."
)
TEMPLATE = (
    "The central bank entered the money market to arrange {} billion of repurchase agreements, a "
    "spokesman said. Dealers said that overnight funds were trading at {} per cent when the bank "
    "began its temporary supply of reserves to the banking system in the morning of the day."
)


def article(text: str, title: str | None = None) -> Article:
    return Article("a.txt", text, "", title, body=((0, len(text)),))


def copies(one: str, other: str) -> bool:
    first, second = form(article(one)), form(article(other))
    assert are_copies(first, second) == are_copies(second, first)
    return are_copies(first, second) and bool(set(marks(first)) & set(marks(second)))


def test_the_same_words_are_a_copy_whatever_their_marks_and_breaks() -> None:
    assert copies(STORY, STORY.upper().replace(". ", ".\n\n").replace(",", " –"))


def test_a_lightly_edited_text_is_a_copy() -> None:
    assert copies(STORY, STORY.replace("Divers will look at", "Divers are to examine"))


def test_a_text_that_goes_on_is_a_copy_of_its_beginning() -> None:
    assert copies(STORY, STORY + " The ferry was built in Oslo and is due to be sold next spring.")


def test_a_form_filled_in_with_other_figures_is_no_copy() -> None:
    assert not copies(TEMPLATE.format(15, 6), TEMPLATE.format(25, 7))


def test_a_figure_put_right_in_a_long_text_is_a_copy() -> None:
    long = STORY + STORY.replace("Bergen", "Oslo").replace("noon", "night")  # over 100 words
    assert copies(long, long.replace("120", "122"))


def test_two_stories_that_share_one_quoted_sentence_are_no_copies() -> None:
    shared = "Divers will look at the hull tomorrow, and the owner expects to sail within a week."
    other = "A storm closed the northern ports on Monday. " * 4 + shared
    assert not copies(STORY, other)


def test_short_texts_are_copies_only_if_title_and_body_agree() -> None:
    dividend = "Quarterly dividend 10 cents against 10 cents before."
    one, other = article(dividend, "Acme pays"), article(dividend, "Bolt pays")
    assert not are_copies(form(one), form(other))
    assert marks(form(one)) == marks(form(article(dividend, "ACME  pays")))
    assert are_copies(form(one), form(article(dividend, "ACME  pays")))


def test_only_the_body_counts() -> None:
    page = "Home News Sport\n" + STORY + "\nShare this with 300 friends"
    start = page.index(STORY)
    inside = Article("b.txt", page, "", body=((start, start + len(STORY)),))
    assert are_copies(form(inside), form(article(STORY)))


@pytest.mark.parametrize("text", ["", "😀", "שלום", "日本語の記事です"])
def test_texts_of_few_or_no_words_have_a_form(text: str) -> None:
    assert len(marks(form(article(text)))) == 1
    assert copies(text, text)


def test_marks_stay_what_they_are_since_they_are_kept() -> None:
    first = hashlib.sha256(b"\0\0lima met melo").digest()[:8]
    assert marks(Form(("lima", "met", "melo"), is_short=True)) == (int.from_bytes(first) >> 1,)
    assert marks(form(article(STORY)))[1] == 9223208553086043792  # affine32 over CRC-32
