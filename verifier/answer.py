"""The one shape of every answer: pages, HTTP interface and command line all show this value."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum

from certificate.bundle import Bundle
from certificate.document import Certificate
from certificate.facts import Assessment, Facts, Unread
from certificate.verdict import Check, Outcome, Reason, Rule, Verdict
from verifier.input_reason import InputReason
from verifier.language import Words

_LAST_SECOND = int(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC).timestamp())
_GENUINE = {Outcome.VALID, Outcome.VALID_WITH_NOTICE, Outcome.GENUINE_NOT_CURRENT}


class Status(Enum):
    """How one rule ended. `UNKNOWN` covers what was not run, could not be read and was not found."""

    PASS = "pass"  # noqa: S105  # a status, no password
    NOTICE = "notice"
    ADVERSE = "adverse"
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule with its `status`; `reason` is None exactly for a pass."""

    rule: Rule
    status: Status
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class AnsweringNetwork:
    """The trusted network that the answer holds for: its name, its EIP-155 chain id, whether it is a test network."""

    name: Words
    chain: int
    test: bool


@dataclass(frozen=True, slots=True)
class Process:
    """When the steps of the assessment behind a certificate were recorded, by the times of their blocks."""

    roster_locked_at: datetime
    scores_locked_at: datetime
    published_at: datetime
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader may see of a genuine certificate, when its batch was anchored, and how it came about.

    Unless `standard_known`, nothing but the issuer vouches for the wording of title and pass rule.
    """

    certificate: Certificate
    anchored_at: datetime
    process: Process
    standard_known: bool


@dataclass(frozen=True, slots=True)
class ReadAt:
    """The final block whose state was read."""

    block: int
    time: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict with everything a reader is told; `reason` None means VALID.

    `day` is the local day that the reason names. `shown` is None unless the certificate is genuine, so that nobody sees
    data which signature and anchor do not both cover. `detail` is for an operator, in English, shown to nobody else.
    """

    outcome: Outcome
    reason: Reason | InputReason | None
    rule: Rule | None
    day: date | None
    network: AnsweringNetwork | None
    findings: tuple[Finding, ...]
    shown: Shown | None
    read_at: ReadAt | None
    judged_at: datetime
    detail: str = ""


def answer_of(
    verdict: Verdict,
    *,
    bundle: Bundle | None,
    network: AnsweringNetwork | None,
    facts: Facts | Unread | None,
    now: datetime,
    standard_known: bool = False,
) -> Answer:
    """Return the answer for a judged file; `bundle` None if it had no accepted form, `facts` None if none were read."""
    deciding = verdict.deciding
    outcome = Outcome.VALID if deciding is None or deciding.reason is None else deciding.reason.outcome
    return Answer(
        outcome=outcome,
        reason=None if deciding is None else deciding.reason,
        rule=None if deciding is None else deciding.rule,
        day=None if deciding is None else deciding.day,
        network=network,
        findings=_findings(verdict.checks),
        shown=_shown(outcome, bundle, facts, standard_known=standard_known),
        read_at=read_at_of(facts),
        judged_at=now,
        detail="" if deciding is None else deciding.detail,
    )


def nothing_to_judge(reason: InputReason, *, now: datetime) -> Answer:
    """Return COULD_NOT_CHECK for an input that holds no certificate: no rule ran."""
    return Answer(
        outcome=Outcome.COULD_NOT_CHECK,
        reason=reason,
        rule=None,
        day=None,
        network=None,
        findings=_findings(()),
        shown=None,
        read_at=None,
        judged_at=now,
    )


_PASSED = {rule: Finding(rule, Status.PASS, None) for rule in Rule}


def _findings(checks: tuple[Check, ...]) -> tuple[Finding, ...]:
    """Return one finding for each rule, in order; of several results of one rule the gravest counts."""
    reasons: dict[Rule, Reason] = {}
    for check in checks:
        if check.reason is not None:
            reasons[check.rule] = min(check.reason, reasons.get(check.rule, check.reason), key=_precedence)
    passed = {check.rule for check in checks} - reasons.keys()
    return tuple(
        _PASSED[rule] if rule in passed and rule not in reasons else _not_passed(rule, reasons.get(rule))
        for rule in Rule
    )


def _not_passed(rule: Rule, reason: Reason | None) -> Finding:
    found = Reason.RULE_NOT_RUN if reason is None else reason
    return Finding(rule, _status(found), found)


def _precedence(reason: Reason) -> int:
    return reason.precedence


def _status(reason: Reason) -> Status:
    match reason.outcome:
        case Outcome.VALID:
            return Status.PASS
        case Outcome.VALID_WITH_NOTICE:
            return Status.NOTICE
        case Outcome.GENUINE_NOT_CURRENT:
            return Status.ADVERSE
        case Outcome.NOT_VALID:
            return Status.FAIL
        case Outcome.NOT_FOUND | Outcome.COULD_NOT_CHECK:
            return Status.UNKNOWN


def read_at_of(facts: Facts | Unread | None) -> ReadAt | None:
    """Tell where the facts were read; a block from beyond the calendar, which no rule accepts, has no time to show."""
    if not isinstance(facts, Facts) or facts.block_time > _LAST_SECOND:
        return None
    return ReadAt(facts.block_number, _moment(facts.block_time))


def _shown(
    outcome: Outcome, bundle: Bundle | None, facts: Facts | Unread | None, *, standard_known: bool
) -> Shown | None:
    if outcome not in _GENUINE or bundle is None or not isinstance(facts, Facts) or facts.batch is None:
        return None
    process = _process(facts.assessment)
    # No certificate is genuine without a decided session (V12); if one were, nothing of it would be shown.
    if process is None:
        return None
    return Shown(bundle.certificate, _moment(facts.batch.anchored_at), process, standard_known)


def _process(assessment: Assessment | None) -> Process | None:
    if assessment is None:
        return None
    steps = (
        assessment.roster_locked_at,
        assessment.scores_locked_at,
        assessment.published_at,
        assessment.decided_at,
    )
    moments = [_moment(step) for step in steps if step is not None]
    return Process(*moments) if len(moments) == len(steps) else None


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
