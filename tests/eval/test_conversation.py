"""How follow-up resolution is scored."""

import gzip
import json
from pathlib import Path

import pytest

from eval.conversation import (
    altered,
    ask_corpus,
    find_own_answers,
    main,
    resolve_all,
    term_score,
)
from eval.errors import UnusableQuestions
from eval.follow_ups import FollowUp, Resolver, histories_have_answers, load, part_of, turns_of
from eval.own_answers import own_answers, rank_answers
from eval.questions import OWN, in_development
from eval.questions import load as load_questions
from rag.answering.answer import Answer, Hit
from rag.articles.article import Passage
from rag.conversation import Turn
from tests.eval.fakes import ARTICLE, citing, declining

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


def test_an_empty_title_and_section_say_nothing() -> None:
    turns = turns_of(("", "", "Who?", "Tesla"), True, lambda question, past: question)
    assert turns == [Turn(""), Turn("Who?", "Tesla", "Tesla")]


@pytest.mark.parametrize(
    ("dialog", "part"),  # sha256 begins 6b = 107, ca = 202, d4 = 212; a tenth of 256 is 25.6
    [("1", "train"), ("a", "choose"), ("2", "report")],
)
def test_a_dialog_is_in_the_part_that_its_name_tells(dialog: str, part: str) -> None:
    assert part_of(dialog) == part


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
    assert find_own_answers(resolve_all([ALONE]), [ALONE]) == {}
    alone = FollowUp("d", ("Who?",), "Why?", "Why?")
    assert find_own_answers(resolve_all([alone]), [alone]) == {}


def test_answers_of_all_dialogs_are_ranked_where_one_part_asks() -> None:
    red = FollowUp("a", ("", "", "Which fox?", "the red fox"), "Why?", "Why?")
    hen = FollowUp("b", ("", "", "Which hen?", "a hen of red, red feathers"), "Why?", "Why?")
    asked = FollowUp("a", ("", ""), "Which fox is red?", "Which fox is red?")
    (alone,) = resolve_all([asked])
    assert find_own_answers([alone], [asked, red, hen])["raw"] == {"MRR@10": 1, "recall@10": 1}


class Shelf:
    """A corpus of one article, found and quoted by questions that name Tesla."""

    def search(self, question: str, k: int = 10) -> tuple[Hit, ...]:
        found = "Tesla" in question
        return (Hit(Passage(ARTICLE, 0, 13), 0.5, similarity=0.5),) if found else ()

    def answer(self, question: str) -> Answer:
        found = "Tesla" in question
        return citing(question, "Sergei Lavrov", 0.9) if found else declining(question)


def test_a_corpus_is_asked_with_all_three_forms() -> None:
    item = FollowUp(
        "d", TESLA.history, "When did he move?", "When did Tesla move?",
        answers=("Sergei Lavrov",), articles=("a.txt",),
    )  # fmt: skip
    other = FollowUp(
        "d", TESLA.history, "Where did Tesla live?", "Where did Tesla live?",
        answers=("Anders Fogh Rasmussen",), articles=("b.txt",),
    )  # fmt: skip
    resolved = resolve_all([item, other], lambda question, turns: question)
    figures = ask_corpus(Shelf(), resolved)
    assert (
        figures["raw"]
        == figures["resolved"]
        == {
            "same answer as rewritten": 1 / 2,  # both quote Lavrov when Tesla is named
            "articles@10 of rewritten": 1 / 2,
            "recall@10": 0.0,
            "recall@1": 0.0,
            "EM": 0.0,
            "F1": 0.0,
        }
    )
    assert figures["rewritten"] == {
        "same answer as rewritten": 1.0,
        "articles@10 of rewritten": 1.0,
        "recall@10": 1 / 2,  # a.txt for the first, b.txt is not there
        "recall@1": 1 / 2,
        "EM": 1 / 2,
        "F1": 1 / 2,
    }


def test_a_part_without_dialogs_is_refused(tmp_path: Path) -> None:
    record = {"dialog": "d", "history": [], "question": "Why?", "rewrite": "Why?"}
    (tmp_path / "q.jsonl").write_text(json.dumps(record))
    parts = ("train", "choose", "report")
    empty = next(part for part in parts if part != part_of("d"))
    with pytest.raises(UnusableQuestions, match=f"no dialog of the part '{empty}'"):
        main(questions=tmp_path / "q.jsonl", part=empty)


def test_the_rewritten_chains_of_the_seeds_are_of_the_development_half() -> None:
    chains = {e.id: e for e in load_questions(OWN).examples}
    follow_ups = load(OWN.with_name("follow_ups.jsonl"))
    assert len(follow_ups) == 23
    for item in follow_ups:
        place = f"{item.dialog}.{len(item.history) // 2}"
        assert in_development(place)
        assert item.question == chains[place].question
        assert set(item.answers) == {gold.text for gold in chains[place].answers}


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
