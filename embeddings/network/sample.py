"""Texts to compare and time engines on: questions, long and short passages, odd ones."""

QUESTIONS = (
    "When did the ferry service to the islands begin?",
    "Who paid for the new bridge, and how much did it cost?",
)

_FERRY = """\
The ferry between the mainland and the three islands has run since the spring of 1974, when the
county bought two used boats from a Danish company and hired eleven people to crew them.
"""
_BRIDGE = """\
A bridge was proposed in 1998 and again in 2007. Engineers put its cost at 212 million, of which the
national roads agency offered to pay a third; the council said that it could not find the rest, and
the plan was dropped.
"""
_STORM = """\
On Tuesday night a storm tore the larger boat from its moorings. "We heard the ropes go, one after
the other, like shots," said Marta Lindqvist, who keeps the harbour shop. Nobody was hurt.
"""
_REPAIR = """\
Repairs are expected to take until the middle of March. Until then the smaller boat will sail four
times a day instead of seven, schoolchildren go first, and lorries over 3.5 tonnes have to wait for
the barge from the quarry, which comes on Mondays and Thursdays if the wind allows it.
"""

PASSAGES = (
    _FERRY,
    _BRIDGE + _STORM,
    _FERRY + _BRIDGE + _STORM,
    _FERRY + _BRIDGE + _STORM + _REPAIR,
    _STORM + _REPAIR + _BRIDGE + _FERRY,
)

ODD = ("to be or not " * 60, "page " * 200)
