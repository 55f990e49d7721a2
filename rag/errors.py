"""What can go wrong, as one family.

Every message gives the fact, the value, and the remedy.

    RagError
    ├── UnreadableArticle   a file that is not text, or not an article
    ├── NoArticles          a folder that holds nothing to answer from
    ├── InvalidQuestion     an empty or oversized question
    ├── IndexUnusable       an index that can be neither used nor rebuilt
    └── ModelUnusable       weights that are missing, altered or of the wrong kind

Not finding an answer is no error: it is an `Answer` whose `bool` is False.
"""


class RagError(Exception):
    """The root of the family: catch this to catch all."""


class UnreadableArticle(RagError):
    """A file could not become an article; the message names the file and the reason."""


class NoArticles(RagError):
    """A folder is missing, or holds no readable article."""


class InvalidQuestion(RagError, ValueError):
    """A question is empty or longer than `rag.MAX_QUESTION_CHARS`."""


class IndexUnusable(RagError):
    """An index cannot be opened: not ours, from a newer version, or not writable."""


class ModelUnusable(RagError):
    """A model cannot be loaded: missing, altered, or of the wrong kind."""
