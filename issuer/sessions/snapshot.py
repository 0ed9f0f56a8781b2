"""The registries as they stand now, for the rules that are run before an event is sent.

Who acted through which account is asked of the registry, which knows ended accounts too; dates and standings are
today's: what the contract refuses at present is the contract's to say.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assessment.commitment import REGISTER, Binding
from assessment.errors import RecordError
from assessment.event import Event
from assessment.package import Register, RegisterCommitments, open_register
from assessment.parameters import Parameters
from assessment.registry import Person, Registry, Site, Span, StandardEntry, Standing
from assessment.timeline import Timeline
from certificate.standard import Standard
from chain.personnel_views import PersonnelViews
from chain.registry_values import RegisteredPerson
from issuer.private_file import FILE_MODE, create_private_file, replace_private_file
from issuer.sessions.errors import SessionError
from issuer.sessions.ledger import Ledger

REGISTER_FILE: Final = "register.evidence.jsonl"
"""What the authority opened of persons, sites and parameters, in the workspace."""


@dataclass(frozen=True, slots=True)
class Registers:
    """Reads the registries through `ledger`, with what the authority opened in the workspace's `folder`."""

    ledger: Ledger
    folder: Path

    def opened(self, persons: Iterable[int], site: int, terms: int) -> Register:
        """Return what the authority opened of these persons, the site and the terms, checked against the chain."""
        path = self.folder / REGISTER_FILE
        if not path.exists():
            return Register()
        people, views = self.ledger.personnel, self.ledger.views
        found_site, found_terms = people.site(site), views.terms(terms)
        held = RegisterCommitments(
            {number: people.person_commitment(number) for number in persons},
            {} if found_site is None else {site: found_site.commitment},
            {} if found_terms is None else {terms: found_terms.document},
            frozenset(),
        )
        try:
            with path.open("rb") as lines:
                return open_register(lines, _binding(self.ledger), held)
        except RecordError as error:
            raise SessionError(
                f"{path} is no register of this ledger ({error}); enter the one that the authority opened"
            ) from error

    def registry(self, events: Iterable[Event], persons: Iterable[int], site: int, register: Register) -> Registry:
        """Return the registries as `events` and the assigned `persons` need them."""
        people = self.ledger.personnel
        deeds = dict[bytes, int]()
        for event in events:
            for account in (event.actor, event.second):
                if account:
                    deeds.setdefault(account, event.recorded_at)
        histories = dict[int, dict[bytes, int]]()
        found = dict[int, RegisteredPerson]()
        for account, moment in deeds.items():
            person = people.person_at(account)
            if person is not None:
                found[person.number] = person
                histories.setdefault(person.number, {})[account] = moment
        for number in persons:
            person = people.person(number)
            if person is not None:
                found[number] = person
                histories.setdefault(number, {}).setdefault(person.account, 0)
        return Registry(
            root_authority=Timeline(),
            accreditors={},
            organisations={},
            sites=_sites(people, site, register),
            persons={number: _person(found[number], accounts, register) for number, accounts in histories.items()},
            standards={},
            parameters=register.parameters,
        )


def enter_register(source: Path, folder: Path) -> None:
    """Copy what the authority opened into the workspace `folder`; raises `SessionError`."""
    try:
        data = source.read_bytes()
    except OSError as error:
        raise SessionError(f"{source} cannot be read: {error.strerror}; check the path") from error
    target = folder / REGISTER_FILE
    if target.exists():
        replace_private_file(target, data)
    else:
        create_private_file(target, data)
    target.chmod(FILE_MODE)


def standard_entry(standard: Standard, number: int, family: bytes) -> StandardEntry:
    """Return the registry's entry of `standard`, opened."""
    return StandardEntry(number, standard.version, family, 0, None, standard)


def parameters_of(register: Register, terms: int) -> Parameters | None:
    """Return the parameters behind the terms with this number, if they were opened."""
    return register.parameters.get(terms)


def _binding(ledger: Ledger) -> Binding:
    return Binding(ledger.domain.chain, ledger.address, REGISTER)


def _sites(people: PersonnelViews, number: int, register: Register) -> Mapping[int, Site]:
    site = people.site(number)
    if site is None:
        return {}
    return {
        number: Site(
            number=number,
            accreditor=site.accreditor,
            standing=Timeline(((0, Standing(site.standing.value)),)),
            dates=Timeline(((0, Span(site.start, site.end)),)),
            record=register.sites.get(number),
        )
    }


def _person(person: RegisteredPerson, accounts: Mapping[bytes, int], register: Register) -> Person:
    changes = tuple(sorted((moment, account) for account, moment in accounts.items()))
    return Person(
        number=person.number,
        accreditor=person.accreditor,
        employer=person.employer,
        roles=Timeline(((0, person.roles),)),
        dates=Timeline(((0, Span(person.start, person.end)),)),
        account=Timeline(changes),
        compromised_since=person.compromised_since,
        record=register.persons.get(person.number),
    )
