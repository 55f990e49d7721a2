import pytest

from rag.reader.training.heard import CHARS, behind


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ([], "How old is she?"),
        ([("Who won", "Ann Lee.")], "Who won? Ann Lee. How old is she?"),
        ([("Who won?", "")], "Who won? How old is she?"),
        (
            [("Who lost?", "Bo"), ("Who won?", "Ann\nLee"), ("Where?", "in Rome")],
            "Who won? Ann Lee. Where? in Rome. How old is she?",
        ),
    ],
)
def test_a_question_is_heard_behind_the_last_two_turns(said, heard):
    assert behind(said, "How old is she?") == heard


def test_what_was_said_at_length_is_cut_and_the_question_never_is():
    long = ("Who " + "really " * 40 + "won?", "Ann " + "Maria " * 40)
    heard = behind([long, long], "Why?")
    assert heard.endswith(" Why?")
    assert len(heard) < CHARS
    assert heard.count("Who really") == 1
    asked = "Why " + "on earth " * 60 + "?"
    assert behind([long], asked) == asked
