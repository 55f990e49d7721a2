"""A question in the words that it is put to a passage in."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.answering.answer import Answer, Citation, Hit
from rag.answering.overlap import names, share_found
from rag.conversation import Turn, both_forms
from rag.conversation.resolution import MAX_TURNS


@dataclass(frozen=True, slots=True)
class Question:
    """One question, in the words for passages that the conversation is about and for others."""

    asked: str
    """As it came, without outer whitespace."""
    resolved: str
    """As it would be asked with no conversation before it: what is searched for."""
    in_context: str
    """As it is put to the articles under discussion."""

    def to(self, hit: Hit) -> str:
        """The words in which it is put to a passage.

        An article under discussion that names nobody whom the resolved question names would tell
        of somebody else what "she" has done: it is asked the resolved one.
        """
        if not hit.continues:
            return self.resolved
        asked = names(self.in_context)
        meant = tuple(name for name in names(self.resolved) if name not in asked)
        known = not meant or share_found(meant, hit.passage.article.text) > 0.0
        return self.in_context if known else self.resolved


def understood(asked: str, history: Sequence[Answer] = ()) -> Question:
    """The question after these answers, oldest first."""
    before, recent = history[:-MAX_TURNS], history[-MAX_TURNS:]
    turns = [Turn(earlier.resolved, earlier.text) for earlier in before]
    turns += [turn(earlier) for earlier in recent]
    return Question(asked, *both_forms(asked, turns))


def turn(earlier: Answer) -> Turn:
    """What later questions may refer to in an earlier answer."""
    sentence = _sentence(earlier.citations[0]) if earlier else ""
    return Turn(question=earlier.resolved, answer=earlier.text, sentence=sentence)


@lru_cache(maxsize=256)  # 1.5 ms in a paragraph of 5,000 characters, at each question anew
def _sentence(citation: Citation) -> str:
    return citation.sentence
