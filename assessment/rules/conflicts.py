"""R14: nobody examines whom they are related to."""

from collections.abc import Iterator

from assessment.codes import EventCode
from assessment.event import Event
from assessment.records import Declaration
from assessment.rules.case import Case
from assessment.rules.finding import Evidence
from assessment.rules.known import EXAMINING, eligibility_of, filed, opened_persons, people_behind, signer_at, staff_of
from assessment.rules.lookup import roster_of
from assessment.rules.related import Groups, groups_of, relations_between
from assessment.rules.rule import NOT_YET, rule


@rule(14)
def conflict_of_interest(case: Case) -> Iterator[Evidence]:
    """R14: every examiner and adjudicator declared between assignment and opening, and nobody is related."""
    assigned, opened = case.last(EventCode.STAFF_ASSIGNED), case.first(EventCode.SESSION_OPENED)
    if assigned is None:
        yield NOT_YET
        return
    signers = people_behind(case)
    declared = {}
    for event in case.all(EventCode.COI_DECLARED):
        person = signer_at(signers, event.actor, event.recorded_at)
        in_force = event.number > assigned.number and (opened is None or event.number < opened.number)
        if person and in_force:
            declared[person.number] = event
    examining = sorted({one.person for one in staff_of(case) if one.role in EXAMINING})
    if opened:
        for number in examining:
            if number not in declared:
                yield Evidence("conflicts-not-declared", {"person": number}, (assigned.number, opened.number))
    groups = groups_of(case, roster_of(case)[1])
    yield from _declared_conflicts(case, assigned, opened, groups)
    yield from _registered_conflicts(case, assigned, examining, groups)
    for event in declared.values():
        signer = signer_at(signers, event.actor, event.recorded_at)
        for _, leaf, record in case.records_of(Declaration, event):
            if signer and record.person != signer.number:
                yield Evidence("declared-for-another", {"person": record.person}, (event.number,), leaf)


def _assigned_to(case: Case, person: int, groups: Groups) -> frozenset[str]:
    own = (one for one in staff_of(case) if one.person == person and one.role in EXAMINING)
    return frozenset[str]().union(*(groups.of(one) for one in own))


def _declared_conflicts(case: Case, assigned: Event, opened: Event | None, groups: Groups) -> Iterator[Evidence]:
    for event, leaf, record in case.records(Declaration, EventCode.COI_DECLARED):
        # A conflict that was declared honestly only asks for another assignment, until the session opens without one.
        if opened is None and event.number > assigned.number:
            continue
        for conflict in record.conflicts:
            if conflict.candidate in _assigned_to(case, record.person, groups):
                values: dict[str, int | str] = {"person": record.person, "candidate": conflict.candidate}
                yield Evidence("declared-conflict", values, (event.number, assigned.number), leaf)


def _registered_conflicts(case: Case, assigned: Event, examining: list[int], groups: Groups) -> Iterator[Evidence]:
    plan = filed(case)
    start = plan.figures["start"] if plan else assigned.recorded_at
    decided = eligibility_of(case)
    for person, record in opened_persons(case, examining):
        for candidate in sorted(_assigned_to(case, person.number, groups)):
            eligibility = decided[candidate][2] if candidate in decided else None
            for relation in relations_between(case, person.number, record, candidate, eligibility, start):
                values: dict[str, int | str] = {"person": person.number, "candidate": candidate, "relation": relation}
                yield Evidence("related", values, (assigned.number,))
