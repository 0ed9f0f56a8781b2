"""The status history of one batch, read whole, and what it leaves to be done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from certificate.facts import ActionKind
from certificate.life_cycle import SUSPENSION_LAPSES
from chain.certificate_calls import BatchId
from chain.certificate_views import CertificateViews
from chain.registry_values import BatchAction
from issuer.errors import StatusError

_ENDING: Final = frozenset({ActionKind.REVOKE, ActionKind.CANCEL, ActionKind.SUPERSEDE})
_LAPSES: Final = int(SUSPENSION_LAPSES.total_seconds())


@dataclass(frozen=True, slots=True)
class BatchHistory:
    """The recorded actions of one batch, in order."""

    actions: tuple[BatchAction, ...]

    def ended(self, *, by: int | None = None) -> frozenset[int]:
        """Return the indices that are revoked, cancelled or superseded, from the day `by` (days since 1970) or any."""
        return frozenset(
            index
            for entry in self.actions
            if entry.action.what in _ENDING and (by is None or entry.action.effective_day <= by)
            for index in entry.indices
        )

    def suspended(self, now: int) -> frozenset[int]:
        """Return the indices whose suspension is neither lifted nor lapsed at `now` (Unix seconds)."""
        running: set[int] = set()
        for entry in self.actions:
            if entry.action.what is ActionKind.SUSPEND and now < entry.action.recorded_at + _LAPSES:
                running |= set(entry.indices)
            elif entry.action.what is ActionKind.LIFT:
                running -= set(entry.indices)
        return frozenset(running)

    def would_change(self, what: ActionKind, now: int) -> Callable[[int], bool]:
        """Return a test for the indices that `what` would change at `now` (Unix seconds)."""
        ended, suspended = self.ended(), self.suspended(now)
        match what:
            case ActionKind.SUSPEND:
                return lambda index: index not in ended | suspended
            case ActionKind.LIFT:
                return lambda index: index in suspended - ended
            case ActionKind.CANCEL | ActionKind.REVOKE | ActionKind.SUPERSEDE:
                return lambda index: index not in ended


def read_history(views: CertificateViews, batch: BatchId) -> BatchHistory:
    """Read all actions of `batch`; raises `StatusError` if they change while they are read."""
    actions = []
    for number in range(views.action_count(batch)):
        action = views.action(batch, number)
        if action is None:
            raise StatusError(f"the history of batch {batch.number} became shorter while it was read; run it again")
        actions.append(action)
    return BatchHistory(tuple(actions))
