import pytest

from rag.conversation import Turn, resolve
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
    assert find_roles([MINISTER]) == {"sergei lavrov": "Russia's foreign minister"}
    asked = [
        Turn("Who was the UN envoy who resigned?", "Ann Lee"),
        Turn("Who was the audience?", "students and diplomats"),
        Turn("Who is Ann Lee?", "a spokeswoman of the bank"),
        Turn("Who won?", "Bo Li"),
    ]
    assert find_roles(asked) == {"ann lee": "the UN envoy"}


@pytest.mark.parametrize("role", ["Russia's foreign minister", "the head of the IMF"])
@pytest.mark.parametrize("last", [False, True])
def test_what_is_put_in_is_taken_out_again(role, last):
    question = f"Who met {introduced('Ann Lee', role, last)}{'' if last else ' in Rome'}?"
    assert plain(question, {"ann lee": role}) == f"Who met Ann Lee{'' if last else ' in Rome'}?"
