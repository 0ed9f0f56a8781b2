"""A session as the ledger keeps it: numbers packed into words (docs/assessment.md, section 9; SessionWords.sol)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from chain.ledger_values import Deed, Participation, SessionHead, SessionPlan, SessionProgress
from chain.session_message import NONCES

Layout = Mapping[str, tuple[int, int]]
"""First bit and number of bits of each field of a word."""

STATUS: Layout = MappingProxyType(
    {
        "ASSIGNMENT": (18, 8),
        "PARTS": (34, 2),
        "PAPERS": (36, 5),
        "REVEALED": (193, 3),
        "UNREVEALED": (177, 16),
    }
)
PLAN: Layout = MappingProxyType(
    {
        "SITE": (0, 32),
        "BEGINS": (32, 40),
        "OFFSET_2": (72, 16),
        "OFFSET_3": (88, 16),
        "SEATS": (104, 24),
        "TERMS_NO": (128, 16),
        "ACCREDITOR": (144, 32),
    }
)
SITTING: Layout = MappingProxyType(
    {
        "DECLARERS": (0, 8),
        "DECLARED": (8, 8),
        "CONFLICT": (16, 1),
        "PAPER_PART": (17, 2),
        "UNSEALED": (49, 16),
        "OPEN_RUNS": (65, 8),
        "PRESENT": (92, 24),
        "LAST_END": (164, 40),
    }
)
OUTCOME: Layout = MappingProxyType(
    {
        "SEALED_AT": (0, 40),
        "INCIDENTS": (184, 16),
        "OPEN_INCIDENTS": (200, 16),
        "APPEALS": (216, 16),
        "OPEN_APPEALS": (232, 16),
    }
)
ACTOR: Layout = MappingProxyType(
    {
        "EXAMINED": (200, 1),
        "HAS_ADJUDICATED": (201, 1),
        "HAS_LOCKED": (202, 1),
        "HAS_CORRECTED": (203, 1),
        "HAS_DECIDED": (204, 1),
        "HAS_APPEALED": (205, 1),
        "OWN_ASSIGNMENT": (206, 8),
        "OWN_UNREVEALED": (214, 8),
    }
)

_PARTS = 3
_PAPERS = 16
_DEEDS = {
    Deed.EXAMINED: "EXAMINED",
    Deed.ADJUDICATED: "HAS_ADJUDICATED",
    Deed.LOCKED: "HAS_LOCKED",
    Deed.CORRECTED: "HAS_CORRECTED",
    Deed.DECIDED: "HAS_DECIDED",
    Deed.APPEALED: "HAS_APPEALED",
}


@dataclass(frozen=True, slots=True)
class SessionWords:
    """All words of a session: head, tree head of the roster, and four of numbers."""

    head: bytes
    roster: bytes
    status: int
    plan: int
    sitting: int
    outcome: int

    def to_head(self) -> SessionHead:
        """The head of the session's events and of its roster."""
        return SessionHead(self.head, self.roster)

    def to_plan(self) -> SessionPlan:
        """What was planned."""
        names = ("ACCREDITOR", "SITE", "BEGINS", "SEATS")
        accreditor, site, start, seats = (field(self.plan, PLAN, name) for name in names)
        return SessionPlan(
            accreditor=accreditor,
            site=site,
            start=start,
            seats=seats,
            parts=field(self.status, STATUS, "PARTS"),
            offset2=field(self.plan, PLAN, "OFFSET_2"),
            offset3=field(self.plan, PLAN, "OFFSET_3"),
            papers=field(self.status, STATUS, "PAPERS"),
            terms=field(self.plan, PLAN, "TERMS_NO"),
        )

    def to_progress(self) -> SessionProgress:
        """How far the session has come."""
        sitting, outcome = self.sitting, self.outcome
        part_of = (field(sitting, SITTING, "PAPER_PART", place) for place in range(_PAPERS))
        return SessionProgress(
            assignment=field(self.status, STATUS, "ASSIGNMENT"),
            declarers=field(sitting, SITTING, "DECLARERS"),
            declared=field(sitting, SITTING, "DECLARED"),
            conflict=field(sitting, SITTING, "CONFLICT") == 1,
            sealed_papers={paper: part for paper, part in enumerate(part_of) if part},
            unsealed_papers=_bits(field(sitting, SITTING, "UNSEALED"), _PAPERS),
            open_runs=tuple(field(sitting, SITTING, "OPEN_RUNS", place) for place in range(_PARTS)),
            present=tuple(field(sitting, SITTING, "PRESENT", place) for place in range(_PARTS)),
            last_end=field(sitting, SITTING, "LAST_END") or None,
            responses_sealed_at=field(outcome, OUTCOME, "SEALED_AT") or None,
            unrevealed=field(self.status, STATUS, "UNREVEALED"),
            revealed_parts=frozenset(part + 1 for part in _bits(field(self.status, STATUS, "REVEALED"), _PARTS)),
            incidents=field(outcome, OUTCOME, "INCIDENTS"),
            open_incidents=field(outcome, OUTCOME, "OPEN_INCIDENTS"),
            appeals=field(outcome, OUTCOME, "APPEALS"),
            open_appeals=field(outcome, OUTCOME, "OPEN_APPEALS"),
        )


def read_actor(word: int) -> Participation:
    """Read the word of one actor."""
    return Participation(
        nonces=_bits(word, NONCES),
        deeds=frozenset(deed for deed, name in _DEEDS.items() if field(word, ACTOR, name)),
        assignment=field(word, ACTOR, "OWN_ASSIGNMENT"),
        unrevealed=tuple(field(word, ACTOR, "OWN_UNREVEALED", place) for place in range(_PARTS)),
    )


def field(word: int, layout: Layout, name: str, place: int = 0) -> int:
    """Return the number in a field, or in the `place`-th field of its kind behind it."""
    start, bits = layout[name]
    return word >> (start + place * bits) & ((1 << bits) - 1)


def _bits(word: int, count: int) -> frozenset[int]:
    return frozenset(place for place in range(count) if word >> place & 1)
