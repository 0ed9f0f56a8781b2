"""R12, R13, R15, R17, R18: panels, invigilators, rotation, drawing, supervision."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from assessment.codes import EventCode, Role
from assessment.event import Event
from assessment.records import Assignment, Checklist, Declaration, Plan
from assessment.registry import Person
from assessment.rules.case import Case
from assessment.rules.conflicts import conflict_of_interest
from assessment.rules.finding import Evidence
from assessment.rules.known import filed, people_behind, planned, signer_at, site_record_of, staff_of
from assessment.rules.lookup import entry_of, parameters_of, roster_of
from assessment.rules.presence import one_place_at_a_time
from assessment.rules.related import CENTRAL, groups_of
from assessment.rules.rule import NOT_APPLICABLE, NOT_YET, Rule, UnknownFactError, rule


@rule(12)
def panel(case: Case) -> Iterator[Evidence]:
    """R12: each group of a part with judgement has enough examiners, an odd number of them, and one lead."""
    assigned, plan = case.last(EventCode.STAFF_ASSIGNED), planned(case)
    if assigned is None or plan is None:
        yield NOT_YET
        return
    least = parameters_of(case).panel_minimum
    examiners = [one for one in staff_of(case) if one.role is Role.EXAMINER]
    for part, room in ((one.part, room) for one in plan.parts if one.judgement for room in one.rooms):
        members = _group(examiners, part, room)
        number, leads = len({one.person for one in members}), sum(one.lead for one in members)
        where: dict[str, int | str] = {"part": part, "room": room}
        if number < least:
            yield Evidence("panel-too-small", where | {"examiners": number, "least": least}, (assigned.number,))
        if number % 2 == 0:
            yield Evidence("panel-even", where | {"examiners": number}, (assigned.number,))
        if leads != 1:
            yield Evidence("panel-without-one-lead", where | {"leads": leads}, (assigned.number,))


def _group(examiners: list[Assignment], part: str, room: int) -> list[Assignment]:
    own = [one for one in examiners if one.part == part and one.room == room]
    return own or [one for one in examiners if one.part == part and one.room == CENTRAL]


@rule(13)
def invigilation(case: Case) -> Iterator[Evidence]:
    """R13: each room and part has enough invigilators, none of whom examines the same candidates."""
    assigned, plan = case.last(EventCode.STAFF_ASSIGNED), planned(case)
    if assigned is None or plan is None:
        yield NOT_YET
        return
    parameters, staff = parameters_of(case), staff_of(case)
    invigilators = [one for one in staff if one.role is Role.INVIGILATOR]
    watching = Counter((part, room) for part, room, _ in {(one.part, one.room, one.person) for one in invigilators})
    for (part, room), present in _present(case, plan).items():
        least = max(parameters.invigilators_per_room, -(-present // max(parameters.invigilator_ratio, 1)))
        found = watching[part, room]
        if found < least:
            values: dict[str, int | str] = {"part": part, "room": room, "invigilators": found, "least": least}
            yield Evidence("too-few-invigilators", values, (assigned.number,))
    yield from _watching_and_judging(case, assigned, staff)


def _present(case: Case, plan: Plan) -> dict[tuple[str, int], int]:
    """Return how many were present by (part, room), 0 before the part has started."""
    present = {(part.part, room): 0 for part in plan.parts for room in part.rooms}
    for event in case.all(EventCode.PART_STARTED):
        number = event.figures["part"]
        if 1 <= number <= len(plan.parts):
            where = (plan.parts[number - 1].part, event.figures["room"])
            present[where] = max(present.get(where, 0), event.figures["present"])
    return present


def _watching_and_judging(case: Case, assigned: Event, staff: tuple[Assignment, ...]) -> Iterator[Evidence]:
    watches = [one for one in staff if one.role is Role.INVIGILATOR]
    judges = [one for one in staff if one.role is Role.EXAMINER]
    both = {one.person for one in watches} & {one.person for one in judges}
    if not both:
        return
    groups = groups_of(case, roster_of(case)[1])
    for person in sorted(both):
        watched = frozenset[str]().union(*(groups.of(one) for one in watches if one.person == person))
        judged = frozenset[str]().union(*(groups.of(one) for one in judges if one.person == person))
        if watched & judged:
            values = {"person": person, "candidates": len(watched & judged)}
            yield Evidence("invigilator-examines", values, (assigned.number,))


@rule(15)
def rotation(case: Case) -> Iterator[Evidence]:
    """R15: nobody examines here too many times running, and enough of the panel is new since the last one."""
    assigned, plan = case.last(EventCode.STAFF_ASSIGNED), filed(case)
    if assigned is None or plan is None:
        yield NOT_YET
        return
    parameters, where = parameters_of(case), (assigned.number,)
    examiners = {one.person for one in staff_of(case) if one.role is Role.EXAMINER}
    earlier = case.elsewhere.panels(case.organisation, plan.figures["site"], plan.figures["start"])
    for person in sorted(examiners):
        running = 1
        for before in earlier:
            if person not in before.examiners:
                break
            running += 1
        if running > parameters.consecutive_sessions:
            values = {"person": person, "sessions": running, "most": parameters.consecutive_sessions}
            yield Evidence("examiner-too-often-running", values, where)
    last = next((before for before in earlier if before.family == entry_of(case).family), None)
    if last is None:
        return
    new = len(examiners - last.examiners)
    if new * 1000 < parameters.rotate_share * len(examiners):
        yield Evidence("panel-not-rotated", {"new": new, "examiners": len(examiners)}, where)


@rule(17)
def drawn(case: Case) -> Iterator[Evidence]:
    """R17: where panels are drawn, the panel is the lowest hashes among those who were eligible."""
    if not parameters_of(case).drawn:
        yield NOT_APPLICABLE
        return
    assigned = case.last(EventCode.STAFF_ASSIGNED)
    if assigned is None:
        yield NOT_YET
        return
    if case.draw is None:
        raise UnknownFactError(Evidence("draw-unknown", {}, (assigned.number,)))
    declared = case.records(Declaration, EventCode.COI_DECLARED)
    conflicted = {one.person for event, _, one in declared if one.conflicts and event.number < assigned.number}
    examiners = {one.person for one in staff_of(case) if one.role is Role.EXAMINER}
    eligible = case.draw.eligible - conflicted
    expected = draw_panel(case.draw.block_hash, case.session, eligible, len(examiners))
    for person in sorted(examiners - expected):
        yield Evidence("examiner-not-drawn", {"person": person}, (assigned.number,))


def draw_panel(block_hash: bytes, session: bytes, eligible: frozenset[int], size: int) -> frozenset[int]:
    """Draw `size` persons: those with the lowest SHA-256(block hash ‖ session ‖ person as u32) among `eligible`."""

    def place(person: int) -> bytes:
        return hashlib.sha256(block_hash + session + person.to_bytes(4, "big")).digest()

    return frozenset(sorted(eligible, key=place)[:size])


@rule(18)
def supervised(case: Case) -> Iterator[Evidence]:
    """R18: a supervisor from outside was there from before the first paper until after the seal, list complete."""
    opened, sealed = case.first(EventCode.PAPER_UNSEALED), case.first(EventCode.RESPONSES_SEALED)
    plan = filed(case)
    if opened is None or plan is None:
        yield NOT_YET
        return
    came = [event for event in case.all(EventCode.SUPERVISOR_CHECKIN) if event.number < opened.number]
    if not came:
        yield Evidence("no-supervisor-before-papers", {}, (opened.number,))
        return
    signers = people_behind(case)
    persons = {
        event.number: signer_at(signers, event.actor, event.recorded_at)
        for event in case.all(EventCode.SUPERVISOR_CHECKIN, EventCode.SUPERVISOR_CHECKOUT)
    }
    yield from _outsider_lacks(case, came, sealed, persons, plan.figures["site"])
    for event, leaf, record in case.records(Checklist, EventCode.SUPERVISOR_CHECKIN, EventCode.SUPERVISOR_CHECKOUT):
        person = persons[event.number]
        undone = sum(not item.done for item in record.items)
        if person is None or record.person != person.number:
            yield Evidence("checklist-of-another", {"person": record.person}, (event.number,), leaf)
        if undone or not record.items:
            yield Evidence("checklist-incomplete", {"undone": undone}, (event.number,), leaf)
    site_record_of(case, plan.figures["site"])


def _outsider_lacks(
    case: Case, came: list[Event], sealed: Event | None, persons: Mapping[int, Person | None], number: int
) -> Iterator[Evidence]:
    """Yield why none of those who came is a supervisor from outside who stayed to the end.

    Where nobody opened who owns the site, nobody is taken for the owner's, and the rule asks for the record last.
    """
    site, where = case.registry.sites.get(number), tuple(event.number for event in came)
    owner = site.record.owner if site and site.record else 0
    external = {one.number: one.employer for event in came if (one := persons[event.number])}
    external = {person: employer for person, employer in external.items() if employer != case.organisation}
    if not external:
        yield Evidence("supervisor-not-external", {}, where)
        return
    outside = {person for person, employer in external.items() if not owner or employer != owner}
    if not outside:
        yield Evidence("supervisor-of-the-site", {"organisation": owner}, where)
        return
    # Until the scores are locked the ledger still takes a check-out: before that nothing is missing.
    if sealed is None or case.first(EventCode.SCORES_LOCKED) is None:
        return
    left = [event for event in case.all(EventCode.SUPERVISOR_CHECKOUT) if event.number > sealed.number]
    if not outside & {one.number for event in left if (one := persons[event.number])}:
        yield Evidence("no-supervisor-after-seal", {}, (sealed.number,))


RULES: Final[Mapping[int, Rule]] = {
    12: panel,
    13: invigilation,
    14: conflict_of_interest,
    15: rotation,
    16: one_place_at_a_time,
    17: drawn,
    18: supervised,
}
