"""Find noun phrases ("the new security treaty", "'s eastward expansion") without a parser.

A phrase begins with a determiner or a possessive "'s" and runs over ordinary words to the next
preposition, auxiliary, pronoun, verb in sight or punctuation mark. English rules only.
"""

from dataclasses import dataclass

from rag.conversation.words import (
    AUXILIARIES,
    COMMON_VERBS,
    DO_AND_MODALS,
    FUNCTION_WORDS,
    PREPOSITIONS,
    REPORTING_VERBS,
    Word,
    ends_in_ed,
    split_words,
    word_set,
)

_OPENERS = word_set("the a an this that these those such 's")
_EXPLAINING = (["of"], ["that"], ["who"], ["which"], ["between"])
_LONGEST_PHRASE = 6  # words after the determiner: longer runs are clauses misread


@dataclass(frozen=True, slots=True)
class Phrase:
    """Characters `[start, end)` of a text: a determiner and the nouns and adjectives after it.

    A possessive "'s" is a determiner too; what stands before it is not part of the phrase.
    """

    text: str
    start: int
    end: int
    determiner: str
    nouns: str
    """What follows the determiner."""

    @property
    def head(self) -> str:
        """The last word, lower-case, in the singular as far as a plain -s tells."""
        return singular(self.nouns.split()[-1])

    def explained_in(self, text: str) -> bool:
        """Whether the text it stands in goes on to say which ("the mayor of Paris")."""
        after = text[self.end :]
        return after.startswith(("'s", "\u2019s")) or after.split(maxsplit=1)[:1] in _EXPLAINING

    @property
    def modified(self) -> bool:
        """Whether anything stands between determiner and head."""
        return len(self.nouns.split()) > 1


def find_phrases(text: str) -> list[Phrase]:
    """The noun phrases of a text that begin with a determiner, in order."""
    words = split_words(text)
    verb_due = False  # after "did", a base verb ends the phrase; elsewhere "plan" is a noun
    lowers = [word.lower for word in words]
    phrases = []
    for i, word in enumerate(words):
        verb_due = verb_due or word.lower in DO_AND_MODALS
        if word.lower not in _OPENERS:
            continue
        last = _phrase_end(text, words, i, verb_due)
        if i and lowers[i - 1] in DO_AND_MODALS and last > i + 1 and _verb_taken(lowers, last):
            last -= 1
        if last > i:
            start, end = word.start, words[last].end
            nouns = text[words[i + 1].start : end]
            phrases.append(Phrase(text[start:end], start, end, word.lower, nouns))
    return phrases


def singular(word: str) -> str:
    """A noun in lower case without a plain plural ending ("cities" -> "city")."""
    lower = word.lower()
    if lower.endswith("ies") and len(lower) > len("ties"):
        return lower[:-3] + "y"
    if lower.endswith(("ches", "shes", "sses", "xes")):
        return lower[:-2]
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is")):
        return lower[:-1]
    return lower


def _phrase_end(text: str, words: list[Word], opener: int, verb_due: bool) -> int:
    """The index of the phrase's last word; `opener` itself where no noun follows."""
    last = opener
    for i in range(opener + 1, min(len(words), opener + 1 + _LONGEST_PHRASE)):
        word = words[i]
        if text[words[i - 1].end : word.start].strip(" "):
            break
        if word.lower in FUNCTION_WORDS or word.lower in AUXILIARIES:
            break
        if i > opener + 1 and ((verb_due and word.lower in COMMON_VERBS) or _past(word)):
            break
        last = i
    return last


def _verb_taken(lowers: list[str], last: int) -> bool:
    """Whether a subject ran on to its verb ("the ferry sink"): what is left is no verb."""
    return last + 1 == len(lowers) or lowers[last + 1] in PREPOSITIONS - {"of"}


def _past(word: Word) -> bool:
    """A past tense where a noun might stand: "the talks failed", but not "the failed talks"."""
    return word.lower in REPORTING_VERBS or ends_in_ed(word.lower)
