"""Which certificates a change of status is about: chosen by number, by session or by batch, and grouped by batch."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Engine, and_, select

from certificate.address import BATCH_CAPACITY, SUBMISSION_CAPACITY
from chain.certificate_calls import BatchId
from issuer.database import reading
from issuer.errors import StatusError
from issuer.journal import State
from issuer.roll import CHUNK, chunks
from issuer.schema import CANDIDATE, SESSION, SUBMISSION

_ANCHORED = (State.FINAL.value, State.RELEASED.value)
_TITLES = frozenset({"certificate number", "number", "证书编号", "编号"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """Certificates of one batch: their standard's version, and by index the row in the workspace and the number."""

    batch: BatchId
    standard: bytes
    rows: Mapping[int, int]
    numbers: Mapping[int, str]

    @property
    def indices(self) -> frozenset[int]:
        """The indices in the batch."""
        return frozenset(self.rows)

    def only(self, indices: Iterable[int]) -> "Chosen":
        """Return those of `indices` that are among these."""
        kept = sorted(self.indices & frozenset(indices))
        return Chosen(self.batch, self.standard, {i: self.rows[i] for i in kept}, {i: self.numbers[i] for i in kept})


def choose_numbers(engine: Engine, organisation: int, numbers: Sequence[str]) -> list[Chosen]:
    """Choose anchored certificates by their numbers; raises `StatusError` naming every number that is not one."""
    wanted = dict.fromkeys(number.strip() for number in numbers)
    if not wanted:
        raise StatusError("name at least one certificate number")
    found: list[_Found] = []
    with reading(engine) as connection:
        for chunk in chunks(wanted, CHUNK):
            found += _find(connection, CANDIDATE.c.number.in_(chunk))
    unknown = wanted.keys() - {entry.number for entry in found}
    if unknown:
        named = ", ".join(sorted(unknown)[:20]) + (" …" if len(unknown) > 20 else "")
        raise StatusError(f"{len(unknown)} numbers are no anchored certificates of this workspace: {named}")
    return _grouped(found, organisation)


def choose_session(engine: Engine, organisation: int, label: str) -> list[Chosen]:
    """Choose every anchored certificate of the session called `label`; raises `StatusError` if there is none."""
    with reading(engine) as connection:
        found = _find(connection, SESSION.c.label == label)
    if not found:
        raise StatusError(f"the session {label!r} has no anchored certificates in this workspace")
    return _grouped(found, organisation)


def choose_batch(engine: Engine, organisation: int, label: str, number: int) -> list[Chosen]:
    """Choose every certificate of the batch `number` of the session called `label`; raises `StatusError`."""
    chosen = [entry for entry in choose_session(engine, organisation, label) if entry.batch.number == number]
    if not chosen:
        raise StatusError(f"the session {label!r} has no batch {number}")
    return chosen


def choose_indices(engine: Engine, batch: BatchId, indices: Iterable[int]) -> Chosen:
    """Choose certificates of one batch by their indices; raises `StatusError` if one is not anchored there."""
    submission = batch.number // SUBMISSION_CAPACITY
    wanted = frozenset(indices)
    condition = and_(SESSION.c.session == batch.session, SUBMISSION.c.number == submission)
    with reading(engine) as connection:
        found = _grouped(_find(connection, condition), batch.organisation)
    for chosen in found:
        if chosen.batch == batch and wanted <= chosen.indices:
            return chosen.only(wanted)
    raise StatusError(f"batch {batch.number} of this session does not have all of these certificates")


def numbers_in(data: bytes, name: str) -> list[str]:
    """Read the certificate numbers of a CSV file called `name`: its column 证书编号 or `number`, or its only one.

    Raises `StatusError`.
    """
    if not data.strip():
        raise StatusError(f"{name} is empty; it must list certificate numbers")
    try:
        first, *rest = [row for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) if any(row)]
    except (UnicodeDecodeError, csv.Error, ValueError) as error:
        raise StatusError(f"{name} is no list of certificate numbers in CSV (UTF-8)") from error
    columns = [place for place, title in enumerate(first) if title.strip().casefold() in _TITLES]
    if not columns and len(first) == 1:
        # A plain list needs no title.
        return [row[0] for row in (first, *rest)]
    if len(columns) != 1:
        raise StatusError(f"{name} needs one column called 证书编号 or number")
    return [row[columns[0]] for row in rest if len(row) > columns[0] and row[columns[0]].strip()]


@dataclass(frozen=True, slots=True)
class _Found:
    session: bytes
    submission: int
    standard: bytes
    place: int
    number: str
    row: int


def _find(connection: Connection, condition: ColumnElement[bool]) -> list[_Found]:
    query = (
        select(
            SESSION.c.session,
            SUBMISSION.c.number,
            SUBMISSION.c.standard,
            CANDIDATE.c.place,
            CANDIDATE.c.number,
            CANDIDATE.c.id,
        )
        .join_from(CANDIDATE, SUBMISSION)
        .join(SESSION, SUBMISSION.c.session_id == SESSION.c.id)
        .where(condition, SUBMISSION.c.state.in_(_ANCHORED))
        .order_by(SUBMISSION.c.id, CANDIDATE.c.place)
    )
    return [_Found(*row) for row in connection.execute(query)]


def _grouped(found: Iterable[_Found], organisation: int) -> list[Chosen]:
    groups: dict[BatchId, dict[int, _Found]] = defaultdict(dict)
    for entry in found:
        position, index = divmod(entry.place, BATCH_CAPACITY)
        number = entry.submission * SUBMISSION_CAPACITY + position
        groups[BatchId(organisation, entry.session, number)][index] = entry
    return [
        Chosen(
            batch,
            next(iter(members.values())).standard,
            {index: entry.row for index, entry in members.items()},
            {index: entry.number for index, entry in members.items()},
        )
        for batch, members in groups.items()
    ]
