"""Conversations that survive a restart, each with its own articles."""

import json
import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from eval.questions import load
from rag.answering.answer import Answer
from tests.ui.fake import FIRST, FOURTH, FakeCorpus, article, cite
from ui.conversation import Conversation, Question, Turn
from ui.export import to_json, to_markdown, to_questions
from ui.history import History
from ui.scope import ALL_ARTICLES, Scope


@pytest.fixture
def history(tmp_path) -> History:
    return History(tmp_path / "new" / "chat.sqlite")


def asked(*questions: str, scope: Scope = ALL_ARTICLES) -> Conversation:
    now = Conversation()
    for question in questions:
        now = now.ask(Question(question, scope)).reply(FakeCorpus().answer(question))
    return now


def test_a_conversation_comes_back_as_it_was(history) -> None:
    scope = Scope(date(2011, 1, 1), None, ("City Herald",))
    kept = asked("Who cut the ribbon?", "Where did they land?", scope=scope)
    history.save(kept.judge(1, "wrong", "no <b>note</b>"), "")
    found = History(history.path).load(kept.id, "")  # as after a restart
    assert found is not None
    assert [turn.answer.citations for turn in found.turns] == [
        turn.answer.citations for turn in kept.turns
    ]
    assert [turn.scope for turn in found.turns] == [scope, scope]
    assert (found.turns[1].verdict, found.turns[1].note) == ("wrong", "no <b>note</b>")
    assert found.turns[1].answer.citations[0].quote == "Łódź 🚀"


def test_copies_of_a_source_come_back_with_it(history) -> None:
    citation = replace(cite(FIRST, "Ada Berg"), also_in=(FOURTH, article("c.txt", "A copy.")))
    kept = Conversation((Turn(Answer("Who?", "Who?", (citation,), 0.9)),), id="a")
    history.save(kept, "")
    assert History(history.path).load("a", "") == kept


def test_an_abstention_comes_back_with_its_nearest_passages(history) -> None:
    kept = asked("Why?")
    history.save(kept, "")
    found = history.load(kept.id, "")
    assert found == kept


def test_an_article_is_kept_as_it_was_when_cited(history) -> None:
    old, new = article("a.txt", "It rained."), article("a.txt", "It snowed.")
    for text, quote in ((old, "rained"), (new, "snowed")):
        answer = Answer("What?", "What?", (cite(text, quote),), 0.9)
        history.save(Conversation((Turn(answer),), id=quote), "")
    loaded = [history.load(id, "") for id in ("rained", "snowed")]
    assert [c.answers[0].text for c in loaded if c] == ["rained", "snowed"]


def test_nobody_sees_or_changes_what_another_owns(history) -> None:
    kept = asked("Who cut the ribbon?")
    history.save(kept, "ada")
    history.rename(kept.id, "bo", "stolen")
    history.delete(kept.id, "bo")
    history.save(Conversation(asked("Why?").turns, id=kept.id), "bo")
    assert history.entries("bo") == ()
    assert history.load(kept.id, "bo") is None
    assert [entry.name for entry in history.entries("ada")] == ["Who cut the ribbon?"]
    found = history.load(kept.id, "ada")
    assert found is not None
    assert [answer.text for answer in found.answers] == ["Ada Berg"]


def test_conversations_are_listed_with_the_latest_first(history) -> None:
    first, second = asked("Why?"), asked("Who cut the ribbon?", "Why?")
    for conversation in (first, second, first):
        history.save(conversation, "")
    assert [(entry.name, entry.turns) for entry in history.entries("")] == [
        ("Why?", 1), ("Who cut the ribbon?", 2),
    ]  # fmt: skip


def test_a_name_is_kept_when_the_conversation_goes_on(history) -> None:
    kept = asked("Why?")
    history.save(kept, "")
    history.rename(kept.id, "", "  Bridges ")
    history.rename(kept.id, "", "   ")
    history.save(kept, "")
    assert [entry.name for entry in history.entries("")] == ["Bridges"]


def test_deleting_leaves_nothing_behind_but_what_others_cite(history) -> None:
    shared, alone = (
        asked("Who cut the ribbon?"),
        asked("Where did they land?", "Who cut the ribbon?"),
    )
    history.save(shared, "")
    history.save(alone, "")
    history.delete(alone.id, "")
    with sqlite3.connect(history.path) as database:
        texts = [json.loads(r)["text"] for (r,) in database.execute("SELECT record FROM article")]
        assert database.execute("SELECT count(*) FROM turn").fetchone() == (1,)
    assert len(texts) == 2
    assert FOURTH.text not in texts


def test_an_empty_conversation_is_not_kept(history) -> None:
    history.save(Conversation(), "")
    history.save(Conversation().ask(Question("Why?")), "")
    assert history.entries("") == ()


def test_the_json_export_holds_what_is_needed_to_verify() -> None:
    exported = json.loads(to_json("Mine", asked("Who cut the ribbon?")))
    citation = exported["turns"][0]["citations"][0]
    assert exported["name"] == "Mine"
    assert citation["quote"] == FIRST.text[citation["start"] : citation["end"]] == "Ada Berg"
    assert citation["sha256"] == FIRST.sha256


def test_the_markdown_export_cites_and_cannot_be_broken_by_a_text() -> None:
    exported = to_markdown("Mine", asked("Who cut the ribbon?", "Why?"))
    assert (
        "# Mine\n\n## Who cut the ribbon?\n\n> Mayor Ada Berg cut the ribbon on Monday\\.\n"
        in exported
    )
    assert "**Ada Berg** — Very likely (93 %)" in exported
    assert "1. “Ada Berg” — The bridge opens, City Herald, 7 June 2011, https://" in exported
    assert exported.endswith("## Why?\n\nThe articles do not say.\n")
    hostile = to_markdown("<script>", asked("Who said it?"))
    assert "<script" not in hostile.replace("\\<", "")
    assert "[link]" not in hostile


def test_judged_answers_become_questions_that_eval_reads(tmp_path) -> None:
    now = asked("Who cut the ribbon?", "Why?", "Where did they land?")
    judged = now.judge(0, "right", "").judge(1, "right", "").judge(2, "wrong", "Not there")
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(json.dumps(q) + "\n" for q in to_questions(judged)), encoding="utf-8")
    first, second = load(path).examples
    assert (first.question, first.history, first.answers[0].text) == (
        "Who cut the ribbon?", (), "Ada Berg",
    )  # fmt: skip
    assert (second.question, second.history, second.answers) == (
        "Why?", ("Who cut the ribbon?",), (),
    )  # fmt: skip


def test_a_file_that_is_not_ours_is_refused(tmp_path) -> None:
    path = tmp_path / "chat.sqlite"
    path.write_text("no database, but long enough to be read as one" * 30, encoding="utf-8")
    with pytest.raises(sqlite3.DatabaseError):
        History(path)
