"""Sentence boundaries, as exact ranges."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.articles.article import Article
from rag.articles.sentences import OPENING_CHARS, opening_sentence, sentence_around, sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "said",
    [
        ["Gen. Rasmussen met the U.S. president at 5 a.m. on Tuesday.", "He left."],
        ["He lives in the U.S.", "The weather is nice."],
        ["Mr. Putin and Lt. Col. Jones spoke.", "J. R. R. Smith and Cmdr. Ada King did not."],
        ['He said J. Smith was "happy."', "It was over."],
        ["“It was good.”", "He left."],
        ['"Is it safe?" Mr. Rasmussen asked.', '"No!" she said.'],
        ['"The treaty is dead," he said.', '"Nobody mourns it."'],
        ["(It was late.)", "He left."],
        ["Yahoo! shares rose 3.5 pct. to $1.5 mln.", "Why?"],
        ["He waited... then left.", "She stayed."],
        ["The reform is nonsense.", "Russia will not reform."],
        ["Sen. J. McCain (R-Ariz.) said no.", "Russia said so."],
        ["They met at St. Mary's Hospital, Washington, D.C., on Feb. 12.", "It rained."],
        ["It adds up, i.e. it balances, e.g. here.", "Enough."],
        ["The end.", "A new start."],
        ["He said it.", "The crowd cheered."],
        ["L’accord est signé.", "« C’est bien. »", "Il part."],
        ["他说好。", "她说不好！", "真的吗？"],
        ["كيف حالك؟", "أنا بخير."],
        ["🎉 We won!", "🎉 Great day."],
    ],
    ids=lambda said: said[0][:30],
)
def test_sentences_end_where_a_reader_says(said: list[str]) -> None:
    assert split(" ".join(said)) == said


def test_a_lost_space_between_sentences_is_an_end() -> None:
    assert split("Talks failed.The minister left.") == ["Talks failed.", "The minister left."]


def test_addresses_and_glued_titles_are_not_split() -> None:
    text = "See www.bbc.co.uk or St.Petersburg with Gen.Jones now."
    assert split(text) == [text]


def test_a_paragraph_ends_a_sentence_without_a_full_stop() -> None:
    assert split("What happens next\n\nNobody knows.") == ["What happens next", "Nobody knows."]
    assert split("What happens next\r\n\r\nNobody knows.") == ["What happens next", "Nobody knows."]
    assert split("What happens next\nNobody knows.") == ["What happens next", "Nobody knows."]


def test_a_hard_wrapped_line_does_not_end_a_sentence() -> None:
    text = (
        "The last lighthouse keeper on the northern coast will leave his post\n"
        "at the end of June, the agency said on Monday. He has kept the light\n"
        "of Ytre Holmen since 1989 and does not like to be asked about it, as\n"
        "Norwegians in such places seldom do."
    )
    assert [s.split()[-1] for s in split(text)] == ["Monday.", "do."]


def test_nothing_and_blanks_have_no_sentence() -> None:
    assert sentences("", 0, 0) == ()
    assert sentences(" \n\t\u00a0\n ", 0, 6) == ()


def test_only_the_given_range_is_split() -> None:
    assert sentences("One. Two. Three.", 5, 9) == ((5, 9),)


ALPHABET = st.sampled_from([*"aA.!?\"”'() \n\r\t\u00a0é。؟ן🎉\x00-1,", "Mr. ", "U.S. ", ". The "])


@given(st.lists(ALPHABET, max_size=80).map("".join))
def test_sentences_are_ordered_trimmed_and_lose_nothing(text: str) -> None:
    found = sentences(text, 0, len(text))
    assert all(start < end for start, end in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    assert all(text[s:e] == text[s:e].strip() for s, e in found)
    covered = {i for start, end in found for i in range(start, end)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)


TEXT = "Title\n\nFirst one. Second one here. Third.\n\nSource: X"
ARTICLE = Article(id="a", text=TEXT, sha256="", body=((7, 41),))


def test_the_sentence_around_a_quotation() -> None:
    start = TEXT.index("Second")
    found = sentence_around(ARTICLE, start, start + len("Second"))
    assert TEXT[slice(*found)] == "Second one here."


def test_a_quotation_over_two_sentences_has_both_around_it() -> None:
    found = sentence_around(ARTICLE, TEXT.index("here"), TEXT.index("Third") + 2)
    assert TEXT[slice(*found)] == "Second one here. Third."


def test_a_quotation_outside_the_body_has_its_line_around_it() -> None:
    found = sentence_around(ARTICLE, TEXT.index("X"), len(TEXT))
    assert TEXT[slice(*found)] == "Source: X"


def test_a_quotation_in_a_long_text_is_found_in_its_window() -> None:
    line = "He said that nothing had changed. Nobody believed him.\n\n"
    text = line * 2_000
    article = Article(id="a", text=text, sha256="", body=((0, len(text)),))
    at = 1_000 * len(line) + line.index("nothing")
    found = sentence_around(article, at, at + 7)
    assert text[slice(*found)] == "He said that nothing had changed."


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 20))
def test_the_sentence_around_always_holds_the_quotation(start: int, chars: int) -> None:
    end = min(len(TEXT), start + chars)
    found = sentence_around(ARTICLE, start, end)
    assert found[0] <= start < end <= found[1] <= len(TEXT)


def test_threads_share_the_model() -> None:
    text = "Gen. Jones spoke at 5 p.m. on Monday. He left."
    with ThreadPoolExecutor(8) as pool:
        results = set(pool.map(lambda _: sentences(text, 0, len(text)), range(64)))
    assert results == {((0, 37), (38, 46))}


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "junk",
    ["!?", "a", ".", "! ? ", "A. ", '."', "\n", "He left.\n", "他说好。", "(", "1 "],
)
def test_two_hundred_thousand_characters_of_junk_take_seconds(junk: str) -> None:
    text = junk * (200_000 // len(junk))
    found = sentences(text, 0, len(text))
    assert sum(end - start for start, end in found) <= len(text)


def test_the_opening_sentence_is_the_first_of_the_body() -> None:
    text = "Menu | Home\n\nThe port of St. John's closed. It rained."
    start = text.index("The")
    article = Article(id="a", text=text, sha256="", body=((start, len(text)),))
    assert opening_sentence(article) == (start, text.index(" It"))


def test_a_long_first_sentence_opens_nothing_nor_does_an_empty_body() -> None:
    long = f"It{' rained' * (OPENING_CHARS // 7)} on. Then it stopped."
    assert opening_sentence(Article(id="a", text=long, sha256="", body=((0, len(long)),))) is None
    assert opening_sentence(Article(id="a", text="", sha256="")) is None
