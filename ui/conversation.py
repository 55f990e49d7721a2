"""A conversation: the answers so far, and the question being read, if any."""

from dataclasses import dataclass, replace

from rag.answering.answer import Answer


@dataclass(frozen=True, slots=True)
class Conversation:
    """What one person asked and was answered, oldest first.

    `pending` is a question that has been asked and not answered yet.
    """

    answers: tuple[Answer, ...] = ()
    pending: str | None = None

    def __bool__(self) -> bool:
        return bool(self.answers) or self.pending is not None

    def ask(self, question: str) -> "Conversation":
        """With this question pending."""
        return replace(self, pending=question)

    def reply(self, answer: Answer) -> "Conversation":
        """With the pending question answered."""
        return Conversation((*self.answers, answer))

    def withdraw(self) -> "Conversation":
        """Without the pending question."""
        return replace(self, pending=None)
