"""Organisations: accredited inside their accreditor's scope and dates, and by nobody else."""

import pytest

from tests.contracts.deployment import (
    ACCREDITOR,
    ACCREDITOR_ID,
    ADMIN,
    ADMINISTRATION,
    ANCHOR,
    ANCHORING,
    DID,
    FAMILY,
    ORGANISATION,
    PROFILE,
    ROOT,
    SECOND_ADMIN,
    START,
    STRANGER,
    YEAR,
    World,
    account,
)
from tests.contracts.refusal import refuses

RIVAL_ACCREDITOR = account("rival accreditor")
NEW_ADMIN = account("new admin")
DATES = (START, START + YEAR)
OTHER_FAMILY = b"X-WEB".ljust(32, b"\0")
ACCREDITATION = (ACCREDITOR_ID, PROFILE, DID, *DATES, 0, NEW_ADMIN)
WRITES: list[tuple[str, tuple[object, ...]]] = [
    ("accreditOrganisation", ACCREDITATION),
    ("setOrganisationDates", (ORGANISATION, *DATES)),
    ("setScope", (ORGANISATION, FAMILY, 1, *DATES)),
    ("setProfile", (ORGANISATION, PROFILE, DID)),
    ("setCap", (ORGANISATION, 5)),
    ("setOrganisationStanding", (ORGANISATION, 2, 1)),
]


@pytest.mark.parametrize(("function", "args"), WRITES)
@pytest.mark.parametrize("sender", [STRANGER, ADMIN, ANCHOR, RIVAL_ACCREDITOR])
def test_only_its_accreditor_or_the_root_authority_writes(
    world: World, function: str, args: tuple[object, ...], sender: bytes
) -> None:
    world.accredit("addAccreditor", RIVAL_ACCREDITOR, *DATES)
    with refuses("AccreditationRegistryNotAccreditor", accreditor=ACCREDITOR_ID):
        world.accredit(function, *args, sender=sender)


@pytest.mark.parametrize(("function", "args"), WRITES)
@pytest.mark.parametrize("sender", [ROOT, ACCREDITOR])
def test_both_of_them_write(world: World, function: str, args: tuple[object, ...], sender: bytes) -> None:
    assert world.accredit(function, *args, sender=sender).events


@pytest.mark.parametrize(("function", "args"), WRITES[1:])
def test_an_organisation_that_does_not_exist_cannot_be_written(
    world: World, function: str, args: tuple[object, ...]
) -> None:
    with refuses("AccreditationRegistryUnknownOrganisation", organisation=7):
        world.accredit(function, 7, *args[1:])


def test_nobody_is_accredited_by_an_accreditor_that_does_not_exist(world: World) -> None:
    with refuses("AccreditationRegistryUnknownAccreditor", accreditor=7):
        world.accredit("accreditOrganisation", 7, *ACCREDITATION[1:])


def test_an_accredited_organisation_is_there_with_its_first_administration(world: World) -> None:
    sent = world.accredit("accreditOrganisation", *ACCREDITATION, sender=ACCREDITOR)
    assert sent.result == 2
    assert [name for name, _ in sent.events] == ["OrganisationAccredited", "ProfileSet", "AccountSet"]
    record = world.accreditation.call("organisationRecord", 2)
    assert (record.accreditor, record.until, record.standing, record.profileNo) == (1, START + YEAR, 1, 1)
    assert world.accreditation.call("rolesOf", 2, NEW_ADMIN) == ADMINISTRATION
    assert world.accreditation.call("organisationCount") == 2


def test_profiles_are_numbered_and_kept(world: World) -> None:
    second = bytes.fromhex("1f" * 32)
    assert world.accredit("setProfile", ORGANISATION, second, "did:web:new.example").result == 2
    kept = [world.accreditation.call("profileOf", ORGANISATION, number) for number in (1, 2, 3)]
    assert [(profile.commitment, profile.did) for profile in kept] == [
        (PROFILE, DID),
        (second, "did:web:new.example"),
        (bytes(32), ""),
    ]


@pytest.mark.parametrize("length", [0, 256, 5_000])
def test_a_did_has_1_to_255_bytes(world: World, length: int) -> None:
    with refuses("AccreditationRegistryDidLength", length=length):
        world.accredit("setProfile", ORGANISATION, PROFILE, "x" * length)


def test_the_longest_did_is_kept_whole(world: World) -> None:
    did = "did:web:" + "组" * 82 + "x"
    assert len(did.encode()) == 255
    world.accredit("setProfile", ORGANISATION, PROFILE, did)
    assert world.accreditation.call("profileOf", ORGANISATION, 2).did == did


def test_a_profile_is_not_empty(world: World) -> None:
    with refuses("AccreditationRegistryEmptyProfile"):
        world.accredit("setProfile", ORGANISATION, bytes(32), DID)


OUTSIDE = [(START - YEAR - 1, START + YEAR), (START, START + 10 * YEAR + 1)]


@pytest.mark.parametrize("dates", OUTSIDE)
def test_an_organisation_stays_inside_its_accreditors_dates(world: World, dates: tuple[int, int]) -> None:
    with refuses("AccreditationRegistryOutsideParentDates"):
        world.accredit("accreditOrganisation", ACCREDITOR_ID, PROFILE, DID, *dates, 0, NEW_ADMIN)
    with refuses("AccreditationRegistryOutsideParentDates"):
        world.accredit("setOrganisationDates", ORGANISATION, *dates)


@pytest.mark.parametrize("dates", [(START - YEAR - 1, START + YEAR), (START, START + 5 * YEAR + 1)])
def test_a_scope_stays_inside_the_organisations_dates(world: World, dates: tuple[int, int]) -> None:
    with refuses("AccreditationRegistryOutsideParentDates"):
        world.accredit("setScope", ORGANISATION, FAMILY, 1, *dates)


@pytest.mark.parametrize(
    ("function", "args"),
    [
        ("accreditOrganisation", (ACCREDITOR_ID, PROFILE, DID, START, START, 0, NEW_ADMIN)),
        ("setOrganisationDates", (ORGANISATION, START, START - 1)),
        ("setScope", (ORGANISATION, FAMILY, 1, START, START)),
    ],
)
def test_dates_end_after_they_begin(world: World, function: str, args: tuple[object, ...]) -> None:
    with refuses("AccreditationRegistryDatesReversed"):
        world.accredit(function, *args)


@pytest.mark.parametrize(("family", "levels"), [(FAMILY, 0b1000), (FAMILY, 0b1111), (OTHER_FAMILY, 1)])
@pytest.mark.parametrize("sender", [ACCREDITOR, ROOT])
def test_a_scope_stays_inside_the_accreditors(world: World, family: bytes, levels: int, sender: bytes) -> None:
    allowed = 0b111 if family == FAMILY else 0
    with refuses("AccreditationRegistryOutsideParentScope", family=family, levels=levels, allowed=allowed):
        world.accredit("setScope", ORGANISATION, family, levels, *DATES, sender=sender)


def test_a_family_nobody_named_grants_nothing(world: World) -> None:
    """All unnamed families share number 0: taking one away must not become a grant for the others."""
    world.accredit("setScope", ORGANISATION, OTHER_FAMILY, 0, *DATES)
    assert world.accreditation.call("scopeOf", ORGANISATION, b"third".ljust(32, b"\0")).levels == 0


def test_roles_are_given_one_at_a_time(world: World) -> None:
    with refuses("AccreditationRegistryRolesInConflict", account="0x" + STRANGER.hex()):
        world.accredit("setAccount", ORGANISATION, STRANGER, ADMINISTRATION | ANCHORING, sender=ADMIN)
    world.accredit("setAccount", ORGANISATION, STRANGER, ANCHORING, sender=ADMIN)
    world.accredit("setAccount", ORGANISATION, STRANGER, ADMINISTRATION, sender=ADMIN)
    assert world.accreditation.call("rolesOf", ORGANISATION, STRANGER) == ADMINISTRATION


@pytest.mark.parametrize("roles", [4, 5, 128, 255])
def test_other_roles_do_not_exist(world: World, roles: int) -> None:
    with refuses("AccreditationRegistryUnknownRole", roles=roles):
        world.accredit("setAccount", ORGANISATION, STRANGER, roles, sender=ADMIN)


def test_the_zero_address_gets_no_role(world: World) -> None:
    with refuses("AccreditationRegistryZeroAddress"):
        world.accredit("setAccount", ORGANISATION, bytes(20), ADMINISTRATION, sender=ADMIN)
    with refuses("AccreditationRegistryZeroAddress"):
        world.accredit("accreditOrganisation", *ACCREDITATION[:-1], bytes(20))


@pytest.mark.parametrize("sender", [STRANGER, ANCHOR, RIVAL_ACCREDITOR])
def test_an_anchoring_account_appoints_nobody(world: World, sender: bytes) -> None:
    world.accredit("addAccreditor", RIVAL_ACCREDITOR, *DATES)
    with refuses("AccreditationRegistryNotAdministration", organisation=ORGANISATION):
        world.accredit("setAccount", ORGANISATION, sender, ADMINISTRATION, sender=sender)


@pytest.mark.parametrize("sender", [ADMIN, SECOND_ADMIN, ACCREDITOR, ROOT])
def test_administration_and_those_above_it_appoint(world: World, sender: bytes) -> None:
    world.accredit("setAccount", ORGANISATION, STRANGER, ANCHORING, sender=sender)
    assert world.accreditation.call("rolesOf", ORGANISATION, STRANGER) == ANCHORING


def test_the_administration_of_one_organisation_has_no_say_in_another(world: World) -> None:
    world.accredit("accreditOrganisation", *ACCREDITATION)
    with refuses("AccreditationRegistryNotAdministration", organisation=2):
        world.accredit("setAccount", 2, ADMIN, ADMINISTRATION, sender=ADMIN)


def test_there_are_no_accounts_of_nobody(world: World) -> None:
    with refuses("AccreditationRegistryUnknownOrganisation", organisation=9):
        world.accredit("setAccount", 9, STRANGER, ADMINISTRATION)


CAPACITIES = [(ROOT, 3), (ACCREDITOR, 2), (ADMIN, 1), (ANCHOR, 0), (STRANGER, 0), (bytes(20), 0)]


@pytest.mark.parametrize(("who", "capacity"), CAPACITIES)
def test_capacity_is_the_highest_an_account_has(world: World, who: bytes, capacity: int) -> None:
    assert world.accreditation.call("capacityOf", ORGANISATION, who) == capacity
    assert world.accreditation.call("capacityOf", 9, who) == 0


@pytest.mark.parametrize(("who", "capacity"), [(ROOT, 3), (ACCREDITOR, 2)])
def test_nobody_is_pulled_down_by_a_role_in_the_organisation(world: World, who: bytes, capacity: int) -> None:
    """An organisation that appoints its regulator could otherwise lift what the regulator suspends."""
    world.accredit("setAccount", ORGANISATION, who, ADMINISTRATION, sender=ADMIN)
    assert world.accreditation.call("capacityOf", ORGANISATION, who) == capacity


def test_a_suspended_accreditor_has_no_capacity(world: World) -> None:
    world.accredit("setAccreditorStanding", ACCREDITOR_ID, 2, 1)
    assert world.accreditation.call("capacityOf", ORGANISATION, ACCREDITOR) == 0
