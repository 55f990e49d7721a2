"""Guess whether a person is spoken of as "he" or as "she".

From what the conversation says ("Merkel said she …") first, else from common first names in world
news; None where neither tells. A guess only ever weighs one candidate against another.
"""

from collections.abc import Iterable
from typing import Literal

from rag.conversation.words import split_words, word_set

Gender = Literal["he", "she"]


def gender_of(person: str, texts: Iterable[str]) -> Gender | None:
    """How a person is spoken of, as far as the texts of a conversation or the name tell."""
    said = {_only_gender(text) for text in texts if person.rsplit(maxsplit=1)[-1] in text} - {None}
    if len(said) == 1:
        return said.pop()
    first = person.split(maxsplit=1)[0].lower()
    if first in _WOMEN:
        return "she"
    return "he" if first in _MEN else None


def _only_gender(text: str) -> Gender | None:
    lowers = {word.lower for word in split_words(text)}
    he, she = not lowers.isdisjoint(_HE), not lowers.isdisjoint(_SHE)
    if he == she:
        return None
    return "he" if he else "she"


_HE = word_set("he him his himself mr sir king prince lord chairman spokesman congressman actor")
_SHE = word_set(
    "she her hers herself mrs ms miss lady queen princess dame chairwoman spokeswoman "
    "congresswoman actress"
)

_WOMEN = word_set(
    "adriana agnes aisha alice amanda amy ana andrea angela anita ann anna anne annie barbara "
    "beatrice benazir beth betty brenda carla carol caroline catherine charlotte cheryl christina "
    "christine claire claudia cristina cynthia dana deborah denise diana donna dorothy elena "
    "elisabeth elizabeth ella ellen emily emma erika eva fatima florence frances gloria grace "
    "greta hannah heather helen hillary indira ingrid irene isabel jacinda jane janet jennifer "
    "jessica joan joanna judith judy julia julie karen kate katherine kathleen kelly kristalina "
    "laura leila lena linda lisa louise lucy madeleine malala margaret maria marie marina marine "
    "martha mary megan melissa michelle monica nancy natalia nicola nina olga oprah pamela "
    "patricia patti paula rachel rebecca rita rosa ruth sally samantha sandra sara sarah serena "
    "sharon sheila silvia simone sofia sonia sophie stephanie susan svetlana tatiana teresa "
    "theresa tina ursula valerie vanessa venus victoria virginia wendy winnie yulia yvonne"
)

_MEN = word_set(
    "aaron abdul abdullah adam ahmed alan albert alberto alejandro alex alexander alexei ali "
    "anatoly anders andre andreas andrei andrew andy anthony antonio arthur bashar ben benjamin "
    "bernard bill bob boris brad brian bruce carl carlos charles chris christian christopher "
    "colin daniel dave david dennis dick dmitry donald donnie edward emmanuel eric ernest "
    "eugene evo felipe fernando fidel francis francisco francois frank franz fred gary george "
    "gerald gerhard giovanni gordon greg hamid hans harold harry hassan henry howard hugo ibrahim "
    "igor imran ivan jack jacob jacques jaime james jason jean jeff jeffrey jerry jim jimmy joe "
    "john johnny jonathan jorge jose joseph juan julian justin karl keith ken kenneth kevin "
    "khalid kofi larry lars lee leo leonard lewis louis luis luke marc marco mario mark martin "
    "matthew max michael miguel mike mikhail mitt mohammad mohammed muhammad mustafa narendra "
    "nathan neil nelson nick nicolas nigel nikita oliver omar oscar pablo patrick paul pedro "
    "peter phil philip pierre rafael ralph raymond recep ricardo richard robert roberto roger ron "
    "ronald roy russell ryan sam samuel scott sean sebastian sergei shinzo silvio simon stephen "
    "steve steven stuart ted terry thomas tim timothy tom tony tony vaclav victor viktor vincent "
    "vladimir volodymyr walt walter wayne will william xavier yasser yoshihiko"
)
