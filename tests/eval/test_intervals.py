"""Bootstrap intervals and paired tests, against exact and textbook values."""

import math

import numpy as np
import pytest

from eval.intervals import holm, interval, mean_interval, paired_difference


def test_interval_of_equal_values_has_no_width():
    assert mean_interval([1.0, 1.0, 1.0], seed=0) == (1.0, 1.0)


def test_one_value_has_no_interval():
    assert mean_interval([1.0], seed=0) is None
    assert mean_interval([], seed=0) is None


def test_interval_is_close_to_the_normal_one_for_many_questions():
    values = [1.0] * 700 + [0.0] * 300
    low, high = mean_interval(values, seed=0)
    half = 1.96 * math.sqrt(0.7 * 0.3 / 1000)  # 0.0284
    assert low == pytest.approx(0.7 - half, abs=0.003)
    assert high == pytest.approx(0.7 + half, abs=0.003)


def test_the_same_seed_gives_the_same_interval():
    values = [1.0, 0.0, 1.0, 0.5, 0.0]
    assert mean_interval(values, seed=3) == mean_interval(values, seed=3)


def test_an_undefined_resample_is_left_out_of_an_interval():
    def only_if_mixed(drawn):
        kinds = {int(i) for i in drawn}
        return None if len(kinds) == 1 else 0.25

    assert interval(only_if_mixed, count=2, seed=0) == (0.25, 0.25)
    assert interval(lambda drawn: None, count=2, seed=0) is None
    assert interval(lambda drawn: 1.0, count=1, seed=0) is None


def test_five_of_five_better_has_the_exact_sign_probability():
    found = paired_difference([0.0] * 5, [1.0] * 5, seed=0)
    assert found.value == 1.0
    assert found.p == pytest.approx(2 / 2**5)  # all swaps or none, out of 32


def test_equal_answerers_do_not_differ():
    found = paired_difference([1.0, 0.0], [1.0, 0.0], seed=0)
    assert (found.value, found.p) == (0.0, 1.0)


def test_a_single_changed_question_proves_nothing():
    assert paired_difference([0.0, 1.0, 1.0], [1.0, 1.0, 1.0], seed=0).p == 1.0


def test_a_clear_difference_is_found_and_a_coin_flip_is_not():
    rng = np.random.default_rng(0)
    a = (rng.random(2000) < 0.5).astype(float)
    better = np.where(rng.random(2000) < 0.1, 1.0, a)
    shuffled = np.where(rng.random(2000) < 0.1, 1.0 - a, a)
    assert paired_difference(a, better, seed=0).p < 0.001
    assert paired_difference(a, shuffled, seed=0).p > 0.05


def test_holm_multiplies_the_smallest_most_and_keeps_the_order():
    # sorted .01 .03 .04 -> x3 = .03, x2 = .06, x1 = .04 raised to .06
    assert holm([0.04, 0.01, 0.03]) == pytest.approx([0.06, 0.03, 0.06])


def test_holm_never_exceeds_one():
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert holm([]) == []
