"""Erasing a person: name, document, records and salts go; leaf hashes stay, with basis, time and who approved (R49)."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update

from assessment.codes import EventCode
from certificate.jcs import write_jcs
from issuer.database import writing
from issuer.schema import ASSESSMENT_ENTRY, ASSESSMENT_EVENT, ASSESSMENT_PERSON, ASSESSMENT_RECORD
from issuer.sessions.desk import SessionDesk
from issuer.sessions.errors import SessionError
from issuer.sessions.words import clean_text


def erase_person(
    desk: SessionDesk, pseudonym: str, *, basis: str, approved_by: Sequence[str], ordered: bool = False
) -> int:
    """Erase a person from the assessments of this workspace; return how many records went.

    `approved_by` are two at least. Raises `SessionError` while a retention period runs, unless `ordered` says that a
    court or regulator ordered it, and for a person in a session whose end is not archived.
    """
    if len(set(approved_by)) < 2:
        raise SessionError("two persons approve an erasure, such as the privacy officer and the regulator (R49)")
    names: list[str] = [clean_text(name, "who approved") for name in approved_by]
    why = write_jcs({"basis": clean_text(basis, "the legal basis"), "at": desk.now, "approvedBy": names})
    records, entries = ASSESSMENT_RECORD.c, ASSESSMENT_ENTRY.c
    with writing(desk.workspace.engine) as connection:
        sessions = set(connection.scalars(select(entries.session_id).where(entries.pseudonym == pseudonym)))
        if not sessions:
            raise SessionError("nobody of this workspace has this pseudonym")
        archived = select(ASSESSMENT_EVENT.c.session_id, ASSESSMENT_EVENT.c.figures).where(
            ASSESSMENT_EVENT.c.session_id.in_(sessions),
            ASSESSMENT_EVENT.c.code == EventCode.SESSION_ARCHIVED.value,
            ASSESSMENT_EVENT.c.number.is_not(None),
        )
        kept_until = {row: int(word) >> 24 for row, word in connection.execute(archived)}
        if not ordered and any(kept_until.get(row, desk.now + 1) > desk.now for row in sessions):
            raise SessionError(
                "this person's records must be kept: a session is not archived, or its retention period runs; erase "
                "afterwards, or with --ordered if a court or regulator ordered it"
            )
        gone = connection.execute(
            update(ASSESSMENT_RECORD)
            .where(records.about == pseudonym, records.record.is_not(None))
            .values(record=None, about=None, erased=why)
        )
        connection.execute(delete(ASSESSMENT_ENTRY).where(entries.pseudonym == pseudonym))
        connection.execute(delete(ASSESSMENT_PERSON).where(ASSESSMENT_PERSON.c.pseudonym == pseudonym))
    return gone.rowcount
