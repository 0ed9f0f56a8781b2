"""The answer of `CertificateRegistry.inspect` as facts (ICertificateRegistry, `Inspection`)."""

from dataclasses import dataclass

from certificate.address import Address
from certificate.facts import (
    Action,
    ActionKind,
    Assessment,
    Batch,
    Facts,
    Hold,
    HoldSubject,
    Key,
    Kind,
    SessionState,
    Terms,
)
from chain.artifacts import certificate_registry
from chain.errors import UnreachableError
from chain.records import Record

_LAST_SECOND = 253_402_300_799
"""9999-12-31T23:59:59Z, the last moment of the calendar that the rules count in."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """Facts, the ledger they are of, and whether the history was read whole: if not, it goes on from `next_action`."""

    facts: Facts
    ledger: bytes
    complete: bool
    next_action: int


def inspection_call(address: Address, key: bytes) -> bytes:
    """Write the one question of a verification: everything about `address` and the raw public `key`."""
    inspect = certificate_registry().interface.functions["inspect"]
    return inspect.call(address.organisation, address.session, address.batch, address.index, key)


def read_inspection(answer: bytes) -> Inspection:
    """Read the answer; raises `UnreachableError` if it is not one."""
    inspect = certificate_registry().interface.functions["inspect"]
    result = inspect.answer(answer).sole()
    block_time, anchored_at = result.number("blockTime"), result.number("anchoredAt")
    # Both come from blocks, the one not after the other, so a node that says otherwise made its answer up.
    if not anchored_at <= block_time <= _LAST_SECOND:
        raise UnreachableError("the node answered with a time that no block can have; ask another node")
    accreditation = result.record("accreditation")
    batch = _batch(result, accreditation) if anchored_at else None
    facts = Facts(
        chain=result.number("chainId"),
        block_number=result.number("blockNumber"),
        block_time=block_time,
        accreditation=result.data("accreditationRegistry"),
        root_authority=accreditation.data("rootAuthority"),
        batch=batch,
        key=read_key(accreditation.record("key")),
        holds=tuple(read_hold(entry) for entry in accreditation.records("holds")),
        actions=tuple(read_action(entry) for entry in result.records("actions")),
        assessment=_assessment(result, batch) if batch else None,
    )
    return Inspection(facts, result.data("assessmentLedger"), result.flag("complete"), result.number("actionsRead"))


def further_actions_call(address: Address, start: int) -> bytes:
    """Ask for the actions on a leaf from number `start` on."""
    batch = (address.organisation, address.session, address.batch)
    return certificate_registry().interface.functions["actionsOn"].call(batch, address.index, start)


def read_further_actions(answer: bytes) -> tuple[tuple[Action, ...], int, bool]:
    """Read that answer: the actions, the first number not read, and whether there is none from there on."""
    result = certificate_registry().interface.functions["actionsOn"].answer(answer)
    actions = tuple(read_action(entry) for entry in result.records("actions"))
    return actions, result.number("next"), result.flag("complete")


def _batch(result: Record, accreditation: Record) -> Batch:
    terms = accreditation.record("terms")
    return Batch(
        root=result.data("root"),
        size=result.number("size"),
        kind=result.member("kind", Kind),
        level=result.number("level"),
        anchored_at=result.number("anchoredAt"),
        profile=accreditation.data("profile"),
        terms=Terms(
            version=accreditation.data("standardVersion"),
            family=accreditation.data("family"),
            interval_months=terms.number("intervalMonths"),
            makeup_months=terms.number("makeupMonths"),
            lead_months=terms.number("leadMonths"),
            utc_offset_minutes=terms.number("utcOffsetMinutes"),
        ),
    )


def _assessment(result: Record, batch: Batch) -> Assessment | None:
    """The session of a batch, or None if nobody planned one."""
    record = result.record("assessment")
    state = record.member("state", SessionState)
    if state is SessionState.NONE:
        return None
    same = record.number("standardNo") == result.number("standardNo")
    return Assessment(
        organisation=record.number("organisation"),
        # The answer spells out one standard only, the batch's; zeros stand for any other.
        standard=batch.terms.version if same else bytes(32),
        level=record.number("level"),
        state=state,
        held=record.flag("held"),
        roster_locked_at=record.number("rosterLockedAt") or None,
        scores_locked_at=record.number("scoresLockedAt") or None,
        published_at=record.number("publishedAt") or None,
        decided_at=record.number("decidedAt") or None,
        late=record.number("late"),
        waived=record.number("waived"),
        candidates=record.number("candidates"),
        passed=record.number("passed"),
        granted=record.number("granted"),
        certificates=record.number("certificates"),
    )


def read_key(record: Record) -> Key | None:
    """Read a `KeyRecord`; None if the key was never registered."""
    if not record.number("registeredAt"):
        return None
    return Key(
        possession=b"".join(record.items("possession")),
        valid_from=record.number("validFrom"),
        retired_at=record.number("retiredAt") or None,
        compromised_since=record.number("compromisedSince") or None,
    )


def read_hold(record: Record) -> Hold:
    """Read a `Hold`; raises `UnreachableError`."""
    return Hold(
        subject=record.member("subject", HoldSubject),
        since=record.number("since"),
        placed_at=record.number("placedAt"),
        lifted_at=record.number("liftedAt") or None,
        reason=record.number("reason"),
    )


def read_action(record: Record) -> Action:
    """Read a `StatusAction`; raises `UnreachableError`."""
    return Action(
        what=record.member("what", ActionKind),
        effective_day=record.number("effectiveDay"),
        recorded_at=record.number("recordedAt"),
        by=record.data("by"),
        reason=record.number("reason"),
    )
