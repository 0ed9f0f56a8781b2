"""Who has an interest in a candidate's result: markers, relatives, trainers, employers (R30, R34, R35)."""

from collections.abc import Iterable, Iterator, Mapping

from assessment.codes import EventCode
from assessment.records import Declaration
from assessment.rules.case import Case
from assessment.rules.known import eligibility_of, opened_persons, people_behind, signer_at
from assessment.rules.marks import adjudications_of, marks_of
from assessment.rules.related import relations_between


def signed_by(case: Case, *codes: EventCode) -> Mapping[int, tuple[int, ...]]:
    """Return the numbers of the persons behind each event of these codes, by number of the event; no offices.

    One pass over the register for all of them: an organisation may have thousands of persons.
    """
    signers = people_behind(case)
    return {
        event.number: tuple(
            person.number
            for account in (event.actor, event.second)
            if (person := signer_at(signers, account, event.recorded_at)) is not None
        )
        for event in case.all(*codes)
    }


def examiners_of(case: Case) -> Mapping[str, frozenset[int]]:
    """Return who marked or adjudicated each candidate: an adjudicator's mark is a mark like any other."""
    found: dict[str, set[int]] = {}
    for (candidate, _), given in marks_of(case).items():
        found.setdefault(candidate, set()).update(one.mark.marker for one in given)
    for (candidate, _), settled in adjudications_of(case).items():
        found.setdefault(candidate, set()).update(one.adjudication.adjudicator for one in settled)
    return {candidate: frozenset(persons) for candidate, persons in found.items()}


def relations_of(
    case: Case, persons: Iterable[int], candidates: Iterable[str], moment: int
) -> Iterator[tuple[int, str, str]]:
    """Yield (person, candidate, relation) of everything that the registers or a declaration know at `moment`.

    Raises `UnknownFactError` for a person whose record nobody opened, after all others.
    """
    numbers, concerned = sorted(set(persons)), sorted(set(candidates))
    for _, _, declared in case.records(Declaration, EventCode.COI_DECLARED):
        conflicts = declared.conflicts if declared.person in numbers else ()
        for one in conflicts:
            if one.candidate in concerned:
                yield declared.person, one.candidate, f"declared-{one.relation.name.lower()}"
    decided = eligibility_of(case)
    for person, record in opened_persons(case, numbers):
        for candidate in concerned:
            eligibility = decided[candidate][2] if candidate in decided else None
            found = relations_between(case, person.number, record, candidate, eligibility, moment)
            yield from ((person.number, candidate, relation) for relation in found)
