"""Who the pseudonyms are: the platform secret in a private file, names and documents in one table."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, delete, insert, select

from assessment.pseudonym import pseudonym
from certificate.identity import IdentityType
from issuer.database import reading, writing
from issuer.errors import KeyFileError
from issuer.private_file import create_private_file, read_private_file
from issuer.roster import IdDocument, IdType
from issuer.schema import ASSESSMENT_ENTRY, ASSESSMENT_PERSON
from issuer.sessions.errors import SessionError

SECRET_FILE: Final = "platform-secret"  # noqa: S105 -- a file's name
_SIZE = 32
_TYPES: Final = {
    IdType.RESIDENT_CARD: IdentityType.NATIONAL_IDENTITY_NUMBER,
    IdType.RESIDENCE_PERMIT: IdentityType.RESIDENCE_PERMIT,
    IdType.PASSPORT: IdentityType.PASSPORT,
}
"""What a document is called under the pseudonym: as on certificates, so that an auditor finds the same person."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A candidate of a session: pseudonym, ticket, training institution (may be empty), place in the sheets.

    `carried` are parts passed before, as (part, centimarks, session in hexadecimal); `account` may lodge an appeal.
    """

    pseudonym: str
    ticket: str
    institution: str
    place: int
    carried: tuple[tuple[str, int, str], ...] = ()
    account: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Who a pseudonym is; never shown in a log."""

    pseudonym: str
    name: str = field(repr=False)
    document: IdDocument = field(repr=False)


def make_secret(path: Path) -> None:
    """Make the platform secret in the new file `path`, mode 0600; raises `KeyFileError` if it exists."""
    create_private_file(path, secrets.token_hex(_SIZE).encode("ascii") + b"\n")


def enter_secret(source: Path, workspace: Path) -> None:
    """Copy the platform secret in `source` into a workspace; raises `KeyFileError`, also if another one is there."""
    secret = read_secret(source)
    target = workspace / SECRET_FILE
    if target.exists():
        if read_secret(target) != secret:
            raise KeyFileError(
                f"{target} holds another platform secret, under which people are kept; it is not replaced"
            )
        return
    create_private_file(target, secret.hex().encode("ascii") + b"\n")


def workspace_secret(workspace: Path) -> bytes:
    """Return the platform secret of a workspace; raises `SessionError` if it has none."""
    if not (workspace / SECRET_FILE).exists():
        raise SessionError(
            "this workspace has no platform secret; enter the one that the authority gave with "
            "'xcert issuer session secret enter FILE'"
        )
    return read_secret(workspace / SECRET_FILE)


def read_secret(path: Path) -> bytes:
    """Read a platform secret from a private file; raises `KeyFileError`."""
    try:
        secret = bytes.fromhex(read_private_file(path).decode("ascii").strip())
    except ValueError as error:
        raise KeyFileError(f"{path} holds no platform secret of 64 hexadecimal digits") from error
    if len(secret) != _SIZE:
        raise KeyFileError(f"{path} holds no platform secret of 64 hexadecimal digits")
    return secret


class People:
    """Names and documents by pseudonym, and who registered for which session."""

    def __init__(self, engine: Engine, secret: bytes) -> None:
        self._engine = engine
        self._secret = secret

    def pseudonym(self, document: IdDocument) -> str:
        """Return the pseudonym of whoever has `document`."""
        return pseudonym(self._secret, _TYPES[document.kind].value, document.number or "-")

    def pseudonym_of(self, kind: str, number: str) -> str:
        """Return the same for a document as the roll keeps it."""
        return self.pseudonym(IdDocument(IdType(kind), number))

    def register(self, session: int, persons: Sequence[Person], entries: Sequence[Entry]) -> None:
        """Write down who registers for the session with row `session`; a person who is there already is set anew."""
        known = [person.pseudonym for person in persons]
        entered = ASSESSMENT_ENTRY.c
        with writing(self._engine) as connection:
            connection.execute(
                delete(ASSESSMENT_ENTRY).where(entered.session_id == session, entered.pseudonym.in_(known))
            )
            connection.execute(delete(ASSESSMENT_PERSON).where(ASSESSMENT_PERSON.c.pseudonym.in_(known)))
            connection.execute(insert(ASSESSMENT_PERSON), [_person_row(person) for person in persons])
            connection.execute(insert(ASSESSMENT_ENTRY), [_entry_row(session, entry) for entry in entries])

    def entries(self, session: int) -> list[Entry]:
        """Return the candidates of the session with row `session`, in the order of their sheet."""
        return entries_of(self._engine, session)

    def persons(self, pseudonyms: Sequence[str]) -> Mapping[str, Person]:
        """Return who is behind `pseudonyms`; erased persons are left out."""
        columns = ASSESSMENT_PERSON.c
        query = select(columns.pseudonym, columns.name, columns.document_kind, columns.document)
        with reading(self._engine) as connection:
            rows = connection.execute(query.where(columns.pseudonym.in_(pseudonyms))).all()
        return {row[0]: Person(row[0], row[1], IdDocument(IdType(row[2]), row[3])) for row in rows}


def entries_of(engine: Engine, session: int) -> list[Entry]:
    """Return the candidates of the session with row `session`, in the order of their sheet."""
    columns = ASSESSMENT_ENTRY.c
    query = select(
        columns.pseudonym, columns.ticket, columns.institution, columns.place, columns.carried, columns.account
    )
    with reading(engine) as connection:
        rows = connection.execute(query.where(columns.session_id == session).order_by(columns.place)).all()
    return [
        Entry(*row[:4], tuple((part, score, old) for part, score, old in json.loads(row[4])), row[5]) for row in rows
    ]


def _person_row(person: Person) -> dict[str, str]:
    return {
        "pseudonym": person.pseudonym,
        "name": person.name,
        "document_kind": person.document.kind.value,
        "document": person.document.number,
    }


def _entry_row(session: int, entry: Entry) -> dict[str, str | int]:
    return {
        "session_id": session,
        "pseudonym": entry.pseudonym,
        "ticket": entry.ticket,
        "institution": entry.institution,
        "place": entry.place,
        "carried": json.dumps(entry.carried),
        "account": entry.account,
    }
