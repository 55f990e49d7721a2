"""How fast to learn, when, and when to stop."""

from dataclasses import dataclass

WARM_UP_STEPS = 100  # Adam's variances are estimates of few samples before that


@dataclass(frozen=True, slots=True)
class Schedule:
    """A linear warm-up, then a linear fall to zero at the end, which is a time or a count of steps.

    With an end in time the rate follows the clock: whatever the machine makes of its minutes, the
    run ends fully cooled. Training time counts, summed over resumptions, not time between them.
    """

    peak: float
    minutes: float | None = None
    steps: int | None = None

    def __post_init__(self) -> None:
        if (self.minutes is None) == (self.steps is None):
            raise ValueError("a schedule ends after minutes or after steps: give one of them")

    def done(self, step: int, elapsed_s: float) -> float:
        """The share of the run behind us, in [0, 1]."""
        if self.steps is not None:
            return min(1.0, step / max(1, self.steps))
        return min(1.0, elapsed_s / 60 / self.minutes) if self.minutes else 1.0

    def rate(self, step: int, elapsed_s: float) -> float:
        """The learning rate of the step after `step` steps and `elapsed_s` seconds of training."""
        warm = min(1.0, (step + 1) / WARM_UP_STEPS)
        return self.peak * warm * (1.0 - self.done(step, elapsed_s))
