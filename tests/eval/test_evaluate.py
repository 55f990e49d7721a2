"""Asking and judging, with an answerer that says what it is told."""

from dataclasses import replace

import pytest

import eval
from eval.example import Example, Gold
from tests.eval.fakes import ARTICLE, TEXT, Scripted, citing, declining

WHO, WHEN, SPEED = "Who spoke?", "When did he take office?", "How fast is it?"
LAVROV = Gold("Sergei Lavrov", "a.txt", 0)
YEAR = Gold("2009", "a.txt", TEXT.index("2009"))
EXAMPLES = (
    Example("1", WHO, (LAVROV,), "name"),
    Example("2", WHEN, (YEAR,), "date"),
    Example("3", SPEED, (), "none"),
)


def report_of(table, examples=EXAMPLES, **options):
    return eval.evaluate(Scripted(table), examples, **options)


def value(report, name):
    return report.figure(name).value


def test_all_right_earns_everything():
    report = report_of(
        {
            WHO: citing(WHO, "Sergei Lavrov", 0.9),
            WHEN: citing(WHEN, "2009", 0.8),
            SPEED: declining(SPEED),
        }
    )
    assert value(report, "right and cited") == value(report, "EM") == value(report, "F1") == 1.0
    assert value(report, "citation precision") == value(report, "citation recall") == 1.0
    assert value(report, "abstention precision") == value(report, "abstention recall") == 1.0
    assert (report.failed, report.not_verbatim, report.worst) == (0, 0, ())


def test_a_crash_counts_as_wrong_and_stays_in_the_report():
    report = report_of({WHO: citing(WHO, "Sergei Lavrov", 0.9), SPEED: declining(SPEED)})
    assert report.failed == 1
    assert len(report.outcomes) == 3
    assert report.outcomes[1].error == f"KeyError: {WHEN!r}"
    assert value(report, "right and cited") == 1 / 2  # of the two answerable ones
    assert value(report, "EM") == 2 / 3
    assert report.worst[0].id == "2"


def test_a_crash_on_an_unanswerable_question_is_no_abstention():
    report = report_of({WHO: citing(WHO, "Sergei Lavrov", 0.9), WHEN: citing(WHEN, "2009", 0.9)})
    assert value(report, "abstention recall") == 0.0
    assert value(report, "EM") == 2 / 3


def test_the_right_words_of_the_wrong_place_are_right_but_not_cited():
    text = "2009. " + TEXT
    other = replace(ARTICLE, id="b.txt", text=text)
    report = report_of(
        {
            WHO: citing(WHO, "Sergei Lavrov", 0.9),
            WHEN: citing(WHEN, "2009", 0.8, other),
            SPEED: declining(SPEED),
        }
    )
    assert value(report, "EM") == 1.0
    assert value(report, "right and cited") == 1 / 2
    assert value(report, "citation precision") == 1 / 2


def test_silence_is_never_a_free_point():
    report = report_of({q: declining(q) for q in (WHO, WHEN, SPEED)})
    assert value(report, "right and cited") == value(report, "citation recall") == 0.0
    assert value(report, "abstention precision") == 1 / 3
    assert value(report, "EM") == 1 / 3
    with pytest.raises(KeyError, match="no figure 'citation precision'"):
        report.figure("citation precision")  # nothing was cited: there is nothing to be precise


def test_a_threshold_withholds_answers_but_still_judges_their_confidence():
    report = report_of(
        {
            WHO: citing(WHO, "Sergei Lavrov", 0.9),
            WHEN: citing(WHEN, "Monday", 0.3),
            SPEED: citing(SPEED, "Rasmussen", 0.2),
        },
        threshold=0.5,
    )
    assert [o.declined for o in report.outcomes] == [False, True, True]
    assert value(report, "AUROC") == 1.0  # .9 right, .3 and .2 wrong
    assert value(report, "ECE") == pytest.approx((0.1 + 0.3 + 0.2) / 3)
    assert value(report, "abstention recall") == 1.0


def test_a_confidence_at_the_threshold_is_enough():
    report = report_of({WHO: citing(WHO, "Sergei Lavrov", 0.5)}, EXAMPLES[:1], threshold=0.5)
    assert value(report, "right and cited") == 1.0


def test_earlier_turns_are_asked_first_and_only_once():
    answerer = Scripted({WHO: citing(WHO, "Sergei Lavrov", 0.9), WHEN: citing(WHEN, "2009", 0.9)})
    examples = (
        Example("c.1", WHO, (LAVROV,)),
        Example("c.2", WHEN, (YEAR,), history=(WHO,)),
        Example("c.3", WHEN, (YEAR,), history=(WHO, WHEN)),
    )
    eval.evaluate(answerer, examples)
    assert answerer.asked == [
        (WHO, ()),
        (WHEN, ("Sergei Lavrov",)),
        (WHEN, ("Sergei Lavrov", "2009")),
    ]


def test_a_withheld_answer_is_not_told_to_later_turns():
    answerer = Scripted({WHO: citing(WHO, "Sergei Lavrov", 0.3), WHEN: citing(WHEN, "2009", 0.9)})
    eval.evaluate(answerer, (Example("c.2", WHEN, (YEAR,), history=(WHO,)),), threshold=0.5)
    assert answerer.asked[-1] == (WHEN, ("",))


def test_a_turn_that_crashed_is_left_out_of_the_history():
    answerer = Scripted({WHEN: citing(WHEN, "2009", 0.9)})
    report = eval.evaluate(answerer, (Example("c.2", WHEN, (YEAR,), history=(WHO,)),))
    assert answerer.asked == [(WHO, ()), (WHEN, ())]
    assert report.outcomes[0].right


def test_a_quote_that_its_article_does_not_have_is_counted():
    report = report_of(
        {WHO: citing(WHO, "Sergei Lavrov", 0.9)},
        EXAMPLES[:1],
        texts={"a.txt": TEXT.replace("Sergei", "Sergey")},
    )
    assert report.not_verbatim == 1


def test_sources_found_counts_the_articles_that_state_the_answer():
    golds = (LAVROV, Gold("Lavrov", "b.txt", 3))
    report = report_of({WHO: citing(WHO, "Sergei Lavrov", 0.9)}, (Example("1", WHO, golds),))
    assert value(report, "sources found") == 1 / 2


def test_retrieved_asks_whether_a_passage_holds_the_answer():
    report = report_of(
        {WHO: citing(WHO, "Sergei Lavrov", 0.9), WHEN: declining(WHEN)}, EXAMPLES[:2]
    )
    assert report.outcomes[0].retrieved
    assert not report.outcomes[1].retrieved
    assert value(report, "retrieved") == 1.0  # the other carried no passages: nothing is known


def test_categories_keep_the_order_of_the_questions():
    report = report_of({q: declining(q) for q in (WHO, WHEN, SPEED)})
    assert list(report.categories) == ["name", "date", "none"]


def test_no_questions_make_an_empty_report():
    report = report_of({}, ())
    assert report.figures == ()
    assert report.latency_s == {"p50": 0.0, "p95": 0.0, "p99": 0.0}


def test_the_same_seed_gives_the_same_figures():
    table = {WHO: citing(WHO, "Sergei Lavrov", 0.9), WHEN: declining(WHEN), SPEED: declining(SPEED)}
    assert report_of(table, seed=7).figures == report_of(table, seed=7).figures


def test_an_answerer_without_history_can_be_evaluated():
    class Plain:
        def answer(self, question):
            return citing(question, "Sergei Lavrov", 0.9)

    assert value(eval.evaluate(Plain(), EXAMPLES[:1]), "right and cited") == 1.0
