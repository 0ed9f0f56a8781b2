"""Records behind the registration of persons and sites."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, TypeAlias

from assessment.codec import Bounds, LevelNumber, PartCode, Pseudonym, Time
from assessment.records.base import Record
from assessment.records.closed_sets import RelationKind

Microdegrees: TypeAlias = Annotated[int, Bounds(-180_000_000, 180_000_000)]


@dataclass(frozen=True, slots=True)
class Qualification:
    """What a person may examine, half-open in time (R6); `family` is the code, such as X-BIM."""

    family: str
    level: LevelNumber
    from_: Time
    until: Time
    senior: bool


@dataclass(frozen=True, slots=True)
class Relation:
    """A registered relation with a candidate (R14)."""

    candidate: Pseudonym
    relation: RelationKind


@dataclass(frozen=True, slots=True)
class PersonRecord(Record):
    """A registered person of the staff; organisation 0 is independent, `trains` are organisations."""

    TYPE: ClassVar[str] = "person"

    employer: str
    organisation: int
    qualifications: tuple[Qualification, ...]
    relations: tuple[Relation, ...]
    trains: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RoomRecord:
    """A room, its seats and the parts it is fit for."""

    room: int
    seats: int
    parts: tuple[PartCode, ...]


@dataclass(frozen=True, slots=True)
class SiteRecord(Record):
    """A registered site; owner 0 is no organisation; position in microdegrees (R16)."""

    TYPE: ClassVar[str] = "site"

    name: str
    owner: int
    latitude: Microdegrees
    longitude: Microdegrees
    rooms: tuple[RoomRecord, ...]
