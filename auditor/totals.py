"""What all audited sessions come to, gathered one session at a time."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from assessment.rules.finding import Outcome
from auditor.results import SessionResult, Share

WIDTH = 10
"""Whole marks to either side of the pass mark that the heap chart shows."""


@dataclass(slots=True)
class Totals:
    """Counts over sessions; `heap` counts scores by whole marks from the pass mark, `lag` events by bucket."""

    sessions: int = 0
    candidates: int = 0
    failing: int = 0
    unknown: int = 0
    expected: int = 0
    opened: int = 0
    erased: int = 0
    by_rule: dict[int, Counter[Outcome]] = field(default_factory=dict)
    passes: dict[int, list[int]] = field(default_factory=dict)
    heap: Counter[int] = field(default_factory=Counter)
    lag: Counter[int] = field(default_factory=Counter)

    def add(self, result: SessionResult) -> None:
        """Count one session in."""
        self.sessions += 1
        self.candidates += result.candidates or 0
        self.failing += bool(result.with_outcome(Outcome.FAIL, Outcome.FLAG))
        self.unknown += bool(result.with_outcome(Outcome.UNKNOWN))
        self.expected += result.share.expected
        self.opened += result.share.opened
        self.erased += result.share.erased
        for one in result.rules:
            self.by_rule.setdefault(one.rule, Counter())[one.outcome] += 1
        if result.passed is not None and result.candidates:
            passes = self.passes.setdefault(result.organisation, [0, 0])
            passes[0] += result.passed
            passes[1] += result.candidates

    def add_scores(self, distances: Iterable[tuple[int, int]]) -> None:
        """Count (marks from the pass mark, how many scores)."""
        for distance, count in distances:
            if -WIDTH <= distance <= WIDTH:
                self.heap[distance] += count

    def add_lags(self, buckets: Iterable[tuple[int, int]]) -> None:
        """Count (bucket, how many events)."""
        for bucket, count in buckets:
            self.lag[bucket] += count

    @property
    def share(self) -> Share:
        """The evidence opened by the audited sessions."""
        return Share(self.expected, self.opened, self.erased)

    def outcomes(self) -> Counter[Outcome]:
        """Count outcomes over all rules and sessions."""
        return sum(self.by_rule.values(), Counter())

    @property
    def exit_status(self) -> int:
        """0 clean, 1 findings (FAIL or FLAG), 3 nothing found and something unknown (docs/audit.md, section 4)."""
        if self.failing:
            return 1
        return 3 if self.unknown else 0
