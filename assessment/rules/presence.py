"""R16: nobody of the staff is at two places at once, or at two distant ones on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import asin, cos, radians, sin, sqrt
from typing import Final

from assessment.codes import EventCode, Role
from assessment.records import Assignment, Plan, SiteRecord
from assessment.rules.case import Case, Sitting
from assessment.rules.finding import Evidence
from assessment.rules.known import MINUTE, filed, planned, site_record_of, staff_of
from assessment.rules.lookup import day_of, parameters_of
from assessment.rules.related import CENTRAL
from assessment.rules.rule import NOT_YET, UnknownFactError, rule

EARTH: Final = 6_371_009
"""Mean radius in metres (IUGG)."""
_ALWAYS_THERE: Final = frozenset({Role.SITE_LEAD, Role.INVIGILATOR, Role.SUPERVISOR})


@dataclass(frozen=True, slots=True)
class _Presence:
    """Where somebody of the staff has to be: `room` 0 is anywhere on the site."""

    person: int
    room: int
    start: int
    end: int


@rule(16)
def one_place_at_a_time(case: Case) -> Iterator[Evidence]:
    """R16: no overlapping assignments for a person, and no two sites further apart than allowed on one day."""
    assigned, plan, filing = case.last(EventCode.STAFF_ASSIGNED), planned(case), filed(case)
    if assigned is None or plan is None or filing is None:
        yield NOT_YET
        return
    where, site = (assigned.number,), filing.figures["site"]
    presences = _presences(staff_of(case), plan)
    unknown: list[UnknownFactError] = []
    for person, own in presences.items():
        for one, other in combinations(own, 2):
            rooms = {one.room, other.room} - {CENTRAL}
            if len(rooms) > 1 and one.start < other.end and other.start < one.end:
                yield Evidence("two-rooms-at-once", {"person": person}, where)
        for sitting in case.elsewhere.sittings_of_person(person):
            try:
                fact = _clash(case, own, sitting, site)
            except UnknownFactError as error:
                unknown.append(error)
                continue
            if fact:
                yield Evidence(fact, {"person": person, "session": sitting.session.hex()}, where)
    if unknown:
        raise unknown[0]


def _presences(staff: tuple[Assignment, ...], plan: Plan) -> dict[int, list[_Presence]]:
    times = {part.part: (part.start, part.start + MINUTE * part.minutes) for part in plan.parts}
    found: dict[int, list[_Presence]] = {}
    for one in staff:
        if one.part in times and (one.room != CENTRAL or one.role in _ALWAYS_THERE):
            start, end = times[one.part]
            found.setdefault(one.person, []).append(_Presence(one.person, one.room, start, end))
    return found


def _clash(case: Case, own: list[_Presence], sitting: Sitting, site: int) -> str | None:
    if any(sitting.start < one.end and one.start < sitting.end for one in own):
        return "two-sessions-at-once"
    days = {day_of(case, one.start) for one in own}
    if sitting.site == site or day_of(case, sitting.start) not in days:
        return None
    apart = metres_between(site_record_of(case, site), site_record_of(case, sitting.site))
    return "distant-sites-on-one-day" if apart > parameters_of(case).far_metres else None


def metres_between(one: SiteRecord, other: SiteRecord) -> float:
    """Return the great-circle distance of two sites in metres (haversine, on a sphere)."""
    south, north = radians(one.latitude / 1e6), radians(other.latitude / 1e6)
    west, east = radians(one.longitude / 1e6), radians(other.longitude / 1e6)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    # Rounding may carry the term of two antipodes a little beyond 1.
    return 2 * EARTH * asin(sqrt(min(half, 1.0)))
