"""Signed-event files out of the workspace and back in: signed elsewhere, relayed later, at their claimed times."""

from collections.abc import Sequence

from assessment.codes import EventCode
from assessment.event import NO_COMMITMENT
from assessment.records import parse_record
from assessment.states import STEPS
from issuer.sessions.desk import SessionDesk
from issuer.sessions.errors import EventFileError
from issuer.sessions.event_file import EventFile, parse_event_file
from issuer.sessions.leaves import leaves_of
from issuer.sessions.recording import judge_kept, relay
from issuer.sessions.store import Assessment, EventState, KeptEvent


def event_file_of(desk: SessionDesk, assessment: Assessment, event: KeptEvent) -> EventFile:
    """Return the file of an event that was prepared here.

    Its records go along where a second person has to see what it is that is signed; else they stay here.
    """
    records = None
    if event.second is not None:
        records = tuple(parse_record(leaf.record) for leaf in desk.store.leaves(event) if leaf.record is not None)
    return EventFile(desk.domain(assessment), event.message, records, event.first_signature, event.second_signature)


def upload(desk: SessionDesk, files: Sequence[bytes]) -> list[KeptEvent]:
    """Take files in and relay what is not on the ledger yet, in the order of their claimed times.

    All files are checked before anything is sent. Raises `EventFileError`, `SessionError`, `RuleError` and what sending
    raises.
    """
    parsed = sorted((parse_event_file(data) for data in files), key=lambda file: file.message.claimed_at)
    taken = [_take(desk, file) for file in parsed]
    return [_bring(desk, assessment, event) for assessment, event in taken]


def resume(desk: SessionDesk, assessment: Assessment) -> list[KeptEvent]:
    """Bring every signed event of a session to its end; raises what sending raises."""
    waiting = desk.store.events(assessment, EventState.SIGNED, EventState.SENT)
    return [_bring(desk, assessment, event) for event in waiting]


def _bring(desk: SessionDesk, assessment: Assessment, event: KeptEvent) -> KeptEvent:
    assessment = desk.refresh(assessment)
    event = desk.store.event(event.row)
    judge_kept(desk, assessment, event)
    return relay(desk, assessment, event) if event.is_signed else event


def _take(desk: SessionDesk, file: EventFile) -> tuple[Assessment, KeptEvent]:
    assessment = desk.refresh(desk.store.find(file.message.session.hex()))
    code = file.message.code
    if file.domain != desk.domain(assessment):
        raise EventFileError(f"{code.name} was signed for another ledger or chain; it means nothing here")
    first, second = file.signers()
    known = desk.store.with_digest(file.domain.digest(file.message), first)
    if known is None:
        return assessment, _new(desk, assessment, file, (first, second))
    if first not in (None, known.actor) or second not in (None, known.second):
        raise EventFileError(f"{code.name} is not signed by the persons it was prepared for; use their keys")
    if file.records:
        desk.store.keep_records(known, leaves_of(file.binding, code, file.records))
    if known.state is EventState.RECORDED:
        return assessment, known
    return assessment, desk.store.sign(known, first=file.first, second=file.second)


def _new(
    desk: SessionDesk, assessment: Assessment, file: EventFile, signers: tuple[bytes | None, bytes | None]
) -> KeptEvent:
    """Write an event down that was prepared elsewhere."""
    code, (first, second) = file.message.code, signers
    if first is None or (STEPS[code].two and second is None):
        raise EventFileError(f"{code.name} lacks a signature; let whoever must sign do so with 'session sign'")
    opens = file.message.commitment != NO_COMMITMENT and code is not EventCode.SCORE_REVEAL
    if file.records is None and opens:
        raise EventFileError(f"the records behind {code.name} are not in the file, and not here; fetch the whole file")
    leaves = leaves_of(file.binding, code, file.records or ())
    digest = file.domain.digest(file.message)
    event = KeptEvent(0, EventState.PREPARED, file.message, first, second, digest, None, None, None)
    kept = desk.store.keep(assessment, event, leaves)
    return desk.store.sign(kept, first=file.first, second=file.second)
