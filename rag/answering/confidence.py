"""Choose the best candidate and say how probable it is right: two fitted logistic regressions."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rag.answering.signals import SIGNALS, Signals
from rag.errors import ModelUnusable

SHIPPED = Path(__file__).parent / "calibrator.json"
LIMIT = 60.0  # log-odds beyond which a probability is 0 or 1


@dataclass(frozen=True, slots=True)
class Logistic:
    """Log-odds that are a weighted sum of named figures."""

    intercept: float
    weights: Mapping[str, float]

    def log_odds(self, values: Sequence[float]) -> float:
        """Of the figures in the order of the weights."""
        products = (w * value for w, value in zip(self.weights.values(), values, strict=True))
        return self.intercept + math.fsum(products)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of the chosen claim."""

    signals: Signals
    """Of its best candidate."""
    margin: float
    """By how much that one leads the best candidate that claims something else, in log-odds."""
    articles: float
    """Log of the number of articles that make the claim, copies of one text counted once."""

    def values(self) -> tuple[float, ...]:
        """The figures in the order of `EVIDENCE`."""
        return (*self.signals.values(), self.margin, self.articles)


EVIDENCE = (*SIGNALS, "margin", "articles")


@dataclass(frozen=True, slots=True)
class Calibrator:
    """What was fitted on development questions that went through the whole pipeline."""

    rank: Logistic
    """Over `Signals`: which candidate is best."""
    sure: Logistic
    """Over `Evidence`: how probable it is right."""
    threshold: float
    """Answer when the probability is at least this, unless the caller sets another."""
    fitted_on: str

    def probability(self, evidence: Evidence) -> float:
        """The probability, in [0, 1], that the claim is a right answer."""
        odds = max(-LIMIT, min(LIMIT, self.sure.log_odds(evidence.values())))
        return 1 / (1 + math.exp(-odds))

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)

    @classmethod
    def load(cls, path: Path = SHIPPED) -> "Calibrator":
        """The calibrator in a JSON file, by default the one that comes along.

        Raises:
            ModelUnusable: It was fitted on other signals than this version has.
        """
        saved = json.loads(path.read_text(encoding="utf-8"))
        for name, known in (("rank", SIGNALS), ("sure", EVIDENCE)):
            if tuple(saved[name]["weights"]) != known:
                raise ModelUnusable(
                    f"{path} has the weights {list(saved[name]['weights'])}, not {list(known)}; "
                    "fit it anew: python -m rag.answering.calibrate FILE..."
                )
        return cls(
            rank=Logistic(**saved["rank"]),
            sure=Logistic(**saved["sure"]),
            threshold=saved["threshold"],
            fitted_on=saved["fitted_on"],
        )
