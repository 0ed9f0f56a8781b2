"""The tables of a workspace. Names, document numbers, salts and UUIDs are here and nowhere else.

The tables are made and changed by `issuer.migrations` only; a test compares both.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

METADATA: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

SECRET: Final = Table(
    "secret",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("pseudonyms", LargeBinary, nullable=False),
)
"""One row: the key under which people are known to this workspace (rule R36)."""

SESSION: Final = Table(
    "session",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("label", Text, nullable=False, unique=True),
    Column("session", LargeBinary, nullable=False, unique=True),
    Column("created_at", BigInteger, nullable=False),
)
"""An assessment session: what people call it, and its 32 bytes on the chain."""

JOB: Final = Table(
    "job",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("session_id", ForeignKey("session.id"), nullable=False),
    Column("roster", LargeBinary, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    UniqueConstraint("session_id", "roster"),
)
"""One import of one roster, known by the SHA-256 of the file: the same file again goes on where it stopped."""

STANDARD: Final = Table(
    "standard",
    METADATA,
    Column("version", LargeBinary, primary_key=True),
    Column("document", LargeBinary, nullable=False),
)
"""The standards that were certified under, in their one spelling."""

SUBMISSION: Final = Table(
    "submission",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("job_id", ForeignKey("job.id"), nullable=False),
    Column("session_id", ForeignKey("session.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("standard", ForeignKey("standard.version"), nullable=False),
    Column("level", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("issued", Date, nullable=False),
    UniqueConstraint("session_id", "number"),
    Index(None, "job_id"),
)
"""What is anchored in one transaction, and its state (`issuer.journal`)."""

BATCH: Final = Table(
    "batch",
    METADATA,
    Column("submission_id", ForeignKey("submission.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("root", LargeBinary, nullable=False),
    Column("key", LargeBinary, nullable=False),
)
"""A signed batch: its Merkle root and the key that signed it."""

CANDIDATE: Final = Table(
    "candidate",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("job_id", ForeignKey("job.id"), nullable=False),
    Column("line", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("document_kind", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("family", Text, nullable=False),
    Column("level", Integer, nullable=False),
    Column("marks", Text, nullable=False),
    Column("ticket", Text, nullable=False),
    Column("institution", Text, nullable=False),
    Column("shortfalls", Text, nullable=False),
    Column("submission_id", ForeignKey("submission.id")),
    Column("place", Integer),
    Column("number", Text, unique=True),
    Column("uuid", Text),
    Column("salt", Text),
    Column("holding", LargeBinary, unique=True),
    UniqueConstraint("submission_id", "place"),
    Index(None, "job_id"),
    Index(None, "ticket"),
)
"""A row of a roster. Who did not pass has no number, no place and no certificate.

`holding` is the pseudonym of person, standard and level while the certificate lives, so that nobody holds two.
"""

SIGNED: Final = Table(
    "signed",
    METADATA,
    Column("candidate_id", ForeignKey("candidate.id"), primary_key=True),
    Column("file", LargeBinary, nullable=False),
)
"""The exact bytes of a certificate, from signing on."""

SERIES: Final = Table(
    "series",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("next", Integer, nullable=False),
)
"""The next serial of each series of certificate numbers."""

OUTGOING: Final = Table(
    "outgoing",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("purpose", Text, nullable=False),
    Column("account", LargeBinary, nullable=False),
    Column("nonce", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("raw", LargeBinary, nullable=False),
    Column("fate", Text, nullable=False),
    Index(None, "purpose"),
)
"""Signed transactions, kept before anybody else hears of them, and what became of each."""

NOTICE: Final = Table(
    "notice",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("session_id", ForeignKey("session.id"), nullable=False),
    Column("batch", Integer, nullable=False),
    Column("indices", Text, nullable=False),
    Column("reason", Integer, nullable=False),
    Column("evidence", LargeBinary, nullable=False),
    Column("given_at", BigInteger, nullable=False),
    UniqueConstraint("session_id", "batch", "indices", "reason", "evidence"),
)
"""Notices of an intended revocation, as they must be repeated to the registry at each later step."""

ASSESSMENT: Final = Table(
    "assessment",
    METADATA,
    Column("session_id", ForeignKey("session.id"), primary_key=True),
    Column("chain", BigInteger, nullable=False),
    Column("ledger", LargeBinary, nullable=False),
    Column("nonce", LargeBinary, nullable=False),
    Column("standard", ForeignKey("standard.version"), nullable=False),
    Column("level", Integer, nullable=False),
    Column("site", BigInteger, nullable=False),
    Column("read_to", BigInteger, nullable=False),
)
"""What a session on the ledger is about; its id is a hash over organisation and `nonce`.

Events up to the block `read_to` were read.
"""

ASSESSMENT_EVENT: Final = Table(
    "assessment_event",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("session_id", ForeignKey("session.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("intent", LargeBinary),
    Column("code", Integer, nullable=False),
    Column("actor", LargeBinary, nullable=False),
    Column("second", LargeBinary),
    Column("nonce", Integer, nullable=False),
    Column("claimed_at", BigInteger, nullable=False),
    Column("commitment", LargeBinary, nullable=False),
    Column("figures", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("first_signature", LargeBinary),
    Column("second_signature", LargeBinary),
    Column("number", Integer),
    Column("recorded_at", BigInteger),
    Column("block", BigInteger),
    Column("log", Integer),
    Column("transaction", LargeBinary),
    Column("issue", LargeBinary),
    UniqueConstraint("session_id", "number"),
    UniqueConstraint("digest", "actor"),
    Index(None, "session_id", "intent"),
)
"""Every event of a session: prepared here, taken in from a file, or read from the ledger (`issuer.sessions.journal`).

`intent` is a keyed hash of what somebody wanted to record, so that the same command again finds its event. `number` and
what follows are the ledger's.
"""

ASSESSMENT_RECORD: Final = Table(
    "assessment_record",
    METADATA,
    Column("event_id", ForeignKey("assessment_event.id"), primary_key=True),
    Column("leaf", Integer, primary_key=True),
    Column("hash", LargeBinary, nullable=False),
    Column("record", LargeBinary),
    Column("about", Text),
    Column("erased", LargeBinary),
    Index(None, "about"),
)
"""The opened records with their salts; `about` is a candidate's pseudonym. `erased` says why a record is gone."""

ASSESSMENT_PERSON: Final = Table(
    "assessment_person",
    METADATA,
    Column("pseudonym", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("document_kind", Text, nullable=False),
    Column("document", Text, nullable=False),
)
"""Who a pseudonym is; the only place that names a candidate of an assessment."""

ASSESSMENT_ENTRY: Final = Table(
    "assessment_entry",
    METADATA,
    Column("session_id", ForeignKey("session.id"), primary_key=True),
    Column("pseudonym", Text, primary_key=True),
    Column("ticket", Text, nullable=False),
    Column("institution", Text, nullable=False),
    Column("place", Integer, nullable=False),
    Column("carried", Text, nullable=False),
    Column("account", Text, nullable=False),
    UniqueConstraint("session_id", "ticket"),
    Index(None, "pseudonym"),
)
"""Who registered for a session, in the order of the sheets; with parts carried over, and an account if given."""
