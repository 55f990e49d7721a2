"""The benchmark, on two articles with the real models."""

import json

import pytest

from eval import bench
from eval.errors import UnusableQuestions

TEXTS = {
    "lamp.txt": "The lighthouse keeper Maria Olsen lit the lamp in Bergen on 4 May 1932.",
    "ferry.txt": "The captain of the ferry, Erik Lund, missed the sound of the steam engine.",
}
ASKED = ["Who lit the lamp in Bergen?", "Who was the captain of the ferry?"]


def test_a_benchmark_counts_what_it_did_and_times_every_step(tmp_path):
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text)
    done = bench.bench(tmp_path, ASKED)
    assert (done.indexing.articles, done.indexing.passages, done.questions) == (2, 2, 2)
    assert done.indexing.passages_per_s == 2 / done.indexing.seconds
    steps = [latency.step for latency in done.latencies]
    assert steps == ["retrieval", "reading 10 passages", "answer, all of it"]
    for latency in done.latencies:
        assert 0 < latency.p50 <= latency.p95 <= latency.p99
    assert [t.callers for t in done.throughput] == [1, 4, 16]
    assert all(t.questions_per_s > 0 for t in done.throughput)
    json.dumps(done.to_dict(), allow_nan=False)


def test_quantiles_are_those_of_the_measured_times():
    found = bench.latency("step", lambda _: None, ["a", "b", "c"])
    assert found.step == "step"
    assert 0 <= found.p50 <= found.p99 < 50  # doing nothing takes no time worth telling


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
