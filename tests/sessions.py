"""Decided sessions on the real ledger, in a few transactions: what every anchor needs behind it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from chain.accounts import KeyAccount
from chain.accreditation_views import AccreditationViews
from chain.deployment import Deployment
from chain.finality import Instant
from chain.ledger_views import LedgerViews
from chain.node import Node
from chain.sending import Sender
from chain.session_message import MessageDomain, session_id
from xcert.demo.rehearsal import Crew, Rehearsal, Stagehand, hire, open_terms


@dataclass
class Sessions:
    """The sessions of one ledger; whoever has no crew yet gets one. `accreditor` speaks for accreditor `number`."""

    node: Node
    deployment: Deployment
    root: KeyAccount
    accreditor: KeyAccount
    families: Mapping[bytes, int]
    number: int = 1
    _nonces: Iterator[int] = field(default_factory=count)
    _crews: dict[int, Crew] = field(default_factory=dict)

    def open_terms(self) -> None:
        """Let sessions of every standard run through at once."""
        open_terms(self.sender(self.root), self.deployment.ledger)

    def sender(self, account: KeyAccount) -> Sender:
        return Sender(self.node, account, chain=self.deployment.chain, finality=Instant())

    def crew(self, organisation: int) -> Crew:
        """The organisation's staff, hired when it is first asked for."""
        if organisation not in self._crews:
            self._crews[organisation] = hire(
                self.sender(self.accreditor),
                self.accreditor,
                self.deployment.personnel,
                number=self.number,
                organisation=organisation,
                families=self.families,
            )
        return self._crews[organisation]

    def stagehand(self, organisation: int) -> Stagehand:
        domain = MessageDomain(self.deployment.chain, self.deployment.ledger)
        return Stagehand(self.node, self.sender(self.accreditor), domain, self.crew(organisation))

    def rehearsal(self, standard: bytes, level: int, candidates: int, *, failed: int = 0) -> Rehearsal:
        published = AccreditationViews(self.node, self.deployment.accreditation).standard(standard)
        assert published is not None
        return Rehearsal(published.number, level, candidates, failed)

    def decide(self, organisation: int, standard: bytes, *, level: int = 1, candidates: int = 64) -> bytes:
        """Bring a new session to its decision: everybody passed and is granted a certificate."""
        nonce = next(self._nonces).to_bytes(32, "big")
        rehearsal = self.rehearsal(standard, level, candidates)
        return self.stagehand(organisation).decide(rehearsal, nonce=nonce)

    def once(self, organisation: int, standard: bytes, *, nonce: bytes, level: int = 1, candidates: int = 64) -> bytes:
        """The session of `nonce`, brought to its decision unless it is there already."""
        session = session_id(organisation, nonce)
        if LedgerViews(self.node, self.deployment.ledger).session(session) is None:
            self.stagehand(organisation).decide(self.rehearsal(standard, level, candidates), nonce=nonce)
        return session
