"""A question with what counts as a right answer to it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gold:
    """One acceptable answer span.

    Attributes:
        text: The words of the answer.
        article: The id of the article that states it; None accepts any article.
        start: Where it begins in that article (or in the question's own context); None accepts
            every place where the article has these words.
    """

    text: str
    article: str | None = None
    start: int | None = None

    @property
    def end(self) -> int | None:
        """Where it ends, exclusive; None where `start` is."""
        return None if self.start is None else self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Example:
    """A question, its acceptable answers (none: it must be declined) and how it came up.

    Attributes:
        history: The questions asked before it in the same conversation, oldest first.
        context: The text it was written for, where it has one of its own.
    """

    id: str
    question: str
    answers: tuple[Gold, ...] = ()
    category: str = "questions"
    history: tuple[str, ...] = ()
    context: str | None = None

    @property
    def answerable(self) -> bool:
        """There is a right answer; otherwise the right thing is to decline."""
        return bool(self.answers)
