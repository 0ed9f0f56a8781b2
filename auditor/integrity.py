"""Whether what was read of a session is all that there is and as it was recorded (R48), by the contracts' own storage.

A node that leaves an event out, adds one or changes one misses the session's head; one that leaves an anchor out misses
the ledger's count of certificates, and one that changes it the roots in the certificate registry.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assessment.event import Event, Issue
from certificate.facts import Kind
from chain.certificate_calls import BatchId
from chain.certificate_views import CertificateViews
from chain.errors import HistoryError
from chain.heads import head_of
from chain.ledger_values import SessionFacts
from chain.ledger_views import LedgerViews
from chain.session_message import MessageDomain


@dataclass(frozen=True, slots=True)
class Storage:
    """The contracts' storage at the audited block, and what messages are signed for."""

    ledger: LedgerViews
    registry: CertificateViews
    domain: MessageDomain

    def facts(self, session: bytes) -> SessionFacts | None:
        """Return where the ledger says that a session stands."""
        return self.ledger.session(session)

    def agrees(self, session: bytes, facts: SessionFacts | None, events: Sequence[Event]) -> bool:
        """Tell whether `events` are the session's, whole and unchanged."""
        if facts is None:
            return False
        issues = [event.issue for event in events if event.issue is not None]
        return (
            self._head_agrees(session, events)
            and _leaves(issues, Kind.CERTIFICATE) == facts.certificates
            and _leaves(issues, Kind.SCORES) == facts.scores
            and all(self._roots_agree(session, facts.organisation, issue) for issue in issues)
        )

    def _head_agrees(self, session: bytes, events: Sequence[Event]) -> bool:
        try:
            return head_of(self.domain, session, events) == self.ledger.head(session).head
        except (HistoryError, ValueError):
            return False

    def _roots_agree(self, session: bytes, organisation: int, issue: Issue) -> bool:
        first = issue.submission * 64
        stored = [
            self.registry.batch(BatchId(organisation, session, first + place)) for place in range(len(issue.roots))
        ]
        sizes = [1024] * (len(issue.roots) - 1) + [issue.last_size]
        return stored == list(zip(issue.roots, sizes, strict=True))


def _leaves(issues: Iterable[Issue], kind: Kind) -> int:
    return sum(issue.size for issue in issues if issue.kind == kind.value)
