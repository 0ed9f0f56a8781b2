"""All rules over one case, in the order of their numbers."""

from collections.abc import Mapping
from typing import Final

from assessment.codes import EventCode
from assessment.event import NO_COMMITMENT, Event
from assessment.rules import (
    appeals,
    authority,
    conduct,
    corrections,
    decision,
    flags_conduct,
    flags_marks,
    flags_rate,
    ledger,
    papers,
    people,
    plan,
    reporting,
    results,
    scoring,
)
from assessment.rules.case import Case, Opened, Status
from assessment.rules.finding import Finding
from assessment.rules.rule import GAPS, Rule, gap_of

RULES: Final[Mapping[int, Rule]] = dict(
    sorted(
        {
            **authority.RULES,
            **plan.RULES,
            **people.RULES,
            **papers.RULES,
            **conduct.RULES,
            **scoring.RULES,
            **corrections.RULES,
            **results.RULES,
            **decision.RULES,
            **appeals.RULES,
            **reporting.RULES,
            **flags_rate.RULES,
            **flags_marks.RULES,
            **flags_conduct.RULES,
            **ledger.RULES,
        }.items()
    )
)
"""Every rule by its number (docs/rules.md). A module of rules exports `RULES`; it is added here and nowhere else."""


def evaluate(case: Case) -> tuple[Finding, ...]:
    """Return one finding for each rule, in order; raises nothing, whatever the organisation recorded."""
    return tuple(_judge(number, rule, case) for number, rule in RULES.items())


def availability(case: Case) -> tuple[int, int]:
    """Return how many leaves were opened and how many were committed: a report states the share with its outcomes."""
    entries = [_leaves(case, event) for event in case.events]
    return sum(opened for opened, _ in entries), sum(committed for _, committed in entries)


def _leaves(case: Case, event: Event) -> tuple[int, int]:
    if event.issue is not None:
        return len(case.issued.get(event.number, ())), event.issue.size
    if event.commitment == NO_COMMITMENT or event.code is EventCode.SCORE_REVEAL:
        return 0, 0
    entry = case.opened.get(event.number, Opened(Status.MISSING))
    return len(entry.records) if entry.status is Status.VERIFIED else 0, entry.expected


def _judge(number: int, rule: Rule, case: Case) -> Finding:
    try:
        return rule(case)
    except GAPS as error:
        outcome, evidence = gap_of(error)
        return Finding(number, outcome, (evidence,))
