"""What other sessions say, written down by hand: an `Elsewhere` that a story can change."""

# ruff: noqa: ARG002 - the arguments are the protocol's, the answers are written down beforehand

from collections.abc import Mapping
from dataclasses import dataclass, field

from assessment.rules.case import Panel, Sitting


@dataclass
class Memory:
    """Answers from its own members; the defaults are a world in which nobody else did anything wrong."""

    locked: int = 0
    candidate_sittings: dict[str, tuple[Sitting, ...]] = field(default_factory=dict)
    person_sittings: dict[int, tuple[Sitting, ...]] = field(default_factory=dict)
    earlier_panels: tuple[Panel, ...] = ()
    unsealed_elsewhere: dict[str, tuple[bytes, ...]] = field(default_factory=dict)
    numbers_elsewhere: dict[str, tuple[bytes, ...]] = field(default_factory=dict)
    live: dict[tuple[str, bytes, int], dict[str, int]] = field(default_factory=dict)
    """When each number was anchored, by candidate, family and level."""
    scores: dict[tuple[bytes, str, str], tuple[int, int, int]] = field(default_factory=dict)
    base: tuple[int, int] = (830, 1000)
    marks: dict[int, int] = field(default_factory=dict)

    def candidates_locked(self, organisation: int, since: int, until: int) -> int:
        return self.locked

    def sittings_of_candidate(self, candidate: str) -> tuple[Sitting, ...]:
        return self.candidate_sittings.get(candidate, ())

    def sittings_of_person(self, person: int) -> tuple[Sitting, ...]:
        return self.person_sittings.get(person, ())

    def panels(self, organisation: int, site: int, before: int) -> tuple[Panel, ...]:
        earlier = [panel for panel in self.earlier_panels if panel.start < before]
        return tuple(sorted(earlier, key=lambda panel: -panel.start))

    def unsealed(self, content: str) -> tuple[bytes, ...]:
        return self.unsealed_elsewhere.get(content, ())

    def numbers(self, number: str) -> tuple[bytes, ...]:
        return self.numbers_elsewhere.get(number, ())

    def live_certificates(self, candidate: str, family: bytes, level: int, by: int) -> tuple[str, ...]:
        held = self.live.get((candidate, family, level), {})
        return tuple(number for number, anchored in held.items() if anchored <= by)

    def locked_score(self, session: bytes, candidate: str, part: str) -> tuple[int, int, int] | None:
        return self.scores.get((session, candidate, part))

    def passes(self, family: bytes, level: int, organisation: int | None, since: int, until: int) -> tuple[int, int]:
        return self.base

    def marked(self, organisation: int, family: bytes, since: int, until: int) -> Mapping[int, int]:
        return self.marks
