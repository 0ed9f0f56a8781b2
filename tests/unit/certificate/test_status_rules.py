"""V10 and V11: holds and the life cycle, each with an accepted and a refused case."""

from dataclasses import replace
from datetime import date

import pytest

from certificate.document import Term
from certificate.facts import Action, ActionKind, Facts, Hold, HoldSubject
from certificate.verdict import Outcome, Reason
from tests.builders import NOW, with_batch
from tests.unit.certificate.judging import ANCHOR, DAY, FACTS, MOMENT, anchored, deciding, verdict_of


def hold(**changes: object) -> Facts:
    genuine_hold = Hold(HoldSubject.ORGANISATION, ANCHOR, MOMENT - DAY, None, 1)
    return replace(FACTS, holds=(replace(genuine_hold, **changes),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "days", "reason"),
    [
        (hold(), 0, Reason.ISSUER_HELD),
        (hold(subject=HoldSubject.ACCREDITOR), 0, Reason.ACCREDITOR_HELD),
        (hold(since=ANCHOR + 1), 0, None),
        (hold(lifted_at=MOMENT), 0, None),
        (hold(lifted_at=MOMENT + 1), 0, Reason.ISSUER_HELD),
        (hold(), 58, Reason.ISSUER_HELD),
        (hold(), 59, None),
    ],
)
def test_v10_a_hold_covers_what_was_anchored_since(facts: Facts, days: int, reason: Reason | None) -> None:
    verdict = verdict_of(facts=facts, days=days)
    if reason is None:
        assert verdict.outcome is Outcome.VALID
    else:
        assert deciding(verdict) == ("V10", reason, Outcome.GENUINE_NOT_CURRENT)


def actions(*entries: tuple[ActionKind, str]) -> Facts:
    recorded = [
        Action(what, (date.fromisoformat(day) - date(1970, 1, 1)).days, MOMENT - DAY, bytes(20), 1)
        for what, day in entries
    ]
    return replace(FACTS, actions=tuple(recorded))


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (actions((ActionKind.REVOKE, "2026-06-21")), Reason.REVOKED),
        (actions((ActionKind.REVOKE, "2026-07-02")), None),
        (actions((ActionKind.CANCEL, "2026-07-01")), Reason.CANCELLED),
        (actions((ActionKind.SUPERSEDE, "2026-07-01")), Reason.SUPERSEDED),
        (actions((ActionKind.SUSPEND, "2026-06-30")), Reason.SUSPENDED),
        (actions((ActionKind.SUSPEND, "2026-06-25"), (ActionKind.LIFT, "2026-06-30")), None),
        (actions((ActionKind.CANCEL, "2026-06-25"), (ActionKind.REVOKE, "2026-06-30")), Reason.REVOKED),
        (actions((ActionKind.REVOKE, "2026-06-25"), (ActionKind.LIFT, "2026-06-30")), Reason.REVOKED),
    ],
)
def test_v11_recorded_actions_decide_the_status(facts: Facts, reason: Reason | None) -> None:
    verdict = verdict_of(facts=facts)
    if reason is None:
        assert verdict.outcome is Outcome.VALID
    else:
        assert deciding(verdict) == ("V11", reason, Outcome.GENUINE_NOT_CURRENT)


@pytest.mark.parametrize(
    ("day", "reason", "outcome"),
    [
        ("2029-03-21", Reason.REASSESSMENT_OPEN, Outcome.VALID_WITH_NOTICE),
        ("2029-06-20", Reason.REASSESSMENT_OPEN, Outcome.VALID_WITH_NOTICE),
        ("2029-06-21", Reason.MAKE_UP_WINDOW, Outcome.VALID_WITH_NOTICE),
        ("2030-06-20", Reason.MAKE_UP_WINDOW, Outcome.VALID_WITH_NOTICE),
        ("2030-06-21", Reason.WITHDRAWN_TEMPORARILY, Outcome.GENUINE_NOT_CURRENT),
    ],
)
def test_v11_the_calendar_decides_without_a_transaction(day: str, reason: Reason, outcome: Outcome) -> None:
    days = (date.fromisoformat(day) - NOW.date()).days
    assert deciding(verdict_of(days=days)) == ("V11", reason, outcome)


def test_v11_a_fixed_term_ends() -> None:
    term = Term(date(2026, 6, 20), date(2026, 6, 30), 480)
    bundle, facts = anchored(term=term)
    assert deciding(verdict_of(bundle, facts)) == ("V11", Reason.EXPIRED, Outcome.GENUINE_NOT_CURRENT)
    assert verdict_of(bundle, facts, days=-1)


def test_v11_a_certificate_of_tomorrow_is_not_valid_today() -> None:
    bundle, facts = anchored(term=Term(date(2026, 6, 21), None, 480))
    assert deciding(verdict_of(bundle, facts, days=-11)) == ("V11", Reason.NOT_YET_VALID, Outcome.GENUINE_NOT_CURRENT)


def test_a_broken_rule_outranks_a_status() -> None:
    """A forged certificate of a revoked one must not be called genuine."""
    facts = with_batch(actions((ActionKind.REVOKE, "2026-06-21")), level=2)
    assert deciding(verdict_of(facts=facts)) == ("V9", Reason.LEVEL_DIFFERS, Outcome.NOT_VALID)
