"""Whether citations support the answer: ALCE's questions, asked of exact spans.

ALCE (Gao et al. 2023, "Enabling Large Language Models to Generate Text with Citations") asks of
each statement whether its citations together entail it (recall), and of each citation whether it is
needed for that (precision), and leaves the verdict to an entailment model. Here the statement is
the quotation itself and people have marked where articles state the answer, so no model has to
judge: a citation supports the answer if it overlaps a gold span, in an article that states it.
"""

from collections.abc import Iterator, Sequence

from eval.example import Gold

Span = tuple[str, int, int]
"""An article's id and characters `[start, end)` of it."""


def supports(span: Span, text: str, golds: Sequence[Gold]) -> bool:
    """Whether the span shares a character with a gold span.

    Args:
        span: What was cited.
        text: The whole text of the cited article: golds without a place are looked for in it.
        golds: The acceptable answers.
    """
    article, start, end = span
    return any(
        start < gold_end and gold_start < end
        for gold in golds
        if gold.article in (None, article)
        for gold_start, gold_end in places(gold, text)
    )


def places(gold: Gold, text: str) -> Iterator[tuple[int, int]]:
    """Where the article states the answer: the marked place, else every place with its words.

    Upper and lower case are the same here, where folding them does not change the length.
    """
    if gold.start is not None:
        yield gold.start, gold.start + len(gold.text)
        return
    text, words = _folded(text), _folded(gold.text)
    start = text.find(words)
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + 1)


def _folded(text: str) -> str:
    """Lower case, character by character, so that offsets stay."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
