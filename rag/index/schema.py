"""The tables of an index: SQLite is the truth, all else is derived from it.

meta      lineage (which index this is), generation (which state of it), encoder, passages
past      the states before, so that what was derived from one can be brought up to date
file      what was read from the folder, and when it last changed
article   the text, what it states, which of its characters are journalism; copies share a source
mark      by which copies of an article are looked for
passage   where it lies in its article, and its vector, found again by a digest of its text
words     full-text search over the passages (FTS5, no copy of the text)
"""

FORMAT = 2  # of the tables below; `PRAGMA user_version` holds it

TABLES = """
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE past (                 -- of the latest generations, this one included
    generation INTEGER PRIMARY KEY,
    stamp INTEGER NOT NULL          -- drawn at random
);

CREATE TABLE file (
    path TEXT PRIMARY KEY,          -- inside the corpus folder, '/' between its parts
    size INTEGER NOT NULL,
    mtime_ns INTEGER,               -- NULL: so fresh when read that it may have changed since
    sha256 TEXT NOT NULL,
    refused TEXT NOT NULL,          -- JSON list of reasons, one for each article refused
    read_by TEXT NOT NULL           -- packages that extracted its text, with versions; or empty
) WITHOUT ROWID;

CREATE TABLE article (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    file TEXT NOT NULL,             -- the file it was read from
    sha256 TEXT NOT NULL,
    text TEXT NOT NULL,
    title TEXT,
    outlet TEXT,
    published TEXT,                 -- ISO date
    url TEXT,
    body TEXT NOT NULL,             -- JSON [[start, end], ...]
    stated TEXT NOT NULL,           -- JSON [[field, start, end], ...]
    author TEXT,
    source INTEGER                  -- the same for copies of one text; NULL: not compared yet
);
CREATE INDEX article_file ON article (file);
CREATE INDEX article_published ON article (published);
CREATE INDEX article_source ON article (source);

CREATE TABLE mark (
    value INTEGER NOT NULL,         -- copies are likely to have one in common
    article INTEGER NOT NULL REFERENCES article (number),
    PRIMARY KEY (value, article)
) WITHOUT ROWID;
CREATE INDEX mark_article ON mark (article);

CREATE TABLE passage (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES article (number),
    start INTEGER NOT NULL,         -- characters of the article's text
    "end" INTEGER NOT NULL,
    digest BLOB NOT NULL,           -- of its text: the same text is encoded once
    vector BLOB NOT NULL            -- float32, little-endian
);
CREATE INDEX passage_article ON passage (article);
CREATE INDEX passage_digest ON passage (digest);

CREATE VIRTUAL TABLE words USING fts5 (text, content = '', tokenize = 'porter unicode61');
"""
