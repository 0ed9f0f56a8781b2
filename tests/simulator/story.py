"""A story: a clean session and one named thing that somebody did."""

from collections.abc import Callable
from dataclasses import dataclass, field

from assessment.rules.case import Case
from assessment.rules.finding import Finding, Outcome
from tests.simulator.clean import clean_session
from tests.simulator.session import Session
from tests.simulator.shape import Shape


@dataclass(frozen=True)
class Story:
    """`change` is done to a clean session of `shape`; rule R`rule` then has `outcome`, on the ground of `fact`.

    `entailed` are the other rules that cannot but be broken too, `clouded` those that become UNKNOWN; everything else
    stays PASS. A story whose outcome is
    PASS lies exactly on a limit.
    """

    name: str
    rule: int
    change: Callable[[Session], None]
    fact: str = ""
    outcome: Outcome = Outcome.FAIL
    entailed: frozenset[int] = frozenset()
    shape: Shape = field(default_factory=Shape)
    clouded: frozenset[int] = frozenset()

    def session(self) -> Session:
        session = clean_session(self.shape)
        self.change(session)
        return session

    def case(self) -> Case:
        return self.session().case()

    def __str__(self) -> str:
        return f"R{self.rule}-{self.name.replace(' ', '-')}"


def kept(findings: tuple[Finding, ...]) -> set[int]:
    """The rules that are PASS."""
    return {finding.rule for finding in findings if finding.outcome is Outcome.PASS}


def broken(findings: tuple[Finding, ...]) -> dict[int, Outcome]:
    """The rules that are not PASS, with their outcomes."""
    return {finding.rule: finding.outcome for finding in findings if finding.outcome is not Outcome.PASS}


def facts(findings: tuple[Finding, ...], rule: int) -> set[str]:
    """What rule R`rule` found."""
    return {evidence.fact for finding in findings if finding.rule == rule for evidence in finding.evidence}
