"""What a rule found: an outcome and the evidence for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Outcome(Enum):
    """The five outcomes of a rule; they never blur."""

    PASS = "PASS"  # noqa: S105 - an outcome, no password
    FAIL = "FAIL"
    FLAG = "FLAG"
    UNKNOWN = "UNKNOWN"
    ERASED = "ERASED"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that a finding rests on.

    `fact` is a stable code in kebab-case that the wording of reports starts from, such as `roster-locked-late`;
    `values` are the numbers and codes that go into the sentence; `events` are the numbers of the session's events it
    rests on, `leaf` the record in the first of them.
    """

    fact: str
    values: Mapping[str, int | str] = field(default_factory=dict)
    events: tuple[int, ...] = ()
    leaf: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of rule R`rule` for one session, with everything it rests on; a PASS may be without evidence."""

    rule: int
    outcome: Outcome
    evidence: tuple[Evidence, ...] = ()
