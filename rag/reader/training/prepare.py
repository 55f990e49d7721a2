"""`python -m rag.reader.training.prepare DATA OUT`: make further files for training the reader.

From the sets in DATA it writes to OUT, in the record form:

- squad-negatives: near misses made from SQuAD (see `rag.reader.training.negatives`);
- squad-unanswerable: SQuAD's own unanswerable questions, to show these more often;
- squadshifts-wiki and squadshifts-other: encyclopedia, and Reddit with Amazon reviews;
- qamr-news: the Wikinews half of QAMR, each sentence between its neighbours. On their own such
  sentences are too short: the reader would not learn to choose among many;
- written-passages, -contrasts, -paraphrases, -news and -conversations: the questions that come
  along (see `rag.reader.training.written`), with their texts; written-turns: those of
  conversations, each behind what was said before it; written-dialogues: the same as
  `python -m eval conversation` reads them.
"""

import gzip
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import typer

from rag.reader.training import negatives, written
from rag.reader.training.records import Record, read_records, write_lines, write_records

NEGATIVES_RATE = 0.3  # 28,360 near misses of 39,157 records: more than an epoch shows
NEIGHBOURS = 3  # sentences before and after: about 150 tokens, as long as SQuAD's contexts

Place = tuple[int, int]
"""A sentence's paragraph and its number in the paragraph."""


def main(data: Path, out: Path) -> None:
    """Write the files to OUT, from those of DATA.

    DATA holds squad, squadshifts, natural_questions_qed and qamr as `.jsonl.gz`.
    """
    out.mkdir(parents=True, exist_ok=True)
    # 1. SQuAD
    squad = data / "squad.jsonl.gz"
    negatives.main([squad], out=out / "squad-negatives.jsonl.gz", rate=NEGATIVES_RATE, seed=0)
    asked = read_records(squad)
    silent = [record for record in asked if not record.answers]
    write_records(out / "squad-unanswerable.jsonl.gz", silent)
    # 2. SQuADShifts, by domain
    shifts = data / "squadshifts.jsonl.gz"
    records, wiki = read_records(shifts), _is_wiki(shifts)
    for name, wanted in (("wiki", True), ("other", False)):
        kept = [record for record, is_wiki in zip(records, wiki, strict=True) if is_wiki is wanted]
        write_records(out / f"squadshifts-{name}.jsonl.gz", kept)
    # 3. QAMR, its news
    news = [r for r in read_records(data / "qamr.jsonl.gz") if ":wikinews:" in r.id]
    write_records(out / "qamr-news.jsonl.gz", among_neighbours(news))
    # 4. ours
    searched = read_records(data / "natural_questions_qed.jsonl.gz")
    known = [*asked, *records, *searched]
    write_records(out / "written-passages.jsonl.gz", written.evenly(written.on_passages(known)))
    write_records(out / "written-contrasts.jsonl.gz", written.contrasts(known))
    write_records(out / "written-paraphrases.jsonl.gz", written.paraphrases(known))
    write_records(out / "written-news.jsonl.gz", written.evenly(written.on_news()))
    talks = written.in_conversations()
    write_records(out / "written-conversations.jsonl.gz", [put.alone for put in talks])
    write_records(out / "written-turns.jsonl.gz", [put.behind for put in talks if put.behind])
    write_lines(out / "written-dialogues.jsonl.gz", written.dialogues())


def among_neighbours(records: Sequence[Record]) -> list[Record]:
    """The records of sentences, each context widened by its neighbours in the same article.

    Ids are QAMR's: `Wiki1k:wikinews:ARTICLE:PARAGRAPH:SENTENCE|...`. Sentences without questions
    are not in the set, so that a neighbour may be the next but one.
    """
    articles: dict[str, dict[Place, str]] = defaultdict(dict)
    for record in records:
        article, place = _where(record)
        articles[article][place] = record.context
    return [_widened(record, articles[_where(record)[0]]) for record in records]


def _widened(record: Record, sentences: dict[Place, str]) -> Record:
    places = sorted(sentences)
    at = places.index(_where(record)[1])
    first = max(0, at - NEIGHBOURS)
    before = "".join(sentences[place] + " " for place in places[first:at])
    context = before + " ".join(sentences[place] for place in places[at : at + NEIGHBOURS + 1])
    answers = tuple((start + len(before), end + len(before)) for start, end in record.answers)
    return Record(record.id, record.title, record.question, context, answers)


def _where(record: Record) -> tuple[str, Place]:
    article, paragraph, sentence = record.id.split("|")[0].rsplit(":", 2)
    return article, (int(paragraph), int(sentence))


def _is_wiki(path: Path) -> list[bool]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["domain"] == "new_wiki" for line in lines]


if __name__ == "__main__":
    typer.run(main)
