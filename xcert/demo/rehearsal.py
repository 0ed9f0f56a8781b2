"""A rehearsal: invented people, and on the ledger everything that a real assessment is, from plan to decision.

For the demonstration, for tests and for trials on a local chain. Nobody sat for anything: the commitments are to
nothing, all events are recorded within minutes, and an audit says so. In earnest these events come from `xcert issuer
session`, each signed by the person who did it.
"""

import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from assessment.codes import EventCode, Role
from assessment.parameters import Parameters
from authority import Office
from authority.errors import RequestError
from certificate.checks import family_id
from certificate.standard import Standard
from chain.accounts import KeyAccount, MessageSigner
from chain.calls import Call
from chain.errors import RevertedError
from chain.ledger_calls import LedgerCalls
from chain.ledger_values import PublishedTerms
from chain.node import Node
from chain.personnel_calls import PersonnelCalls, Position
from chain.receipts import event_in
from chain.rpc import Rpc
from chain.sending import Sender
from chain.session_message import MessageDomain, SessionMessage, Signed, session_id

ROOM: Final = 1
SEATS: Final = 2**24 - 1
"""Seats of the rehearsal's only room: as many as the ledger can count."""

_YEAR: Final = 365 * 86_400
_LONG: Final = 2**32 - 1
_RECORDS: Final = b"\x5e" * 32
"""A commitment that nobody can open."""
_AHEAD: Final = 120
"""Seconds by which events are claimed ahead of the chain: the ledger allows 300, and nothing may precede the roster."""

OPEN_TERMS: Final = Parameters(
    file_lead_days=0,
    roster_lead=0,
    seal_lead=0,
    unseal_early=_LONG,
    seal_delay=_LONG,
    score_deadline=_LONG,
    notice_days=0,
)
"""Terms under which a session may run through at once; for test networks only."""

_ROLES: Final[Mapping[str, tuple[Role, ...]]] = {
    "manager": (Role.MANAGER, Role.REGISTRAR, Role.SITE_LEAD, Role.INVIGILATOR),
    "examiner": (Role.EXAMINER,),
    "controller": (Role.SCORE_CONTROLLER,),
    "officer": (Role.CERTIFICATION_OFFICER,),
}


@dataclass(frozen=True, slots=True)
class Crew:
    """The invented staff of an organisation, the site it works at, and the regulator who approves its plans."""

    organisation: int
    site: int
    regulator: MessageSigner
    manager: KeyAccount
    examiner: KeyAccount
    controller: KeyAccount
    officer: KeyAccount


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a session is about: `standard` is its number in the registry; everybody who sits passes but `failed`."""

    standard: int
    level: int
    candidates: int
    failed: int = 0


def open_terms(root: Sender, ledger: bytes) -> int:
    """Publish `OPEN_TERMS` and let every standard have them; `root` is the root authority. Returns their number."""
    calls = LedgerCalls(ledger)
    receipt = root.send(calls.publish_terms(PublishedTerms(OPEN_TERMS.terms, OPEN_TERMS.hash)))
    number = event_in(receipt, "TermsPublished", contract=ledger).number("termsNo")
    root.send(calls.set_terms(0, number))
    return number


def hire(
    accreditor: Sender,
    regulator: MessageSigner,
    personnel: bytes,
    *,
    number: int,
    organisation: int,
    families: Mapping[bytes, int],
) -> Crew:
    """Let accreditor `number` register four persons of `organisation`, and a site for `families` (levels as bits)."""
    calls, end = PersonnelCalls(personnel), 2**40 - 1
    people = {name: KeyAccount.create() for name in _ROLES}
    for name, roles in _ROLES.items():
        position = Position(organisation, sum(1 << role.value for role in roles), 0, end)
        accreditor.send(calls.register_person(number, people[name].address, position, commitment=_RECORDS))
    receipt = accreditor.send(calls.add_site(number, start=0, end=end, commitment=_RECORDS))
    site = event_in(receipt, "SiteAdded", contract=personnel).number("site")
    accreditor.send(calls.set_rooms(site, {ROOM: SEATS}))
    for family, levels in families.items():
        accreditor.send(calls.set_site_scope(site, family, levels))
    return Crew(organisation, site, regulator, **people)


def number_of(office: Office, standard: Standard) -> int:
    """Return the number of a published standard; raises `RequestError` if it is not published."""
    published = office.views.standard(standard.version)
    if published is None:
        raise RequestError(f"the standard {standard.family} is not published here; publish it first")
    return published.number


def rehearse(office: Office, organisation: int, rehearsal: Rehearsal, *, family: str, accreditor: int = 1) -> bytes:
    """Hire a crew for `organisation` and bring a session to its decision; `office` is its accreditor's.

    Returns the session's id. Raises `RevertedError` for what the ledger refuses, such as a level out of scope.
    """
    levels = {family_id(family): 1 << (rehearsal.level - 1)}
    crew = hire(
        office.sender, office.signer, office.personnel, number=accreditor, organisation=organisation, families=levels
    )
    return Stagehand(office.node, office.sender, office.domain, crew).decide(rehearsal)


@dataclass(frozen=True, slots=True)
class Stagehand:
    """Brings sessions of a crew to their decision; `relay` pays and speaks for nobody."""

    node: Node
    relay: Sender
    domain: MessageDomain
    crew: Crew

    def decide(self, rehearsal: Rehearsal, *, nonce: bytes | None = None) -> bytes:
        """Open a session and bring it to its decision in three transactions; return its id."""
        chosen = nonce or secrets.token_bytes(32)
        session = session_id(self.crew.organisation, chosen)
        self.relay.send(self.plan(rehearsal, session, chosen))
        for step in (self.sit(rehearsal, session), self.conclude(rehearsal, session)):
            self.record(step)
        return session

    def plan(self, rehearsal: Rehearsal, session: bytes, nonce: bytes) -> Call:
        """File the plan; it begins in a year, so that nothing is late."""
        figures = {
            "standard": rehearsal.standard,
            "level": rehearsal.level,
            "site": self.crew.site,
            "start": self._now() + _YEAR,
            "seats": rehearsal.candidates,
            "parts": 1,
            "offset2": 0,
            "offset3": 0,
            "papers": 0,
        }
        message = SessionMessage(session, EventCode.PLAN_FILED, 0, self._now(), _RECORDS, figures)
        plan = self.domain.sign(message, self.crew.manager)
        return LedgerCalls(self.domain.ledger).file_plan(self.crew.organisation, nonce, plan)

    def sit(self, rehearsal: Rehearsal, session: bytes) -> list[Signed]:
        """From the approval to the sealed responses."""
        crew, size = self.crew, rehearsal.candidates
        run = {"part": 1, "room": ROOM, "present": size}
        return self._signed(
            session,
            (
                (crew.regulator, 0, EventCode.PLAN_APPROVED, {}),
                (crew.manager, 1, EventCode.REG_OPENED, {}),
                (crew.manager, 2, EventCode.ROSTER_LOCKED, {"n": size}),
                (crew.manager, 3, EventCode.STAFF_ASSIGNED, {"declarers": 1, "invigilators": 1, "others": 2}),
                (crew.examiner, 0, EventCode.COI_DECLARED, {"conflicts": 0}),
                (crew.manager, 4, EventCode.SESSION_OPENED, {}),
                (crew.manager, 5, EventCode.PART_STARTED, run),
                (crew.manager, 6, EventCode.PART_ENDED, run),
                (crew.manager, 7, EventCode.RESPONSES_SEALED, {"items": size, "candidates": size}),
            ),
        )

    def conclude(self, rehearsal: Rehearsal, session: bytes) -> list[Signed]:
        """From the marks to the decision; marks follow the sealing in a later block (R26)."""
        crew, size = self.crew, rehearsal.candidates
        passed = size - rehearsal.failed
        marks = {"n": size, "part": 1}
        return self._signed(
            session,
            (
                (crew.examiner, 1, EventCode.SCORE_COMMIT, marks),
                (crew.examiner, 2, EventCode.SCORE_REVEAL, marks),
                (crew.controller, 0, EventCode.SCORES_LOCKED, {"n": size, "passed": passed}),
                (crew.manager, 8, EventCode.PROVISIONAL_PUBLISHED, {"until": self._now()}),
                (crew.manager, 9, EventCode.NOTICE_CLOSED, {}),
                (
                    crew.officer,
                    0,
                    EventCode.DECISION_RECORDED,
                    {"granted": passed, "refused": rehearsal.failed, "deferred": 0},
                ),
            ),
        )

    def record(self, events: list[Signed]) -> None:
        """Record `events` with one transaction; raises `RevertedError`."""
        call = LedgerCalls(self.domain.ledger).record_all(events)
        for _ in range(3):
            try:
                self.relay.send(call)
            except RevertedError as error:
                # A node may try a call at the time of its newest block, and marks must be later than that.
                if error.name != "AssessmentLedgerTooEarly":
                    raise
                time.sleep(1)
            else:
                return
        self.relay.send(call)

    def _signed(
        self, session: bytes, steps: Iterable[tuple[MessageSigner, int, EventCode, Mapping[str, int]]]
    ) -> list[Signed]:
        return list(self._sign_each(session, self._now() + _AHEAD, steps))

    def _sign_each(
        self, session: bytes, moment: int, steps: Iterable[tuple[MessageSigner, int, EventCode, Mapping[str, int]]]
    ) -> Iterator[Signed]:
        for signer, nonce, code, figures in steps:
            yield self.domain.sign(SessionMessage(session, code, nonce, moment, _RECORDS, figures), signer)

    def _now(self) -> int:
        return Rpc(self.node).newest().time
