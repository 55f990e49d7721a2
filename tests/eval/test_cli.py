"""The commands, run as people run them, over real articles with the real models."""

import json
import subprocess
import sys

import pytest

from eval import open_domain
from eval.errors import UnusableQuestions, UnwritableReport
from eval.example import Example, Gold
from eval.ranking import scores
from eval.tasks import check_golds, check_places

ARTICLES = {
    "lamp.txt": "The lighthouse keeper Maria Olsen lit the lamp in Bergen on 4 May 1932. "
    "She kept it burning for thirty years, although the harbour had long been electrified.",
    "ferry.txt": "The ferry company sold its last steam ship to a museum in Gothenburg. "
    "The captain, Erik Lund, said that he would miss the sound of the engine.",
}
QUESTIONS = (
    {"id": "1", "question": "Who lit the lamp in Bergen?", "answers": [{"text": "Maria Olsen"}]},
    {
        "id": "2",
        "question": "Who was the captain of the ferry?",
        "answers": [{"text": "Erik Lund"}],
        "articles": ["ferry.txt"],
    },
    {"id": "3", "question": "How tall is the tower of Pisa?", "answers": []},
)
RECORDS = (
    {
        "id": "1",
        "question": "Who lit the lamp in Bergen?",
        "context": ARTICLES["lamp.txt"],
        "answers": [{"text": "Maria Olsen", "answer_start": 22}],
    },
    {
        "id": "2",
        "question": "Who was the captain of the ferry?",
        "context": ARTICLES["ferry.txt"],
        "answers": [{"text": "Erik Lund", "answer_start": 79}],
    },
)


def lines(path, records):
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text)
    return folder


def test_run_asks_ones_own_questions_of_ones_own_articles(command, corpus, tmp_path):
    asked = lines(tmp_path / "asked.jsonl", QUESTIONS)
    out, page = tmp_path / "out.json", tmp_path / "out.html"
    wanted = ("--json", out, "--html", page)
    code, shown, error = command("run", "--corpus", corpus, "--questions", asked, *wanted)
    assert code == 0, error
    assert "asked: answers to 3 questions" in shown
    report = json.loads(out.read_text())
    assert (report["count"], report["failed"], report["not_verbatim"]) == (3, 0, 0)
    found = {o["id"]: o for o in report["outcomes"]}
    assert found["1"]["guess"] == "Maria Olsen"
    assert found["1"]["judged"]["right_and_cited"]
    assert found["2"]["citations"][0]["article"] == "ferry.txt"
    assert "<svg" in page.read_text()


def test_reader_and_open_and_compare_work_on_records(command, tmp_path):
    asked = lines(tmp_path / "records.jsonl", RECORDS)
    out = tmp_path / "open.json"
    code, _, error = command("open", "--questions", asked, "--k", 5, "--json", out)
    assert code == 0, error
    report = json.loads(out.read_text())
    assert report["figures"]["recall@1"]["value"] == 1.0
    assert report["figures"]["nDCG@10"]["value"] == 1.0
    assert report["figures"]["right and cited"]["value"] == 1.0
    assert report["about"]["passages read"] == "5"
    code, shown, error = command("reader", "--questions", asked, "--json", tmp_path / "r.json")
    assert code == 0, error
    assert "EM, never declining" in shown
    code, shown, _ = command("compare", out, out)
    assert code == 0
    assert "real" not in shown
    code, _, error = command("compare", out, tmp_path / "r.json")
    assert code == 2
    assert "compare reports of one command" in error


def test_open_asks_with_a_typing_slip_each(command, tmp_path):
    asked = lines(tmp_path / "records.jsonl", RECORDS)
    out = tmp_path / "open.json"
    code, shown, error = command("open", "--questions", asked, "--slips", "--json", out)
    assert code == 0, error
    assert "one typing slip each" in shown
    typed = [outcome["question"] for outcome in json.loads(out.read_text())["outcomes"]]
    assert all(one not in typed for one in (record["question"] for record in RECORDS))


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        (("reader", "--questions", "nowhere.jsonl"), "nowhere.jsonl: No such file"),
        (("run", "--corpus", "nowhere", "--questions", "{asked}"), "nowhere"),
        (("--split", "half"), "no split 'half'; choose development, test or all"),
        (("compare", "{asked}", "{asked}"), "is no report"),
    ],
)
def test_bad_input_is_told_in_a_line_with_exit_code_2(command, words, fact, tmp_path):
    asked = lines(tmp_path / "asked.jsonl", QUESTIONS)
    code, _, error = command(*(word.format(asked=asked) for word in words))
    assert code == 2
    assert fact in error


def test_questions_about_another_corpus_are_refused(command, corpus, tmp_path):
    stray = {**QUESTIONS[1], "articles": ["other.txt"]}
    asked = lines(tmp_path / "asked.jsonl", [stray])
    code, _, error = command("run", "--corpus", corpus, "--questions", asked)
    assert code == 2
    assert "none of the 1 articles that the questions name, such as 'other.txt'" in error


def test_a_gold_span_with_other_words_is_refused():
    texts = {"a": "Lavrov spoke."}
    assert check_golds((Example("1", "?", (Gold("spoke", "a", 7),)),), texts) == 0
    with pytest.raises(UnusableQuestions, match="question '1': a has no 'spoke' at character 8"):
        check_golds((Example("1", "?", (Gold("spoke", "a", 8),)),), texts)


def test_an_article_that_is_not_there_is_counted_and_the_others_go_on():
    golds = (Gold("spoke", "a", 7), Gold("spoke", "gone", 1))
    assert check_golds((Example("1", "?", golds),), {"a": "Lavrov spoke."}) == 1


def test_help_loads_no_model_library_and_names_every_command():
    program = (
        "import sys; sys.argv = ['eval', '--help']\n"
        "from eval.cli import main\n"
        "try: main()\n"
        "finally: print(sorted({'torch', 'matplotlib', 'faiss'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.endswith("[]\n")
    for name in ("run", "reader", "open", "conversation", "compare", "bench"):
        assert name in done.stdout


def test_equal_contexts_become_one_article():
    examples = [
        Example("1", "?", (Gold("a", None, 0),), context="a b"),
        Example("2", "?", (), context="c"),
        Example("3", "?", (), context="a b"),
    ]
    ids = open_domain.distinct_contexts(examples)
    assert ids == {"a b": "c000001", "c": "c000002"}
    assert open_domain.placed(examples, ids)[0].answers == (Gold("a", "c000001", 0),)


def test_a_question_without_context_cannot_be_asked_open_domain():
    with pytest.raises(UnusableQuestions, match="question '1' has no context"):
        open_domain.distinct_contexts([Example("1", "?")])


def test_the_same_contexts_give_the_same_corpus_file(tmp_path):
    ids = {"a": "c000001", "é🚀": "c000002"}
    first = open_domain.write_corpus(ids, tmp_path)
    assert open_domain.write_corpus(ids, tmp_path) == first
    assert open_domain.write_corpus({"a": "c000001"}, tmp_path) != first
    assert [json.loads(line)["text"] for line in first.read_text().splitlines()] == ["a", "é🚀"]


def test_ranking_figures_are_those_worked_by_hand():
    found = scores({"q": ["x", "gold"], "lost": []}, {"q": {"gold"}, "lost": {"g"}, "none": set()})
    assert found["q"]["recall@1"] == 0.0
    assert found["q"]["recall@5"] == 1.0
    assert found["q"]["MRR"] == 1 / 2
    assert found["q"]["nDCG@10"] == pytest.approx(0.6309, abs=1e-4)  # 1 / log2(3)
    assert set(found["lost"].values()) == {0.0}
    assert "none" not in found


@pytest.mark.parametrize(
    ("place", "told"),
    [("nowhere/out.json", "there is no folder .*nowhere; make it first"), (".", "is a folder")],
)
def test_a_place_that_cannot_be_written_is_told_before_anything_is_measured(place, told, tmp_path):
    with pytest.raises(UnwritableReport, match=told):
        check_places(tmp_path / "out.html", tmp_path / place)
