"""Say how probable it is that an answer is right: logistic regression over a few signals."""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).parent / "calibrator.json"


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of the best candidate before it is called an answer."""

    span_score: float
    """Logits by which the reader prefers the span to silence."""
    share: float
    """Log of the span's part in the softmax over all candidates' scores and silence."""
    retrieval_score: float
    """The fused score of the passage, in [0, 1]."""
    similarity: float
    """Cosine between the question and the passage."""
    articles: float
    """Log of the number of articles that make the claim."""


@dataclass(frozen=True, slots=True)
class Calibrator:
    """A fitted logistic regression: the probability is sigmoid(intercept + weights · signals)."""

    intercept: float
    weights: Mapping[str, float]
    """One for each signal, by name."""
    threshold: float
    """Answer when the probability is at least this, unless the caller sets another."""
    fitted_on: str

    def probability(self, signals: Signals) -> float:
        """The probability, in [0, 1], that the candidate is a right answer."""
        total = self.intercept + sum(
            self.weights[name] * value for name, value in asdict(signals).items()
        )
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, total))))

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)

    @classmethod
    def load(cls, path: Path = SHIPPED) -> "Calibrator":
        """The calibrator of a JSON file, by default the one shipped with the reader's weights."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))
