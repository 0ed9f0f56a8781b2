"""Assessment sites (E30): accredited with their rooms and scope, suspended, reinstated, withdrawn."""

from collections.abc import Mapping

from assessment.commitment import SITE_CODE
from assessment.records import SiteRecord
from authority.office import Office
from authority.register import Register
from certificate.checks import family_id
from chain.registry_values import Standing


def add_site(
    office: Office, register: Register, accreditor: int, record: SiteRecord, scope: Mapping[str, int], *, start: int,
    end: int,
) -> int:  # fmt: skip
    """Accredit a site with the rooms of its record for families (levels as bits, bit 0 = level 1); return its number.

    The record is kept first; `start` and `end` in Unix seconds. Raises `RevertedError` for what the registry refuses.
    """
    calls = office.persons_and_sites
    commitment = register.scene.commitment(record, SITE_CODE)
    call = calls.add_site(accreditor, start=start, end=end, commitment=commitment)
    # Tried before the record is kept: what the registry refuses leaves nothing behind.
    office.sender.prepare(call)
    register.keep(record, SITE_CODE)
    site = office.event(office.act(call), "SiteAdded", contract=office.personnel).number("site")
    office.act(calls.set_rooms(site, seats_of(record)))
    for family, levels in scope.items():
        office.act(calls.set_site_scope(site, family_id(family), levels))
    return site


def set_site(office: Office, register: Register, site: int, record: SiteRecord, *, start: int, end: int) -> None:
    """Set a site's dates and record anew, and the seats of the rooms in it; raises as `add_site`."""
    calls = office.persons_and_sites
    commitment = register.scene.commitment(record, SITE_CODE)
    call = calls.set_site(site, start=start, end=end, commitment=commitment)
    office.sender.prepare(call)
    register.keep(record, SITE_CODE)
    office.act(call)
    office.act(calls.set_rooms(site, seats_of(record)))


def set_site_scope(office: Office, site: int, family: str, levels: int) -> None:
    """Set the levels of the family with code `family` that a site may be used for; 0 takes it away."""
    office.act(office.persons_and_sites.set_site_scope(site, family_id(family), levels))


def set_site_standing(office: Office, site: int, standing: Standing, *, reason: int) -> None:
    """Suspend a site, reinstate it, or withdraw it for ever."""
    office.act(office.persons_and_sites.set_site_standing(site, standing, reason))


def seats_of(record: SiteRecord) -> dict[int, int]:
    """Return the seats by room of a site's record."""
    return {room.room: room.seats for room in record.rooms}
