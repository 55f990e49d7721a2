"""What resolving promises for any question and any history."""

import time

from hypothesis import given
from hypothesis import strategies as st

from rag.conversation import Turn, resolve
from rag.conversation.resolution import MAX_ADDED_CHARS, MAX_TURNS

LAVROV = Turn(
    "Who is Russia's foreign minister?",
    "Sergei Lavrov",
    "Russian Foreign Minister Sergei Lavrov said on Monday that the talks had failed.",
)
texts = st.text(max_size=200) | st.sampled_from(
    ["Why?", "What about it?", "and there?", "What did he say?", "Tell me more", "that?", "(?)"]
)
turns = st.builds(Turn, texts, texts, texts)


def test_the_first_question_is_unchanged() -> None:
    assert resolve("What does he want?", []) == "What does he want?"


def test_an_empty_question_is_unchanged() -> None:
    assert resolve("  ", [LAVROV]) == "  "


def test_empty_turns_offer_nothing() -> None:
    assert resolve("What does he want?", [Turn(""), Turn(" ", " ", " ")]) == "What does he want?"


def test_a_turn_without_names_offers_nothing() -> None:
    assert resolve("What does he want?", [Turn("why so late?")]) == "What does he want?"


def test_the_latest_of_two_ministers_is_meant() -> None:
    earlier = Turn("Who is China's foreign minister?", "Yang Jiechi", "")
    assert (
        resolve("What does he want?", [earlier, LAVROV])
        == "What does Russia's foreign minister Sergei Lavrov want?"
    )


def test_an_abstained_turn_does_not_hide_the_one_before() -> None:
    abstained = Turn("How old is Sergei Lavrov?")
    assert (
        resolve("What does he want?", [LAVROV, abstained])
        == "What does Russia's foreign minister Sergei Lavrov want?"
    )


def test_a_chain_keeps_its_person() -> None:
    second = resolve("What does he want?", [LAVROV])
    third = resolve("When did he say that?", [LAVROV, Turn(second, "legal guarantees")])
    assert third == "When did Russia's foreign minister Sergei Lavrov say legal guarantees?"


def test_a_new_subject_replaces_the_old_one() -> None:
    boeing = Turn("Who leads Boeing?", "James McNerney", "")
    assert resolve("What did he say?", [LAVROV, boeing]) == "What did James McNerney say?"


def test_accents_and_emoji_survive() -> None:
    turn = Turn("Who is Brazil's president?", "Luiz Inácio Lula da Silva", "")
    assert (
        resolve("What did he say 😀?", [turn])
        == "What did Brazil's president Luiz Inácio Lula da Silva say 😀?"
    )


def test_a_right_to_left_question_is_unchanged() -> None:
    assert resolve("من هو وزير الخارجية؟", [LAVROV]) == "من هو وزير الخارجية؟"


def test_curly_apostrophes_are_read_as_straight_ones() -> None:
    turn = Turn("Who is Russia\u2019s foreign minister?", "Sergei Lavrov", "")
    assert resolve("And Poland\u2019s?", [turn]) == "Who is Poland\u2019s foreign minister?"


def test_turns_beyond_the_latest_few_are_not_read() -> None:
    others = [Turn("what came of it?")] * MAX_TURNS
    assert resolve("What does he want?", [LAVROV, *others]) == "What does he want?"


def test_asking_for_more_again_and_again_does_not_grow() -> None:
    history = [LAVROV]
    for _ in range(50):
        history.append(Turn(resolve("Tell me more", history)))
    assert history[-1].question == "Tell me more: who is Russia's foreign minister?"


def test_fifty_long_turns_cost_little() -> None:
    long = Turn(LAVROV.question, LAVROV.answer, "The talks of Sergei Lavrov failed. " * 2_000)
    started = time.perf_counter()
    for _ in range(5):
        resolve("What does he want?", [long] * 50)
    assert (time.perf_counter() - started) / 5 < 0.2  # some 10 ms on an idle core


def test_hostile_punctuation_is_read_in_linear_time() -> None:
    question = "why" + " -'&." * 20_000 + "?" + "(" * 20_000
    started = time.perf_counter()
    resolve(question, [Turn(question, question, question)])
    assert time.perf_counter() - started < 5


@given(question=texts, history=st.lists(turns, max_size=4))
def test_any_text_resolves_to_a_text_not_much_longer(question: str, history: list[Turn]) -> None:
    resolved = resolve(question, history)
    assert len(resolved) <= len(question) + MAX_ADDED_CHARS
    assert resolve(question, history) == resolved
