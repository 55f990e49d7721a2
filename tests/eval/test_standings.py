"""The benchmark's figures, worked by hand."""

from io import StringIO

import pytest
from rich.console import Console

from eval.bench_table import bench_table, cell
from eval.peers.job import Result, Step
from eval.standings import middle, ratio, standings


def result(index_s: float, ms: tuple[float, ...], rate: float, **changed) -> Result:
    step = Step(ms, cpu_ms=2 * ms[0])
    return Result(
        **{
            "indexed": 100,
            "index_s": index_s,
            "index_cpu_s": index_s / 2,
            "models_mib": None,
            "indexing_mib": 300.0,
            "peak_mib": 400.0,
            "disk_mib": 0.0,
            "steps": {"retrieval": step, "reading": step, "answer": step},
            "answers": ("a",) * len(ms),
            "questions_per_s": {1: rate, 4: 2 * rate},
            "reader": "its own",
            **changed,
        }
    )


OURS = (result(2, (10, 20, 30), 5), result(4, (10, 20, 30), 5), result(5, (10, 20, 30), 5))
THEIRS = (
    result(4, (20, 50, 60), 2, reader="span reader"),
    result(2, (20, 60, 60), 2, notes=("from 4 callers on in turn",)),
    result(20, (20, 10, 60), 2),
)


@pytest.fixture
def rows():
    found = standings({"citespan": OURS, "plain": THEIRS}, articles=20)
    return {(row.group, row.name): row for row in found}


def test_medians_are_over_rounds_and_ratios_within_them(rows):
    indexing = rows["indexing", "passages"]
    assert indexing.medians == {"citespan": 25, "plain": 25}  # of 50 25 20; of 25 50 5
    assert indexing.ratios == {"citespan": 1, "plain": 0.5}  # of 25/50, 50/25, 5/20
    assert rows["indexing", "articles"].medians["citespan"] == 5  # 20 articles in 4 s
    assert rows["indexing", "CPU, a passage"].medians["citespan"] == 20  # 2 s for 100
    answer = rows["answer", "p50"]
    assert answer.medians == {"citespan": 20, "plain": 50}  # of 50 60 20
    assert answer.ratios["plain"] == 2.5
    assert rows["answer", "CPU, mean"].medians["plain"] == 40
    assert rows["questions/s", "1 caller"].ratios["plain"] == 2 / 5
    assert rows["questions/s", "4 callers"].medians["citespan"] == 10
    assert rows["memory", "models loaded"].medians == {"citespan": None, "plain": None}


def test_the_middle_of_nothing_is_none_and_so_is_a_ratio_to_nothing():
    assert middle([]) is None
    assert middle([None, 3.0]) == 3
    assert middle([1.0, 2.0]) == 1.5
    assert ratio(1.0, 0.0) is None
    assert ratio(None, 1.0) is None
    assert ratio(1.0, 4.0) == 0.25


def test_without_this_project_there_are_no_ratios():
    row = standings({"plain": THEIRS}, articles=20)[0]
    assert row.ratios == {"plain": None}


def test_the_table_has_every_contestant_and_says_who_is_missing_and_why():
    results = {"citespan": OURS, "plain": THEIRS}
    table = bench_table(
        "news: 100 passages", standings(results, 20), results, {"txtai": "not installed: pip: no"}
    )
    console = Console(width=100, record=True, file=StringIO())
    console.print(table)
    shown = console.export_text()
    lines = [line.split() for line in shown.splitlines()]
    assert ["citespan", "plain"] in lines
    assert ["passages/s", "25.0", "25.0", "×0.50"] in lines
    assert ["p50,", "ms", "20.0", "50.0", "×2.50"] in lines
    assert ["models", "loaded,", "MiB", "-", "-"] in lines
    assert "read by span reader: plain" in shown
    assert "plain: from 4 callers on in turn" in shown
    assert "txtai: skipped, not installed: pip: no" in shown


def test_a_cell_has_no_more_digits_than_say_something():
    assert cell(1234.5, 2.0, is_ours=False) == "1,234 ×2.00"
    assert cell(99.94, 1.0, is_ours=True) == "99.9"
    assert cell(None, None, is_ours=False) == "-"
