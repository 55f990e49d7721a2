"""Separation, calibration and risk, against values worked by hand."""

import pytest

from eval.confidence import area_under_risk, auroc, calibration_error, reliability, risk_coverage


def test_auroc_is_the_share_of_pairs_in_the_right_order():
    # right: .9 .4, wrong: .5 .1; pairs in order: .9>.5, .9>.1, .4>.1
    assert auroc([0.9, 0.4, 0.5, 0.1], [True, True, False, False]) == 3 / 4


def test_a_tie_counts_half_in_auroc():
    assert auroc([0.5, 0.5], [True, False]) == 0.5


def test_auroc_of_only_right_answers_is_undefined():
    assert auroc([0.5, 0.7], [True, True]) is None
    assert auroc([], []) is None


def test_bins_hold_mean_confidence_and_accuracy():
    bins = reliability([0.12, 0.18, 0.95, 1.0], [False, True, True, True])
    assert [(b.low, b.count) for b in bins] == [(0.1, 2), (0.9, 2)]
    assert bins[0].confidence == pytest.approx(0.15)
    assert bins[0].accuracy == 0.5
    assert bins[1].accuracy == 1.0


def test_calibration_error_weighs_the_gaps_by_questions():
    # gaps |0.5 - 0.15| and |1 - 0.975|, two questions each
    error = calibration_error([0.12, 0.18, 0.95, 1.0], [False, True, True, True])
    assert error == pytest.approx((0.35 + 0.025) / 2)


def test_no_questions_have_no_calibration_error():
    assert calibration_error([], []) is None
    assert area_under_risk([], []) is None


def test_risk_grows_as_less_sure_answers_are_given():
    coverage, risk = risk_coverage([0.9, 0.8, 0.3, 0.2], [True, False, True, False])
    assert coverage.tolist() == [0.25, 0.5, 0.75, 1.0]
    assert risk.tolist() == pytest.approx([0, 1 / 2, 1 / 3, 1 / 2])


def test_answers_of_one_confidence_are_given_together():
    coverage, risk = risk_coverage([0.5, 0.5, 0.1], [True, False, True])
    assert coverage.tolist() == pytest.approx([2 / 3, 1.0])
    assert risk.tolist() == pytest.approx([1 / 2, 1 / 3])


def test_area_under_risk_is_the_mean_over_coverages():
    area = area_under_risk([0.9, 0.8, 0.3, 0.2], [True, False, True, False])
    assert area == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)
