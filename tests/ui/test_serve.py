"""Who is let in."""

import pytest
from gradio_client import Client

from tests.ui.fake import FakeCorpus
from ui.app import build
from ui.history import History
from ui.serve import read_people, serve


def test_people_are_read_from_a_file(tmp_path) -> None:
    path = tmp_path / "people"
    path.write_text("ada:se:cret\n\nbo:x\n", encoding="utf-8")
    assert read_people(path) == [("ada", "se:cret"), ("bo", "x")]


@pytest.mark.parametrize("written", ["", "ada", "ada:", ":x", "ada:x\nbo"])
def test_a_file_of_another_form_is_refused(tmp_path, written) -> None:
    path = tmp_path / "people"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(ValueError, match="has to hold a line NAME:PASSWORD"):
        read_people(path)


def test_only_those_who_log_in_are_answered(tmp_path) -> None:
    page = build(FakeCorpus(), History(tmp_path / "chat.sqlite"))
    address = serve(page, people=[("ada", "secret")])
    with pytest.raises(Exception, match=r"(?i)credentials|login"):
        Client(address, verbose=False, analytics_enabled=False)
    client = Client(address, verbose=False, analytics_enabled=False, auth=("ada", "secret"))
    assert client.predict("Who cut the ribbon?", api_name="/answer")["answer"] == "Ada Berg"
    page.close(verbose=False)
