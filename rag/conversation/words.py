"""Words with their places in a text, and the closed word classes of English the rules look for."""

import re
from dataclasses import dataclass

# Every separator is followed by a letter or digit and is itself neither, so matching is linear.
_WORD = re.compile(
    r"(?:[A-Z]\.){2,}|['\u2019]s\b|[^\W_]+(?:[-.&'\u2019](?![sS]\b)[^\W_]+)*",
)


@dataclass(frozen=True, slots=True)
class Word:
    """Characters `[start, end)` of a text that hold one word, with its lower-case form.

    A possessive "'s" is a word of its own.
    """

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """In lower case, its apostrophe straight."""
        return self.text.lower().replace("\u2019", "'")

    @property
    def without_clitic(self) -> str:
        """In lower case without what is drawn together with it ("he'd": "he")."""
        return self.lower.split("'")[0]

    @property
    def capitalised(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()


def split_words(text: str) -> list[Word]:
    """The words of a text, in order."""
    return [Word(match.group(), *match.span()) for match in _WORD.finditer(text)]


def is_acronym(word: Word) -> bool:
    """Whether a word is written in capitals throughout ("NATO", "U.S.", "US" but not "us")."""
    return len(word.text) > 1 and word.text.isupper() and word.text not in ("IT", "NO", "OK", "I'M")


def is_amount(word: Word) -> bool:
    """Whether a word is a number in figures or letters ("1,200", "three", "several")."""
    return word.text[:1].isdigit() or word.lower in _NUMBERS


def terms(text: str) -> list[str]:
    """The content words of a text, lower-case, in order: what retrieval can match."""
    return [word.lower for word in split_words(text) if word.lower not in FUNCTION_WORDS]


def ends_in_ed(lower: str) -> bool:
    """Whether a lower-case word has the ending of the past, and is longer than "speed"."""
    return lower.endswith("ed") and len(lower) > len("speed")


def word_set(text: str) -> frozenset[str]:
    """The words of a list written as one text."""
    return frozenset(text.split())


AUXILIARIES = word_set(
    "am is are was were be been being do does did have has had can could will would shall should "
    "may might must isn't aren't wasn't weren't doesn't didn't don't haven't hasn't hadn't can't "
    "couldn't won't wouldn't shouldn't"
)

# After these a question has its verb in the base form.
DO_AND_MODALS = word_set("did do does can could will would shall should may might must")

WH_WORDS = word_set("who whom whose what which when where why how")

PREPOSITIONS = word_set(
    "about above across after against along amid among around as at before behind below beside "
    "besides between beyond by despite down during except for from in inside into like near of off "
    "on onto out outside over per since through throughout till to toward towards under until up "
    "upon via versus vs with within without"
)

DETERMINERS = word_set(
    "a an the this that these those some any every each no another such all both either neither "
    "many much more most few several other"
)

PRONOUNS = word_set(
    "i me my mine you your yours he him his she her hers it its we us our ours they them their "
    "theirs himself herself itself themselves myself yourself ourselves one ones someone somebody "
    "something anyone anybody anything everyone everybody everything nobody nothing none"
)

CONJUNCTIONS = word_set("and but or nor so if than whether because while although though unless")

ADVERBS = word_set(
    "not n't never ever also too very just only even still yet already again once then there here "
    "now today yesterday tomorrow later earlier soon however meanwhile therefore thus else perhaps "
    "maybe first finally recently currently actually really exactly often always sometimes instead "
    "together ago eventually originally initially previously typically usually generally "
    "additionally moreover furthermore nevertheless overall"
)

FUNCTION_WORDS = (
    AUXILIARIES
    | WH_WORDS
    | PREPOSITIONS
    | DETERMINERS
    | PRONOUNS
    | CONJUNCTIONS
    | ADVERBS
    | word_set("'s yes no ok okay please according due mr mrs ms let's")
)

# Verbs that questions use most, in their base form: they end a noun phrase that "did" opened.
COMMON_VERBS = word_set(
    "accept accuse act add adopt affect agree aim allow announce appear apply approve argue arrive "
    "ask attack attend attract avoid base beat become begin believe belong block break bring build "
    "buy call cancel carry cause change choose claim close collapse come compare compete complete "
    "conclude consider consist contain continue cost create criticise criticize cut deal decide "
    "defeat defend deliver demand deny deploy describe destroy die differ disagree discuss do drop "
    "earn end enter exist expect explain face fail fall fear feel fight find finish fire fit fly "
    "follow force form found gain get give go grow happen have head hear help hit hold hope host "
    "hurt impose improve include increase injure insist intend introduce invest involve join keep "
    "kill know lack land last launch lead leave lie live look lose make manage mean meet merge "
    "move name need object occur offer open oppose order own pay perform plan play pledge point "
    "prefer prepare present prevent produce promise propose "
    "protect prove provide publish put quit raise "
    "reach react receive refuse reject release remain reply report request require resign respond "
    "result resume return reveal rise rule run say see seek seem sell send serve set share show "
    "sign sit speak spend stand start state stay stop strike study succeed suffer suggest support "
    "take talk target tell think threaten treat try turn use visit vote wait walk want warn watch "
    "win work worry write"
)

PAST = word_set(
    "did was were had didn't wasn't weren't hadn't won lost died said told met went came left "
    "began got made took gave led became fell rose hit kept held built sent paid thought felt"
)

_NUMBERS = word_set(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty "
    "sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion "
    "billions dozen dozens half several"
)

# What requests and asides begin with, where a name could stand.
ASKING = word_set(
    "tell give describe list summarize summarise any anything there interesting oh wow great thanks"
)

REPORTING_VERBS = word_set(
    "said says told tells added adds argued warned insisted stressed noted announced claimed "
    "denied admitted explained replied vowed urged thanked wrote asked married died born resigned"
)
