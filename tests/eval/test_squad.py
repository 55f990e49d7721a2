"""EM, F1 and the best threshold, against values worked by hand from the official script's rules."""

import pytest

from eval.squad import best_threshold, exact, f1, normalised, token_f1


def test_normalising_drops_case_punctuation_articles_and_extra_spaces():
    assert normalised("  The “U.S.”,  an   Apple ") == "“us” apple"


def test_articles_are_dropped_only_as_whole_words():
    assert normalised("a theatre and an anthem") == "theatre and anthem"


def test_exact_match_ignores_case_article_and_full_stop():
    assert exact("the Eiffel tower.", ["Eiffel Tower"]) == 1.0


def test_accents_are_kept():
    assert exact("Röntgen", ["Rontgen"]) == 0.0


def test_f1_counts_shared_tokens():
    # 2 shared tokens, precision 2/2, recall 2/3: 2 * 1 * 2/3 / (5/3)
    assert f1("Sergei Lavrov", ["minister Sergei Lavrov"]) == pytest.approx(
        2 * 1 * (2 / 3) / (5 / 3)
    )


def test_f1_counts_a_repeated_token_as_often_as_both_have_it():
    # shared: "b" once; precision 1/3, recall 1/2 -> 0.4
    assert token_f1("b b b", "b c") == pytest.approx(0.4)


def test_f1_of_texts_without_common_token_is_zero():
    assert f1("Moscow", ["Brussels"]) == 0.0


def test_the_best_gold_answer_counts():
    assert f1("in May 2012", ["spring", "May 2012"]) == pytest.approx(0.8)  # 2/3 and 2/2
    assert exact("May 2012", ["spring", "May 2012"]) == 1.0


def test_without_gold_answers_only_silence_is_right():
    assert exact("", []) == f1("", []) == 1.0
    assert exact("Paris", []) == f1("Paris", []) == 0.0


def test_a_gold_answer_that_normalises_to_nothing_is_no_answer_as_in_the_official_script():
    assert f1("Paris", ["the"]) == 0.0
    assert exact("", ["the"]) == 1.0


def test_a_prediction_of_articles_alone_matches_no_words():
    assert f1("the", ["Paris"]) == 0.0


def test_emoji_and_right_to_left_tokens_count():
    assert f1("🚀 launch", ["launch 🚀"]) == 1.0
    assert f1("موسكو", ["في موسكو"]) == pytest.approx(2 / 3)  # precision 1, recall 1/2


def test_best_threshold_gives_what_the_official_script_finds():
    # Declining all earns 2 of 4. In order of confidence: right (3), an unanswerable (2), half right
    # (2.5), an unanswerable (1.5): the best stop is after the third.
    scores = [9.0, 8.0, 7.0, 6.0]
    values = [1.0, 0.0, 0.5, 0.0]
    answerable = [True, False, True, False]
    assert best_threshold(scores, values, answerable) == (3 / 4, 9.0)


def test_best_threshold_goes_on_through_a_loss_that_pays_later():
    # 1 -> 2 -> 1 -> 2 -> 3
    assert best_threshold(
        [5.0, 4.0, 3.0, 2.0], [1.0, 0.0, 1.0, 1.0], [True, False, True, True]
    ) == (3 / 4, 2.0)


def test_declining_everything_is_best_where_nothing_is_answerable():
    assert best_threshold([1.0, 2.0], [0.0, 0.0], [False, False]) == (1.0, float("inf"))


def test_no_questions_earn_nothing():
    assert best_threshold([], [], []) == (0.0, float("inf"))
