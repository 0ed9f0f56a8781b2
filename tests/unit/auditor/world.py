"""A work folder and a folder of evidence made of simulated sessions, as if a chain had been read."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from assessment.event import Place
from assessment.records import Record as Written
from assessment.records import write_record
from assessment.registry import Person, Registry, Site
from auditor.auditing import (
    Selection,
    check_packages,
    everywhere,
    judge,
    name_families,
    results,
    workers_for,
)
from auditor.context import Context, Subject, context_of
from auditor.intake import summarise, take_registry_events, take_session_events
from auditor.progress import Silent
from auditor.results import Scope, SessionResult
from auditor.store import Store
from certificate.facts import HoldSubject
from chain.records import Record
from tests.simulator.clean import clean_session
from tests.simulator.days import at
from tests.simulator.package import file_name, package, register
from tests.simulator.session import Session
from tests.simulator.shape import Shape

BLOCK, BLOCK_HASH = 50_000, bytes(range(32))
ANYTHING = Selection()


@dataclass(frozen=True)
class Happened:
    """One event of a registry as `chain.history` would give it."""

    name: str
    values: Record
    place: Place
    time: int
    contract: bytes = bytes(20)


@dataclass
class World:
    """Sessions on the chain, and the folder that their packages are put into."""

    folder: Path
    sessions: Sequence[Session]
    moment: int = at(date(2027, 1, 4), 12)

    @property
    def evidence(self) -> Path:
        return self.folder / "evidence"

    def subject(self) -> Subject:
        shape = self.sessions[0].shape
        return Subject(shape.chain, shape.ledger, BLOCK, self.moment, self.folder / "work", self.evidence)

    def fill(self, store: Store) -> None:
        """Write what reading the chain would have written."""
        with store.transaction():
            take_registry_events(store, told(self.sessions[0]))
            for session in self.sessions:
                case = session.case()
                take_session_events(store, session.shape.session, case.events)
            for number, session in enumerate(self.sessions, start=1):
                summarise(store, number)
                values = (session.shape.organisation, int(bool(session.intact)), session.shape.session)
                store.write("UPDATE session SET organisation = ?, intact = ? WHERE id = ?", *values)

    def open_packages(self) -> None:
        self.evidence.mkdir(exist_ok=True)
        for session in self.sessions:
            self.file(session).write_bytes(package(session))
        (self.evidence / "register.evidence.jsonl").write_bytes(register(self.sessions[0]))

    def file(self, session: Session) -> Path:
        return self.evidence / file_name(session)

    def audit(self, store: Store, selection: Selection = ANYTHING, processes: int = 1) -> Context:
        context = context_of(self.subject(), store)
        name_families(store, context)
        with workers_for(context, processes) as workers:
            check_packages(store, context, Silent(), workers)
            judge(store, context, selection, Silent(), workers)
        return context

    def scope(self, store: Store, context: Context, selection: Selection = ANYTHING) -> Scope:
        subject = self.subject()
        return Scope(
            chain=subject.chain, ledger=subject.ledger, block=BLOCK, block_hash=BLOCK_HASH, moment=self.moment,
            name_zh="示范网络", name_en="Demonstration network", test=True, filters=selection.filters,
            everywhere=everywhere(store), foreign=context.folder.strangers(frozenset(self.ids())),
        )  # fmt: skip

    def ids(self) -> list[bytes]:
        return [session.shape.session for session in self.sessions]

    def all_results(self) -> dict[bytes, SessionResult]:
        """Audit everything in a fresh work folder."""
        with Store(self.folder / "work") as store:
            if store.row("SELECT 1 FROM session") is None:
                self.fill(store)
            context = self.audit(store)
            return {result.session: result for result in results(store, context, ANYTHING)}


def shapes(count: int, *, candidates: int = 6, eventful: bool = False) -> Iterator[Shape]:
    """Shapes of sessions at one site, a fortnight apart, with a crew of its own each."""
    for place in range(count):
        yield Shape(
            seed=f"session {place}", candidates=candidates, day=date(2026, 3, 10) + timedelta(days=14 * place),
            turn=place, eventful=eventful, signed=True, committed=True, first_serial=1 + place * 1000,
        )  # fmt: skip


def world_of(folder: Path, sessions: Iterable[Session] | None = None, *, count: int = 2) -> World:
    made = list(sessions) if sessions is not None else [clean_session(shape) for shape in shapes(count)]
    world = World(folder, made)
    world.open_packages()
    return world


def told(session: Session) -> Iterator[Happened]:
    """Tell a simulated registry as the events that would have led to it."""
    for number, (time, name, values) in enumerate(sorted(_told(session), key=lambda one: one[0])):
        yield Happened(name, Record(values), Place(1 + number, bytes(32), 0), time)


def _told(session: Session) -> Iterator[tuple[int, str, dict[str, object]]]:
    registry = session.registry
    for time, root in registry.root_authority.changes:
        yield time, "RootAuthorityChanged", {"previous": bytes(20), "current": root}
    yield from _accreditors(registry)
    yield from _organisations(registry)
    for site in registry.sites.values():
        yield from _site(session, site)
    for person in registry.persons.values():
        yield from _person(session, person)
    yield from _standards(session, registry)


def _accreditors(registry: Registry) -> Iterator[tuple[int, str, dict[str, object]]]:
    for one in registry.accreditors.values():
        (time, span), (_, account) = one.dates.changes[0], one.account.changes[0]
        yield time, "AccreditorAdded", {
            "accreditor": one.number, "account": account, "from": span.start, "until": span.end,
        }  # fmt: skip
        for family, masks in one.scopes.items():
            for when, levels in masks.changes:
                yield when, "AccreditorScopeSet", {"accreditor": one.number, "family": family, "levels": levels}


def _organisations(registry: Registry) -> Iterator[tuple[int, str, dict[str, object]]]:
    for one in registry.organisations.values():
        time, span = one.dates.changes[0]
        yield time, "OrganisationAccredited", {
            "organisation": one.number, "accreditor": one.accreditor, "from": span.start, "until": span.end,
            "cap": one.cap.changes[0][1],
        }  # fmt: skip
        for when, standing in one.standing.changes[1:]:
            yield when, "OrganisationStandingChanged", {
                "organisation": one.number, "standing": standing.value, "reason": 1,
            }  # fmt: skip
        for family, scopes in one.scopes.items():
            for when, scope in scopes.changes:
                yield when, "OrganisationScopeSet", {
                    "organisation": one.number, "family": family, "levels": scope.levels, "from": scope.span.start,
                    "until": scope.span.end,
                }  # fmt: skip


def _site(session: Session, site: Site) -> Iterator[tuple[int, str, dict[str, object]]]:
    time, span = site.dates.changes[0]
    commitment = bytes(32) if site.record is None else seal_registered(session.shape, 102, site.record)
    yield time, "SiteAdded", {
        "site": site.number, "accreditor": site.accreditor, "from": span.start, "until": span.end,
        "commitment": commitment,
    }  # fmt: skip
    for family, masks in site.scopes.items():
        for when, levels in masks.changes:
            yield when, "SiteScopeSet", {"site": site.number, "family": family, "levels": levels}
    for room, seats in site.seats.items():
        for when, count in seats.changes:
            yield when, "RoomsSet", {"site": site.number, "rooms": (room,), "seats": (count,)}


def _person(session: Session, person: Person) -> Iterator[tuple[int, str, dict[str, object]]]:
    time, span = person.dates.changes[0]
    commitment = bytes(32) if person.record is None else seal_registered(session.shape, 101, person.record)
    yield time, "PersonRegistered", {
        "person": person.number, "accreditor": person.accreditor, "account": person.account.changes[0][1],
        "employer": person.employer, "roles": person.roles.changes[0][1], "from": span.start, "until": span.end,
        "commitment": commitment,
    }  # fmt: skip
    for when, account in person.account.changes[1:]:
        yield when, "PersonAccountReplaced", {"person": person.number, "previous": bytes(20), "current": account}
    if person.compromised_since is not None:
        yield time, "PersonCompromised", {
            "person": person.number, "account": bytes(20), "since": person.compromised_since, "by": bytes(20),
        }  # fmt: skip


def _standards(session: Session, registry: Registry) -> Iterator[tuple[int, str, dict[str, object]]]:
    for entry in registry.standards.values():
        terms = Record({"inForceFrom": entry.published_at, "levels": 255})
        yield entry.published_at, "StandardPublished", {
            "standardNo": entry.number, "family": entry.family, "version": entry.version, "publisher": 0,
            "terms": terms,
        }  # fmt: skip
    for when, number in registry.default_terms.changes:
        document = registry.parameters[number].hash
        yield when, "TermsPublished", {"termsNo": number, "terms": Record({"document": document})}
        yield when, "TermsSet", {"standardNo": 0, "termsNo": number}


def seal_registered(shape: Shape, code: int, record: Written) -> bytes:
    """The commitment to a registered record, computed by hand (docs/evidence.md, section 2)."""
    prefix = b"xcert/record/v0\x00" + shape.chain.to_bytes(8, "big") + shape.ledger + bytes(32) + bytes([code])
    return hashlib.sha256(b"\x00" + hashlib.sha256(prefix + write_record(record)).digest()).digest()


def hold(number: int, placed: int, lifted: int | None) -> Iterator[tuple[int, str, dict[str, object]]]:
    key: dict[str, object] = {"subject": HoldSubject.ORGANISATION.value, "id": number, "index": 0}
    yield placed, "HoldPlaced", {**key, "since": placed, "reason": 1, "by": bytes(20)}
    if lifted is not None:
        yield lifted, "HoldLifted", {**key, "by": bytes(20)}
