"""How follow-up resolution is scored."""

import gzip
import json
from pathlib import Path

import pytest

from eval.conversation import altered, find_own_answers, main, resolve_all, term_score
from eval.errors import UnusableQuestions
from eval.follow_ups import FollowUp, Resolver, histories_have_answers, load, turns_of
from eval.own_answers import own_answers, rank_answers
from rag.conversation import Turn

TESLA = FollowUp(
    dialog="d1",
    history=("Nikola Tesla", "Early life", "Where was he born?", "Smiljan"),
    question="When did he move there?",
    rewrite="When did Nikola Tesla move to Smiljan from Prague?",
)
ALONE = FollowUp("d1", ("Nikola Tesla", "Early life"), "What is a dynamo?", "What is a dynamo?")


def adds(*words: str) -> Resolver:
    return lambda question, turns: " ".join((question, *words))


def test_a_missing_term_is_in_rewrite_and_history_but_not_in_the_question() -> None:
    assert TESLA.added == {"nikola", "tesla", "smiljan", "prague"}
    assert TESLA.missing == {"nikola", "tesla", "smiljan"}  # no one said Prague


def test_precision_and_recall_are_of_all_terms_together() -> None:
    score = term_score(resolve_all([TESLA, ALONE], adds("Tesla", "Edison")))
    assert score.precision == 1 / 4  # of tesla, edison, tesla, edison only the first is missing
    assert score.recall == 1 / 3  # of nikola, tesla, smiljan
    assert score.f1 == 2 * 1 / (4 + 3)


def test_the_raw_question_scores_nothing_and_the_rewrite_everything() -> None:
    assert term_score(resolve_all([TESLA], lambda question, turns: question)).f1 == 0
    known = FollowUp("d", TESLA.history, TESLA.question, "When did Nikola Tesla move to Smiljan?")
    assert term_score(resolve_all([known], lambda question, turns: known.rewrite)).f1 == 1


def test_no_questions_score_zero() -> None:
    assert term_score([]).f1 == 0
    assert altered([]) == (0, 0)


def test_altered_counts_self_contained_questions_only() -> None:
    assert altered(resolve_all([TESLA, ALONE], adds("Tesla"))) == (1, 1)
    assert altered(resolve_all([TESLA, ALONE], adds("the"))) == (0, 1)  # no content word


def test_a_changed_rewrite_is_counted() -> None:
    (resolved,) = resolve_all([ALONE], adds("the"))
    assert resolved.rewrite_altered


def test_earlier_questions_are_resolved_in_their_place() -> None:
    turns = turns_of(TESLA.history, True, lambda q, past: f"{q} ({len(past)} before)")
    assert turns == [
        Turn("Nikola Tesla", "", "Early life"),
        Turn("Where was he born? (1 before)", "Smiljan", "Smiljan"),
    ]


def test_an_unanswered_question_has_an_empty_answer() -> None:
    history = ("Title", "Section", "Who knows?", "I don't know.")
    turns = turns_of(history, True, lambda question, past: question)
    assert turns[1] == Turn("Who knows?", "", "")


def test_histories_of_questions_only_are_told_by_an_odd_length() -> None:
    assert histories_have_answers([TESLA, ALONE])
    assert not histories_have_answers([TESLA, FollowUp("d", ("Who?",), "Why?", "Why who?")])
    turns = turns_of(("Who?", "Where?"), False, lambda question, past: question)
    assert turns == [Turn("Who?"), Turn("Where?")]


def test_plain_and_compressed_files_read_alike(tmp_path: Path) -> None:
    line = json.dumps(
        {"dialog": 7, "history": [], "question": "Why?", "rewrite": "Why?", "articles": ["a"]}
    )
    (tmp_path / "a.jsonl").write_text(line + "\n\n")
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(line.encode()))
    expected = [FollowUp("7", (), "Why?", "Why?", articles=("a",))]
    assert load(tmp_path / "a.jsonl") == load(tmp_path / "b.jsonl.gz") == expected


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"dialog": 1, "history": 3}', "nonsense"])
def test_a_malformed_file_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text(text)
    with pytest.raises(UnusableQuestions, match=r"bad\.jsonl"):
        load(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableQuestions, match=r"none\.jsonl"):
        load(tmp_path / "none.jsonl")


def test_own_answers_are_those_that_later_histories_hold() -> None:
    later = FollowUp(
        "d1", (*TESLA.history, TESLA.question, "1884", "Why?", "I don't know."), "Who?", "Who?"
    )
    assert own_answers([TESLA, later]) == {("d1", 2): "Smiljan", ("d1", 4): "1884"}


def test_an_answer_is_ranked_by_the_words_it_shares() -> None:
    answers = {("a", 2): "the red fox", ("a", 4): "a red hen", ("b", 2): "blue ink"}
    questions = {("a", 2): "Which fox is red?", ("a", 4): "What is red?", ("b", 2): "Who?"}
    found = rank_answers(answers, questions)
    assert found["recall@10"] == 2 / 3  # "Who?" has no word to match
    assert found["MRR@10"] == (1 + 1 / 2) / 3  # the fox, in a text as long, comes before the hen


def test_quotes_in_a_question_do_not_break_the_search() -> None:
    assert rank_answers({("a", 2): 'said "no"'}, {("a", 2): 'Who said "no" OR NEAR(*)?'})


def test_questions_without_known_answers_are_not_ranked() -> None:
    assert find_own_answers(resolve_all([ALONE])) == {}
    assert find_own_answers(resolve_all([FollowUp("d", ("Who?",), "Why?", "Why?")])) == {}


def test_the_command_prints_and_saves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = {
        "dialog": "d",
        "history": ["Nikola Tesla", "Early life"],
        "question": "Where was he born?",
        "rewrite": "Where was Nikola Tesla born?",
    }
    (tmp_path / "q.jsonl").write_text(json.dumps(record))
    main(questions=tmp_path / "q.jsonl", json_out=tmp_path / "out.json")
    assert "rewrites altered: 0 of 1" in capsys.readouterr().out
    saved = json.loads((tmp_path / "out.json").read_text())
    assert saved["terms"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert saved["outcomes"][0]["resolved"] == "Where was Nikola Tesla born?"
