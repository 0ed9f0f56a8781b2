"""Revocation by due process (rule R50): notice, a reply or 14 days, a decision by a second person.

The registry enforces it; here a notice is remembered word for word, because every later step must repeat it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from eth_utils.crypto import keccak
from sqlalchemy import Engine, insert, select

from certificate.facts import ActionKind
from chain.certificate_calls import BatchId, Notice
from chain.errors import RevertedError
from chain.registry_values import Case
from chain.selection import to_words
from issuer.chosen import Chosen, choose_indices
from issuer.database import inserted_row, reading, writing
from issuer.errors import StatusError
from issuer.history import read_history
from issuer.outbox import deliver, finish
from issuer.progress import Step
from issuer.reasons import REASONS, StatusReason, require_fit
from issuer.schema import NOTICE, SESSION
from issuer.status import ATTEMPTS, WRONG_NUMBER, StatusDesk, StatusReport, day_number, free_holdings

REPLY_SECONDS: Final = 14 * 86_400
"""How long holders have to reply before a decision without their replies (IDueProcess)."""


@dataclass(frozen=True, slots=True)
class KeptNotice:
    """A notice as the workspace keeps it: its `row`, what was given notice of, why, the evidence, and when (Unix)."""

    row: int
    chosen: Chosen
    reason: StatusReason
    evidence: bytes
    given_at: int

    @property
    def notice(self) -> Notice:
        """The notice as the registry knows it."""
        return Notice(self.chosen.batch, self.chosen.indices, self.reason.code, self.evidence)

    @property
    def case_id(self) -> bytes:
        """The hash by which the registry knows the case: keccak256 of the encoded notice (IDueProcess)."""
        batch = self.chosen.batch
        words = (batch.organisation, int.from_bytes(batch.session), batch.number, *to_words(self.chosen.indices))
        encoded = (*words, self.reason.code, int.from_bytes(self.evidence))
        return bytes(keccak(b"".join(word.to_bytes(32) for word in encoded)))


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A notice that was given, and what the registry says of it."""

    kept: KeptNotice
    case: Case

    @property
    def reply_until(self) -> int:
        """When a decision no longer waits for replies, in Unix seconds."""
        return self.case.given_at + REPLY_SECONDS


def give_notice(desk: StatusDesk, chosen: Sequence[Chosen], reason: StatusReason, evidence: bytes) -> list[KeptNotice]:
    """Give notice that `chosen` are to be revoked; `evidence` is 32 bytes that commit to the grounds.

    One case for each batch; what is revoked or cancelled already is left out. The very same notice is given once,
    however often this runs. Raises `StatusError`, and `RevertedError` if the account has no right to it.
    """
    require_fit(reason, ActionKind.REVOKE)
    if len(evidence) != 32 or not any(evidence):
        raise StatusError("the evidence is named by 32 bytes, such as the SHA-256 of its file")
    desk.progress.begin(Step.STATUS, len(chosen))
    given = []
    for batch in chosen:
        ended = read_history(desk.network.newest_certificates(), batch.batch).ended()
        live = batch.only(batch.indices - ended)
        if live.indices:
            given.append(_give(desk, live, reason, evidence))
        desk.progress.advance(1)
    if not given:
        raise StatusError("all of these certificates have ended already; there is nothing to give notice of")
    return given


def notices(engine: Engine, organisation: int) -> list[KeptNotice]:
    """Return every notice that this workspace gave, the oldest first."""
    columns = NOTICE.c
    query = (
        select(columns.id, SESSION.c.session, columns.batch, columns.indices, columns.reason, columns.evidence,
               columns.given_at)
        .join_from(NOTICE, SESSION)
        .order_by(columns.id)
    )  # fmt: skip
    with reading(engine) as connection:
        rows = connection.execute(query).all()
    return [
        KeptNotice(
            row,
            choose_indices(engine, BatchId(organisation, session, batch), map(int, indices.split(","))),
            REASONS[reason],
            evidence,
            given_at,
        )
        for row, session, batch, indices, reason, evidence, given_at in rows
    ]


def notice_of(desk: StatusDesk, row: int) -> KeptNotice:
    """Return the notice with row `row`; raises `StatusError` if there is none."""
    for kept in notices(desk.workspace.engine, desk.workspace.organisation):
        if kept.row == row:
            return kept
    raise StatusError(f"there is no case {row} in this workspace")


def case_of(desk: StatusDesk, row: int) -> OpenCase:
    """Return the open case with row `row`; raises `StatusError` if there is none, or it is closed."""
    kept = notice_of(desk, row)
    case = desk.network.newest_certificates().case(kept.case_id)
    if case is None:
        raise StatusError(f"case {row} has not reached the registry; give the same notice again")
    if case.closed:
        raise StatusError(f"case {row} is closed; give another notice if there are new grounds")
    return OpenCase(kept, case)


def record_reply(desk: StatusDesk, row: int, numbers: Sequence[str], reply: bytes) -> None:
    """Record that the holders of `numbers` replied in case `row`; `reply` is 32 bytes that commit to what they said."""
    if len(reply) != 32 or not any(reply):
        raise StatusError("a reply is named by 32 bytes, such as the SHA-256 of its file")
    purpose = f"reply:{row}"
    finish(desk.outbox, desk.sender, purpose, seconds=desk.seconds)
    opened = case_of(desk, row)
    which = _indices(opened.kept, numbers)
    if which <= frozenset(opened.case.replied):
        return
    call = desk.network.calls.record_reply(opened.kept.notice, which, reply=reply)
    deliver(desk.outbox, desk.sender, purpose, call, is_there=lambda: False, seconds=desk.seconds)


def decide(
    desk: StatusDesk, row: int, numbers: Sequence[str] | None, *, day: date | None = None, close: bool = True
) -> StatusReport:
    """Revoke `numbers` in case `row` (None: all of them; empty: dismiss) from the local `day` on, today unless given.

    The account must be another than gave notice. `close` ends the case for the others, who keep their certificates.
    Raises `StatusError`, and `RevertedError` while a reply is awaited or for the same person.
    """
    purpose = f"decide:{row}"
    kept = notice_of(desk, row)
    finish(desk.outbox, desk.sender, purpose, seconds=desk.seconds)
    # Also after a stop between the registry's answer and the workspace's own record of it.
    free_holdings(desk, kept.chosen)
    case_of(desk, row)
    wanted = kept.chosen.indices if numbers is None else _indices(kept, numbers)
    if not wanted and not close:
        raise StatusError("name the certificates to revoke, or close the case")
    effective = day_number(day or desk.today(kept.chosen))
    for _ in range(ATTEMPTS):
        history = read_history(desk.network.newest_certificates(), kept.chosen.batch)
        revoked = wanted - history.ended()
        call = desk.network.calls.decide(kept.notice, revoked, day=effective, at=len(history.actions), close=close)
        try:
            deliver(desk.outbox, desk.sender, purpose, call, is_there=lambda: False, seconds=desk.seconds)
        except RevertedError as error:
            # Somebody else's action came first; what is left to do may have changed.
            if error.name != WRONG_NUMBER:
                raise
        else:
            free_holdings(desk, kept.chosen)
            changed = tuple(kept.chosen.numbers[index] for index in sorted(revoked))
            return StatusReport(changed, tuple(kept.chosen.numbers[index] for index in sorted(wanted - revoked)))
    raise StatusError(f"others keep changing batch {kept.chosen.batch.number}; run the same command again")


def _give(desk: StatusDesk, chosen: Chosen, reason: StatusReason, evidence: bytes) -> KeptNotice:
    kept = _keep(desk, chosen, reason, evidence)
    views = desk.network.newest_certificates
    deliver(
        desk.outbox,
        desk.sender,
        f"notice:{kept.row}",
        desk.network.calls.give_notice(kept.notice),
        is_there=lambda: views().case(kept.case_id) is not None,
        seconds=desk.seconds,
    )
    return kept


def _keep(desk: StatusDesk, chosen: Chosen, reason: StatusReason, evidence: bytes) -> KeptNotice:
    columns = NOTICE.c
    with writing(desk.workspace.engine) as connection:
        session = connection.scalar(select(SESSION.c.id).where(SESSION.c.session == chosen.batch.session))
        values = {
            "session_id": session,
            "batch": chosen.batch.number,
            "indices": ",".join(map(str, sorted(chosen.indices))),
            "reason": reason.code,
            "evidence": evidence,
        }
        same = select(columns.id, columns.given_at).filter_by(**values)
        found = connection.execute(same).first()
        if found is not None:
            return KeptNotice(found[0], chosen, reason, evidence, found[1])
        made = connection.execute(insert(NOTICE).values(given_at=desk.now, **values))
        return KeptNotice(inserted_row(made), chosen, reason, evidence, desk.now)


def _indices(kept: KeptNotice, numbers: Sequence[str]) -> frozenset[int]:
    places = {number: index for index, number in kept.chosen.numbers.items()}
    foreign = [number for number in numbers if number not in places]
    if foreign:
        raise StatusError(f"case {kept.row} is not about {', '.join(foreign[:20])}")
    return frozenset(places[number] for number in numbers)
