"""When parts were really held: starts and ends paired by part and room."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.codes import EventCode
from assessment.event import Event
from assessment.rules.case import Case


@dataclass(frozen=True, slots=True)
class Held:
    """One run of a part in a room; `end` None while it goes on."""

    part: int
    room: int
    start: Event
    end: Event | None


def runs_of(case: Case) -> tuple[tuple[Held, ...], tuple[Event, ...]]:
    """Return the runs in the order of their starts, and the ends that no start belongs to."""
    waiting: dict[tuple[int, int], list[int]] = {}
    found: list[Held] = []
    loose = []
    for event in case.all(EventCode.PART_STARTED, EventCode.PART_ENDED):
        where = (event.figures["part"], event.figures["room"])
        if event.code is EventCode.PART_STARTED:
            waiting.setdefault(where, []).append(len(found))
            found.append(Held(*where, event, None))
        elif waiting.get(where):
            place = waiting[where].pop(0)
            found[place] = Held(*where, found[place].start, event)
        else:
            loose.append(event)
    return tuple(found), tuple(loose)


def first_starts(case: Case) -> Mapping[tuple[int, int], int]:
    """Return the claimed start (Unix seconds) of the first run of each (part, room)."""
    starts: dict[tuple[int, int], int] = {}
    for event in case.all(EventCode.PART_STARTED):
        where = (event.figures["part"], event.figures["room"])
        starts[where] = min(starts.get(where, event.claimed_at), event.claimed_at)
    return starts


def last_end(case: Case) -> int | None:
    """Return the latest claimed end of a part, as the ledger keeps it, or None before the first."""
    return max((event.claimed_at for event in case.all(EventCode.PART_ENDED)), default=None)
