"""The articles as tools of an assistant, called as an assistant calls them."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
import pytest

from tests.ui.fake import FIRST, FakeCorpus

Client = pytest.importorskip("mcp", reason="the extra `mcp` is not installed").Client


def call(name: str, **given: Any) -> Any:
    """The result of one tool of a server over the fake corpus."""
    from ui.mcp import server  # noqa: PLC0415 - needs the extra

    async def called() -> Any:
        async with Client(server(FakeCorpus())) as client:
            if name == "list":
                return await client.list_tools()
            return await client.call_tool(name, given)

    with ThreadPoolExecutor(1) as thread:  # the browser tests' loop may run in this one
        return thread.submit(anyio.run, called).result()


def test_an_assistant_is_offered_two_tools_that_change_nothing() -> None:
    tools = {tool.name: tool for tool in call("list").tools}
    assert set(tools) == {"answer", "search"}
    assert all(tool.annotations.read_only_hint for tool in tools.values())
    assert set(tools["answer"].input_schema["properties"]) == {
        "question", "since", "until", "outlets",
    }  # fmt: skip


def test_an_answer_comes_with_citations_that_can_be_verified() -> None:
    result = call("answer", question="Who cut the ribbon?")
    answer = json.loads(result.content[0].text)
    citation = answer["citations"][0]
    assert answer["answer"] == "Ada Berg"
    assert citation["quote"] == FIRST.text[citation["start"] : citation["end"]] == "Ada Berg"
    assert citation["sha256"] == FIRST.sha256


def test_passages_are_found_within_the_limits() -> None:
    result = call("search", question="Why?", since="2011-06-08", outlets=["Evening Post"])
    hits = [json.loads(content.text) for content in result.content]
    assert [hit["text"] for hit in hits] == ["Ada Berg, the mayor, opened the bridge."]


def test_an_assistant_is_told_what_was_wrong_but_not_of_bugs() -> None:
    wrong = call("answer", question="Why?", since="June")
    assert wrong.is_error
    assert "'June' is no day" in wrong.content[0].text
    bug = call("answer", question="break")
    assert bug.is_error
    assert "a bug" not in bug.content[0].text
