"""How often is it right? Questions, figures, reports.

    report = eval.evaluate(rag.open("folder"), eval.load(Path("questions.jsonl")).examples)
    report.figure("right and cited").value

What is measured is kept apart from who computes it:

    example, questions    a question with what counts as right; reading them from files
    questions.jsonl       300 of them, on the articles that come along
    evaluate, outcome     asking; what came of one question
    measures, causes      what the figures ask of an outcome; why one failed
    squad, citations, confidence, ranking, intervals    how figures are computed
    report, comparison    all outcomes and figures of one evaluation; two of them side by side
    table, page, plots    showing a report in a terminal, and as HTML
    reading, open_domain  reading alone; the contexts of all questions as a corpus
    follow_ups, conversation    how well follow-up questions are understood
    bench, bench_table, bench_corpus, bench_scaling, bench_vectors    speed and memory
    contest, environments, standings, peers    the same of others, each in its own process
    cli, tasks            the commands of `python -m eval`, and what they do
"""

from eval.evaluate import Answerer, evaluate
from eval.example import Example, Gold
from eval.questions import load
from eval.report import Report

__all__ = ["Answerer", "Example", "Gold", "Report", "evaluate", "load"]
