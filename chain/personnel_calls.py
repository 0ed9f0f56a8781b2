"""What can be written to the PersonnelRegistry, as calls for the right account to send (IPersonnelRegistry).

Times are Unix seconds, dates half-open; `levels` has bit 0 for level 1; `family` is SHA-256 of the family's code.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from chain.artifacts import personnel_registry
from chain.calls import Call
from chain.hexadecimal import checksummed
from chain.records import Value
from chain.registry_values import Standing


@dataclass(frozen=True, slots=True)
class Position:
    """What a person may do: `employer` 0 is an independent person; `roles` are bits of `assessment.codes.Role`."""

    employer: int
    roles: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PersonnelCalls:
    """Calls to the registry at `address` (20 bytes); values out of their type's range raise `ValueError`."""

    address: bytes

    def register_person(self, accreditor: int, account: bytes, position: Position, *, commitment: bytes) -> Call:
        """Register a person; the number is in the receipt's `PersonRegistered`."""
        arguments = (accreditor, account, *_position(position), commitment)
        return self._call("registerPerson", *arguments, says=f"register the person with account {checksummed(account)}")

    def set_person(self, person: int, position: Position, *, commitment: bytes) -> Call:
        """Set employer, roles, dates and record of a person anew."""
        return self._call("setPerson", person, *_position(position), commitment, says=f"set person {person} anew")

    def replace_person_account(self, person: int, account: bytes) -> Call:
        """Let a person act through another account; the old one ends now and is never anybody's again."""
        says = f"replace the account of person {person} by {checksummed(account)}"
        return self._call("replacePersonAccount", person, account, says=says)

    def report_person_compromise(self, account: bytes, since: int) -> Call:
        """Say that a person's account is compromised since a time that is past; the date only moves earlier."""
        says = f"report account {checksummed(account)} compromised"
        return self._call("reportPersonCompromise", account, since, says=says)

    def add_site(self, accreditor: int, *, start: int, end: int, commitment: bytes) -> Call:
        """Accredit a site; the number is in the receipt's `SiteAdded`."""
        says = f"accredit a site under accreditor {accreditor}"
        return self._call("addSite", accreditor, start, end, commitment, says=says)

    def set_site(self, site: int, *, start: int, end: int, commitment: bytes) -> Call:
        """Set a site's dates and record anew."""
        return self._call("setSite", site, start, end, commitment, says=f"set site {site} anew")

    def set_rooms(self, site: int, seats: Mapping[int, int]) -> Call:
        """Set the seats of rooms (numbered from 1); a room with 0 seats is none."""
        arguments = (site, list(seats), list(seats.values()))
        return self._call("setRooms", *arguments, says=f"set the rooms of site {site}")

    def set_site_scope(self, site: int, family: bytes, levels: int) -> Call:
        """Set the levels of a family that a site may be used for; 0 takes the family away."""
        return self._call("setSiteScope", site, family, levels, says=f"set the scope of site {site}")

    def set_site_standing(self, site: int, standing: Standing, reason: int) -> Call:
        """Suspend or reinstate a site, or withdraw it for ever."""
        arguments = (site, standing.value, reason)
        return self._call("setSiteStanding", *arguments, says=f"make site {site} {standing.name.lower()}")

    def _call(self, name: str, *arguments: Value, says: str) -> Call:
        return Call(self.address, personnel_registry().interface.functions[name].call(*arguments), says)


def _position(position: Position) -> tuple[int, int, int, int]:
    return position.employer, position.roles, position.start, position.end
