"""Rules, reasons and verdicts as data; their order is the order of precedence (docs/verdicts.md)."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final


class Rule(Enum):
    """The numbered verification rules of docs/format.md, section 8."""

    FORM = 1
    ADDRESS = 2
    READING = 3
    ANCHORED = 4
    INCLUSION = 5
    SIGNATURE = 6
    KEY = 7
    IDENTITY = 8
    SCOPE = 9
    HOLDS = 10
    STATUS = 11
    PROCESS = 12

    # Members are compared by identity; the hash that enums have is computed in Python.
    __hash__ = object.__hash__

    def __str__(self) -> str:
        return f"V{self.value}"


class Outcome(Enum):
    """The six verdicts that never blur."""

    VALID = "VALID"
    VALID_WITH_NOTICE = "VALID_WITH_NOTICE"
    GENUINE_NOT_CURRENT = "GENUINE_NOT_CURRENT"
    NOT_VALID = "NOT_VALID"
    NOT_FOUND = "NOT_FOUND"
    COULD_NOT_CHECK = "COULD_NOT_CHECK"


class Reason(Enum):
    """Why a certificate is not simply VALID, in order of precedence: the first that was found decides.

    The values are the stable codes of docs/verdicts.md.
    """

    MALFORMED = "malformed"
    UNKNOWN_VERSION = "unknown-version"
    SIGNATURE_WRONG = "signature-wrong"
    OTHER_NETWORK = "other-network"
    CHAIN_UNREACHABLE = "chain-unreachable"
    WRONG_NETWORK = "wrong-network"
    WRONG_CONTRACT = "wrong-contract"
    UNTRUSTED_AUTHORITY = "untrusted-authority"
    HEAD_STALE = "head-stale"
    HEAD_AHEAD = "head-ahead"
    HEAD_WENT_BACK = "head-went-back"
    NODES_DISAGREE = "nodes-disagree"
    NOT_ANCHORED = "not-anchored"
    ANCHORED_AFTER_CLOSING = "anchored-after-closing"
    NOT_IN_BATCH = "not-in-batch"
    KEY_UNKNOWN = "key-unknown"
    KEY_NOT_POSSESSED = "key-not-possessed"
    KEY_NOT_YET_VALID = "key-not-yet-valid"
    KEY_RETIRED = "key-retired"
    KEY_COMPROMISED = "key-compromised"
    ISSUER_DIFFERS = "issuer-not-accredited-as-named"
    WRONG_KIND = "wrong-kind"
    STANDARD_DIFFERS = "standard-differs"
    LEVEL_DIFFERS = "level-differs"
    OFFSET_DIFFERS = "offset-differs"
    TITLE_DIFFERS = "title-differs"
    DATE_DIFFERS = "date-differs"
    SESSION_UNKNOWN = "session-unknown"
    SESSION_UNDECIDED = "session-undecided"
    SESSION_DIFFERS = "session-differs"
    PROCESS_OUT_OF_ORDER = "process-out-of-order"
    MORE_THAN_GRANTED = "more-than-granted"
    DEADLINE_NOT_WAIVED = "deadline-not-waived"
    RULE_NOT_RUN = "rule-not-run"
    REVOKED = "revoked"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"
    SESSION_VOIDED = "session-voided"
    ISSUER_HELD = "issuer-held"
    ACCREDITOR_HELD = "accreditor-held"
    SESSION_HELD = "session-held"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    WITHDRAWN_TEMPORARILY = "withdrawn-temporarily"
    NOT_YET_VALID = "not-yet-valid"
    MAKE_UP_WINDOW = "make-up-window"
    RETEST_ORDERED = "retest-ordered"
    REASSESSMENT_OPEN = "reassessment-open"

    @property
    def outcome(self) -> Outcome:
        """The verdict this reason leads to."""
        return _OUTCOMES[self]

    @property
    def precedence(self) -> int:
        """1 for the reason that overrules all others."""
        return _ORDER[self]


_RULES: Final = frozenset(Rule)
_ORDER: Final = {reason: number for number, reason in enumerate(Reason, start=1)}
_COULD_NOT_CHECK: Final = frozenset(
    {
        Reason.UNKNOWN_VERSION,
        Reason.CHAIN_UNREACHABLE,
        Reason.WRONG_NETWORK,
        Reason.WRONG_CONTRACT,
        Reason.UNTRUSTED_AUTHORITY,
        Reason.HEAD_STALE,
        Reason.HEAD_AHEAD,
        Reason.HEAD_WENT_BACK,
        Reason.NODES_DISAGREE,
        Reason.RULE_NOT_RUN,
    }
)


def _outcome_of(reason: Reason) -> Outcome:
    if reason in _COULD_NOT_CHECK:
        return Outcome.COULD_NOT_CHECK
    if reason in {Reason.OTHER_NETWORK, Reason.NOT_ANCHORED}:
        return Outcome.NOT_FOUND
    if _ORDER[reason] < _ORDER[Reason.REVOKED]:
        return Outcome.NOT_VALID
    if _ORDER[reason] < _ORDER[Reason.MAKE_UP_WINDOW]:
        return Outcome.GENUINE_NOT_CURRENT
    return Outcome.VALID_WITH_NOTICE


_OUTCOMES: Final = {reason: _outcome_of(reason) for reason in Reason}


@dataclass(frozen=True, slots=True)
class Check:
    """The result of one rule: `reason` None is a pass; `detail` is for an operator; `day` is the day the words name."""

    rule: Rule
    reason: Reason | None = None
    detail: str = ""
    day: date | None = None


PASSED: Final = {rule: Check(rule) for rule in Rule}
"""What each rule answers when it finds nothing wrong."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """All checks of one judgement. VALID only if every rule V1 to V12 passed: silence is never consent."""

    checks: tuple[Check, ...]

    @property
    def deciding(self) -> Check | None:
        """The check that decides, or None if every rule passed."""
        found = [check for check in self.checks if check.reason is not None]
        if silent := _RULES - {check.rule for check in self.checks}:
            found += [Check(rule, Reason.RULE_NOT_RUN, "the rule gave no result") for rule in Rule if rule in silent]
        return min(found, key=_precedence, default=None)

    @property
    def outcome(self) -> Outcome:
        """The verdict."""
        deciding = self.deciding
        if deciding is None or deciding.reason is None:
            return Outcome.VALID
        return deciding.reason.outcome

    def __bool__(self) -> bool:
        return self.outcome in {Outcome.VALID, Outcome.VALID_WITH_NOTICE}


def _precedence(check: Check) -> int:
    return check.reason.precedence if check.reason else len(_ORDER) + 1
