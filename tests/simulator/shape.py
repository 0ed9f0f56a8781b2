"""What a simulated session looks like before anybody does anything."""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from eth_utils.crypto import keccak

from certificate.catalogue import standards_from_catalogue
from certificate.standard import Standard
from tests.architecture.tree import ROOT
from tests.simulator.cast import Cast, cast_of

JUDGED = "PR"
"""Parts with judgement: practical and review."""
SEATS = 30
"""Seats of a room."""


@lru_cache(maxsize=1)
def standards() -> dict[str, Standard]:
    return standards_from_catalogue((ROOT / "xcert" / "data" / "catalogue.json").read_bytes())


@dataclass(frozen=True)
class Shape:
    """A session is the same, to the last salt, for the same shape.

    `day` is the day of the examination, `turn` the number of the session at its site (another set of examiners comes
    each time), `panel` the examiners of each room of a part with judgement. `eventful` adds an absence, an incident,
    an adjudication, a carried part and an appeal that is refused. With `signed` the certificates are really signed
    and the roots are theirs; with `committed` the commitments are really computed.
    """

    seed: str = "one"
    candidates: int = 12
    rooms: int = 1
    panel: int = 3
    family: str = "X-BIM"
    level: int = 1
    day: date = date(2026, 4, 9)
    turn: int = 0
    report_before_issue: bool = False
    eventful: bool = True
    signed: bool = False
    committed: bool = False
    organisation: int = 1
    site: int = 1
    standard_number: int = 1
    terms: int = 1
    first_serial: int = 1
    troupe: str = "troupe"
    chain: int = 31337
    ledger: bytes = bytes.fromhex("dc64a140aa3e981100a9beca4e685f962f0cf6c9")
    registry: bytes = bytes.fromhex("5fbdb2315678afecb367f032d93f642f64180aa3")

    @cached_property
    def standard(self) -> Standard:
        return standards()[self.family]

    @cached_property
    def version(self) -> bytes:
        return _version(self.family)

    @cached_property
    def cast(self) -> Cast:
        return cast_of(self.troupe, self.organisation, 2 * self.rooms, self.panel * self.rooms)

    @cached_property
    def nonce(self) -> bytes:
        return hashlib.sha256(f"session|{self.seed}".encode()).digest()

    @cached_property
    def session(self) -> bytes:
        """The session's id: keccak256(abi.encode(uint32 organisation, bytes32 nonce))."""
        return keccak(self.organisation.to_bytes(32, "big") + self.nonce)

    def candidate(self, place: int) -> str:
        """The pseudonym of a candidate."""
        return hashlib.sha256(f"candidate|{self.seed}|{place}".encode()).hexdigest()


@lru_cache(maxsize=64)
def _version(family: str) -> bytes:
    return standards()[family].version
