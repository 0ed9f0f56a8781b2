"""Records of marking, appeals, decisions, reports and archive."""

from dataclasses import dataclass
from typing import ClassVar

from assessment.codec import Hash, PartCode, Pseudonym
from assessment.records.base import Record
from assessment.records.closed_sets import AppealOutcome, DecisionKind, PartDisposition, ReportKind, ResultKind


@dataclass(frozen=True, slots=True)
class Mark(Record):
    """SCORE_COMMIT: one marker's centimarks by criterion for one candidate and part, and their sum (R27, R29)."""

    TYPE: ClassVar[str] = "mark"

    marker: int
    candidate: Pseudonym
    part: PartCode
    scores: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Adjudication(Record):
    """ADJUDICATED: the final centimarks where markers differ too much (R28)."""

    TYPE: ClassVar[str] = "adjudication"

    adjudicator: int
    candidate: Pseudonym
    part: PartCode
    final: int
    reason: str


@dataclass(frozen=True, slots=True)
class PartResult:
    """What became of one part: `score` in centimarks, 0 where there is none."""

    part: PartCode
    disposition: PartDisposition
    score: int


@dataclass(frozen=True, slots=True)
class Result(Record):
    """SCORES_LOCKED and SCORE_CORRECTED: one leaf of the roster, in its order (R31, R32)."""

    TYPE: ClassVar[str] = "result"

    candidate: Pseudonym
    parts: tuple[PartResult, ...]
    result: ResultKind


@dataclass(frozen=True, slots=True)
class Appeal(Record):
    """APPEAL_LODGED: a candidate's grounds."""

    TYPE: ClassVar[str] = "appeal"

    number: int
    candidate: Pseudonym
    grounds: str


@dataclass(frozen=True, slots=True)
class AppealDecision(Record):
    """APPEAL_DECIDED: the panel's outcome and whom else it concerns (R34)."""

    TYPE: ClassVar[str] = "appeal-decision"

    number: int
    candidate: Pseudonym
    outcome: AppealOutcome
    panel: tuple[int, ...]
    affected: tuple[Pseudonym, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Decision(Record):
    """DECISION_RECORDED: one candidate's, resting on the results under the tree head `scores` (R30, R35)."""

    TYPE: ClassVar[str] = "decision"

    candidate: Pseudonym
    decision: DecisionKind
    scores: Hash


@dataclass(frozen=True, slots=True)
class Report(Record):
    """BATCH_REPORTED: who was reported, with the hash of the file (R38)."""

    TYPE: ClassVar[str] = "report"

    kind: ReportKind
    candidates: tuple[Pseudonym, ...]
    file: Hash


@dataclass(frozen=True, slots=True)
class Document(Record):
    """SESSION_ARCHIVED: the hash of one document of the file (R39)."""

    TYPE: ClassVar[str] = "document"

    kind: str
    content: Hash


@dataclass(frozen=True, slots=True)
class Reason(Record):
    """Cancellation, hold, release, void, waiver and order: the code and the words."""

    TYPE: ClassVar[str] = "reason"

    code: int
    text: str
