"""An answer as a person sees it."""

import re
from dataclasses import replace

from rag.answering.answer import Answer, Hit
from rag.articles.article import Passage
from tests.ui.fake import EMOJI, FIRST, FOURTH, SECOND, THIRD, article, cite
from tests.ui.test_markup import read
from ui.conversation import Question, Turn
from ui.render_answer import excerpt, render_pending, render_turn
from ui.scope import Scope


def answered(*citations, question="Who?", resolved=None, confidence=0.93) -> str:
    return render_turn(Turn(Answer(question, resolved or question, citations, confidence)), 2)


def test_the_span_is_emphasised_in_its_sentence() -> None:
    assert (
        "Mayor <strong class=\"span\">Ada Berg</strong> cut the ribbon on Monday." in
        answered(cite(FIRST, "Ada Berg"))
    )  # fmt: skip


def test_a_short_sentence_comes_with_the_one_before_it() -> None:
    cited = cite(article("a.txt", "He was asked again. Never. He left."), "Never")
    shown = answered(cited)
    assert '<span class="before">He was asked again. </span><strong class="span">Never' in shown


def test_the_first_sentence_has_none_before_it() -> None:
    assert 'class="before"' not in answered(cite(FIRST, "bridge"))


def test_an_emoji_does_not_shift_the_span() -> None:
    shown = answered(cite(FOURTH, "Łódź 🚀"))
    assert 'landed in <strong class="span">Łódź 🚀</strong> on Friday.' in shown
    assert EMOJI[:10] not in shown  # the sidebar is no part of the sentence


def test_each_source_is_numbered_with_outlet_date_and_title() -> None:
    shown = read(answered(cite(FIRST, "Ada Berg"), cite(SECOND, "Ada Berg"))).text
    assert "1City Herald7 June 2011The bridge opens" in shown
    assert "2Evening Post8 June 2011Mayor opens bridge" in shown


def test_a_source_with_other_words_shows_its_own() -> None:
    shown = read(answered(cite(FIRST, "Ada Berg"), cite(SECOND, "Ada Berg, the mayor"))).text
    assert "“Ada Berg, the mayor”" in shown
    assert "“Ada Berg”" not in shown


def test_other_outlets_that_agree_are_named() -> None:
    both = answered(cite(FIRST, "Ada Berg"), cite(SECOND, "Ada Berg"))
    assert "Also reported by Evening Post" in both
    assert "Also reported" not in answered(cite(FIRST, "Ada Berg"))


def test_the_same_outlet_twice_is_no_agreement() -> None:
    assert "Also reported" not in answered(cite(FIRST, "Ada"), cite(FIRST, "Berg"))


def test_copies_of_a_source_are_named_with_it_and_are_no_agreement() -> None:
    shown = answered(replace(cite(FIRST, "Ada Berg"), also_in=(SECOND,)))
    assert "The same text is also in Evening Post, 8 June 2011" in read(shown).text
    assert "Also reported" not in shown
    hostile = answered(replace(cite(FIRST, "Ada Berg"), also_in=(THIRD,)))
    assert "b" not in read(hostile).tags
    assert "also in" not in answered(cite(FIRST, "Ada Berg"))


def test_confidence_is_a_word_and_its_number_a_tooltip() -> None:
    shown = read(answered(cite(FIRST, "Ada Berg"), confidence=0.934)).text
    assert "Very likelyEstimated probability that this is right: 93 %" in shown


def test_a_resolved_question_is_shown_where_it_differs() -> None:
    assert "Understood as: <bdi>Who is Ada Berg?</bdi>" in answered(
        cite(FIRST, "Ada Berg"), resolved="Who is Ada Berg?"
    )
    assert "Understood as" not in answered(cite(FIRST, "Ada Berg"))


def test_what_the_text_does_not_state_is_said_to_be_unstated() -> None:
    shown = read(answered(cite(article("a.txt", "It rained."), "rained"))).text
    assert "outlet not statedda" in shown
    assert "date not statedIt rained." in shown  # what it opens with stands for the title


def test_buttons_say_which_source_of_which_turn_they_open() -> None:
    shown = answered(cite(FIRST, "Ada Berg"), cite(SECOND, "Ada Berg"))
    opened = re.findall(r'data-turn="(\d)" data-citation="(\d)"', shown)
    assert opened == [("2", "0"), ("2", "1")] * 2  # [1][2] after the sentence, then the list


def test_abstaining_says_so_and_labels_the_nearest_passages() -> None:
    hits = tuple(Hit(Passage(a, *a.body[0]), 0.5, 0.3) for a in (FIRST, SECOND, FOURTH, THIRD))
    shown = render_turn(Turn(Answer("Why?", "Why?", (), 0.1, hits)), 0)
    assert "The articles do not say." in shown
    assert "none of which was found to answer the question" in shown
    assert re.findall(r'data-passage="(\d)"', shown) == ["0", "1", "2"]
    assert "<strong" not in shown


def test_abstaining_with_nothing_near_says_that_too() -> None:
    shown = render_turn(Turn(Answer("Why?", "Why?", (), 0.0)), 0)
    assert "No passage comes near this question." in shown


def test_a_hostile_article_and_question_make_no_tags() -> None:
    citation = cite(THIRD, "<img src=x onerror='window.hacked = 2'> Mayor")
    hostile = "<script>q</script><img src=x onerror=f()>"
    shown = answered(citation, question=hostile, resolved=hostile + "?")
    assert not {"script", "img", "b"} & set(read(shown).tags)
    assert not {"script", "img"} & set(read(render_pending(Question(hostile), 0)).tags)
    assert hostile in read(shown).text


def test_an_excerpt_is_cut_at_a_space() -> None:
    assert excerpt("short") == "short"
    assert (
        excerpt("word " * 60) == "word " * 47 + "word …"
    )  # 239 characters: 240 would end in a space
    assert excerpt("x" * 300) == "x" * 240 + " …"


def test_limits_are_shown_with_the_question_they_held_for() -> None:
    answer = Answer("Why?", "Why?", (), 0.1)
    limited = render_turn(Turn(answer, Scope(outlets=("<i>", "B"))), 0)
    assert "Only articles by &lt;i&gt; and B" in limited
    assert "Only articles" not in render_turn(Turn(answer), 0)
