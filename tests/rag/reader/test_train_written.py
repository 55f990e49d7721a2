import json
import re
from dataclasses import replace
from importlib.resources import files

import pytest

from rag.reader.training import written
from rag.reader.training.records import Record, UnusableRecords

NEGATION = re.compile(r"\b(?:not|never|no|without)\b|n't\b")
DATA = files("rag.reader.training") / "data"


def lines(name):
    with (DATA / name).open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def test_every_answer_on_our_news_is_some_whole_words_of_it():
    records = written.on_news()
    assert len({record.id for record in records}) == len(records)
    for record in records:
        for start, end in record.answers:
            assert 0 <= start < end <= len(record.context), record.id
            around = record.context[max(0, start - 1) : end + 1]
            assert record.context[start:end] == record.context[start:end].strip(), record.id
            assert "\n" not in around.strip("\n"), record.id  # one paragraph holds it


def test_what_is_no_answer_is_marked_in_the_same_news():
    for news in lines("news.jsonl"):
        for one in news["questions"]:
            assert len(one.keys() & {"answer", "instead"}) == 1, news["id"]
            start, end = one.get("answer") or one["instead"]
            assert news["text"][start:end].strip(), news["id"]


def test_follow_ups_are_asked_as_the_chat_puts_them_to_the_article():
    context = "Ann Lee sold the mill in May.\nShe kept the dam."
    talk = [
        Record("1", "", "Who sold the mill?", context, ((0, 7),)),
        Record("2", "", "When did she sell it?", context, ((25, 28),)),
        Record("3", "", "Why?", context, ()),
    ]
    first, second, third = written.put(talk)
    assert first == (talk[0], None)
    assert second.alone == talk[1]
    assert second.behind == replace(
        talk[1], question="Who sold the mill? Ann Lee. When did she sell it?"
    )
    assert third.alone.question == "Why did Ann Lee sell the mill?"
    assert third.behind.question == (
        "Who sold the mill? Ann Lee. When did she sell it? May. Why did Ann Lee sell the mill?"
    )


def test_a_dialogue_holds_what_was_said_before_it():
    dialogues = list(written.dialogues())
    assert dialogues
    for one in dialogues:
        assert one["rewrite"].strip()
        assert one["history"][:2] == ["", ""]
        assert len(one["history"]) % 2 == 0
    by_dialog = {one["dialog"]: one for one in dialogues}
    assert (
        len(by_dialog[dialogues[0]["dialog"]]["history"]) == 2 + 2 * 3
    )  # the fourth of four turns


@pytest.mark.parametrize(
    "name",
    [
        "passages.jsonl",
        "contrasts.jsonl",
        "paraphrases.jsonl",
        "news.jsonl",
        "conversations.jsonl",
    ],
)
def test_no_text_is_asked_the_same_twice_and_each_also_for_what_it_lacks(name):
    for text in lines(name):
        questions = [one["question"].lower() for one in text["questions"]]
        if name != "conversations.jsonl":  # "Why?" may be asked again there
            assert len(set(questions)) == len(questions), text["id"]
            assert any("instead" in one for one in text["questions"]), text["id"]
        assert any("answer" in one for one in text["questions"]), text["id"]


def test_words_shared_with_the_text_do_not_tell_what_has_no_answer():
    context = "Zoë met Ann in Rome."
    near = ["Who met Ann in Rome?", "Where did Zoë meet Ann?", "Who met Zoë in Rome?"]
    far = ["Which city saw the two talk?"]
    records = [Record(f"n{n}", "", one, context, ()) for n, one in enumerate(near)]
    records += [Record("f", "", far[0], context, ((15, 19),))]
    records += [Record("a", "", "Who met Ann in Rome?", context, ((0, 3),))]
    kept = written.evenly(records)
    assert kept == [record for record in records if record in kept]
    assert len(kept) == 2
    assert records[-1] in kept
    assert records[3] not in kept


def test_contrasts_have_both_kinds_and_few_negations_in_either():
    asked = [one for text in lines("contrasts.jsonl") for one in text["questions"]]
    for kind in ("answer", "instead"):
        of_kind = [one["question"].lower() for one in asked if kind in one]
        assert len(of_kind) > len(asked) / 3
        negated = sum(bool(NEGATION.search(question)) for question in of_kind)
        assert negated < 0.08 * len(of_kind)


def test_paraphrases_have_as_many_of_either_kind():
    asked = [one for text in lines("paraphrases.jsonl") for one in text["questions"]]
    answered = sum("answer" in one for one in asked)
    assert abs(answered - len(asked) / 2) < 0.01 * len(asked)


def test_most_of_our_questions_are_kept_so():
    news = written.on_news()
    kept = written.evenly(news)
    assert kept == written.evenly(news)
    assert sum(bool(one.answers) for one in kept) * 2 == len(kept) > len(news) / 2


@pytest.mark.parametrize("made", [written.on_passages, written.contrasts, written.paraphrases])
def test_questions_on_passages_find_their_contexts_by_hash(monkeypatch, made):
    context = "Zoë 🙂 met Ann in Rome."
    passage = {
        "id": "p",
        "context": written.digest(context),
        "questions": [
            {"question": "Who met Ann?", "answer": [0, 3]},
            {"question": "Who met Zoë in Oslo?", "instead": [10, 13]},
        ],
    }
    monkeypatch.setattr(written, "_lines", lambda name: [passage])
    met, oslo = made([Record("1", "", "Why?", context, ())])
    assert met == Record("p-0", "", "Who met Ann?", context, ((0, 3),))
    assert oslo == Record("p-1", "", "Who met Zoë in Oslo?", context, ())
    with pytest.raises(UnusableRecords, match="no record has the context"):
        made([Record("1", "", "Why?", "Another.", ())])
