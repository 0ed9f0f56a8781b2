"""The registries' history (E30) folded into timelines: who could do what, at any moment.

Every event of the AccreditationRegistry, the PersonnelRegistry and the ledger's terms is taken in its order. What an
event does not touch keeps its value; what was never set has no value, and a rule that asks finds none.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar

from assessment.package import Register, RegisterCommitments
from assessment.registry import Accreditor, Organisation, Person, Registry, Scope, Site, Span, StandardEntry, Standing
from assessment.timeline import Timeline
from certificate.facts import HoldSubject
from chain.records import Record

HOLD_SECONDS: Final = 60 * 86_400
"""A hold lapses by itself after this time (docs/threat-model.md)."""
_EMPTY: Final[Timeline[Any]] = Timeline()
"""Written without its type in brackets: Python 3.11 cannot make an instance of a frozen generic with slots that way."""
E = TypeVar("E", Accreditor, Organisation)


@dataclass(slots=True)
class _Hold:
    """One hold: when it was placed and lifted."""

    placed: int
    lifted: int | None = None


@dataclass(slots=True)
class Registers:
    """Takes events in by name and value; `registry` gives what they come to."""

    root: Timeline[bytes] = field(default_factory=Timeline)
    accreditors: dict[int, Accreditor] = field(default_factory=dict)
    organisations: dict[int, Organisation] = field(default_factory=dict)
    sites: dict[int, Site] = field(default_factory=dict)
    persons: dict[int, Person] = field(default_factory=dict)
    standards: dict[int, StandardEntry] = field(default_factory=dict)
    terms_of_standard: dict[int, Timeline[int]] = field(default_factory=dict)
    default_terms: Timeline[int] = field(default_factory=Timeline)
    _holds: dict[tuple[HoldSubject, int, int], _Hold] = field(default_factory=dict)
    _person_commitments: dict[int, bytes] = field(default_factory=dict)
    _site_commitments: dict[int, bytes] = field(default_factory=dict)
    _terms: dict[int, bytes] = field(default_factory=dict)

    def take(self, name: str, values: Record, time: int) -> None:
        """Take one event in; events that say nothing about anybody's standing are left aside."""
        taker = _TAKERS.get(name)
        if taker is not None:
            taker(self, values, time)

    @property
    def commitments(self) -> RegisterCommitments:
        """What the authority's package is checked against."""
        versions = frozenset(entry.version for entry in self.standards.values())
        return RegisterCommitments(self._person_commitments, self._site_commitments, self._terms, versions)

    def registry(self, register: Register) -> Registry:
        """Return the registries' history with what the authority opened."""
        accreditors = _with_holds(self.accreditors, HoldSubject.ACCREDITOR, self._holds)
        organisations = _with_holds(self.organisations, HoldSubject.ORGANISATION, self._holds)
        return Registry(
            root_authority=self.root,
            accreditors=accreditors,
            organisations=organisations,
            sites={number: replace(site, record=register.sites.get(number)) for number, site in self.sites.items()},
            persons={
                number: replace(person, record=register.persons.get(number)) for number, person in self.persons.items()
            },
            standards={
                number: replace(entry, document=register.standards.get(entry.version))
                for number, entry in self.standards.items()
            },
            parameters=register.parameters,
            terms_of_standard=self.terms_of_standard,
            default_terms=self.default_terms,
        )

    # -- offices --------------------------------------------------------------------------------------------------

    def root_changed(self, values: Record, time: int) -> None:
        """RootAuthorityChanged; the first is the deployment's."""
        self.root = self.root.plus(time, values.data("current"))

    def accreditor_added(self, values: Record, time: int) -> None:
        """AccreditorAdded: active from now on."""
        number = values.number("accreditor")
        self.accreditors[number] = Accreditor(
            number,
            Timeline(((time, Standing.ACTIVE),)),
            Timeline(((time, _span(values)),)),
            Timeline(((time, values.data("account")),)),
        )

    def organisation_accredited(self, values: Record, time: int) -> None:
        """OrganisationAccredited: active from now on."""
        number = values.number("organisation")
        self.organisations[number] = Organisation(
            number,
            values.number("accreditor"),
            Timeline(((time, Standing.ACTIVE),)),
            Timeline(((time, _span(values)),)),
            Timeline(((time, values.number("cap")),)),
        )

    def organisation_scope(self, values: Record, time: int) -> None:
        """OrganisationScopeSet."""
        number, family = values.number("organisation"), values.data("family")
        entry = self.organisations[number]
        line = entry.scopes.get(family, _EMPTY).plus(time, Scope(values.number("levels"), _span(values)))
        self.organisations[number] = replace(entry, scopes={**entry.scopes, family: line})

    # -- persons and sites ----------------------------------------------------------------------------------------

    def site_added(self, values: Record, time: int) -> None:
        """SiteAdded: active from now on."""
        number = values.number("site")
        self.sites[number] = Site(
            number,
            values.number("accreditor"),
            Timeline(((time, Standing.ACTIVE),)),
            Timeline(((time, _span(values)),)),
        )
        self._site_commitments[number] = values.data("commitment")

    def site_set(self, values: Record, time: int) -> None:
        """SiteSet: dates and record anew."""
        _dates("sites", "site")(self, values, time)
        self._site_commitments[values.number("site")] = values.data("commitment")

    def rooms_set(self, values: Record, time: int) -> None:
        """RoomsSet: seats of some rooms."""
        number = values.number("site")
        entry = self.sites[number]
        seats = dict(entry.seats)
        for room, count in zip(values.numbers("rooms"), values.numbers("seats"), strict=True):
            seats[room] = seats.get(room, _EMPTY).plus(time, count)
        self.sites[number] = replace(entry, seats=seats)

    def person_registered(self, values: Record, time: int) -> None:
        """PersonRegistered."""
        number = values.number("person")
        self.persons[number] = Person(
            number,
            values.number("accreditor"),
            values.number("employer"),
            Timeline(((time, values.number("roles")),)),
            Timeline(((time, _span(values)),)),
            Timeline(((time, values.data("account")),)),
        )
        self._person_commitments[number] = values.data("commitment")

    def person_set(self, values: Record, time: int) -> None:
        """PersonSet: employer, roles, dates and record anew."""
        number = values.number("person")
        entry = self.persons[number]
        self.persons[number] = replace(
            entry,
            employer=values.number("employer"),
            roles=entry.roles.plus(time, values.number("roles")),
            dates=entry.dates.plus(time, _span(values)),
        )
        self._person_commitments[number] = values.data("commitment")

    def person_compromised(self, values: Record, time: int) -> None:  # noqa: ARG002 -- every taker has the time
        """PersonCompromised: the earliest moment counts."""
        number, since = values.number("person"), values.number("since")
        known = self.persons[number].compromised_since
        self.persons[number] = replace(
            self.persons[number], compromised_since=since if known is None else min(known, since)
        )

    # -- standards, terms, holds ----------------------------------------------------------------------------------

    def standard_published(self, values: Record, time: int) -> None:
        """StandardPublished; in force from the day that its terms name."""
        number, terms = values.number("standardNo"), values.record("terms")
        in_force = max(time, terms.number("inForceFrom"))
        self.standards[number] = StandardEntry(number, values.data("version"), values.data("family"), in_force)

    def standard_superseded(self, values: Record, time: int) -> None:  # noqa: ARG002 -- every taker has the time
        """StandardSuperseded."""
        number = values.number("standardNo")
        self.standards[number] = replace(self.standards[number], superseded_at=values.number("end"))

    def terms_published(self, values: Record, time: int) -> None:  # noqa: ARG002 -- every taker has the time
        """TermsPublished."""
        self._terms[values.number("termsNo")] = values.record("terms").data("document")

    def terms_set(self, values: Record, time: int) -> None:
        """TermsSet: for one standard, or the default with number 0."""
        number, terms = values.number("standardNo"), values.number("termsNo")
        if number:
            known = self.terms_of_standard.get(number, _EMPTY)
            self.terms_of_standard[number] = known.plus(time, terms)
        else:
            self.default_terms = self.default_terms.plus(time, terms)

    def hold_placed(self, values: Record, time: int) -> None:
        """HoldPlaced."""
        self._holds[_hold_key(values)] = _Hold(time)

    def hold_lifted(self, values: Record, time: int) -> None:
        """HoldLifted."""
        self._holds[_hold_key(values)].lifted = time


def _span(values: Record) -> Span:
    return Span(values.number("from"), values.number("until"))


def _hold_key(values: Record) -> tuple[HoldSubject, int, int]:
    return values.member("subject", HoldSubject), values.number("id"), values.number("index")


Taker = Callable[[Registers, Record, int], None]


def _change(table: str, key: str, member: str, read: Callable[[Record], object]) -> Taker:
    """Make a taker that adds one change to one timeline of one entry."""

    def take(registers: Registers, values: Record, time: int) -> None:
        entries: dict[int, Any] = getattr(registers, table)
        entry = entries[values.number(key)]
        line: Timeline[Any] = getattr(entry, member)
        entries[values.number(key)] = replace(entry, **{member: line.plus(time, read(values))})

    return take


def _dates(table: str, key: str) -> Taker:
    return _change(table, key, "dates", _span)


def _standing(table: str, key: str) -> Taker:
    return _change(table, key, "standing", lambda values: values.member("standing", Standing))


def _mask(table: str, key: str) -> Taker:
    """Make a taker that sets the levels of one family."""

    def take(registers: Registers, values: Record, time: int) -> None:
        entries: dict[int, Any] = getattr(registers, table)
        entry, family = entries[values.number(key)], values.data("family")
        line: Timeline[int] = entry.scopes.get(family, _EMPTY)
        changed = {**entry.scopes, family: line.plus(time, values.number("levels"))}
        entries[values.number(key)] = replace(entry, scopes=changed)

    return take


_TAKERS: Final[Mapping[str, Taker]] = {
    "RootAuthorityChanged": Registers.root_changed,
    "AccreditorAdded": Registers.accreditor_added,
    "AccreditorDatesSet": _dates("accreditors", "accreditor"),
    "AccreditorAccountReplaced": _change("accreditors", "accreditor", "account", lambda values: values.data("current")),
    "AccreditorScopeSet": _mask("accreditors", "accreditor"),
    "AccreditorStandingChanged": _standing("accreditors", "accreditor"),
    "OrganisationAccredited": Registers.organisation_accredited,
    "OrganisationDatesSet": _dates("organisations", "organisation"),
    "OrganisationScopeSet": Registers.organisation_scope,
    "CapSet": _change("organisations", "organisation", "cap", lambda values: values.number("cap")),
    "OrganisationStandingChanged": _standing("organisations", "organisation"),
    "SiteAdded": Registers.site_added,
    "SiteSet": Registers.site_set,
    "SiteScopeSet": _mask("sites", "site"),
    "SiteStandingChanged": _standing("sites", "site"),
    "RoomsSet": Registers.rooms_set,
    "PersonRegistered": Registers.person_registered,
    "PersonSet": Registers.person_set,
    "PersonAccountReplaced": _change("persons", "person", "account", lambda values: values.data("current")),
    "PersonCompromised": Registers.person_compromised,
    "StandardPublished": Registers.standard_published,
    "StandardSuperseded": Registers.standard_superseded,
    "TermsPublished": Registers.terms_published,
    "TermsSet": Registers.terms_set,
    "HoldPlaced": Registers.hold_placed,
    "HoldLifted": Registers.hold_lifted,
}
"""What is done with each event; the others (profiles, signing keys, accounts) say nothing that a rule asks."""

HEARD: Final = frozenset(_TAKERS)
"""The names of the events that are taken in."""


def _with_holds(
    entries: Mapping[int, E], subject: HoldSubject, holds: Mapping[tuple[HoldSubject, int, int], _Hold]
) -> dict[int, E]:
    return {
        number: replace(entry, held=_held([hold for key, hold in holds.items() if key[:2] == (subject, number)]))
        for number, entry in entries.items()
    }


def _held(holds: Iterable[_Hold]) -> Timeline[bool]:
    """Return when at least one hold was in force."""
    changes: list[tuple[int, int]] = []
    for hold in holds:
        lapse = hold.placed + HOLD_SECONDS
        changes += [(hold.placed, 1), (lapse if hold.lifted is None else min(hold.lifted, lapse), -1)]
    line: Timeline[bool] = _EMPTY
    count = 0
    for moment, step in sorted(changes):
        count += step
        line = line.plus(moment, count > 0)
    return line
