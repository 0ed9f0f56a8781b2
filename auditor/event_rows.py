"""Events, and what happened to the registries, as rows of a work folder."""

import json
from collections.abc import Mapping
from typing import TypeAlias

from assessment.codes import EventCode
from assessment.event import Event, Issue, Place

Cell: TypeAlias = int | str | bytes | None

COLUMNS = "number, code, actor, second, nonce, claimed, recorded, commitment, figures, block, tx, log, issue"
"""The columns of `event` in the order of `event_row`."""


def event_row(event: Event) -> tuple[Cell, ...]:
    """Return `event` as the cells of `COLUMNS`."""
    place = event.place
    return (
        event.number, event.code.value, event.actor, event.second, event.nonce, event.claimed_at, event.recorded_at,
        event.commitment, _compact(dict(event.figures)), place.block, place.transaction, place.log, _issue(event.issue),
    )  # fmt: skip


def read_event(row: tuple[Cell, ...]) -> Event:
    """Return the event of a row that `event_row` wrote."""
    number, code, actor, second, nonce, claimed, recorded, commitment, figures, block, tx, log, issue = row
    return Event(
        number=_number(number),
        code=EventCode(code),
        actor=_data(actor),
        second=None if second is None else _data(second),
        nonce=_number(nonce),
        claimed_at=_number(claimed),
        recorded_at=_number(recorded),
        commitment=_data(commitment),
        figures=json.loads(str(figures)),
        place=Place(_number(block), _data(tx), _number(log)),
        issue=None if issue is None else _read_issue(json.loads(str(issue))),
    )


def _issue(issue: Issue | None) -> str | None:
    if issue is None:
        return None
    return _compact([issue.submission, issue.kind, issue.last_size, [root.hex() for root in issue.roots]])


def _read_issue(members: tuple[int, int, int, list[str]]) -> Issue:
    submission, kind, last_size, roots = members
    return Issue(submission, kind, last_size, tuple(bytes.fromhex(root) for root in roots))


def _compact(value: Mapping[str, int] | list[object]) -> str:
    return json.dumps(value, separators=(",", ":"))


def _number(cell: Cell) -> int:
    assert isinstance(cell, int)
    return cell


def _data(cell: Cell) -> bytes:
    assert isinstance(cell, bytes)
    return cell
