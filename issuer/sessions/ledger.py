"""The one ledger that a workspace's sessions stand on: what it says, and how our events get onto it."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assessment.codes import EventCode
from assessment.event import Event
from certificate.encoding import tagged
from chain.accounts import Signer
from chain.artifacts import assessment_ledger, certificate_registry
from chain.calls import Call
from chain.heads import anchored_by, head_of
from chain.history import HistoryReader
from chain.ledger_calls import LedgerCalls, RosterLeaf
from chain.ledger_views import LedgerViews
from chain.personnel_views import PersonnelViews
from chain.rpc import Rpc
from chain.sending import Sender
from chain.session_history import SessionHistory
from chain.session_message import MessageDomain, Signed
from issuer.network import IssuerNetwork
from issuer.sessions.errors import SessionError
from issuer.sessions.store import Assessment, KeptEvent, SessionStore, message_of


@dataclass(frozen=True, slots=True)
class Ledger:
    """The assessment ledger of a trusted network, and the registry of persons and sites beside it."""

    network: IssuerNetwork

    @property
    def address(self) -> bytes:
        """The ledger, 20 bytes."""
        return self.network.trusted.ledger

    @property
    def domain(self) -> MessageDomain:
        """What signatures are bound to."""
        return MessageDomain(self.network.trusted.network.chain, self.address)

    @property
    def views(self) -> LedgerViews:
        """The ledger at the newest block."""
        return LedgerViews(self.network.node, self.address)

    @property
    def personnel(self) -> PersonnelViews:
        """Persons and sites at the newest block."""
        return PersonnelViews(self.network.node, self.network.trusted.personnel)

    @property
    def height(self) -> int:
        """The newest final block: what a new session's events stand behind."""
        return self._reader.newest().number

    def person(self, account: bytes) -> int | None:
        """Return the number of the person behind an account."""
        found = self.personnel.person_at(account)
        return None if found is None else found.number

    def sender(self, account: Signer) -> Sender:
        """Return a sender for the account that relays."""
        return self.network.sender(account)

    def call_for(self, assessment: Assessment, event: KeptEvent, *, organisation: int, leaf: RosterLeaf | None) -> Call:
        """Return the call that records `event`; `leaf` is the place in the roster of a candidate who appeals.

        Raises `SessionError` if a signature is missing.
        """
        if event.first_signature is None or not event.is_signed:
            raise SessionError(f"{event.message.code.name} lacks a signature; let whoever must sign do so")
        signed = Signed(event.message, event.first_signature, event.second_signature or bytes(64))
        calls = LedgerCalls(self.address)
        if event.message.code is EventCode.PLAN_FILED:
            return calls.file_plan(organisation, assessment.nonce, signed)
        return calls.record(signed) if leaf is None else calls.lodge_appeal(signed, leaf)

    def is_used(self, event: KeptEvent) -> bool:
        """Tell whether the ledger has taken this nonce of this person in this session."""
        return event.message.nonce in self.nonces(event.message.session, event.actor)

    def nonces(self, session: bytes, account: bytes) -> frozenset[int]:
        """Return the nonces that whoever acts through an account used in a session; a person's by number."""
        person = self.person(account)
        return self.views.participation(session, account if person is None else person).nonces

    def refresh(self, store: SessionStore, assessment: Assessment) -> Assessment:
        """Read what the ledger recorded since the last time, and write it down; raises `SessionError`.

        The head is computed again from all events: a node that leaves one out is found out (R48).
        """
        reader = self._reader
        newest = reader.newest()
        if newest.number <= assessment.read_to:
            return assessment
        known = [event.recorded for event in store.events(assessment) if event.recorded]
        fresh = list(self._since(reader, assessment, newest.number, len(known)))
        self._require_whole(assessment, [*known, *fresh], newest.number)
        digests = [(self._digest(assessment.session, event), event) for event in fresh]
        return store.take_recorded(assessment, digests, newest.number)

    @property
    def _reader(self) -> HistoryReader:
        trusted = self.network.trusted
        contracts = {self.address: assessment_ledger(), trusted.network.registry: certificate_registry()}
        return HistoryReader(self.network.node, contracts, trusted.finality, trusted.first_block)

    def _since(self, reader: HistoryReader, assessment: Assessment, until: int, offset: int) -> Iterator[Event]:
        history = SessionHistory(Rpc(self.network.node).sender_of)
        for stretch in reader.read(reader.checkpoint(assessment.read_to), until=until):
            history.take(stretch.happenings)
        for event in history.events(assessment.session):
            yield replace(event, number=event.number + offset)

    def _require_whole(self, assessment: Assessment, events: Sequence[Event], block: int) -> None:
        """Refuse events that do not lead to the session's head, or to what was anchored; raises `SessionError`."""
        views = LedgerViews(self.network.node, self.address, at=block)
        facts = views.session(assessment.session)
        anchored = (0, 0) if facts is None else (facts.certificates, facts.scores)
        head = head_of(self.domain, assessment.session, events)
        if views.head(assessment.session).head != head or anchored_by(events) != anchored:
            raise SessionError(
                f"the node does not show every event of session {assessment.label!r}: the head differs; ask another one"
            )

    def _digest(self, session: bytes, event: Event) -> bytes:
        if event.issue is not None:
            # Nobody signs an issue: its place on the chain names it.
            place = event.place.transaction + event.place.log.to_bytes(4, "big")
            return hashlib.sha256(tagged("xcert/issue/v0", session + place)).digest()
        return self.domain.digest(message_of(session, event))
