"""Stories of R12 to R17: panels, invigilators, conflicts, rotation, presence, drawing."""

import hashlib
from dataclasses import replace
from datetime import date

from assessment.codes import EventCode, Role
from assessment.records import (
    Assignment,
    Conflict,
    Declaration,
    PersonRecord,
    Relation,
    RelationKind,
    Trainer,
)
from assessment.rules.case import Draw, Panel, Sitting
from assessment.rules.finding import Outcome
from tests.simulator.days import at
from tests.simulator.session import Session, Step
from tests.simulator.shape import Shape
from tests.simulator.story import Story

EXAM = date(2026, 4, 9)
ELSEWHERE = hashlib.sha256(b"another session").digest()
BLOCK = hashlib.sha256(b"the block after the roster").digest()


def _assigned(session: Session) -> Step:
    return session.step(EventCode.STAFF_ASSIGNED)


def _assignments(session: Session, name: str) -> list[int]:
    """Places of somebody's assignments among the records."""
    number = session.person(name)
    return [
        place
        for place, one in enumerate(_assigned(session).records)
        if isinstance(one, Assignment) and one.person == number
    ]


def _unassign(session: Session, name: str) -> None:
    records = _assigned(session).records
    for place in reversed(_assignments(session, name)):
        records.pop(place)


def _assign(session: Session, name: str, role: Role, part: str, room: int) -> None:
    one = Assignment(session.person(name), role, part, room, lead=False, salt=session.salt())
    _assigned(session).records.append(one)


def _panel_of_two(session: Session) -> None:
    _unassign(session, "examiner-0-2")


def _panel_of_four(session: Session) -> None:
    _assign(session, "examiner-1-0", Role.EXAMINER, "P", 1)
    _declare(session, "examiner-1-0", ())


def _panel_of_five(session: Session) -> None:
    _panel_of_four(session)
    _assign(session, "examiner-1-1", Role.EXAMINER, "P", 1)
    _declare(session, "examiner-1-1", ())


def _no_lead(session: Session) -> None:
    place = _assignments(session, "examiner-0-0")[0]
    _assigned(session).edit(place, lead=False)


def _two_leads(session: Session) -> None:
    place = _assignments(session, "examiner-0-1")[0]
    _assigned(session).edit(place, lead=True)


def _one_invigilator(session: Session) -> None:
    _unassign(session, "invigilator-1")


def _ratio(session: Session, ratio: int) -> None:
    """Eleven sit the second part, watched by two."""
    session.set_parameters(invigilator_ratio=ratio)


def _watches_and_judges(session: Session) -> None:
    """Somebody invigilates the written part of the people whom they examine in the practical one."""
    for place in _assignments(session, "invigilator-1"):
        _assigned(session).edit(place, person=session.person("examiner-0-1"))


def _watches_others(session: Session) -> None:
    """The same person watches one room and examines the other, at another time."""
    for place in _assignments(session, "invigilator-1"):
        record = _assigned(session).records[place]
        if isinstance(record, Assignment) and record.part == "W":
            _assigned(session).edit(place, person=session.person("examiner-0-3"))


def _declare(session: Session, name: str, conflicts: tuple[Conflict, ...], *, text: str = "见附件") -> Step:
    record = Declaration(session.person(name), conflicts, text, salt=session.salt())
    moment = session.all(EventCode.COI_DECLARED)[-1].claimed_at + 120
    return session.add(EventCode.COI_DECLARED, name, moment, [record], conflicts=len(conflicts))


def _undeclared(session: Session) -> None:
    session.steps.remove(session.all(EventCode.COI_DECLARED)[-1])


def _declared_after_opening(session: Session) -> None:
    step = session.all(EventCode.COI_DECLARED)[-1]
    opened = session.step(EventCode.SESSION_OPENED)
    step.claimed_at, step.recorded_at = opened.claimed_at + 1, opened.recorded_at + 1


def _declared_before_reassignment(session: Session) -> None:
    """Staff is assigned anew after everybody has declared: the declarations count for nothing."""
    first, last = _assigned(session), session.all(EventCode.COI_DECLARED)[-1]
    session.add(EventCode.STAFF_ASSIGNED, "manager", last.claimed_at + 60, first.records, **first.figures)  # type: ignore[arg-type]


def _declared_for_another(session: Session) -> None:
    session.step(EventCode.COI_DECLARED).edit(0, person=session.person("examiner-0-1"))


def _declared_conflict(session: Session) -> None:
    conflict = Conflict(session.shape.candidate(3), RelationKind.RELATIVE)
    step = session.step(EventCode.COI_DECLARED, 1)
    step.edit(0, conflicts=(conflict,))
    step.figures["conflicts"] = 1


def _conflict_before_opening(session: Session) -> None:
    """An honest declaration breaks nothing while the session has not opened."""
    _declared_conflict(session)
    session.until(EventCode.PAPER_SEALED)


def _replaced_after_conflict(session: Session) -> None:
    """A related examiner declares, another comes instead, and everybody declares anew."""
    first, last = _assigned(session), session.all(EventCode.COI_DECLARED)[-1]
    _declare(session, "examiner-1-1", (Conflict(session.shape.candidate(3), RelationKind.RELATIVE),))
    moment = last.claimed_at + 600
    session.add(EventCode.STAFF_ASSIGNED, "manager", moment, first.records, **first.figures)  # type: ignore[arg-type]
    for place, step in enumerate(session.all(EventCode.COI_DECLARED)[:6]):
        again = [replace(record, salt=session.salt()) for record in step.records]
        session.add(EventCode.COI_DECLARED, step.actor, moment + 60 * (place + 1), again, conflicts=0)


def _person_record(session: Session, name: str) -> PersonRecord:
    record = session.registry.persons[session.person(name)].record
    assert record is not None
    return record


def _relate(session: Session, place: int, relation: RelationKind, *, name: str = "examiner-0-1") -> None:
    record = _person_record(session, name)
    relations = (Relation(session.shape.candidate(place), relation),)
    session.amend("persons", session.person(name), record=replace(record, relations=relations))


def _related_in_the_other_room(session: Session) -> None:
    """The first panel sits in room 1, the last candidate in room 2."""
    _relate(session, 18, RelationKind.RELATIVE, name="examiner-0-0")


def _same_employer(session: Session) -> None:
    employer = _person_record(session, "examiner-0-2").employer
    session.step(EventCode.ELIGIBILITY_DECIDED).edit(3, employer=employer)


def _trained(session: Session, until: int) -> None:
    number = session.person("examiner-0-1")
    session.step(EventCode.ELIGIBILITY_DECIDED).edit(3, trainers=(Trainer(number, until),))


def _trained_long_ago(session: Session) -> None:
    _relate(session, 3, RelationKind.TRAINER)
    _trained(session, at(date(2024, 4, 9), 17))


def _panels(session: Session, running: int) -> None:
    """The first examiner sat in the last `running` panels here, the others in none of them."""
    first = session.person("examiner-0-0")
    session.elsewhere.earlier_panels = tuple(
        Panel(bytes([back]) * 32, panel.family, at(date(2026, 3, 30 - back), 9), frozenset({first, 900 + back}))
        for back, panel in enumerate(session.elsewhere.earlier_panels[:1] * running)
    )


def _panel_again(session: Session, same: int) -> None:
    """`same` of the five examiners sat in the last panel here."""
    names = session.shape.cast.examiners(0)[:same]
    last = session.elsewhere.earlier_panels[0]
    examiners = frozenset({session.person(name) for name in names} | {991, 992})
    session.elsewhere.earlier_panels = (replace(last, examiners=examiners),)


def _same_panel_for_another_standard(session: Session) -> None:
    _panel_again(session, 5)
    last = session.elsewhere.earlier_panels[0]
    session.elsewhere.earlier_panels = (replace(last, family=bytes(32)),)


def _two_rooms(session: Session) -> None:
    _assign(session, "invigilator-0", Role.INVIGILATOR, "W", 2)


def _serves_elsewhere(session: Session, start: int, site: int, name: str = "invigilator-0") -> None:
    number = session.person(name)
    session.elsewhere.person_sittings[number] = (Sitting(ELSEWHERE, "W", start, start + 3600, site, "INVIGILATOR"),)


def _other_site(session: Session, longitude: int) -> None:
    """Another site on the equator, the own one at 0, 0: a degree of longitude is 111,195 metres there."""
    here = session.registry.sites[1]
    assert here.record is not None
    own = replace(here.record, latitude=0, longitude=0)
    session.amend("sites", 1, record=own)
    other = replace(here, number=2, record=replace(own, longitude=longitude))
    session.registry = replace(session.registry, sites={**session.registry.sites, 2: other})
    _serves_elsewhere(session, at(EXAM, 18), 2)


def _distant_the_day_after(session: Session) -> None:
    _other_site(session, 9_000_000)
    _serves_elsewhere(session, at(date(2026, 4, 10), 0), 2)


def _draw(session: Session, eligible: frozenset[int] | None) -> None:
    session.set_parameters(drawn=True)
    if eligible is not None:
        session.draw = Draw(BLOCK, eligible)


def _examiners(session: Session) -> frozenset[int]:
    return frozenset(session.person(name) for name in session.shape.cast.examiners(0))


def _drawn(session: Session) -> None:
    """Everybody who was eligible and has one of the five lowest hashes serves; the others come after them."""
    examiners = _examiners(session)
    highest = max(_ticket(session, person) for person in examiners)
    behind = {number for number in range(500, 900) if _ticket(session, number) > highest}
    _draw(session, examiners | behind)


def _picked(session: Session) -> None:
    examiners = _examiners(session)
    highest = max(_ticket(session, person) for person in examiners)
    before = next(number for number in range(500, 900) if _ticket(session, number) < highest)
    _draw(session, examiners | {before})


def _ticket(session: Session, person: int) -> bytes:
    return hashlib.sha256(BLOCK + session.shape.session + person.to_bytes(4, "big")).digest()


TWO_ROOMS = Shape(candidates=20, rooms=2)

STORIES = (
    Story("two examiners", 12, _panel_of_two, "panel-too-small", entailed=frozenset({27})),
    Story("four examiners", 12, _panel_of_four, "panel-even"),
    Story("five examiners", 12, _panel_of_five, outcome=Outcome.PASS),
    Story("no lead", 12, _no_lead, "panel-without-one-lead"),
    Story("two leads", 12, _two_leads, "panel-without-one-lead"),
    Story("one invigilator in a room", 13, _one_invigilator, "too-few-invigilators"),
    Story("eleven for two of five each", 13, lambda session: _ratio(session, 5), "too-few-invigilators"),
    Story("eleven for two of six each", 13, lambda session: _ratio(session, 6), outcome=Outcome.PASS),
    Story("watches whom they examine", 13, _watches_and_judges, "invigilator-examines"),
    Story("watches one room and examines the other", 13, _watches_others, outcome=Outcome.PASS, shape=TWO_ROOMS),
    Story("not declared", 14, _undeclared, "conflicts-not-declared"),
    Story("declared after the opening", 14, _declared_after_opening, "conflicts-not-declared"),
    Story("declared for an older assignment", 14, _declared_before_reassignment, "conflicts-not-declared"),
    Story("declared in another's name", 14, _declared_for_another, "declared-for-another"),
    Story("opened in spite of a conflict", 14, _declared_conflict, "declared-conflict"),
    Story("conflict declared, not yet opened", 14, _conflict_before_opening, outcome=Outcome.PASS),
    Story("replaced after a conflict", 14, _replaced_after_conflict, outcome=Outcome.PASS),
    Story("relative in the register", 14, lambda session: _relate(session, 3, RelationKind.RELATIVE), "related"),
    Story("relative in the other room", 14, _related_in_the_other_room, outcome=Outcome.PASS, shape=TWO_ROOMS),
    Story("same employer", 14, _same_employer, "related"),
    Story(
        "trainer until a day less than 24 months ago",
        14,
        lambda session: _trained(session, at(date(2024, 4, 10), 9)),
        "related",
    ),
    Story(
        "trainer until 24 months ago",
        14,
        lambda session: _trained(session, at(date(2024, 4, 9), 17)),
        outcome=Outcome.PASS,
    ),
    Story("registered trainer, declared over", 14, _trained_long_ago, outcome=Outcome.PASS),
    Story("registered trainer without a day", 14, lambda one: _relate(one, 3, RelationKind.TRAINER), "related"),
    Story("fourth session running", 15, lambda session: _panels(session, 3), "examiner-too-often-running"),
    Story("third session running", 15, lambda session: _panels(session, 2), outcome=Outcome.PASS),
    Story("two of five new", 15, lambda session: _panel_again(session, 3), "panel-not-rotated"),
    Story("three of five new", 15, lambda session: _panel_again(session, 2), outcome=Outcome.PASS),
    Story("same panel for another standard", 15, _same_panel_for_another_standard, outcome=Outcome.PASS),
    Story("two rooms at once", 16, _two_rooms, "two-rooms-at-once"),
    Story(
        "two sessions at once",
        16,
        lambda session: _serves_elsewhere(session, at(EXAM, 8) + 1, 1),
        "two-sessions-at-once",
    ),
    Story(
        "one session after the other",
        16,
        lambda session: _serves_elsewhere(session, at(EXAM, 8), 1),
        outcome=Outcome.PASS,
    ),
    Story("fifty kilometres and a bit", 16, lambda session: _other_site(session, 449_661), "distant-sites-on-one-day"),
    Story("a little under fifty kilometres", 16, lambda session: _other_site(session, 449_660), outcome=Outcome.PASS),
    Story(
        "a distant site the day after",
        16,
        _distant_the_day_after,
        outcome=Outcome.PASS,
    ),
    Story(
        "a site that nobody opened",
        16,
        lambda session: _serves_elsewhere(session, at(EXAM, 18), 77),
        "site-not-opened",
        outcome=Outcome.UNKNOWN,
    ),
    Story("drawn", 17, _drawn, outcome=Outcome.PASS),
    Story("picked instead of drawn", 17, _picked, "examiner-not-drawn"),
    Story("drawn, and the draw not known", 17, lambda one: _draw(one, None), "draw-unknown", outcome=Outcome.UNKNOWN),
)
