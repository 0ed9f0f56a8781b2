"""Who examines whom, and who is related to whom (R11, R13, R14)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assessment.codes import EventCode
from assessment.records import Assignment, Candidate, Checkin, Eligibility, PersonRecord, RelationKind
from assessment.rules.case import Case
from assessment.rules.known import due_of
from assessment.rules.lookup import day_of, parameters_of
from certificate.life_cycle import add_months

CENTRAL = 0
"""The room of those who mark or decide for all rooms."""


@dataclass(frozen=True, slots=True)
class Groups:
    """Candidates by (part, room), as they came to the doors, and by part, as the roster has them."""

    rooms: Mapping[tuple[str, int], frozenset[str]]
    parts: Mapping[str, frozenset[str]]

    def of(self, one: Assignment) -> frozenset[str]:
        """Return whom an assignment concerns: its room's candidates; before check-in, or centrally, the part's."""
        return self.rooms.get((one.part, one.room)) or self.parts.get(one.part, frozenset())


def groups_of(case: Case, roster: Mapping[str, Candidate]) -> Groups:
    """Tell who sat where; raises `UnavailableError` if a check-in was not opened."""
    rooms: dict[tuple[str, int], set[str]] = {}
    for _, _, record in case.records(Checkin, EventCode.CHECKIN_BATCH):
        rooms.setdefault((record.part, record.room), set()).add(record.candidate)
    parts: dict[str, set[str]] = {}
    for leaf in roster.values():
        for part in due_of(leaf):
            parts.setdefault(part, set()).add(leaf.candidate)
    return Groups(
        {where: frozenset(found) for where, found in rooms.items()},
        {part: frozenset(found) for part, found in parts.items()},
    )


def trains(case: Case, record: Eligibility, person: int) -> bool:
    """Tell whether `person` trains or trained the candidate: declared at registration, or in the person's record."""
    if any(trainer.person == person for trainer in record.trainers):
        return True
    known = case.registry.persons.get(person)
    relations = known.record.relations if known and known.record else ()
    return any(one.candidate == record.candidate and one.relation is RelationKind.TRAINER for one in relations)


def relations_between(
    case: Case, person: int, record: PersonRecord, candidate: str, eligibility: Eligibility | None, start: int
) -> Iterator[str]:
    """Yield every relation between a member of the staff and a candidate that the registers know at `start` (R14)."""
    trained = [one.until for one in eligibility.trainers if one.person == person] if eligibility else []
    cooloff = parameters_of(case).trainer_cooloff_months
    day = day_of(case, start)
    if any(add_months(day_of(case, until), cooloff) > day for until in trained):
        yield "trainer"
    if eligibility and eligibility.employer and eligibility.employer == record.employer:
        yield "same-employer"
    for one in record.relations:
        # A trainer's cooling-off runs from the day that registration declared; without a day it never ends.
        if one.candidate == candidate and not (one.relation is RelationKind.TRAINER and trained):
            yield f"registered-{one.relation.name.lower()}"
