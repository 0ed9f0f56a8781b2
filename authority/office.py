"""One account acting on one AccreditationRegistry."""

from dataclasses import dataclass

from certificate.checks import family_id
from certificate.facts import HoldSubject
from chain.accounts import Actor, MessageSigner
from chain.accreditation_calls import AccreditationCalls
from chain.accreditation_views import AccreditationViews
from chain.calls import Call
from chain.ledger_views import LedgerViews
from chain.node import Node
from chain.personnel_calls import PersonnelCalls
from chain.personnel_views import PersonnelViews
from chain.receipts import event_in
from chain.records import Record
from chain.registry_values import Role
from chain.rpc import Receipt, Rpc
from chain.sending import DEFAULT_FEE_CAP, Sender
from chain.session_message import MessageDomain
from chain.trust import TrustedNetwork


@dataclass(frozen=True, slots=True)
class Office:
    """The root authority, an accreditor or an organisation's administration, acting through `sender`.

    Every act is tried first: what the registry would refuse raises `RevertedError` with its reason; nothing is sent.
    """

    sender: Sender
    node: Node
    accreditation: bytes
    chain: int
    personnel: bytes
    ledger: bytes
    signer: MessageSigner

    @classmethod
    def open(cls, node: Node, account: Actor, trusted: TrustedNetwork, *, fee_cap: int = DEFAULT_FEE_CAP) -> "Office":
        """Let `account` act on the contracts that the trust file names."""
        network = trusted.network
        sender = Sender(node, account, chain=network.chain, finality=trusted.finality, fee_cap=fee_cap)
        return cls(
            sender=sender,
            node=node,
            accreditation=network.accreditation,
            chain=network.chain,
            personnel=trusted.personnel,
            ledger=trusted.ledger,
            signer=account,
        )

    @property
    def persons_and_sites(self) -> PersonnelCalls:
        """All acts on persons and sites, as calls."""
        return PersonnelCalls(self.personnel)

    @property
    def staff(self) -> PersonnelViews:
        """The registry of persons and sites as it stands at the newest block."""
        return PersonnelViews(self.node, self.personnel)

    @property
    def sessions(self) -> LedgerViews:
        """The ledger as it stands at the newest block."""
        return LedgerViews(self.node, self.ledger)

    @property
    def domain(self) -> MessageDomain:
        """What messages of assessments are signed for."""
        return MessageDomain(self.chain, self.ledger)

    def now(self) -> int:
        """The time of the newest block, in Unix seconds; raises `UnreachableError`."""
        return Rpc(self.node).newest().time

    @property
    def calls(self) -> AccreditationCalls:
        """All acts, as calls."""
        return AccreditationCalls(self.accreditation)

    @property
    def views(self) -> AccreditationViews:
        """The registry as it stands at the newest block."""
        return AccreditationViews(self.node, self.accreditation)

    def act(self, call: Call) -> Receipt:
        """Send `call` and wait until it is final."""
        return self.sender.send(call)

    def event(self, receipt: Receipt, name: str, *, contract: bytes | None = None) -> Record:
        """Return the event `name` that an act left in its receipt; of the accreditation registry if none is named."""
        return event_in(receipt, name, contract=contract or self.accreditation)

    def add_accreditor(self, account: bytes, scope: dict[str, int], *, start: int, end: int) -> int:
        """Add an accreditor for families and levels (bit 0 = level 1), Unix times; return its number."""
        receipt = self.act(self.calls.add_accreditor(account, start=start, end=end))
        number = self.event(receipt, "AccreditorAdded").number("accreditor")
        for family, levels in scope.items():
            self.act(self.calls.set_accreditor_scope(number, family_id(family), levels))
        return number

    def set_scope(self, organisation: int, family: str, levels: int, *, start: int, end: int) -> Receipt:
        """Set what an organisation may certify in the family with code `family`."""
        return self.act(self.calls.set_scope(organisation, family_id(family), levels, start=start, end=end))

    def place_hold(self, subject: HoldSubject, number: int, *, since: int, reason: int) -> int:
        """Place a hold on everything anchored from `since` on; return its index, which lifting it needs."""
        receipt = self.act(self.calls.place_hold(subject, number, since=since, reason=reason))
        return self.event(receipt, "HoldPlaced").number("index")

    def set_account(self, organisation: int, account: bytes, role: Role) -> Receipt:
        """Give `account` (20 bytes) a role in an organisation, or take it away."""
        return self.act(self.calls.set_account(organisation, account, role))
