"""R33, R35 to R37: notice, separation of the decision, the right certificates, no backdating."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from assessment.codes import EventCode
from assessment.event import Event
from assessment.records import Decision, DecisionKind, ResultKind
from assessment.rules.case import Case, Issued
from assessment.rules.certificates import issued_in, issues_of, missing_in
from assessment.rules.finding import Evidence
from assessment.rules.interest import examiners_of, signed_by
from assessment.rules.known import eligibility_of, filed
from assessment.rules.lookup import day_of, days_between, parameters_of, results_of
from assessment.rules.related import trains
from assessment.rules.results import RESULTS
from assessment.rules.rule import NOT_YET, Rule, rule

NUMBER: Final = re.compile(
    r"(?P<block>[A-Z0-9][A-Z0-9-]{0,23})(?P<year>[0-9]{2})(?P<level>[1-9A-G])(?P<serial>[0-9]{6})"
)
"""A certificate's number: the block that the authority gave, year, level in one sign, a serial from 1."""
LEVELS: Final = "123456789ABCDEFG"


@rule(33)
def notice(case: Case) -> Iterator[Evidence]:
    """R33: the provisional results stood for the working days of the terms, and no hold was open at the end."""
    closed = case.last(EventCode.NOTICE_CLOSED)
    decided = case.first(EventCode.DECISION_RECORDED)
    if decided is not None and (closed is None or closed.number > decided.number):
        yield Evidence("decided-without-notice", {}, (decided.number,))
    if closed is None:
        yield NOT_YET
        return
    if _held_at(case, closed):
        yield Evidence("notice-closed-under-hold", {}, (closed.number,))
    published = case.last(EventCode.PROVISIONAL_PUBLISHED)
    if published is None or published.number > closed.number:
        yield Evidence("closed-without-publication", {}, (closed.number,))
        return
    days, least = days_between(case, published.recorded_at, closed.recorded_at), parameters_of(case).notice_days
    if days < least:
        yield Evidence("notice-too-short", {"days": days, "least": least}, (published.number, closed.number))


def _held_at(case: Case, event: Event) -> bool:
    turns = [one for one in case.all(EventCode.HOLD, EventCode.RELEASE) if one.number < event.number]
    return bool(turns) and turns[-1].code is EventCode.HOLD


@rule(35)
def separation(case: Case) -> Iterator[Evidence]:
    """R35: who decides has not examined or trained anybody in the decision, nor locked or corrected the scores."""
    decisions = case.all(EventCode.DECISION_RECORDED)
    if not decisions:
        yield NOT_YET
        return
    codes = (EventCode.DECISION_RECORDED, EventCode.SCORES_LOCKED, EventCode.SCORE_CORRECTED)
    signers = signed_by(case, *codes)
    for event in decisions:
        for other in case.all(EventCode.SCORES_LOCKED, EventCode.SCORE_CORRECTED):
            both = set(signers[event.number]) & set(signers[other.number])
            if both or event.actor in (other.actor, other.second):
                fact = "decider-locked" if other.code is EventCode.SCORES_LOCKED else "decider-corrected"
                yield Evidence(fact, {}, (event.number, other.number))
    examiners, eligibility = examiners_of(case), eligibility_of(case)
    for event, leaf, decision in case.records(Decision, EventCode.DECISION_RECORDED):
        for person in signers[event.number]:
            if person in examiners.get(decision.candidate, frozenset()):
                yield Evidence("decider-examined", {"person": person}, (event.number,), leaf)
            decided = eligibility.get(decision.candidate)
            if decided is not None and trains(case, decided[2], person):
                yield Evidence("decider-trained", {"person": person}, (event.number,), leaf)


@rule(36)
def right_certificates(case: Case) -> Iterator[Evidence]:
    """R36: certificates for those granted and nobody else, one live one each, with numbers in order."""
    events = issues_of(case)
    if case.first(EventCode.DECISION_RECORDED) is None and not events:
        yield NOT_YET
        return
    issued = issued_in(case, events)
    yield from _twice(case, issued)
    for event, one in issued:
        yield from _number(case, event, one)
    granted = granted_in(case)
    for event, one in issued:
        decided = granted.get(one.candidate)
        if decided is None or decided.number > event.number:
            yield Evidence("issued-without-grant", {"number": one.number}, (event.number,), one.leaf)
    yield from _without_pass(case)
    missing_in(case, events)


def _without_pass(case: Case) -> Iterator[Evidence]:
    """The counts of R9 do not see that somebody who failed was granted in the place of somebody who passed."""
    heads = case.all(*RESULTS)
    for event in case.all(EventCode.DECISION_RECORDED):
        head = next((one for one in reversed(heads) if one.number < event.number), None)
        if head is None:
            yield Evidence("decided-without-scores", {}, (event.number,))
            continue
        results = results_of(case, head)
        for _, leaf, decision in case.records_of(Decision, event):
            found = results.get(decision.candidate)
            passed = found is not None and found[1].result is ResultKind.PASS
            if decision.decision is DecisionKind.GRANTED and not passed:
                yield Evidence("granted-without-pass", {}, (event.number, head.number), leaf)


def granted_in(case: Case) -> Mapping[str, Event]:
    """Return the first event that granted each candidate."""
    granted: dict[str, Event] = {}
    for event, _, decision in case.records(Decision, EventCode.DECISION_RECORDED):
        if decision.decision is DecisionKind.GRANTED:
            granted.setdefault(decision.candidate, event)
    return granted


def _twice(case: Case, issued: Sequence[tuple[Event, Issued]]) -> Iterator[Evidence]:
    numbers, persons, blocks = Counter[str](), Counter[str](), set[str]()
    for event, one in issued:
        values, where = {"number": one.number}, (event.number,)
        numbers[one.number] += 1
        persons[one.candidate] += 1
        if numbers[one.number] > 1 or case.elsewhere.numbers(one.number):
            yield Evidence("number-used-twice", values, where, one.leaf)
        # Who issued first broke nothing; in one second nobody is first, and both answer for it.
        live = case.elsewhere.live_certificates(one.candidate, one.family, one.level, event.recorded_at)
        if persons[one.candidate] > 1 or live:
            yield Evidence("second-live-certificate", values, where, one.leaf)
        parts = NUMBER.fullmatch(one.number)
        blocks |= {parts["block"]} if parts else set()
    if len(blocks) > 1:
        yield Evidence("numbers-of-several-blocks", {"blocks": ",".join(sorted(blocks))}, (issued[0][0].number,))


def _number(case: Case, event: Event, one: Issued) -> Iterator[Evidence]:
    values, where = {"number": one.number}, (event.number,)
    plan = filed(case)
    if plan is not None and plan.figures["level"] != one.level:
        yield Evidence("certificate-of-another-level", values, where, one.leaf)
    if case.standard is not None and case.standard.family != one.family:
        yield Evidence("certificate-of-another-family", values, where, one.leaf)
    parts = NUMBER.fullmatch(one.number)
    if parts is None or int(parts["serial"]) == 0:
        yield Evidence("number-malformed", values, where, one.leaf)
        return
    if int(parts["year"]) != one.issued.year % 100:
        yield Evidence("number-of-another-year", values, where, one.leaf)
    if LEVELS.index(parts["level"]) + 1 != one.level:
        yield Evidence("number-of-another-level", values, where, one.leaf)


@rule(37)
def no_backdating(case: Case) -> Iterator[Evidence]:
    """R37: the printed date is the day of the anchor, give or take one, and not before decision and notice."""
    events = issues_of(case)
    if not events:
        yield NOT_YET
        return
    closed, decisions = case.last(EventCode.NOTICE_CLOSED), case.all(EventCode.DECISION_RECORDED)
    granted = granted_in(case) if len(decisions) > 1 else {}
    for event, one in issued_in(case, events):
        days = (one.issued - day_of(case, event.recorded_at)).days
        values: dict[str, int | str] = {"printed": one.issued.isoformat(), "number": one.number}
        if abs(days) > 1:
            yield Evidence("printed-date-differs", values | {"days": days}, (event.number,), one.leaf)
        decided = granted.get(one.candidate, decisions[0] if decisions else None)
        if decided is not None and one.issued < day_of(case, decided.recorded_at):
            yield Evidence("dated-before-decision", values, (event.number, decided.number), one.leaf)
        if closed is not None and one.issued < day_of(case, closed.recorded_at):
            yield Evidence("dated-before-notice", values, (event.number, closed.number), one.leaf)
    missing_in(case, events)


RULES: Final[dict[int, Rule]] = {33: notice, 35: separation, 36: right_certificates, 37: no_backdating}
