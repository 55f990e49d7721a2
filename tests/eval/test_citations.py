"""When does a citation support an answer?"""

from eval.citations import supports
from eval.example import Gold

TEXT = "Lavrov spoke. Rasmussen left. LAVROV stayed."


def test_a_citation_that_shares_one_character_with_a_gold_span_supports():
    gold = [Gold("Lavrov", "a", 0)]
    assert supports(("a", 5, 12), TEXT, gold)


def test_touching_is_not_overlapping():
    gold = [Gold("Lavrov", "a", 0)]
    assert not supports(("a", 6, 12), TEXT, gold)


def test_the_same_characters_of_another_article_support_nothing():
    assert not supports(("b", 0, 6), TEXT, [Gold("Lavrov", "a", 0)])


def test_a_gold_without_a_place_is_found_wherever_its_words_stand():
    gold = [Gold("Lavrov", "a")]
    assert supports(("a", 30, 36), TEXT, gold)
    assert not supports(("a", 14, 23), TEXT, gold)


def test_a_gold_without_an_article_accepts_any():
    assert supports(("z", 0, 6), TEXT, [Gold("Lavrov")])


def test_a_marked_place_excludes_other_occurrences():
    assert not supports(("a", 30, 36), TEXT, [Gold("Lavrov", "a", 0)])


def test_letters_that_grow_when_lowered_do_not_shift_offsets():
    text = "İİİ Lavrov"  # U+0130 lowers to two characters
    assert supports(("a", 4, 10), text, [Gold("lavrov")])
    assert not supports(("a", 0, 3), text, [Gold("lavrov")])


def test_nothing_supports_an_answer_to_an_unanswerable_question():
    assert not supports(("a", 0, 6), TEXT, [])
