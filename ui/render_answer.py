"""A turn of a conversation as HTML: a question and its answer, or an honest abstention."""

from collections.abc import Iterator

from rag.answering.answer import Answer, Citation, Hit
from rag.articles.article import Article, Range
from rag.articles.sentences import sentence_around
from ui.conversation import Question, Turn
from ui.markup import escape, joined, tag, text
from ui.render_origin import render_origin
from ui.scope import Scope
from ui.words import confidence_in_words, heading, listed, origin, percent

NEAREST_SHOWN = 3  # more would read as a list of results, and be taken for answers
EXCERPT_CHARS = 240
CONTEXT_CHARS = 60  # a sentence shorter than this ("Never.") says little without the one before it


def render_turn(turn: Turn, place: int) -> str:
    """One turn of a conversation; `place` is its place there, which its buttons carry back.

    A button's `data_turn` and `data_citation` or `data_passage` say what it opens.
    """
    answer = turn.answer
    found = _finding(answer, place) if answer else _abstention(answer, place)
    return _turn(
        answer.question,
        joined([_asked_of(turn.scope), _resolved(answer), found, _feedback(turn)]),
        place,
    )


def render_pending(question: Question, place: int) -> str:
    """A turn whose answer is being looked for."""
    waiting = text("p", "Reading the articles", class_="reading", role="status")
    return _turn(question.text, joined([_asked_of(question.scope), waiting]), place)


def excerpt(passage_text: str) -> str:
    """The beginning of a passage, cut at a space; an ellipsis says that it goes on."""
    if len(passage_text) <= EXCERPT_CHARS:
        return passage_text
    cut = passage_text.rfind(" ", 0, EXCERPT_CHARS)
    return passage_text[: cut if cut > 0 else EXCERPT_CHARS] + " …"


def _turn(question: str, content: str, turn: int) -> str:
    title = text("h2", question, class_="question", dir="auto", id=f"question-{turn}")
    return tag(
        "article",
        title + content,
        class_="turn",
        data_turn=turn,
        aria_labelledby=f"question-{turn}",
    )


def _asked_of(scope: Scope) -> str:
    return text("p", f"Only articles {scope.in_words()}", class_="scope") if scope else ""


def _resolved(answer: Answer) -> str:
    if answer.resolved == answer.question:
        return ""
    return tag("p", "Understood as: " + text("bdi", answer.resolved), class_="resolved")


def _finding(answer: Answer, turn: int) -> str:
    return joined(
        [
            _sentence(answer, turn),
            tag("p", _confidence(answer.confidence) + _agreement(answer), class_="standing"),
            _sources(answer, turn),
        ]
    )


def _sentence(answer: Answer, turn: int) -> str:
    """The sentence around the best citation, its span emphasised: slices of the article."""
    citation = answer.citations[0]
    words = citation.article.text
    start, end = sentence_around(citation.article, citation.start, citation.end)
    before, _ = _sentence_before(citation.article, start, end)
    return tag(
        "blockquote",
        joined(
            [
                text("span", words[before:start], class_="before") if before < start else "",
                escape(words[start : citation.start]),
                text("strong", citation.quote, class_="span"),
                escape(words[citation.end : end]),
                tag("span", joined(_numbers(answer, turn)), class_="refs"),
            ]
        ),
        class_="finding",
        dir="auto",
    )


def _sentence_before(article: Article, start: int, end: int) -> Range:
    """The sentence before a short one in the same part of the body; else none, at `start`."""
    part = next((part for part in article.body if part[0] <= start < part[1]), (start, end))
    before = article.text[part[0] : start].rstrip()
    if end - start >= CONTEXT_CHARS or not before:
        return (start, start)
    last = part[0] + len(before)
    return sentence_around(article, last - 1, last)


def _numbers(answer: Answer, turn: int) -> Iterator[str]:
    """A button for each article that says so; the first is that of the sentence."""
    for place, citation in enumerate(answer.citations):
        yield text(
            "button",
            str(place + 1),
            type="button",
            class_="ref",
            data_turn=turn,
            data_citation=place,
            title=origin(citation.article),
            aria_label=f"Source {place + 1}: {origin(citation.article)}",
        )


def _confidence(probability: float) -> str:
    number = f"Estimated probability that this is right: {percent(probability)}"
    return tag(
        "span",
        text("span", confidence_in_words(probability)) + text("span", number, role="tooltip"),
        class_="confidence",
        tabindex="0",
    )


def _agreement(answer: Answer) -> str:
    first = answer.citations[0].article.outlet
    others = dict.fromkeys(c.article.outlet for c in answer.citations[1:] if c.article.outlet)
    names = [name for name in others if name != first]
    return text("span", f"Also reported by {listed(names)}", class_="agreement") if names else ""


def _sources(answer: Answer, turn: int) -> str:
    items = [
        tag(
            "li",
            tag(
                "button",
                joined(
                    [
                        text("span", str(place + 1), class_="number"),
                        render_origin(citation.article),
                        text("span", heading(citation.article), class_="title", dir="auto"),
                        _own_words(citation, answer),
                        _also_in(citation),
                    ]
                ),
                type="button",
                class_="source-link",
                data_turn=turn,
                data_citation=place,
            ),
        )
        for place, citation in enumerate(answer.citations)
    ]
    return tag("ol", joined(items), class_="sources", aria_label="Sources")


def _own_words(citation: Citation, answer: Answer) -> str:
    """What this source says, where its words are not those of the answer."""
    if citation.quote == answer.text:
        return ""
    return tag("span", "“" + escape(citation.quote) + "”", class_="own-words", dir="auto")


def _also_in(citation: Citation) -> str:
    """Where else the same text was published: no source of its own."""
    if not citation.also_in:
        return ""
    names = listed([origin(copy) for copy in citation.also_in])
    return text("span", f"The same text is also in {names}", class_="also-in", dir="auto")


def _abstention(answer: Answer, turn: int) -> str:
    said = text("p", "The articles do not say.", class_="abstains")
    nearest = answer.passages[:NEAREST_SHOWN]
    if not nearest:
        return said + text("p", "No passage comes near this question.", class_="nearest-label")
    label = text(
        "p",
        "The nearest passages, none of which was found to answer the question:",
        class_="nearest-label",
    )
    items = joined(_near(hit, turn, place) for place, hit in enumerate(nearest))
    return said + label + tag("ol", items, class_="nearest", aria_label="Nearest passages")


def _feedback(turn: Turn) -> str:
    """Two buttons; once one is pressed, room for a note."""
    buttons = [
        text(
            "button",
            shown,
            type="button",
            class_="judge",
            data_verdict=verdict,
            aria_pressed="true" if turn.verdict == verdict else "false",
        )
        for shown, verdict in (("Right", "right"), ("Wrong", "wrong"))
    ]
    note = tag(
        "label",
        text("span", "Note", class_="visually-hidden")
        + tag("input", type="text", class_="note", value=turn.note, placeholder="Kept. Add a note"),
    )
    asked = text("span", "Was this right?")
    return tag("div", joined([asked, *buttons, note if turn.verdict else ""]), class_="feedback")


def _near(hit: Hit, turn: int, place: int) -> str:
    passage = hit.passage
    return tag(
        "li",
        tag(
            "button",
            render_origin(passage.article)
            + text("span", excerpt(passage.text), class_="excerpt", dir="auto"),
            type="button",
            class_="source-link",
            data_turn=turn,
            data_passage=place,
        ),
    )
