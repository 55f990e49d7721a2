"""Tell the name of a person from that of a place, a date or a thing, by its words and neighbours.

A guess and no gazetteer: titles, endings, countries and the words before and after decide; a lone
surname stays "unknown" until the conversation shows more of it. English rules only.
"""

from collections.abc import Sequence
from typing import Literal

from rag.conversation.words import REPORTING_VERBS, Word, is_acronym, word_set

Kind = Literal["person", "place", "date", "thing", "unknown"]


def kind_of(name: Sequence[Word], before: str, after: str) -> Kind:
    """What a name is of, given the lower-case words beside it ("" at either end of the text)."""
    lowers = [word.lower for word in name]
    if len(lowers) == 1 and lowers[0] in _ENTHRONED:
        return "person"
    if all(lower in DATE_WORDS or lower[:1].isdigit() for lower in lowers):
        return "date"
    if any(part in _PLACE_WORDS or part in COUNTRIES for part in (lowers[-1], " ".join(lowers))):
        return "place"
    if before == "the" or _has_form_of_thing(name, lowers):
        return "thing"
    if after in REPORTING_VERBS or after == "who" or _has_form_of_person(lowers):
        return "person"
    return "place" if before in _PLACING and after != "'s" else "unknown"


def _has_form_of_thing(name: Sequence[Word], lowers: list[str]) -> bool:
    odd = any(is_acronym(word) or any(char.isdigit() for char in word.text) for word in name)
    return odd or "of" in lowers or lowers[-1] in THING_WORDS or lowers[0] in _INSTITUTIONAL


def _has_form_of_person(lowers: list[str]) -> bool:
    return 1 < len(lowers) <= _LONGEST_PERSON_NAME and lowers[0] not in _COMPASS


_LONGEST_PERSON_NAME = 5  # words, "Luiz Inácio Lula da Silva"
_ENTHRONED = word_set("pope queen king prince princess emperor dalai")
_PLACING = word_set("in at near from outside across around")
_COMPASS = word_set("north south east west northern southern eastern western central new")

DATE_WORDS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december jan feb mar apr jun jul aug sep sept "
    "oct nov dec spring summer autumn winter"
)

TITLES = word_set(
    "mr mrs ms miss dr prof professor president vice-president vice premier chancellor minister "
    "prime secretary secretary-general general gen admiral colonel col lieutenant lt captain capt "
    "major sergeant sgt senator sen representative rep congressman congresswoman governor gov "
    "mayor judge justice ambassador commissioner chairman chairwoman chair chief director "
    "spokesman spokeswoman spokesperson coach manager editor author actor actress singer mp lord "
    "lady sir dame rev reverend bishop archbishop cardinal sheikh sheik detective inspector "
    "officer constable deputy foreign defense defence finance interior attorney speaker analyst "
    "economist ceo cfo founder"
)

TIME_NOUNS = word_set(
    "year day month week date period time decade century season morning evening night hour"
)

PERSON_NOUNS = word_set(
    "man woman boy girl person minister president leader official author singer player king queen "
    "actor actress officer suspect victim spokesman spokeswoman general director chief senator "
    "candidate politician scientist artist writer coach"
)

GROUP_NOUNS = word_set(
    "company firm corporation manufacturer carmaker airline bank band team club party union "
    "organisation organization agency association federation alliance institution university "
    "newspaper broadcaster network"
)

EVENT_NOUNS = word_set(
    "summit meeting conference talk session visit trip speech ceremony match game race tournament "
    "attack bombing shooting explosion blast crash accident fire earthquake quake flood storm "
    "hurricane disaster battle war protest demonstration rally riot strike trial election vote"
)

_INSTITUTIONAL = word_set("international national united central european federal")

_PLACE_WORDS = word_set(
    "city town village county province state district region island islands river lake sea ocean "
    "bay gulf mountain mountains valley desert coast peninsula street avenue road square park "
    "airport bridge harbour harbor port beach forest hills republic kingdom territory africa "
    "europe asia america oceania antarctica arctic"
)

THING_WORDS = word_set(
    "council committee commission ministry department agency bureau office bank fund party union "
    "alliance league association federation organization organisation confederation company corp "
    "corporation inc ltd plc group holdings industries airlines airways motors university college "
    "school institute academy hospital museum church court senate congress parliament house "
    "assembly army navy force forces guard police service services times post news journal "
    "tribune agreement treaty act law deal accord convention protocol pact charter "
    "constitution summit conference championship championships cup games olympics festival award "
    "awards prize war battle operation project programme program plan initiative network club "
    "team united band orchestra foundation society trust center centre international national "
    "nations system tour album records show series movement revolution strategy"
)

COUNTRIES = word_set(
    "afghanistan albania algeria angola argentina armenia australia austria azerbaijan bahrain "
    "bangladesh belarus belgium bolivia bosnia botswana brazil britain bulgaria burma cambodia "
    "cameroon canada chad chile china colombia congo croatia cuba cyprus czechia denmark ecuador "
    "egypt england eritrea estonia ethiopia fiji finland france gabon georgia germany ghana "
    "greece guatemala guinea haiti honduras hungary iceland india indonesia iran iraq ireland "
    "israel italy jamaica japan jordan kazakhstan kenya kosovo kuwait kyrgyzstan laos latvia "
    "lebanon liberia libya lithuania luxembourg macedonia madagascar malawi malaysia mali malta "
    "mexico moldova mongolia montenegro morocco mozambique myanmar namibia nepal netherlands "
    "nicaragua niger nigeria norway oman pakistan palestine panama paraguay peru philippines "
    "poland portugal qatar romania russia rwanda scotland senegal serbia singapore slovakia "
    "slovenia somalia spain sudan sweden switzerland syria taiwan tajikistan tanzania thailand "
    "tibet tunisia turkey turkmenistan uganda ukraine uruguay uzbekistan venezuela vietnam wales "
    "yemen zambia zimbabwe u.s. us usa uk u.k."
) | {
    "united states",
    "united kingdom",
    "soviet union",
    "south korea",
    "north korea",
    "new zealand",
    "saudi arabia",
    "south africa",
    "sri lanka",
    "el salvador",
    "costa rica",
    "czech republic",
    "ivory coast",
    "hong kong",
    "burkina faso",
    "puerto rico",
}
