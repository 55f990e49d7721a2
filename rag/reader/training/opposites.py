"""Words that exclude each other, for questions that ask for something else."""

from collections.abc import Iterator, Mapping, Sequence

# a line is a field: words between strokes mean about the same, those across a stroke do not
FIELDS = """
first / last / second / third / fourth
two / three / four / five / six / seven / eight / nine / ten / eleven / twelve
ten / twenty / thirty / forty / fifty / sixty / seventy / eighty / ninety
hundred / thousand / million / billion
once / twice
largest biggest greatest / smallest
larger bigger greater / smaller
large big / small
highest / lowest
higher / lower
high / low
longest / shortest
longer / shorter
long / short
oldest / youngest / newest
older / younger / newer
old / new
earliest / latest
earlier / later
early / late
best / worst
better / worse
good / bad
most / least
more / less fewer
fastest / slowest
faster / slower
strongest / weakest
stronger / weaker
strong / weak
richest / poorest
rich wealthy / poor
heaviest / lightest
hottest warmest / coldest coolest
hot warm / cold cool
deepest / shallowest
closest nearest / farthest
wide / narrow
thick / thin
hard / soft
easy / difficult
simple / complex
wet / dry
full / empty
north / south / east / west
northern / southern / eastern / western
northeast / northwest / southeast / southwest
above / below
before / after
inside / outside
internal / external
inner / outer
upper / lower
left / right
top / bottom
beginning / end
begin start / end stop
began started / ended stopped
begins starts / ends stops
open / close
opened / closed
born / die
born / died
birth / death
increase / decrease
increased / decreased
increases / decreases
increasing / decreasing
rise / fall
rose / fell
gain / lose
gained / lost
win / lose
won / lost
victory / defeat
winner / loser
buy / sell
bought / sold
import / export
imported / exported
imports / exports
income / expenses
profit / loss
accept / reject
accepted / rejected
support / oppose
supported / opposed
supporters / opponents
allow permit / forbid prohibit
allowed permitted / forbidden prohibited
include / exclude
included / excluded
create build / destroy
created built / destroyed
creation / destruction
attack / defend
attacked / defended
arrive / leave
arrived / departed
arrival / departure
enter / leave
entered / left
join / leave
joined / left
send / receive
sent / received
give / receive
gave / received
hire / fire
hired / fired
teach / learn
appear / disappear
appeared / disappeared
agree / disagree
agreed / disagreed
expand / shrink
expanded / shrank
raise / lower
raised / lowered
add / remove
added / removed
love / hate
remember / forget
succeed / fail
succeeded / failed
success / failure
successful / unsuccessful
advantage benefit / disadvantage
advantages benefits / disadvantages drawbacks
strength / weakness
cause / prevent
caused / prevented
positive / negative
possible / impossible
legal / illegal
true / false
correct / incorrect
similar / different
common / rare uncommon
often frequently usually / rarely seldom
always / never
major / minor
majority / minority
maximum / minimum
public / private
domestic / foreign
urban / rural
natural / artificial
ancient / modern
formal / informal
direct / indirect
directly / indirectly
permanent / temporary
primary / secondary
military / civilian
guilty / innocent
enemy / ally
enemies / allies
conservative / liberal
democrat / republican
democrats / republicans
democratic / republican
catholic / protestant
male / female
men / women
man / woman
boy / girl
boys / girls
husband / wife
father / mother
son / daughter
brother / sister
uncle / aunt
king / queen
prince / princess
actor / actress
teacher / student
teachers / students
employer / employee
employers / employees
buyer / seller
summer / winter / spring / autumn
day / night
morning / afternoon / evening
century / decade
red / blue / green / yellow / black / white / brown
gold / silver / bronze
solid / liquid / gas
land / sea / air
hours / days / weeks / months
daily / weekly / monthly
"""


def _opposites() -> Iterator[tuple[str, str]]:
    for field in FIELDS.split("\n"):
        sides = [side.split() for side in field.split("/")]
        for n, side in enumerate(sides):
            others = [word for other in sides[:n] + sides[n + 1 :] for word in other]
            yield from ((word, other) for word in side for other in others)


def _by_word() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for word, other in _opposites():
        found.setdefault(word, []).append(other)
    return {word: tuple(dict.fromkeys(others)) for word, others in found.items()}


OPPOSITES = _by_word()
"""For a word in small letters those that exclude it."""
