"""The people of the assessments: each with an account of its own, registered by the regulator with a record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from assessment.codes import Role
from assessment.records import PersonRecord, Qualification, Relation, RoomRecord, SiteRecord
from authority import Appointment, Office, Register, add_site, fresh_salt, register_person
from chain.accounts import KeyAccount

ACCREDITOR: Final = 1
"""The number of the accreditor under whom everybody is registered."""
LEVEL: Final = 1
SEATS: Final = 40
ROOMS: Final = (1, 2)
_INDEPENDENT: Final = frozenset({Role.SUPERVISOR, Role.APPEAL_PANEL})
"""Roles of persons whom no organisation employs."""

HONEST: Final[Mapping[str, Role]] = {
    "manager": Role.MANAGER,
    "registrar": Role.REGISTRAR,
    "setter": Role.PAPER_SETTER,
    "lead": Role.SITE_LEAD,
    **{f"invigilator-{number}": Role.INVIGILATOR for number in range(1, 7)},
    **{f"examiner-{number}": Role.EXAMINER for number in range(1, 7)},
    "marker-1": Role.EXAMINER,
    "marker-2": Role.EXAMINER,
    "adjudicator": Role.ADJUDICATOR,
    "controller": Role.SCORE_CONTROLLER,
    "officer": Role.CERTIFICATION_OFFICER,
    "supervisor": Role.SUPERVISOR,
    **{f"panel-{number}": Role.APPEAL_PANEL for number in range(1, 4)},
}
"""The staff of the honest organisation: three invigilators and three examiners to a room."""

RIGGED: Final[Mapping[str, Role]] = {
    "manager": Role.MANAGER,
    "registrar": Role.REGISTRAR,
    "setter": Role.PAPER_SETTER,
    "lead": Role.SITE_LEAD,
    "invigilator-1": Role.INVIGILATOR,
    "invigilator-2": Role.INVIGILATOR,
    **{f"examiner-{number}": Role.EXAMINER for number in range(1, 4)},
    "marker-1": Role.EXAMINER,
    "marker-2": Role.EXAMINER,
    "controller": Role.SCORE_CONTROLLER,
    "officer": Role.CERTIFICATION_OFFICER,
    "supervisor": Role.SUPERVISOR,
    "panel-1": Role.APPEAL_PANEL,
}
"""The staff of the rigged organisation, which assesses in one room."""


@dataclass(frozen=True, slots=True)
class Member:
    """One person: the account that signs, the registry's number, the role."""

    account: KeyAccount
    number: int
    role: Role


@dataclass(frozen=True, slots=True)
class Cast:
    """The registered staff of an organisation by name, and the site where they assess."""

    site: int
    members: Mapping[str, Member]

    def account(self, name: str) -> KeyAccount:
        """Return the account of `name`."""
        return self.members[name].account

    def number(self, name: str) -> int:
        """Return the number of `name` in the registry."""
        return self.members[name].number

    def named(self, kind: str) -> list[str]:
        """Return the names that begin with `kind`, such as `examiner`, in order."""
        return [name for name in self.members if name.startswith(f"{kind}-")]


@dataclass(frozen=True, slots=True)
class Hiring:
    """What everybody is registered for: the organisation, the family examined, and dates in Unix seconds."""

    organisation: int
    family: str
    start: int
    end: int


def hire(
    office: Office,
    register: Register,
    hiring: Hiring,
    roles: Mapping[str, Role],
    *,
    relations: Mapping[str, Iterable[Relation]] | None = None,
) -> Cast:
    """Let the accreditor register a site and a person for each of `roles`; `relations` are known to it by name."""
    known = relations or {}
    rooms = tuple(RoomRecord(room, SEATS, ("P", "W")) for room in ROOMS)
    place = SiteRecord(f"第{hiring.organisation}考点", 0, 39_520_000, 116_690_000, rooms, salt=fresh_salt())
    site = add_site(
        office, register, ACCREDITOR, place, {hiring.family: 1 << LEVEL - 1}, start=hiring.start, end=hiring.end
    )
    members = {}
    for name, role in roles.items():
        account = KeyAccount.create()
        record = _record(hiring, role, tuple(known.get(name, ())))
        appointment = Appointment((role,), hiring.start, hiring.end)
        number = register_person(office, register, ACCREDITOR, account.address, appointment, record)
        members[name] = Member(account, number, role)
    return Cast(site, members)


def _record(hiring: Hiring, role: Role, relations: tuple[Relation, ...]) -> PersonRecord:
    independent = role in _INDEPENDENT
    examines = role in {Role.EXAMINER, Role.ADJUDICATOR}
    qualified = (Qualification(hiring.family, LEVEL, hiring.start, hiring.end, senior=True),) if examines else ()
    return PersonRecord(
        "独立人员" if independent else f"机构{hiring.organisation}",
        0 if independent else hiring.organisation,
        qualified,
        relations,
        (),
        salt=fresh_salt(),
    )
