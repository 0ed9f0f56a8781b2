"""All contracts on a fresh machine, with one accredited organisation: where every contract test begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.contracts.contract import Contract, Sent
from tests.contracts.machine import Machine
from tests.contracts.messages import address_of
from tests.contracts.sessions import Session, enlist, session_id

DAY = 86_400
YEAR = 365 * DAY
START = 1_767_225_600 + 8 * 3_600
"""2026-01-01 08:00 UTC, in Unix seconds."""
FOR_EVER = 2**40 - 1

CERTIFICATE, SCORES, CORRECTION = 1, 2, 3
SUSPEND, LIFT, REVOKE, CANCEL, SUPERSEDE = 1, 2, 3, 4, 5
ADMINISTRATION, ANCHORING = 1, 2
ACTIVE, SUSPENDED, WITHDRAWN = 1, 2, 3
ON_ORGANISATION, ON_ACCREDITOR = 1, 2

FAMILY = b"X-BIM".ljust(32, b"\0")
VERSION = bytes.fromhex("51" * 32)
KEY = bytes.fromhex("4b" * 32)
POSSESSION = (bytes.fromhex("aa" * 32), bytes.fromhex("bb" * 32))
SESSION_NONCE, OTHER_NONCE, HIGHER_NONCE = b"\x5e" * 32, b"\x5f" * 32, b"\x60" * 32
SESSION, OTHER_SESSION, HIGHER_SESSION = (session_id(nonce) for nonce in (SESSION_NONCE, OTHER_NONCE, HIGHER_NONCE))
"""Decided sessions of the first organisation: two of level 1, one of level 2."""
GRANTED = 2**23
"""So many are granted in each of them."""
PROFILE = bytes.fromhex("0f" * 32)
DID = "did:web:org.example"
EVIDENCE = bytes.fromhex("ee" * 32)
REPLY = bytes.fromhex("77" * 32)
TERMS = (0b111, 36, 6, 3, 480, START - YEAR)
"""Levels 1 to 3, reassessed every 36 months with 6 of make-up and 3 of lead, at UTC+8."""


def account(name: str) -> bytes:
    """Return an address that is easy to recognise in a message."""
    return name.encode().rjust(20, b"\x01")


DEPLOYER = account("deployer")
ROOT = address_of("root")
ACCREDITOR = address_of("accreditor")
ADMIN = account("admin")
SECOND_ADMIN = account("second admin")
ANCHOR = account("anchor")
RIVAL = account("rival")
STRANGER = account("stranger")

ACCREDITOR_ID = 1
ORGANISATION = 1
STANDARD_NO = 1


@dataclass
class World:
    """A machine with the contracts on it."""

    machine: Machine
    accreditation: Contract
    personnel: Contract
    ledger: Contract
    certificates: Contract
    root: bytes = ROOT

    @property
    def time(self) -> int:
        """The present, in Unix seconds."""
        return self.machine.time

    @property
    def today(self) -> int:
        """The day in UTC, since 1970."""
        return self.machine.time // DAY

    def pass_time(self, seconds: int) -> None:
        """Let the clock run on."""
        self.machine.time += seconds

    def accredit(self, function: str, *args: object, sender: bytes = ROOT) -> Sent:
        """Send to the accreditation registry."""
        return self.accreditation.send(function, *args, sender=sender)

    def staff(self, function: str, *args: object, sender: bytes = ROOT) -> Sent:
        """Send to the personnel registry."""
        return self.personnel.send(function, *args, sender=sender)

    def assess(self, function: str, *args: object, sender: bytes = account("relayer")) -> Sent:
        """Send to the ledger; anybody may, because messages are signed."""
        return self.ledger.send(function, *args, sender=sender)

    def certify(self, function: str, *args: object, sender: bytes = ADMIN) -> Sent:
        """Send to the certificate registry."""
        return self.certificates.send(function, *args, sender=sender)

    def anchor(
        self,
        *,
        organisation: int = ORGANISATION,
        session: bytes = SESSION,
        submission: int = 0,
        kind: int = CERTIFICATE,
        version: bytes = VERSION,
        level: int = 1,
        last_size: int = 1_024,
        roots: Sequence[bytes] | int = 1,
        sender: bytes = ANCHOR,
    ) -> Sent:
        """Anchor a submission; `roots` may be their number."""
        heads = tree_heads(roots, submission) if isinstance(roots, int) else roots
        args = (organisation, session, submission, kind, version, level, last_size, heads)
        return self.certify("anchor", *args, sender=sender)

    def record(
        self,
        what: int,
        which: Sequence[int],
        action_no: int,
        *,
        day: int | None = None,
        number: int = 0,
        reason: int = 9,
        sender: bytes = ADMIN,
    ) -> Sent:
        """Record a status action."""
        effective = self.today if day is None else day
        batch = (ORGANISATION, SESSION, number)
        return self.certify("recordStatus", batch, what, which, effective, reason, action_no, sender=sender)

    def correct(
        self,
        which: Sequence[int],
        action_no: int,
        *,
        submission: int = 1,
        superseded: int = 0,
        root: bytes = b"\xcc" * 32,
        session: bytes = SESSION,
        sender: bytes = ANCHOR,
    ) -> Sent:
        """Anchor a correction."""
        args = (ORGANISATION, session, submission, root, superseded, which, 3, action_no)
        return self.certify("anchorCorrection", *args, sender=sender)

    def inspect(self, number: int = 0, index: int = 0, *, session: bytes = SESSION, key: bytes = KEY) -> Any:
        """Read everything about one certificate."""
        return self.certificates.call("inspect", ORGANISATION, session, number, index, key)


def tree_heads(count: int, seed: int = 0) -> list[bytes]:
    """Return `count` different words that stand for Merkle roots."""
    return [bytes([0xD0]) * 24 + (seed * 64 + place + 1).to_bytes(8, "big") for place in range(count)]


def select(*indexes: int) -> list[int]:
    """Return the selection of these leaves: bit i of word w is leaf 256 w + i."""
    words = [0, 0, 0, 0]
    for index in indexes:
        words[index // 256] |= 1 << (index % 256)
    return words


def select_range(first: int, last: int) -> list[int]:
    """Return the selection of all leaves from `first` to `last`, both included."""
    return select(*range(first, last + 1))


def notice(which: Sequence[int], *, number: int = 0, reason: int = 7, evidence: bytes = EVIDENCE) -> tuple[object, ...]:
    """Return a notice of an intended revocation."""
    return (ORGANISATION, SESSION, number, which, reason, evidence)


def deploy(time: int = START) -> World:
    """Deploy the contracts and connect them; nobody is accredited yet."""
    machine = Machine(time)
    accreditation, _ = Contract.deploy(machine, "AccreditationRegistry", DEPLOYER, ROOT)
    personnel, _ = Contract.deploy(machine, "PersonnelRegistry", DEPLOYER, accreditation.address)
    ledger, _ = Contract.deploy(machine, "AssessmentLedger", DEPLOYER, personnel.address)
    certificates, _ = Contract.deploy(machine, "CertificateRegistry", DEPLOYER, ledger.address)
    for contract in (ledger, certificates):
        accreditation.send("connect", contract.address, sender=ROOT)
    return World(machine, accreditation, personnel, ledger, certificates)


def decide_sessions(world: World) -> None:
    """Bring the sessions that most tests anchor from to their decision."""
    for nonce, level in ((SESSION_NONCE, 1), (OTHER_NONCE, 1), (HIGHER_NONCE, 2)):
        Session(world, nonce).decide(GRANTED, level=level, seats=GRANTED)


def furnish(world: World, *, cap: int = 0, decided: bool = True) -> World:
    """Accredit one organisation for levels 1 and 2 of one standard, with accounts, key, people and decided sessions."""
    # Seconds before the tests begin: whoever decides must have had a role before notice was given.
    world.pass_time(-5)
    world.accredit("addAccreditor", ACCREDITOR, START - YEAR, START + 10 * YEAR)
    world.accredit("setAccreditorScope", ACCREDITOR_ID, FAMILY, 0b111)
    dates = (START - YEAR, START + 5 * YEAR)
    world.accredit("accreditOrganisation", ACCREDITOR_ID, PROFILE, DID, *dates, cap, ADMIN, sender=ACCREDITOR)
    world.accredit("setScope", ORGANISATION, FAMILY, 0b011, *dates, sender=ACCREDITOR)
    world.accredit("publishStandard", FAMILY, VERSION, TERMS, sender=ACCREDITOR)
    world.accredit("setAccount", ORGANISATION, ANCHOR, ANCHORING, sender=ADMIN)
    world.accredit("setAccount", ORGANISATION, SECOND_ADMIN, ADMINISTRATION, sender=ADMIN)
    enlist(world)
    if decided:
        decide_sessions(world)
    world.machine.time = START
    world.accredit("registerKey", ORGANISATION, KEY, POSSESSION, 0, sender=ADMIN)
    return world
