"""A saved report opens again as what it was, and shows itself whole and safely."""

import io
import json

import pytest
from rich.console import Console

import eval
from eval import comparison, page, report, table
from eval.errors import UnusableReport
from eval.example import Example, Gold
from eval.outcome import Outcome
from eval.reading import read_all
from tests.eval.fakes import TEXT, FirstWord, Scripted, citing, declining

WHO, WHEN = "Who <script>alert(1)</script>?", "متى؟ 🚀"
EXAMPLES = (
    Example("1", WHO, (Gold("Sergei Lavrov", "a.txt", 0),), "name"),
    Example("2", WHEN, (Gold("2009", "a.txt", TEXT.index("2009")),), "date", history=(WHO,)),
    Example("3", "How far?", (), "none"),
)


@pytest.fixture
def made():
    answers = {
        WHO: citing(WHO, "Sergei Lavrov", 0.9),
        WHEN: citing(WHEN, "Monday", 0.7),
        "How far?": declining("How far?"),
    }
    return eval.evaluate(
        Scripted(answers), EXAMPLES, name="set", sha256="ab" * 32, seed=3, threshold=0.5
    )


def test_a_saved_report_opens_as_an_equal_one(made, tmp_path):
    made.save(tmp_path / "r.json")
    again = report.load(tmp_path / "r.json")
    assert again == made
    assert again.figures == made.figures


def test_a_report_carries_what_is_needed_to_repeat_it(made):
    saved = made.to_dict()
    assert (saved["seed"], saved["questions_sha256"], saved["threshold"]) == (3, "ab" * 32, 0.5)
    assert {"python", "citespan", "torch"} <= set(saved["versions"])
    assert saved["count"] == 3
    json.dumps(saved, allow_nan=False)


def test_a_missing_report_is_named():
    with pytest.raises(UnusableReport, match=r"No such file.*--json FILE"):
        report.load(report.Path("nowhere.json"))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 99, "kind": "run"}', '{"format": 1}'])
def test_what_is_no_report_is_refused(text, tmp_path):
    (tmp_path / "r.json").write_text(text)
    with pytest.raises(UnusableReport, match="is no report"):
        report.load(tmp_path / "r.json")


def test_the_page_is_whole_and_asks_for_nothing(made):
    html = page.render(made)
    assert html.startswith("<!doctype html>")
    assert html.count("<svg ") == 3
    outside = html.replace("http://www.w3.org/", "").replace("https://www.w3.org/", "")
    assert "http:" not in outside
    assert "https:" not in outside
    assert "<script" not in html


def test_the_page_escapes_questions_and_shows_any_writing(made):
    html = page.render(made)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "متى؟ 🚀" in html


def test_the_page_is_the_same_each_time(made):
    assert page.render(made) == page.render(made)


def test_the_page_marks_the_gold_answer_and_underlines_what_was_said(made):
    html = page.render(made)
    assert "spoke on <u class=said>Monday</u>. Anders" in html
    assert "took office in <mark>2009</mark>." in html


def test_a_page_of_nothing_is_still_a_page():
    assert "every question was served" in page.render(eval.evaluate(Scripted({}), ()))


def test_the_table_tells_every_figure_and_the_worst(made):
    written = io.StringIO()
    table.show(made, Console(file=written, width=100))
    shown = written.getvalue()
    for figure in made.figures:
        assert figure.name in shown
    assert "quotes not verbatim: 0" in shown
    assert "said:     Monday" in shown


def test_the_worst_are_crashes_then_the_surest_mistakes_then_needless_silence():
    gold = (Gold("x", "a", 0),)
    outcomes = (
        Outcome("silent", "c", "?", gold, "x", True, 0.4, 0.0),
        Outcome("unsure", "c", "?", gold, "y", False, 0.5, 0.0),
        Outcome("sure", "c", "?", gold, "y", False, 0.9, 0.0),
        Outcome("crash", "c", "?", gold, "", False, 0.0, 0.0, error="E"),
        Outcome("fine", "c", "?", (), "", True, 0.0, 0.0),
    )
    found = report.Report("run", "s", "", outcomes).worst
    assert [o.id for o in found] == ["crash", "sure", "unsure", "silent"]


def test_comparing_finds_what_changed_and_corrects_for_many_figures(made):
    better = eval.evaluate(
        Scripted(
            {
                WHO: citing(WHO, "Sergei Lavrov", 0.9),
                WHEN: citing(WHEN, "2009", 0.7),
                "How far?": declining("How far?"),
            }
        ),
        EXAMPLES,
        threshold=0.5,
    )
    rows = {row.name: row for row in comparison.Comparison(made, better).rows}
    assert (rows["EM"].a, rows["EM"].b) == (2 / 3, 1.0)
    assert rows["EM"].difference.value == pytest.approx(1 / 3)
    assert not rows["EM"].real  # one question proves nothing


def test_reports_on_other_questions_are_not_compared(made):
    other = eval.evaluate(Scripted({}), EXAMPLES[:1])
    with pytest.raises(UnusableReport, match="not on the same questions"):
        comparison.Comparison(made, other)


def test_reports_of_other_kinds_are_not_compared(made):
    read = report.Report("reader", "s", "", made.outcomes)
    with pytest.raises(UnusableReport, match="'run', the other of 'reader'"):
        comparison.Comparison(made, read)


def test_reading_alone_is_scored_with_and_without_declining():
    examples = (
        Example("1", "Who?", (Gold("Lavrov", None, 0),), context="Lavrov spoke."),
        Example("2", "Why?", (), context="Nobody knows."),
    )
    sure = report.Report("reader", "s", "", read_all(FirstWord(2.0), examples))
    assert sure.figure("EM, never declining").value == 1.0
    assert sure.figure("EM").value == 1 / 2  # "Nobody" was given, nothing should have been
    silent = report.Report("reader", "s", "", read_all(FirstWord(-2.0), examples))
    assert silent.figure("EM, never declining").value == 1.0
    assert silent.figure("EM").value == 1 / 2  # now the unanswerable one is right
    # Equal scores are taken one by one, as in the official script: the first, then no more.
    assert silent.figure("best EM").value == 1.0
