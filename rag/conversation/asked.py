"""A question taken apart once: its words, names and noun phrases."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.conversation.names import Name, find_names
from rag.conversation.phrases import Phrase, find_phrases
from rag.conversation.words import Word, split_words


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what the rules look at, in reading order."""

    text: str
    words: tuple[Word, ...]
    names: tuple[Name, ...]
    phrases: tuple[Phrase, ...]

    @property
    def names_may_hide(self) -> bool:
        """Whether it is all in lower case, so that a name cannot be told from a noun."""
        return self.text == self.text.lower()

    def before(self, i: int) -> str:
        """The lower-case word before word `i`; "" at the start."""
        return self.words[i - 1].lower if i > 0 else ""

    def after(self, i: int) -> str:
        """The lower-case word after word `i`; "" at the end."""
        return self.words[i + 1].lower if i + 1 < len(self.words) else ""

    def mentions(self, text: str) -> bool:
        """Whether the question names `text`, in full or by a part ("Merkel", "Angela Merkel")."""
        whole = set(text.lower().split())
        return text.lower() in self.text.lower() or any(
            set(name.text.lower().split()) <= whole for name in self.names
        )


def take_apart(question: str, known: Iterable[Name]) -> Asked:
    """Read a question in the light of the names its conversation has used."""
    return Asked(
        text=question,
        words=tuple(split_words(question)),
        names=tuple(find_names(question, known)),
        phrases=tuple(find_phrases(question)),
    )


Edit = tuple[int, int, str]
"""Replace characters `[start, end)` by a text."""


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text with its edits made; they must not overlap."""
    for start, end, replacement in sorted(edits, reverse=True):
        text = text[:start] + replacement + text[end:]
    return text
