"""Fitting learns what makes a candidate right, and says the same each time."""

import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rag.answering.answer import Citation, Hit
from rag.answering.calibrate import calibration_error
from rag.answering.calibration.asking import Example, follow_ups
from rag.answering.calibration.contexts import contexts
from rag.answering.calibration.fitting import evenly, fit, fit_rank
from rag.answering.calibration.gold import Gold, is_right
from rag.answering.candidates import Candidate
from rag.answering.confidence import Calibrator
from rag.answering.signals import SIGNALS, Signals
from rag.articles.article import Article, Passage
from rag.index.place import seeds
from rag.reader import load

TEXT = "The port closed on Friday because the crane had failed twice, its master said."
ARTICLE = Article(id="c0", text=TEXT, sha256="", body=((0, len(TEXT)),))
EQUAL = "equal security to be guaranteed to all Euro-Atlantic states"
NOTHING = Signals(*[0.0] * len(SIGNALS))


def candidate(quote: str) -> Candidate:
    start = TEXT.index(quote)
    citation = Citation(ARTICLE, start, start + len(quote), 0.0)
    return Candidate(citation, Hit(Passage(ARTICLE, 0, len(TEXT)), 1.0, 0.5))


def asked(count: int) -> list[Example]:
    """Questions of two candidates each, of which the right one lies nearer to the question."""
    drawn = random.Random(0)
    return [
        Example(
            f"question {n}",
            of="even" if n % 2 else "odd",
            small=False,
            answerable=n % 4 > 0,
            found=(candidate("Friday"), candidate("twice")),
            signals=(
                replace(NOTHING, similarity=0.7 + 0.1 * drawn.random(), words=drawn.random()),
                replace(NOTHING, similarity=0.3 + 0.1 * drawn.random(), words=drawn.random()),
            ),
            right=(n % 4 > 0, False),
        )
        for n in range(count)
    ]


def test_ranking_learns_which_signal_tells_the_right_candidate() -> None:
    weights = fit_rank(asked(40)).weights
    assert weights["similarity"] > 0
    assert abs(weights["words"]) < weights["similarity"]
    assert weights["span_score"] == 0.0  # it never differed


def test_the_same_questions_give_the_same_calibrator() -> None:
    assert fit(asked(40)) == fit(asked(40))


def test_contexts_are_grouped_by_fives_in_order_of_appearance() -> None:
    records = [{"context": text} for text in ("a", "b", "a", "c", "d", "e", "f")]
    assert [(c.id, c.group, c.context) for c in contexts(records)] == [
        ("c0", "group 0", "a"),
        ("c1", "group 0", "b"),
        ("c2", "group 0", "c"),
        ("c3", "group 0", "d"),
        ("c4", "group 0", "e"),
        ("c5", "group 1", "f"),
    ]


def test_an_explanation_that_holds_the_gold_answer_in_its_place_is_right() -> None:
    gold = Gold("failed", "c0", TEXT.index("failed"))
    twice = candidate("twice")
    assert is_right("Why did the port close?", twice, [gold])  # "because ... twice", F1 2 / 6
    assert not is_right("When did the port close?", twice, [gold])
    assert not is_right("Why did it close?", twice, [gold._replace(article="c1")])
    assert not is_right("Why did the port close?", twice, [])


def test_each_set_counts_the_same_and_a_fifth_of_it_has_no_answer() -> None:
    one, *others = (replace(example, of="b", answerable=True) for example in asked(5))
    others[0] = replace(others[0], answerable=False)
    weights = evenly([replace(one, of="a"), *others])
    # five in all, half of that for each set; of "b" a fifth for the one, the rest for the three
    assert list(weights) == pytest.approx([2.5, 2.5 / 5, *[2.5 * 4 / 5 / 3] * 3])


def test_the_calibration_error_is_the_weighted_gap_of_each_bin() -> None:
    likely, right = np.array([0.25, 0.75]), np.array([False, True])
    even = np.array([1.0, 1.0])
    assert calibration_error(likely, right, even) == 0.25
    assert calibration_error(np.array([0.5, 0.75]), right, np.array([3.0, 1.0])) == 0.4375


def test_follow_ups_are_asked_after_the_turns_before_them(tmp_path: Path) -> None:
    record = {
        "question": "What does he want guaranteed?",
        "history": ["Who is Russia's foreign minister?"],
        "answers": [{"article": "004_fbef40a881d0f922.txt", "start": 3281, "text": EQUAL}],
    }
    alone = {**record, "question": "Who wants equal security?", "history": []}
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(map(json.dumps, (record, alone))))
    example, changed = follow_ups(seeds(), file, load(), Calibrator.load())
    assert changed.question == alone["question"]  # after itself, as there is no other
    assert example.question == "What does Russia's foreign minister Sergei Lavrov want guaranteed?"
    assert example.small
    assert any(example.right)
    told = zip(example.found, example.signals, strict=True)
    assert {one.citation.article.id for one, of_one in told if of_one.continues} == {
        "004_fbef40a881d0f922.txt"
    }
