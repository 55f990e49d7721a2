"""Questions made from the articles' sentences, offered only when answered as they say."""

from collections.abc import Sequence

from tests.ui.fake import FakeCorpus, article, cite
from ui.render_suggestions import render_suggestions
from ui.suggestions import candidates, suggestions

NEWS = article(
    "news.txt",
    "Norwegian Foreign Minister Ada Berg met the press. Oslo has also demanded a new treaty. "
    "He rejected it. The Prime Minister Jo Vik left.",
)
WHO, WHAT = "Who is the Norwegian Foreign Minister?", "What did Oslo demand?"


def questions(*articles) -> list[str]:
    return [candidate.question for candidate in candidates(articles)]


def test_offices_and_deeds_become_questions() -> None:
    assert questions(NEWS) == [WHAT, WHO]


def test_a_lower_case_office_and_a_company_make_a_question() -> None:
    assert questions(article("a.txt", "So said Acme chief executive Bo Lind.")) == [
        "Who is the Acme chief executive?"
    ]


def test_what_is_not_journalism_makes_no_question() -> None:
    assert questions(article("a.txt", NEWS.text, body=())) == []


def test_articles_take_turns() -> None:
    other = article("b.txt", "Rome rejected the plan. Rome signed the pact.")
    assert questions(other, NEWS) == [
        "What did Rome reject?", WHAT, "What did Rome sign?", WHO,
    ]  # fmt: skip


def offered(table: dict[str, Sequence], **settings) -> list[str]:
    return list(suggestions(FakeCorpus(table), [NEWS], **settings))


def test_only_what_is_answered_as_its_sentence_says_is_offered() -> None:
    right, wrong = cite(NEWS, "Ada Berg"), cite(NEWS, "Jo Vik")
    assert offered({WHO: [right], WHAT: [cite(NEWS, "a new treaty")]}) == [WHAT, WHO]
    assert offered({WHO: [wrong]}) == []
    assert offered({}) == []


def test_neither_a_question_nor_an_answer_comes_twice() -> None:
    table = {WHO: [cite(NEWS, "Ada Berg")]}
    asked = FakeCorpus().answer(WHO.upper())
    answered = FakeCorpus({"Who met the press?": [cite(NEWS, "Ada Berg")]})
    assert offered(table) == [WHO]
    assert offered(table, earlier=[asked]) == []
    assert offered(table, earlier=[answered.answer("Who met the press?")]) == []


def test_no_more_is_offered_than_wanted() -> None:
    table = {WHO: [cite(NEWS, "Ada Berg")], WHAT: [cite(NEWS, "a new treaty")]}
    assert offered(table, wanted=1) == [WHAT]
    assert offered(table, tries=0) == []


def test_a_corpus_without_articles_offers_nothing() -> None:
    assert list(suggestions(FakeCorpus({}), [])) == []


def test_suggestions_are_escaped_and_labelled() -> None:
    assert "&lt;b&gt;" in render_suggestions(["<b>?"], first=True)
    assert "For example" in render_suggestions(["Why?"], first=True)
    assert "The articles also answer" in render_suggestions(["Why?"], first=False)
    assert render_suggestions([], first=True) == ""
