"""Check an answer again later: are its quotations still, to the letter, in the articles?"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.articles.article import Article
from rag.errors import InvalidAnswer
from rag.index.reading import read_articles

FIELDS = {"article": str, "sha256": str, "start": int, "end": int, "quote": str}


@dataclass(frozen=True, slots=True)
class Check:
    """One citation, checked."""

    article: str
    start: int
    end: int
    failure: str
    """What does not hold, "" where all does."""

    def __bool__(self) -> bool:
        return not self.failure


def verify(answer: Mapping[str, Any], folder: Path) -> tuple[Check, ...]:
    """Re-read the articles that an answer cites and compare sha256, offsets and quotations.

    Of a file that is not plain text the sha256 is the file's, and its text is extracted again.

    Args:
        answer: What `Answer.to_dict` gave.
        folder: The corpus folder that the answer was given on.

    Returns:
        One check for each citation, in order; an abstention has none.

    Raises:
        InvalidAnswer: `answer` is not of the form that `to_dict` gives.
    """
    citations = [checked(citation) for citation in citations_of(answer)]
    articles = read_articles(folder, {citation["article"] for citation in citations})
    return tuple(
        Check(
            citation["article"],
            citation["start"],
            citation["end"],
            failure(citation, articles.get(citation["article"]), folder),
        )
        for citation in citations
    )


def failure(citation: Mapping[str, Any], article: Article | None, folder: Path) -> str:
    """What does not hold of a citation, "" where all does."""
    if article is None:
        return f"{folder} has no article {citation['article']!r} that can be read"
    if article.sha256 != citation["sha256"]:
        return f"the file has changed: its sha256 is {article.sha256}, not {citation['sha256']}"
    start, end = citation["start"], citation["end"]
    if not 0 <= start < end <= len(article.text):
        return f"[{start}, {end}) is not within the article's {len(article.text):,} characters"
    if article.text[start:end] != citation["quote"]:
        if citation.get("text_sha256") not in (None, article.text_sha256):
            return (
                "the file is the same, but another text is extracted from it than the answer was "
                "given on; ask again, or verify with the version that answered"
            )
        return f"characters [{start}, {end}) are {article.text[start:end]!r}, not the quotation"
    return ""


def citations_of(answer: Mapping[str, Any]) -> list[Any]:
    """The citations of an answer in the form of `to_dict`."""
    citations = answer.get("citations") if isinstance(answer, Mapping) else None
    if not isinstance(citations, list):
        raise InvalidAnswer("there is no list `citations`; give what `rag ask --json` printed")
    return citations


def checked(citation: Any) -> Mapping[str, Any]:
    """The citation, if it has the fields that can be checked, each of its type."""
    for field, kind in FIELDS.items():
        value = citation.get(field) if isinstance(citation, Mapping) else None
        if not isinstance(value, kind) or isinstance(value, bool):
            raise InvalidAnswer(
                f"a citation has {field} = {value!r}, not a {kind.__name__}; "
                "give what `rag ask --json` printed"
            )
    result: Mapping[str, Any] = citation
    return result
