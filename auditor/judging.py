"""The second pass: one session judged by all rules, with the places that each finding rests on."""

import json
from collections.abc import Iterator, Sequence

from assessment.codes import EventCode
from assessment.event import Event
from assessment.package import Evidence
from assessment.rules.case import Case, Draw, Status
from assessment.rules.engine import evaluate
from assessment.rules.finding import Evidence as Ground
from assessment.rules.finding import Finding
from auditor.context import Context, drawable
from auditor.elsewhere import StoreElsewhere
from auditor.intake import events_of
from auditor.results import Proof, RuleResult, SeenEvent, SeenRecord, rules_json


def judge_session(context: Context, piece: tuple[int, bytes]) -> tuple[int, str]:
    """Judge session (number, id); returns its number and the outcomes as JSON."""
    s, session = piece
    events = events_of(context.store, s)
    evidence = context.folder.open(context.subject.binding(session), events)
    case = case_of(context, s, session, events, evidence)
    results = [_result(context, case, finding) for finding in evaluate(case)]
    return s, json.dumps(rules_json(results), ensure_ascii=False, separators=(",", ":"))


def case_of(context: Context, s: int, session: bytes, events: tuple[Event, ...], evidence: Evidence) -> Case:
    """Put together everything that the rules may ask about a session."""
    row = context.store.row("SELECT organisation, intact, standard, drawn, start, level FROM session WHERE s = ?", s)
    assert row is not None
    organisation, intact, number, drawn, start, level = row
    assert isinstance(organisation, int)
    standard = context.standard(number if isinstance(number, int) else None)
    filed = next((event for event in reversed(events) if event.code is EventCode.PLAN_FILED), None)
    terms = None
    if filed is not None and isinstance(number, int):
        terms = context.registry.terms_at(number, filed.recorded_at)
    draw = None
    locked = next((event for event in events if event.code is EventCode.ROSTER_LOCKED), None)
    if isinstance(drawn, bytes) and standard is not None and locked is not None:
        assert isinstance(start, int)
        assert isinstance(level, int)
        eligible = drawable(context.registry, organisation, standard.family, level, locked.recorded_at, start)
        draw = Draw(drawn, eligible)
    return Case(
        session=session,
        organisation=organisation,
        events=events,
        opened=evidence.opened,
        parameters=None if terms is None else context.registry.parameters.get(terms),
        standard=standard,
        registry=context.registry,
        elsewhere=StoreElsewhere(context.store, s, None if standard is None else standard.family),
        moment=context.subject.moment,
        issued=evidence.issued,
        intact=None if intact is None else bool(intact),
        erasures=evidence.erasures,
        draw=draw,
    )


def _result(context: Context, case: Case, finding: Finding) -> RuleResult:
    return RuleResult(finding.rule, finding.outcome, tuple(_proof(context, case, one) for one in finding.evidence))


def _proof(context: Context, case: Case, ground: Ground) -> Proof:
    events = tuple(
        SeenEvent(event.number, event.code.name, event.place.block, event.place.transaction)
        for event in _events(case.events, ground.events)
    )
    record = None
    if ground.leaf is not None and ground.events:
        record = SeenRecord(ground.events[0], ground.leaf, _leaf_hash(context, case, ground.events[0], ground.leaf))
    return Proof(ground.fact, dict(ground.values), events, record)


def _events(events: Sequence[Event], numbers: Sequence[int]) -> Iterator[Event]:
    for number in numbers:
        if 0 <= number < len(events):
            yield events[number]


def _leaf_hash(context: Context, case: Case, number: int, leaf: int) -> bytes | None:
    """Return the leaf hash of an opened record, by which it is found in its package."""
    opened = case.opened.get(number)
    if opened is None or opened.status is not Status.VERIFIED or not 0 <= leaf < len(opened.records):
        return None
    record = opened.records[leaf]
    return context.subject.binding(case.session).leaf(case.events[number].code, record)
