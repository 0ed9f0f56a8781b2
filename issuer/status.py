"""Suspends, lifts and cancels certificates: one transaction for each batch, however many of its certificates."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from sqlalchemy import Engine, update

from certificate.checks import local_day
from certificate.facts import ActionKind
from chain.accounts import Signer as Account
from chain.errors import RevertedError
from chain.sending import LONGEST_WAIT, Sender
from issuer.chosen import Chosen
from issuer.database import writing
from issuer.errors import StatusError
from issuer.history import BatchHistory, read_history
from issuer.network import IssuerNetwork
from issuer.outbox import Outbox, deliver, finish
from issuer.progress import Progress, Silent, Step
from issuer.reasons import StatusReason, require_fit
from issuer.roll import CHUNK, chunks
from issuer.schema import CANDIDATE
from issuer.signing import standard_of
from issuer.workspace import Workspace

_AT_ONCE: Final = frozenset({ActionKind.SUSPEND, ActionKind.LIFT, ActionKind.CANCEL})
WRONG_NUMBER: Final = "CertificateRegistryWrongActionNumber"
ATTEMPTS: Final = 3
_FIRST_DAY: Final = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class StatusDesk:
    """What a change of status needs.

    Arguments:
        workspace: the open workspace.
        network: where it anchors.
        account: an administration account of the organisation, or the account of its accreditor.
        clock: gives the aware present.
        progress: hears how far it is, in batches.
        seconds: how long a final block is waited for.
    """

    workspace: Workspace
    network: IssuerNetwork
    account: Account
    clock: Callable[[], datetime]
    progress: Progress = field(default_factory=Silent)
    seconds: float = LONGEST_WAIT

    @property
    def now(self) -> int:
        """The present in Unix seconds."""
        return int(self.clock().timestamp())

    @property
    def sender(self) -> Sender:
        """Whoever sends for the account."""
        return self.network.sender(self.account)

    @property
    def outbox(self) -> Outbox:
        """The workspace's outgoing transactions."""
        return Outbox(self.workspace.engine)

    def today(self, chosen: Chosen) -> date:
        """Return the local day at the UTC offset of the standard of `chosen`."""
        standard = standard_of(self.workspace.engine, chosen.standard)
        return local_day(self.now, standard.utc_offset_minutes)


@dataclass(frozen=True, slots=True)
class StatusReport:
    """What a change of status did: the numbers it changed, and those for which there was nothing to change."""

    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


def change_status(
    desk: StatusDesk, chosen: Sequence[Chosen], what: ActionKind, reason: StatusReason, *, day: date | None = None
) -> StatusReport:
    """Suspend, lift or cancel `chosen` from the local `day` on, which is today unless given (only for a cancellation).

    A suspension lapses after 60 days (rule R50). Running it again changes nothing twice: what is suspended or ended
    already is left alone. Raises `StatusError`, and `RevertedError` if the account has no right to it.
    """
    if what not in _AT_ONCE:
        raise StatusError(f"to {what.name.lower()} is not done at once: a revocation needs notice and a decision")
    require_fit(reason, what)
    if day is not None and what is not ActionKind.CANCEL:
        raise StatusError(f"to {what.name.lower()} takes effect today; leave the day out")
    desk.progress.begin(Step.STATUS, len(chosen))
    changed: list[str] = []
    unchanged: list[str] = []
    for batch in chosen:
        done = _change_batch(desk, batch, what, reason, day or desk.today(batch))
        changed += [batch.numbers[index] for index in sorted(done)]
        unchanged += [batch.numbers[index] for index in sorted(batch.indices - done)]
        desk.progress.advance(1)
    return StatusReport(tuple(changed), tuple(unchanged))


def _change_batch(
    desk: StatusDesk, chosen: Chosen, what: ActionKind, reason: StatusReason, day: date
) -> frozenset[int]:
    purpose = purpose_of("status", chosen)
    finish(desk.outbox, desk.sender, purpose, seconds=desk.seconds)
    for _ in range(ATTEMPTS):
        history = read_history(desk.network.newest_certificates(), chosen.batch)
        open_ = frozenset(filter(history.would_change(what, desk.now), chosen.indices))
        if not open_:
            break
        call = desk.network.calls.record_status(
            chosen.batch, what, open_, day=day_number(day), reason=reason.code, at=len(history.actions)
        )
        try:
            deliver(desk.outbox, desk.sender, purpose, call, is_there=lambda: False, seconds=desk.seconds)
        except RevertedError as error:
            # Somebody else's action came first; what is left to do may have changed.
            if error.name != WRONG_NUMBER:
                raise
        else:
            break
    else:
        raise StatusError(f"others keep changing batch {chosen.batch.number}; run the same command again")
    free_holdings(desk, chosen)
    return open_


def free_holdings(desk: StatusDesk, chosen: Chosen) -> BatchHistory:
    """Let people whose certificate has ended hold another one (rule R36), as the chain has it; return its history."""
    history = read_history(desk.network.newest_certificates(), chosen.batch)
    ended = history.ended(by=day_number(desk.today(chosen)))
    rows = [chosen.rows[index] for index in sorted(ended & chosen.indices)]
    _free(desk.workspace.engine, rows)
    return history


def _free(engine: Engine, rows: Iterable[int]) -> None:
    with writing(engine) as connection:
        for chunk in chunks(rows, CHUNK):
            connection.execute(update(CANDIDATE).where(CANDIDATE.c.id.in_(chunk)).values(holding=None))


def purpose_of(kind: str, chosen: Chosen) -> str:
    """Name what a transaction about a batch is for."""
    return f"{kind}:{chosen.batch.session.hex()}:{chosen.batch.number}"


def day_number(day: date) -> int:
    """Return a local day as the registry counts it: days since 1970-01-01."""
    return day.toordinal() - _FIRST_DAY
