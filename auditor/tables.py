"""The tables of a work folder; `session.s` is a short number for the 32 bytes of a session's id."""

from typing import Final

VERSION: Final = "xcert/audit-store/v0"
"""What `meta.format` says; another version is refused and begun anew by the user."""

TABLES: Final = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS happening (
    block INTEGER NOT NULL, log INTEGER NOT NULL, time INTEGER NOT NULL, contract BLOB NOT NULL, name TEXT NOT NULL,
    vals TEXT NOT NULL, PRIMARY KEY (block, log)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS session (
    s INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, organisation INTEGER NOT NULL,
    intact INTEGER, compared INTEGER, state INTEGER NOT NULL DEFAULT 0, drawn BLOB,
    standard INTEGER, family BLOB, level INTEGER, site INTEGER, start INTEGER,
    candidates INTEGER, locked_at INTEGER, passed INTEGER, scored_at INTEGER
);
CREATE TABLE IF NOT EXISTS event (
    s INTEGER NOT NULL, number INTEGER NOT NULL, code INTEGER NOT NULL, actor BLOB NOT NULL, second BLOB,
    nonce INTEGER NOT NULL, claimed INTEGER NOT NULL, recorded INTEGER NOT NULL, commitment BLOB NOT NULL,
    figures TEXT NOT NULL, block INTEGER NOT NULL, tx BLOB NOT NULL, log INTEGER NOT NULL, issue TEXT,
    PRIMARY KEY (s, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS dead (
    organisation INTEGER NOT NULL, session BLOB NOT NULL, batch INTEGER NOT NULL, place INTEGER NOT NULL,
    PRIMARY KEY (session, batch, place)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS package (
    s INTEGER PRIMARY KEY, digest TEXT NOT NULL, basis TEXT NOT NULL,
    expected INTEGER NOT NULL, opened INTEGER NOT NULL, erased INTEGER NOT NULL, fault TEXT
);
CREATE TABLE IF NOT EXISTS sitting (candidate TEXT NOT NULL, s INTEGER NOT NULL, part TEXT NOT NULL,
    start INTEGER NOT NULL, finish INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS duty (person INTEGER NOT NULL, s INTEGER NOT NULL, part TEXT NOT NULL, room INTEGER NOT NULL,
    start INTEGER NOT NULL, finish INTEGER NOT NULL, role TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS unsealed (content TEXT NOT NULL, s INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS issued (number TEXT NOT NULL, candidate TEXT NOT NULL, s INTEGER NOT NULL,
    family BLOB NOT NULL, level INTEGER NOT NULL, batch INTEGER NOT NULL, place INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS score (candidate TEXT NOT NULL, s INTEGER NOT NULL, part TEXT NOT NULL,
    score INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS marked (person INTEGER NOT NULL, s INTEGER NOT NULL, candidates INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS heap (s INTEGER NOT NULL, distance INTEGER NOT NULL, candidates INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS finding (
    inputs TEXT NOT NULL, s INTEGER NOT NULL, rules TEXT NOT NULL, PRIMARY KEY (s)
);
CREATE INDEX IF NOT EXISTS sitting_candidate ON sitting (candidate);
CREATE INDEX IF NOT EXISTS sitting_s ON sitting (s);
CREATE INDEX IF NOT EXISTS duty_person ON duty (person);
CREATE INDEX IF NOT EXISTS duty_s ON duty (s);
CREATE INDEX IF NOT EXISTS unsealed_content ON unsealed (content);
CREATE INDEX IF NOT EXISTS unsealed_s ON unsealed (s);
CREATE INDEX IF NOT EXISTS issued_number ON issued (number);
CREATE INDEX IF NOT EXISTS issued_candidate ON issued (candidate);
CREATE INDEX IF NOT EXISTS issued_s ON issued (s);
CREATE INDEX IF NOT EXISTS score_candidate ON score (candidate, s);
CREATE INDEX IF NOT EXISTS score_s ON score (s);
CREATE INDEX IF NOT EXISTS marked_s ON marked (s);
CREATE INDEX IF NOT EXISTS heap_s ON heap (s);
CREATE INDEX IF NOT EXISTS session_place ON session (organisation, site, start);
"""

FACTS: Final = {
    "sitting": 5, "duty": 7, "unsealed": 2, "issued": 7, "score": 4, "marked": 3, "heap": 3,
}  # fmt: skip
"""The tables of facts that one session's package gives, with how many columns each has."""
