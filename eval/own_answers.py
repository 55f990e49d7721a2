"""Rank the conversations' own answers, where follow-up questions come without a corpus.

Every answer given in a file of conversations is a passage, without its title; a question's right
passage is its own answer, which the history of a later question of the same dialog holds. Ranked
with BM25 (SQLite FTS5), whose match of words is what resolving has to serve.
"""

import sqlite3
from collections.abc import Mapping, Sequence

from eval.follow_ups import UNANSWERED, FollowUp
from rag.conversation.words import terms

Place = tuple[str, int]
"""A dialog, and how many texts of its history come before the question."""

RANKED = 10


def own_answers(follow_ups: Sequence[FollowUp]) -> dict[Place, str]:
    """The answers of all dialogs by the place of their question; unanswered ones are left out."""
    longest: dict[str, tuple[str, ...]] = {}
    for item in follow_ups:
        if len(item.history) > len(longest.get(item.dialog, ())):
            longest[item.dialog] = item.history
    return {
        (dialog, i - 1): history[i]
        for dialog, history in longest.items()
        for i in range(3, len(history), 2)
        if history[i].strip().rstrip(".").lower() not in UNANSWERED
    }


def rank_answers(answers: Mapping[Place, str], questions: Mapping[Place, str]) -> dict[str, float]:
    """MRR@10 and recall@10 of the questions' own answers; empty where no answer is known."""
    asked = {place: text for place, text in questions.items() if place in answers}
    if not asked:
        return {}
    places = list(answers)
    with sqlite3.connect(":memory:") as table:
        table.execute("CREATE VIRTUAL TABLE answer USING fts5(text, tokenize='porter unicode61')")
        table.executemany("INSERT INTO answer VALUES (?)", ((answers[p],) for p in places))
        ranks = [_rank(table, text, places.index(place) + 1) for place, text in asked.items()]
    return {
        f"MRR@{RANKED}": sum(1 / rank for rank in ranks if rank) / len(ranks),
        f"recall@{RANKED}": sum(rank > 0 for rank in ranks) / len(ranks),
    }


def _rank(table: sqlite3.Connection, question: str, row: int) -> int:
    """The rank of a row for a question, from 1; 0 where it is not among the first."""
    words = [term.replace('"', "") for term in dict.fromkeys(terms(question))]
    match = " OR ".join(f'"{word}"' for word in words if word)
    if not match:
        return 0
    found = table.execute(
        "SELECT rowid FROM answer WHERE answer MATCH ? ORDER BY rank, rowid LIMIT ?",
        (match, RANKED),
    )
    ranking = [rowid for (rowid,) in found]
    return ranking.index(row) + 1 if row in ranking else 0
