"""R19 to R21: papers are sealed, opened on time, and not used again."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from assessment.codes import EventCode
from assessment.event import Event
from assessment.records import Paper, Unsealing
from assessment.registry import Person
from assessment.rules.case import Case
from assessment.rules.finding import Evidence
from assessment.rules.known import filed, people_behind, signer_at, starts_of
from assessment.rules.lookup import parameters_of
from assessment.rules.rule import NOT_APPLICABLE, NOT_YET, Rule, rule


@rule(19)
def sealed_first(case: Case) -> Iterator[Evidence]:
    """R19: every paper was sealed by two persons, in time before the first part, and before it was opened."""
    plan, sealed = filed(case), case.all(EventCode.PAPER_SEALED)
    opened = case.first(EventCode.SESSION_OPENED)
    if plan is None or not (sealed or opened):
        yield NOT_YET
        return
    signers, latest = people_behind(case), plan.figures["start"] - parameters_of(case).seal_lead
    for event in sealed:
        paper: dict[str, int | str] = {"paper": event.figures["paper"]}
        if event.recorded_at > latest:
            values = paper | {"at": event.recorded_at, "latest": latest}
            yield Evidence("paper-sealed-late", values, (event.number,))
        if not _two_persons(signers, event):
            yield Evidence("paper-sealed-by-one", paper, (event.number,))
    if opened:
        ready = {event.figures["paper"] for event in sealed if event.number < opened.number}
        for number in range(plan.figures["papers"]):
            if number not in ready:
                yield Evidence("paper-not-sealed", {"paper": number}, (opened.number,))
    for event in case.all(EventCode.PAPER_UNSEALED):
        if not any(_same_paper(event, seal) and seal.number < event.number for seal in sealed):
            yield Evidence("paper-opened-unsealed", {"paper": event.figures["paper"]}, (event.number,))


def _two_persons(signers: Mapping[bytes, tuple[Person, ...]], event: Event) -> bool:
    if event.second is None or event.second == event.actor:
        return False
    first = signer_at(signers, event.actor, event.recorded_at)
    second = signer_at(signers, event.second, event.recorded_at)
    return first is None or second is None or first.number != second.number


def _same_paper(one: Event, other: Event) -> bool:
    return all(one.figures[name] == other.figures[name] for name in ("paper", "part"))


@rule(20)
def opened_on_time(case: Case) -> Iterator[Evidence]:
    """R20: every paper was opened by two persons shortly before its part, and is the one that was sealed."""
    plan, opened = filed(case), case.all(EventCode.PAPER_UNSEALED)
    if plan is None or not (opened or case.first(EventCode.RESPONSES_SEALED)):
        yield NOT_YET
        return
    yield from _never_opened(case, opened)
    signers, starts, early = people_behind(case), starts_of(plan), parameters_of(case).unseal_early
    for event in opened:
        number, part = event.figures["paper"], event.figures["part"]
        paper: dict[str, int | str] = {"paper": number, "at": event.recorded_at}
        if not _two_persons(signers, event):
            yield Evidence("paper-opened-by-one", {"paper": number}, (event.number,))
        if not 1 <= part <= len(starts):
            yield Evidence("paper-of-no-part", {"paper": number, "part": part}, (event.number,))
            continue
        start = starts[part - 1]
        if event.recorded_at < start - early:
            yield Evidence("paper-opened-early", paper | {"earliest": start - early}, (event.number,))
        if event.recorded_at > start:
            yield Evidence("paper-opened-late", paper | {"latest": start}, (event.number,))
    sealed = {record.paper: record.content for _, _, record in case.records(Paper, EventCode.PAPER_SEALED)}
    for event, leaf, record in case.records(Unsealing, EventCode.PAPER_UNSEALED):
        for fact in _opening_lacks(event, record, sealed):
            yield Evidence(fact, {"paper": record.paper}, (event.number,), leaf)


def _never_opened(case: Case, opened: Iterable[Event]) -> Iterator[Evidence]:
    """Papers that nobody opened although the responses are sealed: leaving it out must not beat being late."""
    responses = case.first(EventCode.RESPONSES_SEALED)
    if responses is None:
        return
    papers = {event.figures["paper"] for event in opened}
    for event in case.all(EventCode.PAPER_SEALED):
        if event.figures["paper"] not in papers:
            yield Evidence("paper-never-opened", {"paper": event.figures["paper"]}, (event.number, responses.number))


def _opening_lacks(event: Event, record: Unsealing, sealed: Mapping[int, str]) -> Iterator[str]:
    if record.paper != event.figures["paper"] or sealed.get(record.paper) != record.content:
        yield "other-paper-opened"
    if len(set(record.persons)) < 2:
        yield "opened-by-one-person"
    if not record.intact:
        yield "seal-broken"


@rule(21)
def not_reused(case: Case) -> Iterator[Evidence]:
    """R21: no other session opened the same paper, unless the terms make tasks public."""
    if not case.all(EventCode.PAPER_UNSEALED):
        yield NOT_YET
        return
    if parameters_of(case).public_tasks:
        yield NOT_APPLICABLE
        return
    for event, leaf, record in case.records(Unsealing, EventCode.PAPER_UNSEALED):
        for session in case.elsewhere.unsealed(record.content):
            values: dict[str, int | str] = {"paper": record.paper, "session": session.hex()}
            yield Evidence("paper-reused", values, (event.number,), leaf)


RULES: Final[Mapping[int, Rule]] = {19: sealed_first, 20: opened_on_time, 21: not_reused}
