"""The index of a corpus: SQLite is the truth, the neighbour index is derived from it."""
