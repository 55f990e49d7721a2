import random

from rag.reader.training.questions import keywords, slip, vary
from rag.reader.training.records import Record


def test_keywords_drop_little_words_and_the_mark():
    assert keywords("When was the NATO summit in Lisbon?") == "when nato summit lisbon"


def test_a_question_of_little_words_alone_stays():
    assert keywords("Is that it at") == "it"
    assert keywords("of the") == "of the"


def test_a_slip_exchanges_or_drops_one_letter_inside_a_long_word():
    slips = {slip("Who is minister", random.Random(n)) for n in range(50)}
    assert "Who is minsiter" in slips
    assert "Who is miister" in slips
    assert all(s.startswith("Who is m") and len(s) in {14, 15} for s in slips)


def test_short_words_never_slip():
    assert slip("Who is it, Zoë 🙂?", random.Random(0)) == "Who is it, Zoë 🙂?"


def test_most_questions_stay_and_context_and_answers_always():
    record = Record("1", "t", "When was the summit held?", "It was in May.", ((10, 13),))
    chance = random.Random(0)
    varied = [vary(record, chance) for _ in range(2000)]
    changed = sum(v.question != record.question for v in varied)
    assert 120 <= changed <= 240  # 9 % of 2,000 is 180
    assert {(v.context, v.answers) for v in varied} == {(record.context, record.answers)}
