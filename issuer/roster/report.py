"""What a check of a roster gives back: who may go on, who may not and why, and what was mended."""

from collections.abc import Mapping
from dataclasses import dataclass

from certificate.marks import Mark
from issuer.roster.columns import Column
from issuer.roster.identity import IdDocument
from issuer.roster.mend import Change
from issuer.roster.reasons import Reason


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A person's document for one level of one standard: what nobody can hold twice (domain rule R36)."""

    document: IdDocument
    family: str
    level: int


@dataclass(frozen=True, slots=True, repr=False)
class Candidate:
    """A row that passed every check.

    `line` is its place in the file, `marks` has one mark or absence for each part due, `institution` may be empty.
    """

    line: int
    name: str
    enrolment: Enrolment
    marks: Mapping[str, Mark]
    ticket: str
    institution: str

    @property
    def document(self) -> IdDocument:
        """The candidate's document."""
        return self.enrolment.document

    @property
    def family(self) -> str:
        """The code of the standard."""
        return self.enrolment.family

    @property
    def level(self) -> int:
        """The level, 1 being the lowest."""
        return self.enrolment.level

    def __repr__(self) -> str:
        """Name the row, never the person: representations end up in logs."""
        return f"Candidate(line={self.line}, family={self.family!r}, level={self.level})"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing wrong with one row; `earlier` is the line of the row that it repeats."""

    line: int
    reason: Reason
    column: Column | None = None
    earlier: int | None = None


@dataclass(frozen=True, slots=True)
class Mending:
    """One thing put right in one cell."""

    line: int
    column: Column
    change: Change


@dataclass(frozen=True, slots=True)
class RosterReport:
    """All rows of a roster, in the order of the file; nothing was stored or sent.

    A row with two wrong cells has two refusals. `ignored` names the columns that are no part of a roster.
    """

    accepted: tuple[Candidate, ...]
    refused: tuple[Refusal, ...]
    mended: tuple[Mending, ...]
    ignored: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        """Tell whether no row was refused."""
        return not self.refused

    def to_json(self) -> dict[str, object]:
        """Return the form that `xcert issuer roster check --json` prints; it holds nothing personal."""
        return {
            "accepted": len(self.accepted),
            "refused": [{"row": refusal.line, "reason": refusal.reason.reason} for refusal in self.refused],
        }
