"""Probabilities from weights, by hand-worked numbers; a misfit calibrator is refused."""

import json
import math
from dataclasses import asdict
from pathlib import Path

import pytest

from rag.answering.confidence import EVIDENCE, SHIPPED, Calibrator, Evidence, Logistic
from rag.answering.signals import SIGNALS, Signals
from rag.errors import ModelUnusable

NOTHING = Signals(*[0.0] * len(SIGNALS))


def calibrator(**weights: float) -> Calibrator:
    return Calibrator(
        rank=Logistic(0.0, dict.fromkeys(SIGNALS, 0.0)),
        sure=Logistic(weights.pop("intercept", 0.0), dict.fromkeys(EVIDENCE, 0.0) | weights),
        threshold=0.5,
        fitted_on="",
    )


def test_log_odds_are_a_weighted_sum() -> None:
    assert Logistic(1.0, {"a": 2.0, "b": -3.0}).log_odds([0.5, 1.0]) == -1.0  # 1 + 1 - 3


def test_even_log_odds_are_a_half() -> None:
    assert calibrator().probability(Evidence(NOTHING, margin=5.0, articles=1.0)) == 0.5


def test_the_probability_is_the_sigmoid_of_the_log_odds() -> None:
    evidence = Evidence(NOTHING, margin=2.0, articles=0.0)
    told = calibrator(intercept=-1.0, margin=1.0).probability(evidence)
    assert told == pytest.approx(1 / (1 + math.exp(-1.0)))  # -1 + 2 = 1


def test_extreme_evidence_stays_within_0_and_1() -> None:
    for margin in (-1e9, 1e9):
        told = calibrator(margin=1.0).probability(Evidence(NOTHING, margin, 0.0))
        assert 0.0 <= told <= 1.0


def test_the_shipped_calibrator_fits_this_version_and_has_a_sane_threshold() -> None:
    shipped = Calibrator.load()
    assert 0.1 <= shipped.threshold <= 0.7
    assert shipped.sure.weights["margin"] > 0


def test_a_calibrator_survives_json(tmp_path: Path) -> None:
    file = tmp_path / "c.json"
    file.write_text(json.dumps(Calibrator.load().to_dict()))
    assert asdict(Calibrator.load(file)) == asdict(Calibrator.load())


def test_a_calibrator_of_other_signals_is_refused_with_a_remedy(tmp_path: Path) -> None:
    saved = json.loads(SHIPPED.read_text())
    saved["rank"]["weights"] = {"mood": 1.0}
    (tmp_path / "c.json").write_text(json.dumps(saved))
    with pytest.raises(ModelUnusable, match=r"mood.*fit it anew"):
        Calibrator.load(tmp_path / "c.json")
