"""Reading questions in every form, refusing what is none, and the questions on the seeds."""

import gzip
import json
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from eval import development, questions
from eval.errors import UnusableQuestions
from eval.example import Gold
from rag.index.place import seeds

SQUAD = {
    "version": "v2.0",
    "data": [
        {
            "title": "T",
            "paragraphs": [
                {
                    "context": "Lavrov spoke on Monday.",
                    "qas": [
                        {
                            "id": "q1",
                            "question": "Who spoke?",
                            "is_impossible": False,
                            "answers": [{"text": "Lavrov", "answer_start": 0}] * 3,
                        },
                        {
                            "id": "q2",
                            "question": "Why?",
                            "is_impossible": True,
                            "plausible_answers": [{"text": "Monday", "answer_start": 16}],
                            "answers": [],
                        },
                    ],
                }
            ],
        }
    ],
}


def written(tmp_path, text, name="set.jsonl"):
    path = tmp_path / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return path


def test_squad_2_is_read_and_plausible_answers_are_no_answers(tmp_path):
    found = questions.load(written(tmp_path, json.dumps(SQUAD), "dev.json"))
    assert found.name == "dev"
    assert [e.id for e in found.examples] == ["q1", "q2"]
    assert found.examples[0].answers == (Gold("Lavrov", None, 0),)
    assert found.examples[0].context == "Lavrov spoke on Monday."
    assert not found.examples[1].answerable


def test_squad_1_needs_no_is_impossible(tmp_path):
    squad = json.loads(json.dumps(SQUAD))
    for qa in squad["data"][0]["paragraphs"][0]["qas"]:
        del qa["is_impossible"]
    assert len(questions.load(written(tmp_path, json.dumps(squad))).examples) == 2


def test_records_are_read_from_gzip(tmp_path):
    record = {
        "id": 7,
        "question": "Who?",
        "context": "It was Lavrov.",
        "answers": [{"text": "Lavrov", "answer_start": 7}],
    }
    found = questions.load(written(tmp_path, json.dumps(record) + "\n", "dev.jsonl.gz"))
    assert found.name == "dev"
    assert found.examples[0].id == "7"
    assert found.examples[0].answers == (Gold("Lavrov", None, 7),)


def test_a_wrong_offset_falls_back_to_the_words(tmp_path):
    record = {
        "id": "7",
        "question": "Who?",
        "context": "It was Lavrov.",
        "answers": [{"text": "Lavrov", "answer_start": 5}],
    }
    found = questions.load(written(tmp_path, json.dumps(record)))
    assert found.examples[0].answers == (Gold("Lavrov", None, None),)


MARKED = {
    "id": "1",
    "question": "Who?",
    "answers": [
        {"article": "a", "start": 7, "end": 13, "sha256": sha256(b"Lavrov").hexdigest()[:12]}
    ],
}


def test_a_marked_answer_takes_its_words_from_the_articles(tmp_path):
    file = written(tmp_path, json.dumps(MARKED))
    found = questions.load(file, lambda: {"a": "It was Lavrov."})
    assert found.examples[0].answers == (Gold("Lavrov", "a", 7),)


@pytest.mark.parametrize(
    ("articles", "told"),
    [
        ({}, r"question '1' is marked in 'a', which the corpus lacks; .* --corpus"),
        ({"a": "It was Merkel."}, r"a has 'Merkel' at characters 7 to 13, not what was marked"),
    ],
)
def test_marked_answers_need_the_articles_they_were_marked_in(tmp_path, articles, told):
    file = written(tmp_path, json.dumps(MARKED))
    with pytest.raises(UnusableQuestions, match=told):
        questions.load(file, lambda: articles)


def test_the_articles_are_opened_for_marked_answers_only(tmp_path):
    line = {"id": "1", "question": "Who?", "answers": [{"text": "A"}]}
    questions.load(written(tmp_path, json.dumps(line)), lambda: pytest.fail("opened"))


@pytest.mark.parametrize(
    ("name", "count", "silent", "development"),
    [("bbc.jsonl", 764, 224, 400), ("bbc_follow_ups.jsonl", 790, 118, 416)],
)
def test_questions_on_the_bbc_are_marked_and_hold_none_of_its_words(
    name, count, silent, development
):
    text = Path(questions.__file__).with_name(name).read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert len({line["id"] for line in lines}) == len(lines) == count
    marks = [answer for line in lines for answer in line["answers"]]
    assert all(answer.keys() == {"article", "start", "end", "sha256"} for answer in marks)
    assert sum(not line["answers"] for line in lines) == silent
    assert sum(questions.in_development(line["id"]) for line in lines) == development


def test_the_development_half_is_printed_with_its_words(tmp_path, capsys):
    kept = next(f"q{n}" for n in range(9) if questions.in_development(f"q{n}"))
    left = next(f"q{n}" for n in range(9) if not questions.in_development(f"q{n}"))
    lines = [json.dumps(MARKED | {"id": name}) for name in (kept, left)]
    corpus = tmp_path / "articles.jsonl"
    corpus.write_text(json.dumps({"id": "a", "text": "It was Lavrov."}) + "\n", encoding="utf-8")
    development.main(written(tmp_path, "\n".join(lines)), corpus)
    (line,) = capsys.readouterr().out.splitlines()
    answer = {"article": "a", "start": 7, "text": "Lavrov"}
    assert json.loads(line) == {"id": kept, "question": "Who?", "answers": [answer]}


def test_the_simple_form_takes_each_answer_in_each_article(tmp_path):
    line = {"id": "1", "question": "Who?", "answers": [{"text": "A"}], "articles": ["x", "y"]}
    found = questions.load(written(tmp_path, json.dumps(line)))
    assert found.examples[0].answers == (Gold("A", "x"), Gold("A", "y"))


def test_the_simple_form_needs_no_articles_and_may_have_no_answer(tmp_path):
    text = (
        '{"id": "1", "question": "Who?", "answers": [{"text": "A"}]}\n\n'
        '{"id": "2", "question": "Why?", "answers": []}\n'
    )
    found = questions.load(written(tmp_path, text))
    assert found.examples[0].answers == (Gold("A"),)
    assert not found.examples[1].answerable


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path):
    text = '\ufeff{"id": "1", "question": "Où? 🚀", "answers": []}\r\n'
    assert questions.load(written(tmp_path, text)).examples[0].question == "Où? 🚀"


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("", "holds no question"),
        ("\n \n", "holds no question"),
        ('{"id": "1"}', "line 1 is no question .'question' is missing"),
        ('{"id": "1", "question": " ", "answers": []}', "its question is ' '"),
        ('{"id": "1", "question": "?"}', "'answers' is missing"),
        ('{"id": "1", "question": "?", "answers": [{"text": ""}]}', "an answer's text is ''"),
        ('{"id": "1", "question": "?", "answers": []}\n{oops', "line 2 is not JSON"),
        ("[1]", "line 1 is no question"),
        ('{"data": [{}]}', "is not SQuAD .'paragraphs' is missing"),
        (
            '{"id": "1", "question": "?", "answers": []}\n' * 2,
            "two questions '1'; give each its own id",
        ),
    ],
)
def test_what_is_malformed_is_refused_with_its_place(text, fact, tmp_path):
    with pytest.raises(UnusableQuestions, match=fact):
        questions.load(written(tmp_path, text))


def test_a_missing_file_and_a_truncated_gzip_are_named(tmp_path):
    with pytest.raises(UnusableQuestions, match="No such file"):
        questions.load(tmp_path / "nowhere.jsonl")
    broken = tmp_path / "broken.jsonl.gz"
    broken.write_bytes(gzip.compress(b'{"id": "1"}')[:-9])
    with pytest.raises(UnusableQuestions, match=r"broken.jsonl.gz is not text"):
        questions.load(broken)


def test_a_sample_keeps_the_order_and_depends_on_the_seed_alone(tmp_path):
    lines = "".join(f'{{"id": "{n}", "question": "?", "answers": []}}\n' for n in range(50))
    whole = questions.load(written(tmp_path, lines))
    first = [e.id for e in whole.sample(10, seed=1).examples]
    assert first == [e.id for e in whole.sample(10, seed=1).examples]
    assert first == sorted(first, key=int)
    assert first != [e.id for e in whole.sample(10, seed=2).examples]
    assert whole.sample(99, seed=1) == whole.sample(None, seed=1) == whole


# The questions on the seeds.

OWN = questions.load(questions.OWN).examples
SEEDS = {file.name: file.read_bytes().decode() for file in seeds().glob("*.txt")}


def test_every_gold_span_on_the_seeds_is_in_its_file():
    for example in OWN:
        for gold in example.answers:
            assert SEEDS[gold.article][gold.start : gold.end] == gold.text, example.id


def test_no_gold_span_is_in_the_second_copy_of_an_article():
    text = SEEDS["002_cf0346507ac3bbce.txt"]
    second = text.index("After talks", text.index("After talks") + 1)
    for example in OWN:
        for gold in example.answers:
            assert gold.article != "002_cf0346507ac3bbce.txt" or gold.end <= second, example.id


def test_there_are_enough_questions_of_every_kind():
    kinds = Counter(example.category for example in OWN)
    assert len(OWN) >= 170
    assert sum(not example.answerable for example in OWN) >= 45
    assert min(kinds.values()) >= 3
    chains = {e.id.partition(".")[0] for e in OWN if e.history}
    assert len(chains) >= 25
    assert {len(e.history) for e in OWN} == {0, 1, 2, 3}


def test_questions_with_several_articles_have_golds_in_each():
    for example in OWN:
        if example.category == "several outlets":
            assert len({gold.article for gold in example.answers}) >= 2, example.id


def test_the_split_never_parts_a_conversation():
    for example in OWN:
        if example.history:
            first = f"{example.id.partition('.')[0]}.1"
            assert questions.in_development(example.id) == questions.in_development(first)


def test_both_halves_have_answerable_and_unanswerable_questions():
    for half in (True, False):
        members = [e for e in OWN if questions.in_development(e.id) == half]
        assert len(members) >= 100
        assert sum(not e.answerable for e in members) >= 20
