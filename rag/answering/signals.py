"""What is known of each candidate answer, before one is chosen and weighed."""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

from rag.answering.agreement import same_claim
from rag.answering.candidates import Candidate
from rag.answering.explain import kind
from rag.answering.form import fits
from rag.answering.overlap import content_words, names, rarity, share_found, weighted_share
from rag.answering.question import Question

WORDS_BESIDE = 6  # on each side: a title, an apposition, a verb with its object
LEAST_SHARE = 0.01
NO_FORM = 0.5
SCORE_LIMIT = 12.0  # logits: beyond, a span is as good as certain, or as good as none


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for a candidate; more is better in all but `echo`."""

    span_score: float
    """Logits by which the reader prefers the span to silence, within `SCORE_LIMIT`."""
    share: float
    """Log of the span's part in the softmax over all candidates' scores and silence, from
    `LEAST_SHARE` on: what is hopeless is not told from what is more so."""
    support: float
    """The same of all candidates together that claim the same, wherever they stand."""
    retrieval: float
    """The passage's fused retrieval score, in [0, 1]."""
    similarity: float
    """Cosine between the question and the passage."""
    words: float
    """The share of the question's content words in the sentence of the span, rare ones more."""
    near: float
    """The same share among the words beside the span: "Foreign Minister Sergei Lavrov"."""
    passage_words: float
    """The same share in the whole passage."""
    names: float
    """The share of the question's names and numbers in the sentence of the span."""
    passage_names: float
    """The same share in the whole passage, with the article's title and date."""
    fits: float
    """1 if the span has the form that the question asks for (a name, a number, a date), 0 if it has
    not, `NO_FORM` where none is asked for."""
    echo: float
    """The share of the span's own words that the question holds already."""
    explains: float
    """1 if the question asks for an explanation, which is then quoted whole; else 0."""
    verdict: float
    """1 if the question asks for a yes or a no; else 0."""
    specific: float
    """Log of one more than the number of the question's content words: what names more leaves less
    to mistake."""
    follows: float
    """1 if the conversation is about one of the articles read; else 0."""
    continues: float
    """1 if it is about the one that the candidate stands in; else 0."""
    articles_read: float
    """Log of the number of articles that the passages read are of: few in a small corpus."""

    def values(self) -> tuple[float, ...]:
        """The figures in the order of `SIGNALS`."""
        return astuple(self)


SIGNALS = tuple(field.name for field in fields(Signals))


def signals(question: Question, found: Sequence[Candidate]) -> list[Signals]:
    """The signals of each candidate, in the order given.

    Shared words and names are those of the words in which the question is put to the passage.
    """
    top = max((candidate.citation.score for candidate in found), default=0.0)
    top = max(0.0, top)
    silence = math.exp(-top)
    total = silence + sum(math.exp(candidate.citation.score - top) for candidate in found)
    shares = [math.exp(candidate.citation.score - top) / total for candidate in found]
    supports = supported(found, shares)
    passages = list(dict.fromkeys(candidate.hit.passage.text for candidate in found))
    asked = [question.to(candidate.hit) for candidate in found]
    weights = {words: rarity(content_words(words), passages) for words in set(asked)}
    named = {words: names(words) for words in weights}
    wanted = kind(question.resolved)
    specific = math.log1p(len(content_words(question.resolved)))
    follows = any(candidate.hit.continues for candidate in found)
    articles_read = math.log(max(1, len({c.citation.article.id for c in found})))
    return [
        Signals(
            span_score=max(-SCORE_LIMIT, min(SCORE_LIMIT, candidate.citation.score)),
            share=math.log(LEAST_SHARE + share),
            support=math.log(LEAST_SHARE + support),
            retrieval=candidate.hit.score,
            similarity=candidate.hit.similarity,
            words=weighted_share(weights[words], candidate.citation.sentence),
            near=weighted_share(weights[words], beside(candidate)),
            passage_words=weighted_share(weights[words], candidate.hit.passage.text),
            names=share_found(named[words], candidate.citation.sentence),
            passage_names=share_found(named[words], around(candidate)),
            fits=form(question.resolved, candidate.citation.quote),
            echo=share_found(content_words(candidate.citation.quote), question.resolved),
            explains=float(wanted is not None),
            verdict=float(wanted == "verdict"),
            specific=specific,
            follows=float(follows),
            continues=float(candidate.hit.continues),
            articles_read=articles_read,
        )
        for candidate, words, share, support in zip(found, asked, shares, supports, strict=True)
    ]


def form(question: str, quote: str) -> float:
    """Whether the quotation has the form asked for, as a figure."""
    asked = fits(question, quote)
    return NO_FORM if asked is None else float(asked)


def supported(found: Sequence[Candidate], shares: Sequence[float]) -> list[float]:
    """Each candidate's share with those of all others that claim the same."""
    quotes = [candidate.citation.quote for candidate in found]
    strong = [i for i, share in enumerate(shares) if share >= LEAST_SHARE]
    return [
        share + sum(shares[j] for j in strong if i != j and same_claim(quotes[i], quotes[j]))
        for i, share in enumerate(shares)
    ]


def beside(candidate: Candidate) -> str:
    """The span with the few words before and after it."""
    passage, citation = candidate.hit.passage, candidate.citation
    text = passage.article.text
    before = text[passage.start : citation.start].split()[-WORDS_BESIDE:]
    after = text[citation.end : passage.end].split()[:WORDS_BESIDE]
    return " ".join([*before, citation.quote, *after])


def around(candidate: Candidate) -> str:
    """The passage, with what else is known of its article: title and day of publication."""
    article = candidate.citation.article
    return f"{article.title or ''}\n{article.published or ''}\n{candidate.hit.passage.text}"
