"""The benchmark, on two articles with the real models."""

import json
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from eval import bench, bench_scaling
from eval.bench_corpus import Passages, passages
from eval.bench_scaling import Scaling
from eval.errors import UnusableQuestions, UnusableSize
from eval.peers.citespan import Citespan
from eval.peers.job import Job, Result, Step
from eval.peers.measuring import measured, questions_per_s
from eval.peers.plain import Plain
from eval.windows import Cut
from rag.articles.article import Article

TEXTS = {
    "lamp.txt": "The lighthouse keeper Maria Olsen lit the lamp in Bergen on 4 May 1932.",
    "ferry.txt": "The captain of the ferry, Erik Lund, missed the sound of the steam engine.",
}
ASKED = ("Who lit the lamp in Bergen?", "Who was the captain of the ferry?")


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def job(tmp_path):
    file = tmp_path / "passages.jsonl"
    Passages(tuple(TEXTS.values()), 2).write(file)
    (tmp_path / "kept").mkdir()
    return replace(bench.job(file, ASKED), folder=str(tmp_path / "kept"), callers=(1, 2))


def article(text: str) -> Article:
    return Article("a", text, "", body=((0, len(text)),))


@pytest.mark.parametrize("load", [Citespan, Plain])
def test_a_contestant_indexes_answers_and_is_timed_at_every_step(load, job, tmp_path):
    done = measured(load, job)
    assert done.indexed == 2
    keeper, other = done.answers
    assert ("Maria Olsen" in keeper, other) == (True, "Erik Lund")
    assert list(done.steps) == ["retrieval", "reading", "answer"]
    assert all(len(step.ms) == 2 and min(step.ms) > 0 for step in done.steps.values())
    assert list(done.questions_per_s) == [1, 2]
    assert (done.disk_mib > 0) == (load is Citespan)
    assert done.notes == ()
    assert "torch" in done.versions
    done.save(tmp_path / "result.json")
    assert Result.load(tmp_path / "result.json") == done


def test_a_job_is_read_as_it_was_written(job, tmp_path):
    asked = replace(job, questions=("Où? 🚀", "متى؟"))
    asked.save(tmp_path / "job.json")
    assert Job.load(tmp_path / "job.json") == asked


def test_what_fails_with_several_callers_has_them_take_turns():
    calls = []

    def fails_once(question):
        calls.append(question)
        if len(calls) == 3:  # the first question of the second measurement
            raise RuntimeError("already borrowed")
        return question

    rates, notes = questions_per_s(fails_once, ["a", "b"], [1, 4, 16])
    assert list(rates) == [1, 4, 16]
    assert all(rate > 0 for rate in rates.values())
    assert notes == ("from 4 callers on in turn; without a lock RuntimeError: already borrowed",)
    assert questions_per_s(str.upper, ["a", "b"], [4])[1] == ()


def test_bench_shows_a_table_and_writes_every_measurement(command, corpus, tmp_path):
    out = tmp_path / "out.json"
    few = ("--words", 13, "--limit", 2, "--rounds", 1, "--peers", "none")
    code, shown, error = command("bench", "--corpus", corpus, *few, "--json", out)
    assert code == 0, error
    assert "articles: 2 passages of 13 words from 2 articles, 2 questions, rounds: 1" in shown
    assert max(map(len, shown.splitlines())) <= 100
    told = json.loads(out.read_text())
    (result,) = told["results"]["citespan"]
    assert result["indexed"] == 2
    rows = {(row["group"], row["name"]): row for row in told["figures"]}
    assert rows["indexing", "passages"]["medians"]["citespan"] == 2 / result["index_s"]
    assert rows["answer", "p99"]["ratios"]["citespan"] == 1
    assert [name for group, name in rows if group == "questions/s"] == [
        "1 caller",
        "4 callers",
        "16 callers",
    ]
    assert told["machine"]["platform"]


def test_sizes_that_the_corpus_cannot_supply_are_named(command, corpus, tmp_path):
    out = tmp_path / "out.json"
    few = ("--words", 6, "--stride", 7, "--limit", 2, "--sizes", "50,20")
    code, shown, error = command("bench-scaling", "--corpus", corpus, *few, "--json", out)
    assert code == 0, error
    assert "20: skipped, the corpus has 4 passages\n50: skipped" in shown
    told = json.loads(out.read_text())
    assert (told["results"], list(told["skipped"])) == ({}, ["20", "50"])


def test_a_size_is_a_row():
    step = Step((10.0, 20.0, 30.0), cpu_ms=9)
    steps = {"retrieval": step, "reading": step, "answer": Step((100.0,), cpu_ms=90)}
    one = Result(1000, 40.0, 20.0, None, 612.4, 650.0, 2.25, steps, ("a",), {}, "its own")
    done = Scaling("news", Cut(8, 3, 0), 3, {1000: one}, {10**6: "the corpus has 5,000 passages"})
    console = Console(width=100, record=True, file=StringIO())
    console.print(bench_scaling.shown(done))
    title, _, row, reason = console.export_text().splitlines()
    assert title.strip() == "news: passages of 8 words, 3 questions"
    assert row.split() == (
        "1,000 40.0 s 25.0 612 MiB 2.2 MiB 20.0 ms 29.0 ms 100.0 ms 100.0 ms".split()
    )
    assert reason == "1,000,000: skipped, the corpus has 5,000 passages"


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        (("bench", "--peers", "lucene"), "no peer 'lucene'; choose all, none, or of plain"),
        (("bench", "--corpus", "{corpus}", "--words", 99), "articles has no 99 words in a row"),
        (("bench-scaling", "--sizes", "10,many"), "'many' is no number of passages"),
    ],
)
def test_what_cannot_be_measured_is_told_in_a_line(command, corpus, words, fact):
    code, _, error = command(*(str(word).format(corpus=corpus) for word in words))
    assert code == 2
    assert fact in error


def test_passages_are_different_windows_of_whole_articles_and_more_keep_the_fewer():
    told = [article("a b c d e"), article("a b c d"), article("f g"), article("h")]
    cut = Cut(2, 2, seed=0)
    every = passages(told, cut, 99)
    assert sorted(every.texts) == ["a b", "c d", "f g"]
    assert every.articles == 2  # one of the first two says nothing new, the last is too short
    assert passages(told, cut, 2).texts == every.texts[:2] == every.first(2).texts
    assert passages([], cut, 2) == ((), 0)


def test_passages_are_written_as_articles_of_one_passage(tmp_path):
    file = tmp_path / "passages.jsonl"
    Passages(("é 🚀",), 1).write(file)
    assert json.loads(file.read_text()) == {"id": "p0000000", "text": "é 🚀"}


def test_sizes_go_up():
    assert bench_scaling.numbers("1000, 10,1000") == [10, 1000]
    with pytest.raises(UnusableSize, match="'0' is no number of passages"):
        bench_scaling.numbers("0")


def test_questions_that_need_a_conversation_are_left_out(tmp_path):
    path = tmp_path / "q.jsonl"
    path.write_text(
        '{"id": "1", "question": "Who?", "answers": []}\n'
        '{"id": "2", "question": "Why?", "history": ["Who?"], "answers": []}\n'
    )
    assert bench.first_turns(path, 10, seed=0) == ["Who?"]
    path.write_text('{"id": "2", "question": "Why?", "history": ["Who?"], "answers": []}\n')
    with pytest.raises(UnusableQuestions, match="no question without history"):
        bench.first_turns(path, 10, seed=0)
