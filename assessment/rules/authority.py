"""R1 to R6: authority and scope of organisations, sites, standards, keys and persons."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Final

from assessment.codes import EventCode, Role
from assessment.event import Event
from assessment.records import Candidate
from assessment.registry import Person
from assessment.rules.case import Case
from assessment.rules.finding import Evidence
from assessment.rules.known import (
    EXAMINING,
    MINUTE,
    filed,
    opened_persons,
    people_behind,
    planned,
    signer_at,
    site_record_of,
    staff_of,
)
from assessment.rules.lookup import entry_of, months_from
from assessment.rules.rule import NOT_APPLICABLE, NOT_YET, Rule, UnknownFactError, rule
from assessment.rules.scope import organisation_lacks, site_lacks
from assessment.states import STEPS


@rule(1)
def issuer_in_scope(case: Case) -> Iterator[Evidence]:
    """R1: the organisation is accredited for (standard, level) when it files, decides and issues."""
    plan = filed(case)
    if plan is None:
        yield NOT_YET
        return
    for event in case.all(EventCode.PLAN_FILED, EventCode.DECISION_RECORDED, EventCode.CERTS_ISSUED):
        figures = (event if event.code is EventCode.PLAN_FILED else plan).figures
        standard = case.registry.standards.get(figures["standard"])
        if standard is None:
            raise UnknownFactError(Evidence("standard-unknown", {}, (event.number,)))
        level, moment = figures["level"], event.recorded_at
        for lack in organisation_lacks(case.registry, case.organisation, standard.family, level, moment):
            yield Evidence(lack, {"organisation": case.organisation, "level": level, "at": moment}, (event.number,))


@rule(2)
def site_in_scope(case: Case) -> Iterator[Evidence]:
    """R2: at each start of a part the site is active, in scope, and the room has the seats and is fit for the part."""
    plan, started = filed(case), case.all(EventCode.PART_STARTED)
    if plan is None or not started:
        yield NOT_YET
        return
    number, level, family = plan.figures["site"], plan.figures["level"], entry_of(case).family
    site = case.registry.sites.get(number)
    if site is None:
        yield Evidence("site-unknown", {"site": number}, (plan.number,))
        return
    for event in started:
        for lack in site_lacks(site, family, level, event.recorded_at):
            yield Evidence(lack, {"site": number, "at": event.recorded_at}, (event.number,))
        room, present = event.figures["room"], event.figures["present"]
        seats = (site.seats[room].at(event.recorded_at) if room in site.seats else None) or 0
        if present > seats:
            yield Evidence("room-overfull", {"room": room, "present": present, "seats": seats}, (event.number,))
    yield from _unfit_rooms(case, number, started)


def _unfit_rooms(case: Case, site: int, started: tuple[Event, ...]) -> Iterator[Evidence]:
    # The ledger knows rooms by their seats; which parts they are fit for stands in the site's record.
    fit = {room.room: room.parts for room in site_record_of(case, site).rooms}
    plan = planned(case)
    codes = [part.part for part in plan.parts] if plan else []
    for event in started:
        room, number = event.figures["room"], event.figures["part"]
        part = codes[number - 1] if 1 <= number <= len(codes) else ""
        if part not in fit.get(room, ()):
            yield Evidence("room-unfit-for-part", {"room": room, "part": part}, (event.number,))


@rule(3)
def standard_version(case: Case) -> Iterator[Evidence]:
    """R3: the version was in force when the roster was locked, and everything cites it."""
    locked = case.first(EventCode.ROSTER_LOCKED)
    if locked is None:
        yield NOT_YET
        return
    standard, moment = entry_of(case), locked.recorded_at
    over = standard.superseded_at is not None and standard.superseded_at <= moment
    if over or moment < standard.published_at:
        yield Evidence("standard-not-in-force", {"standard": standard.number, "at": moment}, (locked.number,))
    version = standard.version.hex()
    for number, certificates in case.issued.items():
        for one in certificates:
            if one.version != standard.version:
                yield Evidence("other-version-on-certificate", {"number": one.number}, (number,), one.leaf)
    plan, filing = planned(case), filed(case)
    if plan and filing and plan.standard != version:
        yield Evidence("other-version-in-plan", {"version": plan.standard}, (filing.number,), 0)
    for event, leaf, candidate in case.records(Candidate, EventCode.ROSTER_LOCKED):
        if candidate.standard != version:
            yield Evidence("other-version-in-roster", {"version": candidate.standard}, (event.number,), leaf)


@rule(4)
def key_and_role(case: Case) -> Iterator[Evidence]:
    """R4: every signer held the role and the key at that time; where two sign, they are two persons."""
    signers = people_behind(case)
    for event in case.events:
        step = STEPS[event.code]
        if not step.roles:
            continue  # nobody signs CERTS_ISSUED: the certificate registry records it
        if not _is_office(case, event, step.roles) and not _is_candidate(case, event, step.roles):
            yield from _signer_lacks(case, signers, event, event.actor, step.roles)
        if not step.two:
            continue
        if event.second is None:
            yield Evidence("second-signer-missing", {}, (event.number,))
            continue
        yield from _signer_lacks(case, signers, event, event.second, step.roles)
        if _same_person(signers, event):
            yield Evidence("one-person-signed-twice", {}, (event.number,))


def _same_person(signers: Mapping[bytes, tuple[Person, ...]], event: Event) -> bool:
    first = signer_at(signers, event.actor, event.recorded_at)
    second = signer_at(signers, event.second, event.recorded_at)
    return event.actor == event.second or (first is not None and first == second)


def _is_office(case: Case, event: Event, roles: frozenset[Role]) -> bool:
    if Role.REGULATOR not in roles:
        return False
    organisation = case.registry.organisations.get(case.organisation)
    accreditor = case.registry.accreditors.get(organisation.accreditor) if organisation else None
    offices = {case.registry.root_authority.at(event.recorded_at)}
    if accreditor:
        offices.add(accreditor.account.at(event.recorded_at))
    return event.actor in offices


def _is_candidate(case: Case, event: Event, roles: frozenset[Role]) -> bool:
    if Role.CANDIDATE not in roles or event.actor in {
        account for person in case.registry.persons.values() for _, account in person.account.changes
    }:
        return False
    account = f"0x{event.actor.hex()}"
    return any(leaf.account == account for _, _, leaf in case.records(Candidate, EventCode.ROSTER_LOCKED))


def _signer_lacks(
    case: Case, signers: Mapping[bytes, tuple[Person, ...]], event: Event, account: bytes, roles: frozenset[Role]
) -> Iterator[Evidence]:
    moment, where = event.recorded_at, (event.number,)
    person = signer_at(signers, account, moment)
    if person is None:
        yield Evidence("signer-unknown", {"account": f"0x{account.hex()}"}, where)
        return
    who: dict[str, int | str] = {"person": person.number}
    mask = person.roles.at(moment) or 0
    if not any(mask >> role.value & 1 for role in roles):
        yield Evidence("signer-without-role", who, where)
    span = person.dates.at(moment)
    if span is None or not span.holds_at(moment):
        yield Evidence("signer-outside-dates", who, where)
    if person.compromised_since is not None and person.compromised_since <= moment:
        yield Evidence("signer-compromised", who | {"since": person.compromised_since}, where)
    organisation = case.registry.organisations.get(case.organisation)
    elsewhere = organisation is None or person.accreditor != organisation.accreditor
    if elsewhere or person.employer not in (0, case.organisation):
        yield Evidence("signer-of-another-organisation", who, where)


@rule(5)
def volume_cap(case: Case) -> Iterator[Evidence]:
    """R5: the candidates that the organisation locked in twelve months, these included, are within its cap."""
    locked = case.first(EventCode.ROSTER_LOCKED)
    if locked is None:
        yield NOT_YET
        return
    organisation = case.registry.organisations.get(case.organisation)
    cap = organisation.cap.at(locked.recorded_at) if organisation else None
    if not cap:
        yield NOT_APPLICABLE
        return
    until = locked.recorded_at
    since = months_from(case, until, -12)
    total = locked.figures["n"] + case.elsewhere.candidates_locked(case.organisation, since, until)
    if total > cap:
        yield Evidence("volume-cap-exceeded", {"candidates": total, "cap": cap}, (locked.number,))


@rule(6)
def staff_qualified(case: Case) -> Iterator[Evidence]:
    """R6: each examiner and adjudicator is qualified for the standard and the level throughout the examination."""
    assigned, plan = case.last(EventCode.STAFF_ASSIGNED), planned(case)
    if assigned is None or plan is None:
        yield NOT_YET
        return
    family, where = entry_of(case).family, (assigned.number,)
    first = min((part.start for part in plan.parts), default=0)
    last = max((part.start + MINUTE * part.minutes for part in plan.parts), default=0)
    numbers = sorted({one.person for one in staff_of(case) if one.role in EXAMINING})
    for number in numbers:
        if number not in case.registry.persons:
            yield Evidence("person-unregistered", {"person": number}, where)
    for person, record in opened_persons(case, numbers):
        if not any(
            _family(held.family) == family and held.level == plan.level and held.from_ <= first and last <= held.until
            for held in record.qualifications
        ):
            yield Evidence("examiner-unqualified", {"person": person.number, "level": plan.level}, where)


def _family(code: str) -> bytes:
    return hashlib.sha256(code.encode("utf-8", "replace")).digest()


RULES: Final[Mapping[int, Rule]] = {
    1: issuer_in_scope,
    2: site_in_scope,
    3: standard_version,
    4: key_and_role,
    5: volume_cap,
    6: staff_qualified,
}
