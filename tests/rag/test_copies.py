"""A wire story that three outlets print is one source of an answer, also in two others."""

import json
from pathlib import Path

import pytest

from rag.corpus import Corpus
from tests.rag.answering.test_answerer import BY_SPAN_SCORE, SetReader
from tests.rag.index.fakes import HashingEncoder

WIRE = (
    "Ministers met in Lima on Monday to speak about the bridge that both towns have wanted for "
    "years. They agreed to build it by spring and to share what it costs, said the mayor. "
    "Engineers will begin with the two towers as soon as the river has fallen."
)
OWN = "The bridge was agreed on in Lima, our reporter learned from people who were at the table."


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    records = [
        {"id": "post", "outlet": "Post", "published": "2011-06-09", "text": WIRE},
        {"id": "wire", "outlet": "Wire", "published": "2011-06-07", "text": WIRE},
        {"id": "herald", "outlet": "Herald", "published": "2011-06-08", "text": WIRE + " Soon."},
        {"id": "own", "outlet": "Own", "published": "2011-06-08", "text": OWN},
    ]
    file = tmp_path / "news.jsonl"
    file.write_text("".join(json.dumps(record) + "\n" for record in records))
    made = Corpus(
        file,
        tmp_path / "index",
        encoder=HashingEncoder(),
        reader=SetReader({"Lima": 4.0}),
        calibrator=BY_SPAN_SCORE,
    )
    made.refresh()
    return made


def test_copies_are_one_citation_that_names_the_others(corpus: Corpus) -> None:
    given = corpus.answer("Where did ministers agree to build the bridge in spring?")
    copies, own = sorted(given.citations, key=lambda citation: citation.article.id == "own")
    assert own.article.id == "own"
    assert own.also_in == ()
    names = {copies.article.id, *(copy.id for copy in copies.also_in)}
    assert names == {"post", "wire", "herald"}
    dates = [copy.published for copy in copies.also_in if copy.published]
    assert dates == sorted(dates)  # the earliest first


def test_a_passage_that_copies_have_in_the_same_words_is_found_once(corpus: Corpus) -> None:
    found = [hit.passage.article.id for hit in corpus.search("bridge ministers Lima")]
    assert sorted(found) in (["herald", "own", "post"], ["herald", "own", "wire"])


def test_copies_outside_the_filter_are_not_named(corpus: Corpus) -> None:
    given = corpus.answer("Where did ministers meet?", outlets=["Wire", "Own"])
    assert {citation.article.id for citation in given.citations} == {"wire", "own"}
    assert [[copy.id for copy in citation.also_in] for citation in given.citations] == [[], []]
