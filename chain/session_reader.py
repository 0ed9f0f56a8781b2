"""All events of one session, from a trusted network, with the head that proves that none is missing.

The events come from one node. What keeps it honest is the head of the session's chain of events: it is asked of as
many nodes as must agree, at one final block, and computed again from the events (R48). What was issued, which the head
leaves out, is compared by its counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.codes import State
from assessment.event import Event
from certificate.facts import Facts, Unread
from chain.accreditation_views import AccreditationViews
from chain.artifacts import assessment_ledger, certificate_registry
from chain.errors import ChainError, DisagreeError, HistoryError
from chain.evidence import FactsReader, unread_of
from chain.heads import anchored_by, head_of
from chain.history import Checkpoint, HistoryReader
from chain.ledger_views import LedgerViews
from chain.node import Node
from chain.rpc import Rpc
from chain.session_history import SessionHistory
from chain.session_message import MessageDomain
from chain.trust import TrustedNetwork


@dataclass(frozen=True, slots=True)
class SessionReading:
    """A session at one final block: its events in their order, where it stands, and whether it is held.

    `facts` say at which block of which chain it was read, as for a certificate, without a batch; they are judged by V3.
    """

    facts: Facts
    organisation: int
    state: State
    held: bool
    events: tuple[Event, ...]


class SessionReader:
    """Reads sessions of one trusted network.

    Raises `ValueError` for fewer `nodes` than must agree.
    """

    def __init__(self, trusted: TrustedNetwork, nodes: Sequence[Node]) -> None:
        self._trusted = trusted
        self._nodes = tuple(nodes)
        self._contracts = FactsReader(trusted, nodes)

    def read(self, session: bytes) -> SessionReading | Unread | None:
        """Read all events of `session` (32 bytes); None if nobody ever planned it at the newest final block."""
        trouble = self._contracts.prepare()
        if trouble is not None:
            return trouble
        try:
            return self._read(session)
        except ChainError as error:
            return unread_of(error)

    def _read(self, session: bytes) -> SessionReading | None:
        end = self._history(session).newest()
        head = self._agreed_head(session, end)
        views = LedgerViews(self._nodes[0], self._trusted.ledger, at=end.number)
        facts = views.session(session)
        if facts is None:
            return None
        events = self._events(session, end)
        domain = MessageDomain(self._trusted.network.chain, self._trusted.ledger)
        if head_of(domain, session, events) != head or anchored_by(events) != (facts.certificates, facts.scores):
            raise HistoryError(
                "the events that the node gives do not lead to what the ledger holds of the session; ask another node"
            )
        return SessionReading(self._facts(end), facts.organisation, facts.state, facts.held, events)

    def _events(self, session: bytes, end: Checkpoint) -> tuple[Event, ...]:
        history = SessionHistory(Rpc(self._nodes[0]).sender_of)
        for stretch in self._history(session).read(until=end.number):
            history.take(stretch.happenings)
        return history.events(session)

    def _history(self, session: bytes) -> HistoryReader:
        registry, ledger = self._trusted.network.registry, self._trusted.ledger
        return HistoryReader(
            self._nodes[0],
            {ledger: assessment_ledger(), registry: certificate_registry()},
            self._trusted.finality,
            first=self._trusted.first_block,
            # The session stands second in what the ledger logs and third in what the registry does.
            topics={ledger: (None, session), registry: (None, None, session)},
        )

    def _agreed_head(self, session: bytes, end: Checkpoint) -> bytes:
        """Return the head that enough nodes have at `end`; raises `DisagreeError` if they do not."""
        own = self._head_on(self._nodes[0], session, end)
        agreeing = 1 + sum(self._agrees(node, session, end, own) for node in self._nodes[1:])
        if agreeing < self._trusted.agree:
            raise DisagreeError(f"fewer than {self._trusted.agree} nodes have the same head of the session; ask again")
        return own

    def _agrees(self, node: Node, session: bytes, end: Checkpoint, head: bytes) -> bool:
        try:
            return self._head_on(node, session, end) == head
        except ChainError:
            # A node that does not answer agrees with nobody; whether enough others do is counted.
            return False

    def _head_on(self, node: Node, session: bytes, end: Checkpoint) -> bytes:
        block = Rpc(node).block(end.number)
        if block is None or block.hash != end.hash:
            raise HistoryError(f"{node.name} does not have the block {end.number} that is read at; ask again")
        return LedgerViews(node, self._trusted.ledger, at=end.number).head(session).head

    def _facts(self, end: Checkpoint) -> Facts:
        network = self._trusted.network
        root = AccreditationViews(self._nodes[0], network.accreditation, at=end.number).root_authority()
        return Facts(network.chain, end.number, end.time, network.accreditation, root, None, None)
