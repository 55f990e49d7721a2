"""One earlier turn of a conversation, as the resolver sees it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """A question already asked, with what came of it.

    Attributes:
        question: As it was resolved, so that a name once put in stays near at hand.
        answer: The quotation given; "" where the turn abstained.
        sentence: The sentence or sentences the quotation was cited in; "" where there is none.
    """

    question: str
    answer: str = ""
    sentence: str = ""
