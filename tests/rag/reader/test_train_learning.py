from math import log

import pytest
import torch

from rag.reader.training.average import update_average
from rag.reader.training.examples import Example, collate
from rag.reader.training.loss import span_loss
from rag.reader.training.schedule import Schedule


def test_the_loss_of_an_undecided_model_is_the_log_of_all_pairs():
    batch = collate([[Example([2, 3, 8, 3], 2, ((2, 2),))]], 0)
    loss = span_loss(torch.zeros(1, 8), torch.zeros(1, 8), batch)
    assert loss.tolist() == pytest.approx([2 * log(4)])  # 4 starts, 4 ends


def test_padding_takes_no_part_in_the_loss():
    batch = collate([[Example([2, 3, 8, 3], 2, ())], [Example([2, 3, 8, 9, 9, 3], 2, ())]], 0)
    loss = span_loss(torch.zeros(2, 8), torch.zeros(2, 8), batch)
    assert loss.tolist() == pytest.approx([2 * log(4), 2 * log(6)])


def test_two_annotators_give_half_marginal_and_half_voted_loss():
    batch = collate([[Example([2, 3, 8, 3], 2, ((2, 2), (2, 3)))]], 0)
    start = torch.tensor([[0.0, 0.0, log(2), 0.0, 9.0, 9.0, 9.0, 9.0]])  # P(start 2) = 2/5
    end = torch.tensor(
        [[0.0, 0.0, log(3), log(2), 9.0, 9.0, 9.0, 9.0]]
    )  # P(end 2) = 3/7, P(end 3) = 2/7
    first, second = 2 / 5 * 3 / 7, 2 / 5 * 2 / 7
    marginal, voted = -log(first + second), -(log(first) + log(second)) / 2
    loss = span_loss(start, end, batch)
    assert loss.tolist() == pytest.approx([(marginal + voted) / 2])


def test_the_rate_warms_up_and_then_falls_to_nothing():
    schedule = Schedule(1.0, steps=1000)
    rates = [schedule.rate(step, 0.0) for step in (0, 99, 500, 1000)]
    assert rates == pytest.approx([0.01, 0.901, 0.5, 0.0])


def test_a_schedule_of_minutes_follows_the_clock_whatever_the_steps():
    schedule = Schedule(1.0, minutes=10)
    assert schedule.done(5, 300.0) == schedule.done(5000, 300.0) == 0.5
    assert schedule.done(5, 601.0) == 1.0


def test_a_schedule_needs_exactly_one_end():
    with pytest.raises(ValueError, match="minutes or after steps"):
        Schedule(1.0)
    with pytest.raises(ValueError, match="minutes or after steps"):
        Schedule(1.0, minutes=1, steps=1)


def test_the_average_forgets_the_start_and_weighs_late_steps_most():
    average = {"w": torch.tensor([100.0])}
    update_average(average, {"w": torch.tensor([1.0])}, 1)
    assert average["w"].tolist() == [1.0]  # a share of 9 / 9: the weights before training are gone
    update_average(average, {"w": torch.tensor([2.0])}, 2)
    assert average["w"].tolist() == pytest.approx([1.9])  # 9 / 10 of the second
