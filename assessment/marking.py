"""From marks to a result, in whole centimarks (rules R28, R29, R31, R32).

>>> mean_mark([70_00, 71_50])
7100
"""

from collections.abc import Sequence
from typing import Final

from assessment.errors import AssessmentError
from assessment.records import PartDisposition, PartResult, ResultKind
from certificate.errors import MalformedError
from certificate.marks import ABSENT, Mark
from certificate.pass_rule import AllParts, decide
from certificate.standard import Standard

HALF_MARK: Final = 50
"""Centimarks that a mean is rounded to."""


class MarkingError(AssessmentError):
    """Marks that cannot be added up or do not belong to the parts due: to be put right, not failed."""


def scores_add_up(scores: Sequence[int], maxima: Sequence[int], total: int) -> bool:
    """Tell whether there is one mark for each criterion, each from 0 to its maximum, and `total` is their sum (R29)."""
    if len(scores) != len(maxima):
        return False
    return sum(scores) == total and all(0 <= one <= most for one, most in zip(scores, maxima, strict=True))


def within_tolerance(totals: Sequence[int], *, maximum: int, permille: int) -> bool:
    """Tell whether the marks of several markers differ by no more than `permille` of the part's `maximum` (R28)."""
    return (max(totals) - min(totals)) * 1000 <= permille * maximum


def mean_mark(totals: Sequence[int]) -> int:
    """Return the arithmetic mean, rounded half up to half a mark (R28); raises `MarkingError` for no mark at all."""
    if not totals:
        raise MarkingError("there is no mark to take the mean of")
    count = len(totals)
    return (2 * sum(totals) + HALF_MARK * count) // (2 * HALF_MARK * count) * HALF_MARK


def final_mark(totals: Sequence[int], adjudicated: int | None, *, maximum: int, permille: int) -> int:
    """Return a part's final centimarks: the mean, or the `adjudicated` mark where markers differ too much (R28).

    Raises `MarkingError` if there is no mark, or the markers differ and nobody settled it, or they do not and somebody
    did all the same: an adjudication nobody needed would be a way to change marks.
    """
    final = mean_mark(totals)
    agreed = within_tolerance(totals, maximum=maximum, permille=permille)
    if agreed and adjudicated is None:
        return final
    if agreed:
        raise MarkingError("the marks are within the tolerance; there is nothing to adjudicate")
    if adjudicated is None:
        raise MarkingError("the marks differ by more than the tolerance; an adjudicator has to settle them")
    if not 0 <= adjudicated <= maximum:
        raise MarkingError(f"the adjudicated mark is outside 0 to {maximum} centimarks")
    return adjudicated


def result_of(standard: Standard, level: int, parts: Sequence[PartResult]) -> ResultKind:
    """Return a candidate's result under the standard's own pass rule (R31); each part due has one entry (R32).

    Who was disqualified in a part fails whatever the rest is; otherwise a deferred part defers the result. Raises
    `MarkingError` for a part that is missing, foreign or double, for a mark outside its part or beside an absence, and
    for a carried pass where the pass rule weighs marks: then nothing is carried.
    """
    marks = {entry.part: _mark(entry) for entry in parts}
    due = standard.parts_due(level)
    if len(marks) != len(parts) or set(marks) != {part.code for part in due}:
        raise MarkingError("a candidate has one entry for each part due at the level")
    found = {entry.disposition for entry in parts}
    if PartDisposition.CARRIED in found and not isinstance(standard.pass_rule, AllParts):
        raise MarkingError("a part is carried only where every part is passed by itself")
    if PartDisposition.DISQUALIFIED in found:
        return ResultKind.FAIL
    if PartDisposition.DEFERRED in found:
        return ResultKind.DEFERRED
    try:
        passed = decide(standard.pass_rule, due, marks).passed
    except MalformedError as error:
        raise MarkingError(f"the marks do not fit the standard: {error}") from error
    return ResultKind.PASS if passed else ResultKind.FAIL


def _mark(entry: PartResult) -> Mark:
    if entry.disposition in {PartDisposition.SCORE, PartDisposition.CARRIED}:
        return entry.score
    if entry.score:
        raise MarkingError(f"part {entry.part}: there is a mark beside {entry.disposition.name}")
    return ABSENT
