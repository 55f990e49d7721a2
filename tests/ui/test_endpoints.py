"""What programs get from a served page."""

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from tests.ui.fake import FIRST


@pytest.fixture(scope="module")
def client(address) -> Client:
    return Client(address, verbose=False, analytics_enabled=False)


def test_only_what_is_meant_for_programs_is_offered(client) -> None:
    offered = client.view_api(return_format="dict", print_info=False)
    assert set(offered["named_endpoints"]) == {"/answer", "/search"}
    assert offered["unnamed_endpoints"] == {}


def test_answer_gives_citations_that_can_be_verified(client) -> None:
    answer = client.predict("Who cut the ribbon?", api_name="/answer")
    citation = answer["citations"][0]
    assert (answer["answer"], answer["confidence"]) == ("Ada Berg", 0.93)
    assert citation["quote"] == FIRST.text[citation["start"] : citation["end"]]
    assert citation["sha256"] == FIRST.sha256


def test_an_abstention_is_an_answer(client) -> None:
    answer = client.predict("Why?", api_name="/answer")
    assert (answer["answer"], answer["citations"]) == ("", [])


def test_search_gives_passages_within_the_limits(client) -> None:
    hits = client.predict("Why?", 2, "2011-06-08", "2011", ["Evening Post"], api_name="/search")
    assert [(hit["outlet"], hit["text"]) for hit in hits] == [
        ("Evening Post", "Ada Berg, the mayor, opened the bridge."),
    ]
    assert len(client.predict("Why?", 2, api_name="/search")) == 2


def test_what_is_wrong_with_a_call_is_told(client) -> None:
    with pytest.raises(AppError, match="'June' is no day"):
        client.predict("Why?", "June", api_name="/answer")
    with pytest.raises(AppError, match="k is 0"):
        client.predict("Why?", 0, api_name="/search")


def test_a_bug_is_not_told_to_strangers(client) -> None:
    with pytest.raises(AppError) as error:
        client.predict("break", api_name="/answer")
    assert "a bug" not in str(error.value)
