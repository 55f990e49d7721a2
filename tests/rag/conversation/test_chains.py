"""Whole conversations about the news, each question understood from those before."""

import pytest

from rag.conversation import Turn, resolve

# question as asked, as understood, the answer it got, the sentence that was cited
Asked = tuple[str, str, str, str]

APPLE: list[Asked] = [
    (
        "Who is the CEO of Apple?",
        "Who is the CEO of Apple?",
        "Tim Cook",
        "Apple CEO Tim Cook said on Monday the company would invest $1bn in Texas.",
    ),
    ("How much will the company invest?", "How much will Apple invest?", "$1bn", ""),
    ("Where?", "Where will Apple invest $1bn?", "Texas", ""),
    (
        "When did he announce the investment?",
        "When did Tim Cook, the CEO of Apple, announce the investment?",
        "Monday",
        "",
    ),
    ("What about Google?", "When did Google announce the investment?", "", ""),
    ("Why did Microsoft buy Nokia?", "Why did Microsoft buy Nokia?", "for phones", ""),
    ("How much did it pay?", "How much did Microsoft pay?", "", ""),
]
FUKUSHIMA: list[Asked] = [
    (
        "What happened in Fukushima?",
        "What happened in Fukushima?",
        "a nuclear accident",
        "A nuclear accident happened in Fukushima in March 2011 after a tsunami.",
    ),
    ("When?", "When a nuclear accident happened in Fukushima?", "March 2011", ""),
    ("What caused it?", "What caused a nuclear accident?", "a tsunami", ""),
    (
        "How many people were evacuated?",
        "How many people were evacuated (Fukushima)?",
        "150,000",
        "",
    ),
    ("By whom?", "By whom were 150,000 people evacuated (Fukushima)?", "the government", ""),
    ("Did they return?", "Did 150,000 people return?", "", ""),
]
KYOTO: list[Asked] = [
    ("What is the Kyoto Protocol?", "What is the Kyoto Protocol?", "a treaty on emissions", ""),
    ("When was it signed?", "When was the Kyoto Protocol signed?", "1997", ""),
    (
        "Which countries did not ratify it?",
        "Which countries did not ratify the Kyoto Protocol?",
        "the United States",
        "",
    ),
    ("Why not?", "Why did the United States not ratify the Kyoto Protocol?", "", ""),
    ("Who was president then?", "Who was president in 1997?", "Bill Clinton", ""),
    (
        "What did he think of the treaty?",
        "What did Bill Clinton think of the treaty?",
        "",
        "",
    ),
]
NEMTSOV: list[Asked] = [
    ("Who killed Boris Nemtsov?", "Who killed Boris Nemtsov?", "", ""),
    ("Where was he killed?", "Where was Boris Nemtsov killed?", "near the Kremlin", ""),
    ("Why there?", "Why was Boris Nemtsov killed near the Kremlin?", "", ""),
    ("Who was arrested?", "Who was arrested (Boris Nemtsov)?", "", ""),
]
STRIKE: list[Asked] = [
    ("Why did teachers go on strike?", "Why did teachers go on strike?", "over pay", ""),
    ("For how long?", "For how long did teachers go on strike?", "three days", ""),
    ("What did the unions say?", "What did the unions say (teachers, strike)?", "", ""),
    (
        "Did the government respond?",
        "Did the government respond (unions, teachers, strike)?",
        "",
        "",
    ),
]
FERRY: list[Asked] = [
    (
        "Where did the ferry sink?",
        "Where did the ferry sink?",
        "off Zanzibar",
        "The ferry MV Spice Islander sank off Zanzibar on Saturday.",
    ),
    (
        "How many passengers were on board?",
        "How many passengers were on board (Zanzibar)?",
        "800",
        "",
    ),
    ("How many of them survived?", "How many of 800 passengers survived?", "", ""),
    ("Who owned it?", "Who owned the ferry?", "", ""),
]
MEDALS: list[Asked] = [
    (
        "How many medals did China win in Beijing?",
        "How many medals did China win in Beijing?",
        "100",
        "",
    ),
    ("And in London?", "How many medals did China win in London?", "88", ""),
    ("And the United States?", "How many medals did the United States win in London?", "", ""),
    ("Who is Usain Bolt?", "Who is Usain Bolt?", "a sprinter", ""),
    ("What records does he hold?", "What records does Usain Bolt hold?", "", ""),
]
KEYWORDS: list[Asked] = [
    ("nato summit lisbon date", "nato summit lisbon date", "November 2010", ""),
    ("who attended", "who attended (nato summit lisbon date)", "Barack Obama", ""),
    ("what did he promise", "what did Barack Obama promise", "", ""),
    ("and medvedev?", "what did medvedev promise?", "", ""),
]


@pytest.mark.parametrize(
    "chain",
    [APPLE, FUKUSHIMA, KYOTO, NEMTSOV, STRIKE, FERRY, MEDALS, KEYWORDS],
    ids=["apple", "fukushima", "kyoto", "nemtsov", "strike", "ferry", "medals", "keywords"],
)
def test_a_conversation_is_followed(chain: list[Asked]) -> None:
    turns: list[Turn] = []
    for question, expected, answer, sentence in chain:
        resolved = resolve(question, turns)
        assert resolved == expected
        turns.append(Turn(resolved, answer, sentence))
