"""Short spans grow to what explains, where the question asks for it, and only there."""

import pytest

from rag.answering.explain import kind, widened
from rag.articles.article import Article


def quote(question: str, sentence: str, span: str) -> str:
    text = f"It rained that day. {sentence} Nobody replied."
    article = Article(id="a", text=text, sha256="", body=((0, len(text)),))
    start = text.index(span)
    return text[slice(*widened(question, article, start, start + len(span)))]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Under what condition would the union sign?", "condition"),
        ("Why did the port close?", "reason"),
        ("For what reason did the port close?", "reason"),
        ("Explain the strike.", "reason"),
        ("How did the crew escape?", "manner"),
        ("Did the crew escape?", "verdict"),
        ("Didn't the crew escape?", "verdict"),
        ("What did Lima say about the strike?", "statement"),
        ("What did Lima tell the owners about it?", "statement"),
        ("What does she think?", "statement"),
        ("What did Lima say the strike is linked to?", None),
        ("What did Lima add to the soup?", None),
        ("Is it Lima or Quito?", None),
        ("How many escaped?", None),
        ("Who said why the port closed?", None),
        ("When did it close, and why?", None),
        ("Where is the port?", None),
        ("Were was the port?", None),  # misspelt
        ("Were the crew saved?", "verdict"),
        ("What is the port called?", None),
    ],
)
def test_the_kind_of_explanation_asked_for_is_told(question: str, expected: str | None) -> None:
    assert kind(question) == expected


def test_a_condition_is_quoted_from_its_if() -> None:
    assert (
        quote(
            "Under what condition would the union sign?",
            "The union would sign at once if the firm gave a written pledge that no jobs would go.",
            "a written pledge",
        )
        == "if the firm gave a written pledge that no jobs would go"
    )


def test_a_reason_is_quoted_from_its_because_to_the_pause() -> None:
    assert (
        quote(
            "Why did the port close?",
            "The port closed on Friday because the crane had failed twice, its master said.",
            "crane had failed",
        )
        == "because the crane had failed twice"
    )


def test_since_then_gives_no_reason() -> None:
    assert (
        quote("Why did it close?", "The port has since then stayed closed to all ships.", "closed")
        == "The port has since then stayed closed to all ships"
    )


def test_a_reason_without_a_connective_is_the_whole_sentence() -> None:
    assert (
        quote("Why did the port close?", "The crane had failed twice that week.", "failed")
        == "The crane had failed twice that week"
    )


def test_a_yes_or_no_question_gets_the_clause_that_decides() -> None:
    assert (
        quote(
            "Did the firm promise never to sell the yard?",
            'The chairman told staff on Monday: "We will never sell the yard," to loud applause.',
            "never",
        )
        == "We will never sell the yard"
    )


def test_who_said_why_is_not_widened() -> None:
    assert (
        quote(
            "Who said why the port closed?", "It closed because of ice, said Ana Lima.", "Ana Lima"
        )
        == "Ana Lima"
    )


def test_a_widened_quotation_holds_the_span_and_stays_in_its_sentence() -> None:
    said = quote("How did the crew escape?", "They swam to the pier, then ran.", "swam")
    assert said == "They swam to the pier"


@pytest.mark.parametrize(
    ("sentence", "span"),
    [
        ("Ms Lima told the owners on Friday that the yard would stay open, come what may.", "open"),
        ("The yard would stay open, come what may, Ms Lima said on Friday.", "open"),
        ("On Friday Ms Lima said the yard would stay open, come what may.", "open"),
        ("She has said it often -- that the yard would stay open, come what may.", "that the yard"),
        ("She has said often that the yard would stay open, come what may.", "that the yard"),
        ('Ms Lima said: "The yard would stay open, come what may."', "yard"),
    ],
)
def test_what_someone_said_is_quoted_without_who_said_it(sentence: str, span: str) -> None:
    said = quote("What did Lima say about the yard?", sentence, span)
    assert said.lower() == "the yard would stay open, come what may"


def test_what_was_said_ends_before_its_speaker_though_the_span_holds_the_comma() -> None:
    assert (
        quote(
            "What did Lima say about the offer?",
            '"The offer is not good enough for us," she said, adding that talks would go on.',
            'The offer is not good enough for us,"',
        )
        == "The offer is not good enough for us"
    )


def test_a_reason_is_quoted_without_its_speaker() -> None:
    assert (
        quote(
            "Why did the port close?",
            '"The crane had failed twice in one week," she argued on Friday.',
            "failed twice",
        )
        == "The crane had failed twice in one week"
    )
    assert (
        quote(
            "Why did the port close?",
            "The crane failed, she said, and nobody would mend it for less than a fortune.",
            "failed",
        )
        == "The crane failed, she said, and nobody would mend it for less than a fortune"
    )


@pytest.mark.parametrize(
    ("sentence", "span", "expected"),
    [
        ('"The port is shut," she said.', '"The port is shut,"', '"The port is shut,"'),
        ('"The port is shut," she said.', 'The port is shut,"', "The port is shut"),
        ('"The port is shut," she said.', '"The port', "The port"),
        ("Ana Lima, 40, left.", "Ana Lima,", "Ana Lima"),
        ("He works in Washington D.C. now.", "Washington D.C.", "Washington D.C."),
        ('The film "Ran" won.', '"Ran"', '"Ran"'),
        ("She said: “Never.”", "“Never.", "Never."),
        ('A 5" gun , found', ",", ","),
    ],
)
def test_a_quotation_has_no_comma_around_it_and_no_mark_without_its_pair(
    sentence: str, span: str, expected: str
) -> None:
    assert quote("What is it?", sentence, span) == expected
