"""R44 to R47: habits of a session or an organisation, flagged for a person to look at."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from assessment.codes import EventCode, Role
from assessment.event import Event
from assessment.records import Eligibility, ResultKind
from assessment.rules.case import Case
from assessment.rules.finding import Evidence, Outcome
from assessment.rules.known import site_record_of, staff_of
from assessment.rules.lookup import DAY, document_of, entry_of, filing_of, parameters_of, results_of, roster_of
from assessment.rules.rule import NOT_APPLICABLE, NOT_YET, Rule, rule

OFFLINE: Final = range(EventCode.SUPERVISOR_CHECKIN.value, EventCode.RESPONSES_SEALED.value + 1)
"""Codes of what happens at the site, where there may be no network: the longer lag is theirs."""
LATE_SHARE: Final = 50
"""Thousandths of the events that may have been recorded late."""
MINUTE: Final = 60
BUNCH: Final = 10
"""Kinds of events that one minute cannot hold honestly."""
CORRECTIONS: Final = 5
CORRECTED_SHARE: Final = 20
OWN_SHARE: Final = 900
MARKED_SHARE: Final = 400
"""Thousandths of candidates: corrected upwards, trained by the site's owner, marked by one person."""
MARKED_LEAST: Final = 200
MARKED_DAYS: Final = 90


@rule(44, Outcome.FLAG)
def written_up_afterwards(case: Case) -> Iterator[Evidence]:
    """R44: count events that were recorded long after they are said to have happened, and look for bunches."""
    parameters = parameters_of(case)
    late, turns = [], case.all(EventCode.HOLD, EventCode.RELEASE)
    for event in case.events:
        lag = parameters.record_lag_offline if event.code.value in OFFLINE else parameters.record_lag_online
        if event.recorded_at - _recordable_from(turns, event) > lag:
            late.append(event.number)
    if len(late) * 1000 > LATE_SHARE * len(case.events):
        yield Evidence("recorded-late", {"late": len(late), "events": len(case.events)}, tuple(late))
    bunch = _bunch(case.events)
    if len({event.code for event in bunch}) >= BUNCH:
        kinds = len({event.code for event in bunch})
        yield Evidence("recorded-in-a-bunch", {"kinds": kinds}, tuple(event.number for event in bunch))


def _recordable_from(turns: tuple[Event, ...], event: Event) -> int:
    """Return when `event` happened, or when the hold was released during which it happened."""
    held_at = None
    for other in turns:
        if other.number >= event.number:
            break
        if other.code is EventCode.HOLD:
            held_at = other.recorded_at
        elif held_at is not None and held_at <= event.claimed_at < other.recorded_at:
            return other.recorded_at
    return event.claimed_at


def _bunch(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return the events of the minute that holds the most kinds of them."""
    best: tuple[Event, ...] = ()
    kinds: Counter[EventCode] = Counter()
    most, first = 0, 0
    for last, event in enumerate(events):
        kinds[event.code] += 1
        while event.recorded_at - events[first].recorded_at > MINUTE:
            kinds[events[first].code] -= 1
            first += 1
        count = sum(number > 0 for number in kinds.values())
        if count > most:
            most, best = count, events[first : last + 1]
    return best


@rule(45, Outcome.FLAG)
def upward_corrections(case: Case) -> Iterator[Evidence]:
    """R45: count results that a correction changed, and those among them that became a pass."""
    locked = case.last(EventCode.SCORES_LOCKED)
    if locked is None:
        yield NOT_YET
        return
    corrections = case.all(EventCode.SCORE_CORRECTED)
    changed = up = 0
    before = results_of(case, locked) if corrections else {}
    for event in corrections:
        after = results_of(case, event)
        for candidate, (_, new) in after.items():
            old = before[candidate][1] if candidate in before else None
            # A deferred result that is settled at last corrects nothing.
            if old is None or old.result is ResultKind.DEFERRED or (old.parts, old.result) == (new.parts, new.result):
                continue
            changed += 1
            up += old.result is ResultKind.FAIL and new.result is ResultKind.PASS
        before = after
    size = locked.figures["n"]
    if (changed >= CORRECTIONS and up == changed) or up * 1000 > CORRECTED_SHARE * size:
        values = {"corrections": changed, "upwards": up, "candidates": size}
        yield Evidence("corrected-upwards", values, tuple(event.number for event in corrections))


@rule(46, Outcome.FLAG)
def own_pupils_own_site(case: Case) -> Iterator[Evidence]:
    """R46: count candidates whom the site's owner trained, where nobody from outside examined."""
    locked, roster = roster_of(case)
    assigned = case.last(EventCode.STAFF_ASSIGNED)
    if locked is None or assigned is None:
        yield NOT_YET
        return
    owner = site_record_of(case, filing_of(case).figures["site"]).owner
    if owner == 0:
        yield NOT_APPLICABLE
        return
    trained = {
        record.candidate: record.trained_by for _, _, record in case.records(Eligibility, EventCode.ELIGIBILITY_DECIDED)
    }
    own = sum(trained.get(candidate) == owner for candidate in roster)
    if own * 1000 > OWN_SHARE * len(roster) and not _external_examiner(case, owner):
        values = {"owner": owner, "own": own, "candidates": len(roster)}
        yield Evidence("own-pupils", values, (locked.number, assigned.number))


def _external_examiner(case: Case, owner: int) -> bool:
    examiners = [record.person for record in staff_of(case) if record.role is Role.EXAMINER]
    persons = [case.registry.persons.get(number) for number in examiners]
    return any(
        person is not None and person.employer != owner and (person.record is None or owner not in person.record.trains)
        for person in persons
    )


@rule(47, Outcome.FLAG)
def concentration(case: Case) -> Iterator[Evidence]:
    """R47: find who marks too large a share of an organisation's candidates in a standard."""
    locked = case.last(EventCode.SCORES_LOCKED)
    if locked is None:
        yield NOT_YET
        return
    family, until = entry_of(case).family, locked.recorded_at
    since = until - MARKED_DAYS * DAY
    levels = range(1, len(document_of(case).levels) + 1)
    elsewhere = sum(case.elsewhere.passes(family, level, case.organisation, since, until)[1] for level in levels)
    size = locked.figures["n"] + elsewhere
    if size < MARKED_LEAST:
        yield NOT_APPLICABLE
        return
    marked: Mapping[int, int] = case.elsewhere.marked(case.organisation, family, since, until)
    for person, count in sorted(marked.items()):
        if count * 1000 > MARKED_SHARE * size:
            values = {"person": person, "marked": count, "candidates": size}
            yield Evidence("marking-concentrated", values, (locked.number,))


RULES: Final[dict[int, Rule]] = {
    44: written_up_afterwards,
    45: upward_corrections,
    46: own_pupils_own_site,
    47: concentration,
}
