"""Persons of assessments (E30): registered by pseudonym, replaced by account, ended, reported compromised."""

from collections.abc import Collection
from dataclasses import dataclass

from assessment.codes import Role
from assessment.commitment import PERSON_CODE
from assessment.records import PersonRecord
from authority.errors import RequestError
from authority.office import Office
from authority.register import Register
from chain.personnel_calls import Position
from chain.registry_values import RegisteredPerson

REGISTERED_ROLES = tuple(role for role in Role if role.value <= Role.APPEAL_PANEL.value)
"""The roles that persons are registered for; candidates and regulators are known otherwise."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """What a person is registered for: `start` and `end` in Unix seconds, half-open."""

    roles: Collection[Role]
    start: int
    end: int


def register_person(
    office: Office, register: Register, accreditor: int, account: bytes, appointment: Appointment, record: PersonRecord
) -> int:
    """Register the person who signs with `account` under `accreditor`, and return the person's number.

    The record is kept first; its organisation is the employer (0 = independent). Raises `RequestError` for no role, or
    one that is not registered, and `RevertedError` for what the registry refuses.
    """
    position = _position(appointment, record)
    calls = office.persons_and_sites
    commitment = register.scene.commitment(record, PERSON_CODE)
    # Tried before the record is kept: what the registry refuses leaves nothing behind.
    office.sender.prepare(calls.register_person(accreditor, account, position, commitment=commitment))
    register.keep(record, PERSON_CODE)
    receipt = office.act(calls.register_person(accreditor, account, position, commitment=commitment))
    return office.event(receipt, "PersonRegistered", contract=office.personnel).number("person")


def set_person(office: Office, register: Register, number: int, appointment: Appointment, record: PersonRecord) -> None:
    """Set employer, roles, dates and record of a person anew; raises as `register_person`."""
    position = _position(appointment, record)
    commitment = register.scene.commitment(record, PERSON_CODE)
    call = office.persons_and_sites.set_person(number, position, commitment=commitment)
    office.sender.prepare(call)
    register.keep(record, PERSON_CODE)
    office.act(call)


def replace_account(office: Office, number: int, account: bytes) -> None:
    """Let a person sign with another account from now on; what the old one signed stands."""
    office.act(office.persons_and_sites.replace_person_account(number, account))


def end_person(office: Office, number: int) -> None:
    """Let a person sign nothing from now on; what was signed stands. Raises `RequestError` for who has not begun."""
    person = person_of(office, number)
    now = office.now()
    if now <= person.start:
        raise RequestError(f"person {number} has not begun; set other dates instead")
    position = Position(person.employer, person.roles, person.start, min(now, person.end))
    commitment = office.staff.person_commitment(number)
    office.act(office.persons_and_sites.set_person(number, position, commitment=commitment))


def report_compromised(office: Office, account: bytes, *, since: int | None = None) -> int:
    """Report a person's account compromised since a time that is past, or since now; return that time."""
    moment = office.now() if since is None else since
    office.act(office.persons_and_sites.report_person_compromise(account, moment))
    return moment


def person_of(office: Office, number: int) -> RegisteredPerson:
    """Return a person; raises `RequestError` if there is none."""
    person = office.staff.person(number)
    if person is None:
        raise RequestError(f"there is no person {number}")
    return person


def _position(appointment: Appointment, record: PersonRecord) -> Position:
    if not appointment.roles or any(role not in REGISTERED_ROLES for role in appointment.roles):
        raise RequestError("a person has one or more of the roles " + ", ".join(role.name for role in REGISTERED_ROLES))
    roles = sum({1 << role.value for role in appointment.roles})
    return Position(record.organisation, roles, appointment.start, appointment.end)
