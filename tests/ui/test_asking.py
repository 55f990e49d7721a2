"""What a button in the conversation opens."""

import pytest

from tests.ui.fake import FIRST, SECOND, FakeCorpus
from ui.asking import source_of
from ui.conversation import Conversation, Question

ASKED = (
    Conversation()
    .ask(Question("Who cut the ribbon?"))
    .reply(FakeCorpus().answer("Who cut the ribbon?"))
)


def test_a_citation_opens_its_article_at_its_characters() -> None:
    source = source_of(ASKED, 0, "citation", 1)
    assert source is not None
    assert (source.article, source.marks, source.cited) == (SECOND, ((0, 19),), True)


def test_a_passage_opens_its_article_and_is_not_taken_for_a_citation() -> None:
    source = source_of(ASKED, 0, "passage", 0)
    assert source is not None
    assert (source.article, source.marks, source.cited) == (FIRST, (FIRST.body[0],), False)


@pytest.mark.parametrize(
    "choice",
    [
        (1, "citation", 0), (0, "citation", 2), (-1, "citation", 0), (0, "citation", -1),
        (0, "passage", 3), (0, "other", 0), ("0", "citation", 0), (None, None, None),
        (True, "citation", 0), (0, ["citation"], 0), (10**30, "citation", 0),
    ],
)  # fmt: skip
def test_what_names_nothing_opens_nothing(choice) -> None:
    assert source_of(ASKED, *choice) is None


def test_nothing_is_open_in_an_empty_conversation() -> None:
    assert source_of(Conversation(), 0, "citation", 0) is None
