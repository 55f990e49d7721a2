"""The form that an answer must have: a name for who, a date for when, a sum of money for a price.

English rules only.
"""

import re

NUMBER = re.compile(
    r"\d|\b(?:no|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|half"
    r"|hundreds?|thousands?|millions?|billions?|twice|once|first|second|third|several|all|both"
    r"|nothing|free|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|couple|pair|few|many"
    r"|most|every|each|quarters?|per cent|percent)\b",
    re.IGNORECASE,
)
MONEY = re.compile(
    r"[$£€¥₹]|\d[pc]\b|\b(?:dollars?|pounds?|euros?|yen|cents?|pence|rupees?|ro?ubles?|yuan|francs?"
    r"|pesos?|kron[ae]r?|usd|eur|gbp|nothing|free)\b",
    re.IGNORECASE,
)
DATE = re.compile(
    r"\d|\b(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day|spring|summer|autumn|fall|winter"
    r"|today|tonight|yesterday|tomorrow|year|month|week|day|century|morning|evening|night|after"
    r"|before|during|when|until|since|ago|later|now|soon)s?\b",
    re.IGNORECASE,
)
NAME = re.compile(r"\b[^\W\d_a-zß-öø-ÿ]\w|\b\w{3,}ers?\b|\b(?:officials?|president|people)\b")

MAX_WORDS = 12  # a name, a number, a date or a place takes no more

PRICE = re.compile(
    r"\bhow much\b.*\b(?:costs?|pays?|paid|spends?|spent|worth|earn(?:s|ed)?|fined?"
    r"|charged?|owe[sd]?|price)\b"
    r"|\bwhat(?:'s| is| was| are| were| will be) the (?:\w+ )?(?:price|cost|fee|fine|salary)s?\b",
    re.IGNORECASE,
)
COUNT = re.compile(r"\A\s*(?:\w+ )?how many\b", re.IGNORECASE)

FORMS = (
    (re.compile(r"\bhow (?:many|much|often|long|old|far|fast|tall|big|large)\b", re.I), NUMBER),
    (PRICE, MONEY),
    (re.compile(r"\b(?:when|(?:what|which) (?:year|month|day|date|time|century))\b", re.I), DATE),
    (re.compile(r"\b(?:who|whom|whose)\b", re.I), NAME),
    (re.compile(r"\b(?:where|(?:what|which) (?:city|country|place|town|state))\b", re.I), NAME),
)
STRICT = ((PRICE, MONEY), (COUNT, NUMBER))
"""Forms without which a quotation cannot answer: of 334 such spans on development questions none
was an answer. The others have exceptions: "since the war", "by the sea"."""


def fits(question: str, quote: str) -> bool | None:
    """Whether the quotation has the form asked for; None where the question asks for none."""
    forms = [form for asked, form in FORMS if asked.search(question)]
    if not forms:
        return None
    short = len(quote.split()) <= MAX_WORDS
    return short and all(form.search(quote) for form in forms)


def impossible(question: str, quote: str) -> bool:
    """Whether the quotation cannot answer: no sum of money for a price, no number for how many."""
    return any(asked.search(question) and not form.search(quote) for asked, form in STRICT)
