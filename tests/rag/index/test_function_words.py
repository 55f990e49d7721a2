"""Which words of a question are looked for."""

from rag.index.snapshot import MAX_WORDS, telling


def test_function_words_are_left_out_unless_there_are_no_others() -> None:
    assert telling("who is the minister of the interior".split()) == ["minister", "interior"]
    assert telling("who is he".split()) == ["who", "is", "he"]
    assert telling([]) == []


def test_each_word_is_looked_for_once_and_not_too_many() -> None:
    assert telling(["ferry", "ferry", "the"]) == ["ferry"]
    assert len(telling([f"word{n}" for n in range(10_000)])) == MAX_WORDS
