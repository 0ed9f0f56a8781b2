"""Marks as they were committed, and the final mark that follows from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from assessment.codes import EventCode
from assessment.event import Event
from assessment.marking import mean_mark, within_tolerance
from assessment.records import Adjudication, Mark
from assessment.rules.case import Case
from assessment.rules.lookup import document_of, level_of, parameters_of

Where: TypeAlias = tuple[str, str]
"""Candidate and part."""


@dataclass(frozen=True, slots=True)
class Given:
    """One mark, with the SCORE_COMMIT and the leaf that it stands in."""

    event: Event
    leaf: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Settled:
    """One adjudication, with the ADJUDICATED and the leaf that it stands in."""

    event: Event
    leaf: int
    adjudication: Adjudication


def marks_of(case: Case) -> Mapping[Where, Sequence[Given]]:
    """Return all marks by candidate and part; raises `UnavailableError` at the first commit that is not opened."""
    found: dict[Where, list[Given]] = {}
    for event, leaf, mark in case.records(Mark, EventCode.SCORE_COMMIT):
        found.setdefault((mark.candidate, mark.part), []).append(Given(event, leaf, mark))
    return found


def adjudications_of(case: Case) -> Mapping[Where, Sequence[Settled]]:
    """Return all adjudications by candidate and part; raises as `marks_of`."""
    found: dict[Where, list[Settled]] = {}
    for event, leaf, record in case.records(Adjudication, EventCode.ADJUDICATED):
        found.setdefault((record.candidate, record.part), []).append(Settled(event, leaf, record))
    return found


def maxima_of(case: Case) -> Mapping[str, int]:
    """Return the maximum in centimarks of every part due at the level, by the standard and not by the plan."""
    return {part.code: part.maximum for part in document_of(case).parts_due(level_of(case))}


def agree(case: Case, given: Sequence[Given], maximum: int) -> bool:
    """Tell whether the markers differ by no more than the tolerance (R28)."""
    totals = [one.mark.total for one in given]
    return within_tolerance(totals, maximum=maximum, permille=parameters_of(case).mark_tolerance)


def final_of(case: Case, given: Sequence[Given], settled: Sequence[Settled], maximum: int) -> int | None:
    """Return the final centimarks by R28: the mean, or what the adjudicator said where markers differ too much.

    None if they differ and nobody settled it. An adjudication that nobody needed changes nothing.
    """
    if agree(case, given, maximum):
        return mean_mark([one.mark.total for one in given])
    return settled[-1].adjudication.final if settled else None
