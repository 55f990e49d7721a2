"""What came of one question: all that any figure is computed from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from eval.example import Gold
from eval.squad import exact, f1

RIGHT_F1 = 0.5
"""From here on an answer counts as saying the same as a gold answer: 87 % of the pairs of answers
that SQuAD's annotators gave to one question agree so far (13,266 pairs of the development set)."""

CONTEXT = "(context)"
"""Stands for the article's id where a question was asked of its own context alone."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A citation that an answer gave, and how it stands up.

    Attributes:
        supports: It overlaps a gold span, in an article that states the answer.
        verbatim: The quote is what its article has at these characters, read anew.
    """

    article: str
    start: int
    end: int
    quote: str
    supports: bool
    verbatim: bool


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A passage that was retrieved for the question; `relevant`: it overlaps a gold span."""

    article: str
    start: int
    end: int
    score: float
    text: str
    relevant: bool


@dataclass(frozen=True)
class Outcome:
    """One question, what was expected, and what came back.

    A question that crashed is here too, with its `error`: it counts as wrong, never as absent.

    Attributes:
        guess: The best answer found, also where the answerer then chose to decline; "" if none.
        declined: The answer was withheld: the answerer abstained.
        confidence: How sure it says to be of `guess`; higher is surer.
        seconds: From question to answer.
        passages: What was retrieved, best first; as many as were kept.
        retrieval: This question's retrieval figures by name, where they were measured.
    """

    id: str
    category: str
    question: str
    golds: tuple[Gold, ...]
    guess: str
    declined: bool
    confidence: float
    seconds: float
    history: tuple[str, ...] = ()
    resolved: str = ""
    citations: tuple[Quotation, ...] = ()
    passages: tuple[Retrieved, ...] = ()
    retrieval: Mapping[str, float] = field(default_factory=dict)
    error: str | None = None

    @property
    def answerable(self) -> bool:
        """There is a right answer; otherwise the right thing is to decline."""
        return bool(self.golds)

    @property
    def answered(self) -> bool:
        """An answer was given: neither declined nor lost in a crash."""
        return not self.declined and self.error is None

    @cached_property
    def guess_exact(self) -> float:
        """Exact match of the guess, given or not; 0 if there is nothing right to guess."""
        return self._guessed() and exact(self.guess, self._texts())

    @cached_property
    def guess_f1(self) -> float:
        """F1 of the guess, given or not; 0 if there is nothing right to guess."""
        return self._guessed() and f1(self.guess, self._texts())

    @property
    def em(self) -> float:
        """Official exact match of what was given, where declining is right if nothing is."""
        return self._earned(self.guess_exact)

    @property
    def f1(self) -> float:
        """Official F1 of what was given, where declining is right if nothing is."""
        return self._earned(self.guess_f1)

    @property
    def guess_right(self) -> bool:
        """The guess says the same as a gold answer."""
        return self.guess_f1 >= RIGHT_F1

    @property
    def supported(self) -> bool:
        """The first citation overlaps a gold span of an accepted article."""
        return bool(self.citations) and self.citations[0].supports

    @property
    def retrieved(self) -> bool:
        """Some retrieved passage overlaps a gold span."""
        return any(passage.relevant for passage in self.passages)

    @property
    def right(self) -> bool:
        """The person who asked was served: a right answer, or rightly none."""
        if self.error is not None:
            return False
        return self.guess_right and self.answered if self.answerable else self.declined

    @property
    def right_and_cited(self) -> bool:
        """Right, with a first citation that supports it; declining needs no citation."""
        return self.right and (self.supported or not self.answerable)

    def _guessed(self) -> float:
        return float(self.answerable and self.error is None)

    def _earned(self, for_guess: float) -> float:
        if self.error is not None:
            return 0.0
        return float(not self.answerable) if self.declined else for_guess

    def _texts(self) -> list[str]:
        return [gold.text for gold in self.golds]
