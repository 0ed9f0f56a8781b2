"""What the rules about plan, people, papers and conduct start from, beside `lookup`."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from assessment.codes import EventCode, Role
from assessment.event import Event
from assessment.records import Assignment, Candidate, Eligibility, PersonRecord, Plan, SiteRecord
from assessment.registry import Person
from assessment.rules.case import Case
from assessment.rules.finding import Evidence
from assessment.rules.rule import UnknownFactError

MINUTE: Final = 60
EXAMINING: Final = frozenset({Role.EXAMINER, Role.ADJUDICATOR})
"""Who gives marks, and so has to be qualified and to declare conflicts."""


def filed(case: Case) -> Event | None:
    """Return the plan in force: a rejected one is filed again."""
    return case.last(EventCode.PLAN_FILED)


def planned(case: Case) -> Plan | None:
    """Return the opened plan in force, or None before there is one."""
    event = filed(case)
    if event is None:
        return None
    for _, _, plan in case.records_of(Plan, event):
        return plan
    raise UnknownFactError(Evidence("plan-without-record", {}, (event.number,)))


def starts_of(filing: Event) -> tuple[int, ...]:
    """Return the planned start of each part (Unix seconds) from the figures alone."""
    figures = filing.figures
    offsets = (0, figures["offset2"], figures["offset3"])[: figures["parts"]]
    return tuple(figures["start"] + MINUTE * offset for offset in offsets)


def due_of(leaf: Candidate) -> tuple[str, ...]:
    """Return the parts that a candidate has to sit: those due and not carried."""
    carried = {one.part for one in leaf.carried}
    return tuple(part for part in leaf.due if part not in carried)


def eligibility_of(case: Case) -> dict[str, tuple[Event, int, Eligibility]]:
    """Return the last decision on each candidate before the roster was locked."""
    locked = case.first(EventCode.ROSTER_LOCKED)
    return {
        record.candidate: (event, leaf, record)
        for event, leaf, record in case.records(Eligibility, EventCode.ELIGIBILITY_DECIDED)
        if locked is None or event.number < locked.number
    }


def staff_of(case: Case) -> tuple[Assignment, ...]:
    """Return the assignments in force: those of the last STAFF_ASSIGNED."""
    event = case.last(EventCode.STAFF_ASSIGNED)
    return () if event is None else tuple(record for _, _, record in case.records_of(Assignment, event))


def people_behind(case: Case) -> Mapping[bytes, tuple[Person, ...]]:
    """Return the registered persons behind every account that signed, found in one pass over the register."""
    accounts = {event.actor for event in case.events} | {event.second for event in case.events if event.second}
    found: dict[bytes, tuple[Person, ...]] = {}
    for person in case.registry.persons.values():
        for _, account in person.account.changes:
            if account in accounts and person not in found.get(account, ()):
                found[account] = (*found.get(account, ()), person)
    return found


def signer_at(signers: Mapping[bytes, tuple[Person, ...]], account: bytes | None, moment: int) -> Person | None:
    """Return the person who signed through `account` at `moment`."""
    if account is None:
        return None
    return next((one for one in signers.get(account, ()) if one.account.at(moment) == account), None)


def opened_persons(case: Case, numbers: Iterable[int]) -> Iterator[tuple[Person, PersonRecord]]:
    """Yield the registered persons among `numbers` with their records.

    Raises `UnknownFactError` for a record that nobody opened, after all others: what they break is found first.
    """
    closed = []
    for number in numbers:
        person = case.registry.persons.get(number)
        if person is not None and person.record is not None:
            yield person, person.record
        elif person is not None:
            closed.append(number)
    if closed:
        raise UnknownFactError(Evidence("person-not-opened", {"person": min(closed)}))


def site_record_of(case: Case, number: int) -> SiteRecord:
    """Return the record of a site."""
    site = case.registry.sites.get(number)
    if site is None or site.record is None:
        raise UnknownFactError(Evidence("site-not-opened", {"site": number}))
    return site.record
