"""The tables of a record, as numbered steps. ``PRAGMA user_version`` holds how many of them were taken.

A step is a plain function of a connection and is never changed once released; a new one is added at the end.
What the articles and readings say is kept in ``articles``, ``readings``, ``statements`` and ``judgements``;
every other table is derived from those and can be emptied and made again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

#: "HRSY": marks the file as a record (PRAGMA application_id).
APPLICATION_ID = 0x48525359

#: Tables that are derived, in an order in which they can be emptied.
DERIVED = (
    "leans",
    "notices",
    "outlets",
    "actor_keys",
    "aliases",
    "units",
    "links",
    "takings",
    "boilerplate",
    "shingles",
    "blocks",
    "sketches",
    "disagreements",
    "merges",
    "claim_origins",
    "statement_actors",
    "claim_statements",
    "claims",
    "passages",
    "copies",
    "actor_names",
    "actors",
)

_FIRST = """
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE articles (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  id TEXT NOT NULL,
  outlet TEXT,
  published TEXT,
  headline TEXT,
  url TEXT,
  words INTEGER NOT NULL,
  text TEXT NOT NULL,
  fields BLOB NOT NULL
);
CREATE INDEX articles_id ON articles (id);
CREATE INDEX articles_published ON articles (published);

CREATE TABLE readings (
  article TEXT PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE,
  reading BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE statements (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  article TEXT NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  text TEXT NOT NULL,
  stance TEXT NOT NULL,
  kind TEXT NOT NULL,
  modality TEXT NOT NULL,
  earliest TEXT,
  latest TEXT,
  origin TEXT NOT NULL,
  origin_kind TEXT NOT NULL,
  hops INTEGER NOT NULL,
  vector BLOB NOT NULL
);
CREATE INDEX statements_article ON statements (article, start);

CREATE VIRTUAL TABLE article_search USING fts5(
  headline, text, content='articles', content_rowid='n', tokenize='porter unicode61 remove_diacritics 2');
CREATE TRIGGER articles_in AFTER INSERT ON articles BEGIN
  INSERT INTO article_search(rowid, headline, text) VALUES (new.n, new.headline, new.text);
END;
CREATE TRIGGER articles_out AFTER DELETE ON articles BEGIN
  INSERT INTO article_search(article_search, rowid, headline, text)
  VALUES ('delete', old.n, old.headline, old.text);
END;
CREATE VIRTUAL TABLE statement_search USING fts5(
  text, content='statements', content_rowid='n', tokenize='porter unicode61 remove_diacritics 2');
CREATE TRIGGER statements_in AFTER INSERT ON statements BEGIN
  INSERT INTO statement_search(rowid, text) VALUES (new.n, new.text);
END;
CREATE TRIGGER statements_out AFTER DELETE ON statements BEGIN
  INSERT INTO statement_search(statement_search, rowid, text) VALUES ('delete', old.n, old.text);
END;

CREATE TABLE judgements (
  judgement TEXT NOT NULL CHECK (judgement IN ('same', 'different')),
  one TEXT NOT NULL,
  other TEXT NOT NULL,
  PRIMARY KEY (one, other)
) WITHOUT ROWID;

CREATE TABLE actors (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  articles INTEGER NOT NULL,
  mentions INTEGER NOT NULL,
  speaks INTEGER NOT NULL,
  origin_of INTEGER NOT NULL,
  detail BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE actor_names (
  article TEXT NOT NULL,
  entity TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (article, entity)
) WITHOUT ROWID;
CREATE INDEX actor_names_actor ON actor_names (actor);

CREATE TABLE copies (
  article TEXT NOT NULL,
  original TEXT NOT NULL,
  direction TEXT NOT NULL,
  share REAL NOT NULL,
  detail BLOB NOT NULL,
  PRIMARY KEY (article, original)
) WITHOUT ROWID;
CREATE TABLE passages (
  article TEXT NOT NULL,
  original TEXT NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  of_start INTEGER NOT NULL,
  of_end INTEGER NOT NULL,
  words INTEGER NOT NULL,
  likeness REAL NOT NULL,
  PRIMARY KEY (article, original, start, of_start)
) WITHOUT ROWID;

CREATE TABLE claims (
  id TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  earliest TEXT,
  latest TEXT,
  precision TEXT,
  modality TEXT NOT NULL,
  stance TEXT NOT NULL,
  statements INTEGER NOT NULL,
  articles INTEGER NOT NULL,
  outlets INTEGER NOT NULL,
  corroboration INTEGER NOT NULL,
  unstated INTEGER NOT NULL,
  disputed INTEGER NOT NULL,
  detail BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX claims_time ON claims (earliest);
CREATE TABLE claim_statements (
  statement TEXT PRIMARY KEY,
  claim TEXT NOT NULL,
  article TEXT NOT NULL,
  stance TEXT NOT NULL,
  copy_of TEXT,
  how TEXT,
  via TEXT,
  root TEXT NOT NULL,
  root_name TEXT NOT NULL,
  root_actor TEXT,
  root_kind TEXT NOT NULL,
  reasons BLOB NOT NULL,
  detail BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX claim_statements_claim ON claim_statements (claim);
CREATE INDEX claim_statements_article ON claim_statements (article);
CREATE TABLE statement_actors (
  statement TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (statement, actor)
) WITHOUT ROWID;
CREATE INDEX statement_actors_actor ON statement_actors (actor);
CREATE TABLE claim_origins (
  claim TEXT NOT NULL,
  identity TEXT NOT NULL,
  name TEXT NOT NULL,
  actor TEXT,
  kind TEXT NOT NULL,
  stance TEXT NOT NULL,
  statements INTEGER NOT NULL,
  articles INTEGER NOT NULL,
  PRIMARY KEY (claim, identity, stance)
) WITHOUT ROWID;
CREATE INDEX claim_origins_identity ON claim_origins (identity);
CREATE TABLE merges (
  claim TEXT NOT NULL,
  one TEXT NOT NULL,
  other TEXT NOT NULL,
  score REAL NOT NULL,
  reasons BLOB NOT NULL,
  PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX merges_claim ON merges (claim);
CREATE TABLE disagreements (
  claim TEXT NOT NULL,
  about TEXT NOT NULL,
  of TEXT NOT NULL,
  kind TEXT NOT NULL,
  detail BLOB NOT NULL,
  PRIMARY KEY (claim, about, of)
) WITHOUT ROWID;

CREATE VIEW timeline AS
  SELECT earliest, latest, text, corroboration AS origins, articles, disputed, id AS claim
  FROM claims WHERE earliest IS NOT NULL OR latest IS NOT NULL
  ORDER BY COALESCE(earliest, latest), latest, id;
CREATE VIEW who_says_so AS
  SELECT c.text AS claim, a.outlet, a.published, s.text AS statement, cs.stance, s.origin AS said_by,
         cs.root_name AS rests_on, cs.root_kind AS kind, s.start, s.end, a.url, c.id AS claim_id, s.id AS
         statement_id
  FROM claim_statements cs JOIN claims c ON c.id = cs.claim JOIN statements s ON s.id = cs.statement
  JOIN articles a ON a.key = cs.article;
CREATE VIEW sources AS
  SELECT name, kind, COUNT(DISTINCT claim) AS claims, SUM(statements) AS statements,
         COUNT(DISTINCT CASE WHEN claim IN (SELECT id FROM claims WHERE corroboration = 1) THEN claim END)
         AS alone
  FROM claim_origins WHERE kind <> 'unstated' GROUP BY identity ORDER BY alone DESC, claims DESC, name;
"""


_SECOND = """
CREATE TABLE changes (article TEXT PRIMARY KEY, was BLOB) WITHOUT ROWID;

CREATE TABLE sketches (
  place INTEGER PRIMARY KEY,
  article TEXT NOT NULL UNIQUE,
  house TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  statements TEXT NOT NULL,
  facts BLOB NOT NULL,
  names BLOB NOT NULL,
  vector BLOB
);
CREATE INDEX sketches_house ON sketches (house);
CREATE TABLE blocks (
  hash INTEGER NOT NULL, place INTEGER NOT NULL, k INTEGER NOT NULL, PRIMARY KEY (hash, place, k)
) WITHOUT ROWID;
CREATE TABLE shingles (
  hash INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (hash, place)
) WITHOUT ROWID;
CREATE TABLE boilerplate (
  house TEXT NOT NULL, hash INTEGER NOT NULL, PRIMARY KEY (house, hash)
) WITHOUT ROWID;
CREATE TABLE takings (
  article TEXT NOT NULL, original TEXT NOT NULL, detail BLOB NOT NULL, PRIMARY KEY (article, original)
) WITHOUT ROWID;
CREATE INDEX takings_original ON takings (original);
CREATE TABLE links (
  one TEXT NOT NULL, other TEXT NOT NULL, score INTEGER NOT NULL, PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX links_other ON links (other);
CREATE TABLE units (
  kin TEXT NOT NULL, article TEXT NOT NULL, name TEXT NOT NULL, surname TEXT, detail BLOB NOT NULL,
  PRIMARY KEY (kin, article, name)
) WITHOUT ROWID;
CREATE INDEX units_article ON units (article);
CREATE INDEX units_surname ON units (surname, kin) WHERE surname IS NOT NULL;
CREATE TABLE aliases (
  alias TEXT NOT NULL, kin TEXT NOT NULL, article TEXT NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (alias, kin, article, name)
) WITHOUT ROWID;
CREATE INDEX aliases_kin ON aliases (kin, alias);
CREATE INDEX aliases_article ON aliases (article);
CREATE TABLE actor_keys (
  key TEXT NOT NULL, actor TEXT NOT NULL, PRIMARY KEY (key, actor)
) WITHOUT ROWID;
CREATE INDEX actor_keys_actor ON actor_keys (actor);
CREATE TABLE outlets (
  outlet TEXT NOT NULL, place INTEGER NOT NULL, article TEXT NOT NULL, PRIMARY KEY (outlet, place)
) WITHOUT ROWID;
CREATE TABLE notices (article TEXT PRIMARY KEY, place INTEGER NOT NULL, detail BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE leans (what TEXT NOT NULL, claim TEXT NOT NULL, PRIMARY KEY (what, claim)) WITHOUT ROWID;
DELETE FROM state WHERE name = 'derived';
"""


def _second(connection: sqlite3.Connection) -> None:
    """What is needed to bring in one article without looking at all others."""
    _script(connection, _SECOND)


def _first(connection: sqlite3.Connection) -> None:
    _script(connection, _FIRST)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _script(connection: sqlite3.Connection, script: str) -> None:
    """Run several statements inside the open transaction (``executescript`` would commit it)."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first, _second)


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Take the steps that a record of ``version`` has not taken. The caller holds the transaction."""
    for step in MIGRATIONS[version:]:
        step(connection)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
