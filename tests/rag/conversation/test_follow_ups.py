"""Follow-up questions as readers of news ask them, and how they should be understood."""

import pytest

from rag.conversation import Turn, resolve

MERKEL = Turn(
    "Who did Angela Merkel meet in Paris?",
    "Emmanuel Macron",
    "Chancellor Angela Merkel met Emmanuel Macron in Paris on Friday.",
)
QUAKE = Turn(
    "How many people died in the earthquake in Haiti?",
    "more than 200,000",
    "More than 200,000 people died when the earthquake struck Haiti in January 2010.",
)
BANK = Turn(
    "When did Lehman Brothers collapse?",
    "September 2008",
    "Lehman Brothers collapsed in September 2008, and its chief executive Richard Fuld resigned.",
)
PIPELINE = Turn(
    "Who is building the Nord Stream pipeline?",
    "Gazprom",
    "The Nord Stream pipeline is being built by Gazprom under the Baltic Sea.",
)
CHIEF = Turn(
    "Who is the head of the World Bank?",
    "Robert Zoellick",
    "Robert Zoellick, the head of the World Bank, spoke in Washington.",
)
TALKS = Turn(
    "What did the union reject?",
    "a two percent pay rise",
    "The union rejected a two percent pay rise on Tuesday.",
)
FIRE = Turn(
    "Did the fire brigade save the cathedral?",
    "saved its two towers",
    "Firefighters saved its two towers, officials said.",
)
MATCH = Turn(
    "Who won the 2010 World Cup?",
    "Spain",
    "Spain won the 2010 World Cup in South Africa, beating the Netherlands 1-0.",
)
ABSTAINED = Turn("What did Kofi Annan tell the Security Council?", "", "")

# (what it shows, earlier turns, question, as it should be understood)
CASES = [
    # persons
    (
        "he is the answer",
        [CHIEF],
        "Where did he speak?",
        "Where did Robert Zoellick, the head of the World Bank, speak?",
    ),
    ("his", [CHIEF], "What is his plan?", "What is Robert Zoellick's plan?"),
    (
        "him",
        [CHIEF],
        "Who appointed him?",
        "Who appointed Robert Zoellick, the head of the World Bank?",
    ),
    ("she is no Emmanuel", [MERKEL], "What did she say?", "What did Angela Merkel say?"),
    ("her job", [MERKEL], "When did her term end?", "When did Angela Merkel's term end?"),
    ("he is no Angela", [MERKEL], "What did he propose?", "What did Emmanuel Macron propose?"),
    (
        "two persons",
        [MERKEL],
        "What did she tell him?",
        "What did Angela Merkel tell Emmanuel Macron?",
    ),
    (
        "a person of an abstained turn",
        [ABSTAINED],
        "When did he resign?",
        "When did Kofi Annan resign?",
    ),
    (
        "a surname stands for the full name",
        [
            Turn(
                "What did Zoellick say?", "trade will grow", "Robert Zoellick said trade will grow."
            )
        ],
        "Where did he work before?",
        "Where did Robert Zoellick work before?",
    ),
    (
        "a title is left off",
        [Turn("Who opened the summit?", "Prime Minister Manmohan Singh", "")],
        "What did he promise?",
        "What did Manmohan Singh promise?",
    ),
    # things and organisations
    ("it", [BANK], "Why did it collapse?", "Why did Lehman Brothers collapse?"),
    ("its", [PIPELINE], "Who owns its shares?", "Who owns Gazprom's shares?"),
    (
        "they of a firm",
        [Turn("Who makes the A380?", "Airbus", "Airbus makes the A380.")],
        "How many did they sell?",
        "How many did Airbus sell?",
    ),
    (
        "their of a plural",
        [Turn("Who occupied the dam?", "the Kurdish rebels", "")],
        "What are their demands?",
        "What are the Kurdish rebels' demands?",
    ),
    (
        "it is a phrase",
        [TALKS],
        "Who proposed it?",
        "Who proposed a two percent pay rise?",
    ),
    # places and times
    (
        "there within",
        [MERKEL],
        "How long did the visit there last?",
        "How long did the visit in Paris last?",
    ),
    ("there are", [QUAKE], "How many aid workers are there now?", None),
    (
        "there at the end",
        [Turn("Where did the plane land?", "in Lima", "The plane landed in Lima.")],
        "Who lives there?",
        "Who lives in Lima?",
    ),
    (
        "then",
        [Turn("When did the Wall fall?", "1989", "")],
        "Who was chancellor then?",
        "Who was chancellor in 1989?",
    ),
    (
        "that year",
        [Turn("When did the Wall fall?", "1989", "")],
        "Who governed Poland in that year?",
        "Who governed Poland in 1989?",
    ),
    (
        "that country",
        [Turn("Where was the summit held?", "Portugal", "")],
        "Who governs that country?",
        "Who governs Portugal?",
    ),
    # phrases
    (
        "the pipeline",
        [PIPELINE],
        "How long is the pipeline?",
        "How long is the Nord Stream pipeline?",
    ),
    (
        "that council",
        [Turn("Who addressed the UN Security Council?", "Kofi Annan", "")],
        "Who chairs that council?",
        "Who chairs the UN Security Council?",
    ),
    (
        "that visit had a place",
        [MERKEL],
        "Who paid for that visit?",
        "Who paid for the visit in Paris?",
    ),
    (
        "a possessive phrase",
        [Turn("Does Iran's nuclear programme worry Israel?", "", "")],
        "Who inspects it?",
        "Who inspects Iran's nuclear programme?",
    ),
    # what is left out
    ("why", [TALKS], "Why?", "Why did the union reject a two percent pay rise?"),
    ("when, after yes or no", [FIRE], "When?", "When did the fire brigade save the cathedral?"),
    ("where, after when", [BANK], "Where?", "Where did Lehman Brothers collapse?"),
    ("why after who", [MATCH], "How?", "How Spain won the 2010 World Cup?"),
    (
        "when was that",
        [TALKS],
        "When was that?",
        "When did the union reject a two percent pay rise?",
    ),
    ("and why", [TALKS], "and why?", "Why did the union reject a two percent pay rise?"),
    (
        "why did that happen",
        [FIRE],
        "Why did that happen?",
        "Why did the fire brigade save the cathedral?",
    ),
    (
        "since when",
        [CHIEF],
        "Since when?",
        "Since when is Robert Zoellick the head of the World Bank?",
    ),
    (
        "another country",
        [QUAKE],
        "And in Chile?",
        "How many people died in the earthquake in Chile?",
    ),
    (
        "another bank",
        [BANK],
        "What about Bear Stearns?",
        "When did Bear Stearns collapse?",
    ),
    (
        "another day",
        [Turn("What did the senate decide on Monday?", "to adjourn", "")],
        "And on Wednesday?",
        "What did the senate decide on Wednesday?",
    ),
    (
        "another day where none was named",
        [TALKS],
        "And on Thursday?",
        "What did the union reject on Thursday?",
    ),
    ("another year", [MATCH], "How about 2006?", "Who won the 2006 World Cup?"),
    ("who else", [MERKEL], "Who else?", "Who else did Angela Merkel meet in Paris?"),
    ("what else", [TALKS], "What else?", "What else did the union reject?"),
    ("anything else", [TALKS], "Anything else?", "What else did the union reject?"),
    (
        "who said so",
        [BANK],
        "Who said so?",
        "Who said so (Lehman Brothers collapse, September 2008)?",
    ),
    ("another possessor", [CHIEF], "And the IMF's?", "Who is the head of the IMF?"),
    ("tell me more", [TALKS], "Tell me more", "Tell me more: what did the union reject?"),
    # a topic that is not said again
    ("a nameless question", [MATCH], "What happened next?", "What happened next (2010 World Cup)?"),
    # nothing to resolve
    ("another subject", [CHIEF], "Who is the president of France?", None),
    ("another subject, in lower case", [CHIEF], "who is the president of france?", None),
    ("another subject without a name", [CHIEF], "What causes earthquakes?", None),
    ("what the asker wants", [CHIEF], "Where can I buy cheap gold?", None),
    ("its own antecedent", [CHIEF], "What did Merkel say about her visit?", None),
    ("its own thing", [CHIEF], "Did Toyota recall its cars?", None),
    ("it of nothing", [CHIEF], "Is it true that Greece left the euro?", None),
    ("there is", [CHIEF], "Is there a ceasefire in Darfur?", None),
    ("that opens a clause", [CHIEF], "Did Iran say that inspectors could return?", None),
    ("a full question with a phrase", [PIPELINE], "Did the union of Danish pilots strike?", None),
    ("a relative clause", [CHIEF], "Which firm built the ship that sank off Crete?", None),
    ("lower case hides names", [CHIEF], "who plays the first game of the season", None),
    ("enough said", [CHIEF], "How did the June talks on the missile shield end?", None),
    ("keywords", [CHIEF], "Toyota recall 2010", None),
    ("another language", [CHIEF], "¿Quién es el presidente de Francia?", None),
]


@pytest.mark.parametrize(
    ("turns", "question", "expected"),
    [pytest.param(turns, question, expected, id=name) for name, turns, question, expected in CASES],
)
def test_a_follow_up_is_understood(turns: list[Turn], question: str, expected: str | None) -> None:
    assert resolve(question, turns) == (question if expected is None else expected)


def test_a_treaty_on_defence_is_no_person_with_a_title() -> None:
    turn = Turn("Which treaty stands in the way?", "the Washington Mutual Defence Treaty")
    resolved = resolve("What does it oblige them to?", [turn])
    assert resolved.startswith("What does the Washington Mutual Defence Treaty oblige")
    ministry = Turn("Who denied the report?", "the Russian Foreign Ministry")
    assert resolve("What did it say?", [ministry]) == "What did the Russian Foreign Ministry say?"


def test_a_town_that_was_met_in_is_where_the_summit_was_not_a_country_that_met() -> None:
    turn = Turn("What did Russia and NATO agree on in Lisbon?", "a missile shield")
    assert resolve("When was that summit?", [turn]) == "When was the summit in Lisbon?"


def test_he_and_this_are_not_the_same() -> None:
    turns = [
        Turn("What did Lavrov say about missile defence?", "failed to agree"),
        Turn("Which obligations does Lavrov name?", "the Washington Mutual Defence Treaty"),
    ]
    resolved = resolve("How does he interpret this?", turns)
    assert resolved == "How does Lavrov interpret the Washington Mutual Defence Treaty?"


def test_a_pronoun_that_is_the_subject_is_not_explained_by_what_is_asked_about_it() -> None:
    turn = Turn("Who opened the library?", "Robert Lowell")
    assert resolve("what kind of poet was he?", [turn]) == "what kind of poet was Robert Lowell?"
    two = "when merkel met putin what did he say?"  # he is one of the two
    assert resolve(two, [turn]) == two


def test_a_subject_without_name_or_article_is_remembered() -> None:
    talks = Turn("When did talks begin?", "in May")
    assert resolve("Where did they take place?", [talks]) == "Where did talks take place?"
    prices = Turn("Why did prices rise in Russia?", "a drought")
    assert resolve("When did they fall?", [prices]) == "When did prices fall?"


def test_a_country_where_something_is_is_not_it() -> None:
    turn = Turn("When did social security start in the US?", "1935")
    assert resolve("Was it mandatory?", [turn]) == "Was social security mandatory?"
    acting = Turn("Who rejected the plan?", "Russia")
    assert resolve("Why did it refuse?", [acting]) == "Why did Russia refuse?"


def test_an_interjection_is_no_name() -> None:
    turns = [Turn("How is sewage recycled?"), Turn("Interesting. What is burnt?")]
    assert "Interesting" not in resolve("How are they made?", turns)


def test_what_is_done_to_what_is_asked_about_is_nothing_to_speak_of() -> None:
    turn = Turn("What question will be asked in the referendum?", "Should Norland join the pact?")
    assert "asked" not in resolve("When is it going to be held?", [turn])


def test_a_word_that_begins_an_answer_and_stood_in_the_question_is_no_name() -> None:
    turn = Turn("How did the shares react?", "Shares tumbled at Ericsson")
    assert resolve("Who's the boss there?", [turn]) == "Who's the boss in Ericsson?"


def test_two_capitalised_words_that_act_may_be_a_band() -> None:
    turn = Turn("When will Roxy Music play at the Isle of Wight festival?", "11 June")
    assert resolve("When was the band formed?", [turn]) == "When was Roxy Music formed?"
    assert resolve("How old is he?", [Turn("Where did Ana Lima live?", "Rome")]).startswith(
        "How old is Ana Lima"
    )


def test_a_pronoun_with_a_capital_is_of_a_title() -> None:
    turn = Turn("Where will the cup be played?", "Lusaka")
    question = "Who wrote See It In A Boy's Eyes for Jamelia?"
    assert resolve(question, [turn]) == question
    minister = Turn("Who is Russia's foreign minister?", "Sergei Lavrov")
    assert (
        resolve("WHAT DOES HE WANT?", [minister])
        == "WHAT DOES Russia's foreign minister Sergei Lavrov WANT?"
    )


def test_they_may_be_named_without_an_article_just_before() -> None:
    turn = Turn("What do Quakers believe?", "in peace")
    question = "How do shoppers prove who they are?"
    assert resolve(question, [turn]) == question


def test_a_pronoun_drawn_together_with_its_verb_is_no_name() -> None:
    turn = Turn("What did the family make of it?", '"He\'d have wanted to be there."')
    assert "He'd" not in resolve("Will it change anything there?", [turn])
    asked = resolve("Who'll do the testing there?", [QUAKE])
    assert asked == "Who'll do the testing in Haiti?"


def test_what_was_done_is_nothing_that_can_be_meant() -> None:
    fined = Turn("Did the Danish court punish Ann Lee?", "fined 1,500 kroner")
    assert (
        resolve("Will the prosecutor appeal?", [fined]) == "Will the prosecutor appeal (Ann Lee)?"
    )
    crash = Turn("How did the three in Ohio die?", "a pine fell on their car")
    assert "pine" not in resolve("Whose generator was it?", [crash])


def test_a_number_of_people_is_meant_by_they() -> None:
    turns = [
        Turn("What would Grady Moffatt inherit?", "a third"),
        Turn("Who gets the rest?", "two nieces in Tulsa"),
    ]
    assert resolve("What are their names?", turns) == "What are two nieces in Tulsa's names?"


def test_how_big_asks_for_no_thing_called_big() -> None:
    turn = Turn("How big a share of the Durra gas field does Iran want?", "40 percent")
    assert "big" not in resolve("How many sailors were on its survey ship?", [turn])


def test_which_of_many_words_is_asked_anew_with_its_answer() -> None:
    turn = Turn("Which crew member of the Avra tanker died in captivity?", "Rodel Bacani")
    assert resolve("How?", [turn]) == "How Rodel Bacani died in captivity?"


def test_a_person_just_named_is_meant_before_a_firm_much_spoken_of() -> None:
    firm = [
        Turn("Which firm might Pernod Ricard bid for?", "Allied Domecq"),
        Turn("Which brands does Pernod Ricard own?", "Havana Club rum"),
        Turn("How many staff does Pernod Ricard have?"),
    ]
    manager = Turn("Who manages Scotland now?", "Walter Smith")
    assert resolve("How old is he?", [*firm, manager]) == "How old is Walter Smith?"
