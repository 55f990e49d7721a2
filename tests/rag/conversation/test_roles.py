import pytest

from rag.conversation import Turn, resolve
from rag.conversation.asked import apply
from rag.conversation.roles import find_roles, introduced, plain

MINISTER = Turn("Who is Russia's foreign minister?", "Sergei Lavrov")


def test_a_person_is_called_by_name_and_by_the_role_asked_for():
    first = resolve("What does he want?", [MINISTER])
    assert first == "What does Russia's foreign minister Sergei Lavrov want?"
    wants = Turn(first, "legal guarantees")
    assert resolve("Why?", [MINISTER, wants]) == "Why does Sergei Lavrov want legal guarantees?"


@pytest.mark.parametrize(
    ("question", "resolved"),
    [
        ("When did he become minister?", "When did Sergei Lavrov become minister?"),
        ("What is his plan?", "What is Sergei Lavrov's plan?"),
        ("What did Sergei Lavrov say?", "What did Sergei Lavrov say?"),
    ],
)
def test_a_role_that_says_nothing_more_is_left_out(question, resolved):
    assert resolve(question, [MINISTER]) == resolved


@pytest.mark.parametrize("asked", [MINISTER.question, "Who is the head of the IMF?"])
def test_another_in_the_persons_place_does_not_get_the_role(asked):
    who = Turn(asked, "Bo Li")
    said = Turn(resolve("What did he say?", [who]), "the talks had failed")
    assert said.question != "What did he say?"
    assert resolve("And Wen Jiabao?", [who, said]) == "What did Wen Jiabao say?"


def test_a_role_is_told_as_far_as_it_is_one():
    assert find_roles([MINISTER]) == {"Sergei Lavrov": "Russia's foreign minister"}
    assert find_roles([Turn("Who’s the UN envoy who resigned?", "envoy Ann Lee")]) == {
        "Ann Lee": "the UN envoy"
    }
    later = Turn("Who is the head of the bank?", "Sergei Lavrov")
    assert find_roles([MINISTER, later]) == {"Sergei Lavrov": "the head of the bank"}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who was the book written by?", "Ann Lee"),
        ("Who is the FBI investigating?", "Ann Lee"),
        ("Who was the other man?", "Bo Li"),
        ("Who's going to captain Wales in John Toshack's first game?", "Ryan Giggs"),
        ("Who is Russia's foreign minister and what does he want?", "Sergei Lavrov"),
        ("Who is the head " + "of the office " * 8 + "?", "Ann Lee"),
        ("Who was the victim?", "Ann Lee's son"),
        ("Who is the head of the bank?", "a friend of Ann Lee"),
        ("Who was the audience?", "students and diplomats"),
        ("Who is Ann Lee?", "Ann Lee"),
        ("Who won?", "Bo Li"),
    ],
)
def test_what_is_no_role_is_given_to_nobody(question, answer):
    assert find_roles([Turn(question, answer)]) == {}


@pytest.mark.parametrize("name", ["Ann Lee", "İlham Əliyev"])
@pytest.mark.parametrize("role", ["Russia's foreign minister", "the head of the IMF"])
@pytest.mark.parametrize("question", ["Who met him in Rome?", "Who met him?", "Who met him; why?"])
def test_what_is_put_in_is_taken_out_again(name, role, question):
    start = question.index("him")
    edits = [(start, start + 3, name)]
    named = apply(question, introduced(question, edits, {name: role}))
    assert role in named
    assert ",," not in named
    assert plain(named, {name: role}) == apply(question, edits)


def test_what_this_means_is_not_hidden_by_a_role():
    head = Turn("Who is the head of the IMF?", "Bo Li")
    resolved = resolve("What does he think of this?", [head])
    assert resolved == "What does Bo Li, the head of the IMF, think of the IMF?"
