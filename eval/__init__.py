"""How often is it right? Questions, figures, reports.

report = eval.evaluate(rag.open("folder"), eval.load("questions.jsonl").examples)
report.figure("right and cited").value

example      a question with what counts as right
questions    reading questions from files
evaluate     asking them
outcome      what came of one question
measures     what the figures ask of an outcome
squad, citations, confidence, ranking, intervals     how they are computed
report       all outcomes and figures of one evaluation; compare sets two side by side
table, page, plots     showing a report in a terminal and as HTML
reading, open_domain, bench     other things to measure than a corpus of one's own
cli          the commands of `python -m eval`
"""

from eval.evaluate import Answerer, evaluate
from eval.example import Example, Gold
from eval.questions import load
from eval.report import Report

__all__ = ["Answerer", "Example", "Gold", "Report", "evaluate", "load"]
