"""What can go wrong, as one family.

Every message gives the fact, the value, and the remedy.

    RagError
    ├── UnreadableArticle   a file that is not text, or not an article
    ├── NoArticles          a folder that holds nothing to answer from
    ├── InvalidQuestion     an empty or oversized question, or filters that contradict each other
    ├── InvalidAnswer       a saved answer that is not in the form of `Answer.to_dict`
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
    """A question is empty or too long, or its filters contradict each other."""


class InvalidAnswer(RagError, ValueError):
    """A saved answer is not in the form that `Answer.to_dict` gives."""


class IndexUnusable(RagError):
    """An index cannot be opened: not ours, from a newer version, or not writable."""


class ModelUnusable(RagError):
    """A model cannot be loaded: missing, altered, or of the wrong kind."""
