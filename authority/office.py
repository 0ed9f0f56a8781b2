"""One account acting on one AccreditationRegistry."""

from dataclasses import dataclass

from certificate.checks import family_id
from certificate.facts import HoldSubject
from chain.accounts import Signer
from chain.accreditation_calls import AccreditationCalls
from chain.accreditation_views import AccreditationViews
from chain.calls import Call
from chain.node import Node
from chain.receipts import event_in
from chain.records import Record
from chain.registry_values import Role
from chain.rpc import Receipt
from chain.sending import DEFAULT_FEE_CAP, Sender
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

    @classmethod
    def open(cls, node: Node, account: Signer, trusted: TrustedNetwork, *, fee_cap: int = DEFAULT_FEE_CAP) -> "Office":
        """Let `account` act on the registry that the trust file names."""
        network = trusted.network
        sender = Sender(node, account, chain=network.chain, finality=trusted.finality, fee_cap=fee_cap)
        return cls(sender, node, network.accreditation, network.chain)

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

    def event(self, receipt: Receipt, name: str) -> Record:
        """Return the event `name` that an act left in its receipt."""
        return event_in(receipt, name, contract=self.accreditation)

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
