"""What a person can get wrong when measuring, as errors that say how to put it right."""

from rag.errors import RagError


class UnusableQuestions(RagError):
    """A file of questions is missing, empty, or malformed; the message names the line."""


class UnusableReport(RagError):
    """A saved report is missing, malformed, or not about the same questions as another."""


class UnwritableReport(RagError):
    """A report cannot be written where it is wanted; told before anything is measured."""


class UnknownPeer(RagError):
    """There is no contestant of that name in the benchmark."""


class UnusableSize(RagError):
    """A number of passages is none."""
