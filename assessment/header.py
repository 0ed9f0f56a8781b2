"""What a file of evidence says it belongs to: the members of its header (docs/evidence.md, sections 3 and 5)."""

from dataclasses import dataclass

from assessment.codec import Account, SessionText
from assessment.commitment import Binding


@dataclass(frozen=True, slots=True)
class Header:
    """A `Binding` as JSON spells it; the session in hexadecimal with 0x."""

    chain: int
    ledger: Account
    session: SessionText

    @property
    def binding(self) -> Binding:
        """What the file is bound to."""
        return Binding(self.chain, bytes.fromhex(self.ledger[2:]), bytes.fromhex(self.session[2:]))


def spelled(binding: Binding) -> tuple[int, Account, SessionText]:
    """Return the members of a `Header` in their order."""
    return binding.chain, f"0x{binding.ledger.hex()}", f"0x{binding.session.hex()}"
