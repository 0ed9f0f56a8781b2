"""Who may do what, and when: the registries' history (E30) as values, for rules that ask "at that time"."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from assessment.parameters import Parameters
from assessment.records import PersonRecord, SiteRecord
from assessment.timeline import Timeline
from certificate.standard import Standard


class Standing(Enum):
    """Where an accreditor, organisation or site stands; WITHDRAWN is for ever."""

    ACTIVE = 1
    SUSPENDED = 2
    WITHDRAWN = 3


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open dates: a right holds while `start <= t < end` (Unix seconds)."""

    start: int
    end: int

    def holds_at(self, moment: int) -> bool:
        """Tell whether `moment` is inside."""
        return self.start <= moment < self.end


@dataclass(frozen=True, slots=True)
class Scope:
    """Levels of one family (bit 0 = level 1) inside dates."""

    levels: int
    span: Span


@dataclass(frozen=True, slots=True)
class Accreditor:
    """An accreditor's history; scopes by family (32 bytes)."""

    number: int
    standing: Timeline[Standing]
    dates: Timeline[Span]
    account: Timeline[bytes]
    scopes: Mapping[bytes, Timeline[int]] = field(default_factory=dict)
    held: Timeline[bool] = field(default_factory=Timeline)


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation's history; a cap of 0 is none."""

    number: int
    accreditor: int
    standing: Timeline[Standing]
    dates: Timeline[Span]
    cap: Timeline[int] = field(default_factory=Timeline)
    scopes: Mapping[bytes, Timeline[Scope]] = field(default_factory=dict)
    held: Timeline[bool] = field(default_factory=Timeline)


@dataclass(frozen=True, slots=True)
class Site:
    """A site's history; `seats` by room; `record` None if nobody opened it."""

    number: int
    accreditor: int
    standing: Timeline[Standing]
    dates: Timeline[Span]
    scopes: Mapping[bytes, Timeline[int]] = field(default_factory=dict)
    seats: Mapping[int, Timeline[int]] = field(default_factory=dict)
    record: SiteRecord | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A person's history: `employer` 0 = independent; `roles` is a mask; `record` None if nobody opened it."""

    number: int
    accreditor: int
    employer: int
    roles: Timeline[int]
    dates: Timeline[Span]
    account: Timeline[bytes]
    compromised_since: int | None = None
    record: PersonRecord | None = None


@dataclass(frozen=True, slots=True)
class StandardEntry:
    """A published standard version; `document` None if nobody opened it."""

    number: int
    version: bytes
    family: bytes
    published_at: int
    superseded_at: int | None = None
    document: Standard | None = None


@dataclass(frozen=True, slots=True)
class Registry:
    """Everything the registries said up to the audited block; `parameters` by number of the terms."""

    root_authority: Timeline[bytes]
    accreditors: Mapping[int, Accreditor]
    organisations: Mapping[int, Organisation]
    sites: Mapping[int, Site]
    persons: Mapping[int, Person]
    standards: Mapping[int, StandardEntry]
    parameters: Mapping[int, Parameters]
    terms_of_standard: Mapping[int, Timeline[int]] = field(default_factory=dict)
    default_terms: Timeline[int] = field(default_factory=Timeline)

    def terms_at(self, standard: int, moment: int) -> int | None:
        """Return the number of the terms that a plan filed at `moment` for `standard` is under."""
        own = self.terms_of_standard.get(standard)
        return (own.at(moment) if own else None) or self.default_terms.at(moment)
