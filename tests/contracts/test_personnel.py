"""Persons and sites: registered by their accreditor, replaced without becoming somebody else."""

import pytest

from tests.contracts.contract import Contract
from tests.contracts.deployment import ACCREDITOR, ADMIN, ANCHOR, DAY, DEPLOYER, DID, FAMILY, PROFILE, STRANGER, World
from tests.contracts.machine import Machine
from tests.contracts.messages import address_of
from tests.contracts.refusal import refuses

NEW = address_of("newcomer")
LONG = (0, 2**40 - 1)
RECORD = b"\x0c" * 32


def register(world: World, account: bytes = NEW, employer: int = 1, roles: int = 1, **changes: object) -> int:
    """Register somebody with the first accreditor."""
    given = {"accreditor": 1, "from_": 0, "until": 2**40 - 1, "sender": ACCREDITOR} | changes
    args = (given["accreditor"], account, employer, roles, given["from_"], given["until"], RECORD)
    number: int = world.staff("registerPerson", *args, sender=given["sender"]).result  # type: ignore[arg-type]
    return number


def test_a_person_is_a_number_with_an_account(world: World) -> None:
    count = world.personnel.call("personCount")
    number = register(world, roles=0b101)
    assert number == count + 1 == world.personnel.call("personCount")
    person = world.personnel.call("personAt", NEW)
    assert vars(person) == {
        "person": number,
        "accreditor": 1,
        "employer": 1,
        "roles": 0b101,
        "from": 0,
        "until": 2**40 - 1,
        "compromisedSince": 0,
    }
    assert world.personnel.call("accountOf", number) == "0x" + NEW.hex()
    assert world.personnel.call("personCommitment", number) == RECORD
    assert world.personnel.call("accreditationRegistry") == "0x" + world.accreditation.address.hex()


@pytest.mark.parametrize("sender", [ADMIN, ANCHOR, STRANGER])
def test_only_the_accreditor_registers(world: World, sender: bytes) -> None:
    calls: list[tuple[str, tuple[object, ...]]] = [
        ("registerPerson", (1, NEW, 1, 1, *LONG, RECORD)),
        ("setPerson", (1, 1, 1, *LONG, RECORD)),
        ("replacePersonAccount", (1, NEW)),
        ("reportPersonCompromise", (address_of("manager"), 1)),
        ("addSite", (1, *LONG, RECORD)),
        ("setSite", (1, *LONG, RECORD)),
        ("setRooms", (1, [1], [1])),
        ("setSiteScope", (1, FAMILY, 1)),
        ("setSiteStanding", (1, 2, 0)),
    ]
    for function, args in calls:
        with refuses("PersonnelRegistryNotAccreditor", accreditor=1):
            world.staff(function, *args, sender=sender)


def test_a_suspended_accreditor_registers_nobody_and_the_root_authority_does(world: World) -> None:
    world.accredit("setAccreditorStanding", 1, 2, 0)
    with refuses("PersonnelRegistryNotAccreditor", accreditor=1):
        register(world)
    register(world, sender=world.root)


def test_an_accreditor_out_of_its_dates_registers_nobody(world: World) -> None:
    world.accredit("setAccreditorDates", 1, 0, world.time)
    with refuses("PersonnelRegistryNotAccreditor"):
        register(world)


BAD = [
    ({"accreditor": 9, "sender": None}, "PersonnelRegistryUnknownAccreditor"),
    ({"account": bytes(20)}, "PersonnelRegistryZeroAccount"),
    ({"account": address_of("manager")}, "PersonnelRegistryAccountUsed"),
    ({"roles": 0}, "PersonnelRegistryUnknownRoles"),
    ({"roles": 1 << 11}, "PersonnelRegistryUnknownRoles"),
    ({"roles": 1 << 15}, "PersonnelRegistryUnknownRoles"),
    ({"employer": 2}, "PersonnelRegistryWrongEmployer"),
    ({"from_": 5, "until": 5}, "PersonnelRegistryDatesReversed"),
]


@pytest.mark.parametrize(("wrong", "reason"), BAD)
def test_what_is_no_person(world: World, wrong: dict[str, object], reason: str) -> None:
    changes = {key: world.root if value is None else value for key, value in wrong.items()}
    with refuses(reason):
        register(world, **changes)  # type: ignore[arg-type]


def test_an_employer_is_the_accreditors_own_organisation(world: World) -> None:
    world.accredit("addAccreditor", STRANGER, *LONG)
    world.accredit("accreditOrganisation", 2, PROFILE, DID, *LONG, 0, ADMIN)
    with refuses("PersonnelRegistryWrongEmployer", employer=2, accreditor=1):
        register(world, employer=2)
    register(world, employer=2, accreditor=2, sender=STRANGER)
    # Who an accreditor registered stays its own.
    with refuses("PersonnelRegistryNotAccreditor", accreditor=1):
        world.staff("setPerson", 1, 0, 1, *LONG, RECORD, sender=STRANGER)


def test_a_person_is_set_anew(world: World) -> None:
    world.staff("setPerson", 1, 0, 0b10, 5, 9, RECORD)
    person = world.personnel.call("personAt", address_of("manager"))
    assert (person.employer, person.roles, getattr(person, "from"), person.until) == (0, 0b10, 5, 9)
    with refuses("PersonnelRegistryNoSuchPerson", person=99):
        world.staff("setPerson", 99, 0, 1, *LONG, RECORD)
    with refuses("PersonnelRegistryDatesReversed"):
        world.staff("setPerson", 1, 0, 1, 9, 9, RECORD)
    with refuses("PersonnelRegistryUnknownRoles"):
        world.staff("setPerson", 1, 0, 0, *LONG, RECORD)
    assert vars(world.personnel.call("personAt", address_of("manager"))) == vars(person)


def test_an_account_that_ended_is_nobody_elses(world: World) -> None:
    world.staff("replacePersonAccount", 1, NEW)
    old, new = (world.personnel.call("personAt", account) for account in (address_of("manager"), NEW))
    assert (old.person, old.until, new.person, new.until) == (1, world.time, 1, 2**40 - 1)
    with refuses("PersonnelRegistryAccountUsed", person=1):
        register(world, address_of("manager"))
    with refuses("PersonnelRegistryAccountUsed", person=1):
        world.staff("replacePersonAccount", 2, NEW)
    with refuses("PersonnelRegistryZeroAccount"):
        world.staff("replacePersonAccount", 1, bytes(20))


def test_a_compromise_only_moves_earlier_and_stays_with_the_account(world: World) -> None:
    manager = address_of("manager")
    for since in (0, world.time + 1):
        with refuses("PersonnelRegistryCompromiseInvalid", since=since):
            world.staff("reportPersonCompromise", manager, since)
    world.staff("reportPersonCompromise", manager, world.time - DAY)
    with refuses("PersonnelRegistryCompromiseInvalid"):
        world.staff("reportPersonCompromise", manager, world.time - DAY)
    world.staff("reportPersonCompromise", manager, world.time - 2 * DAY)
    world.staff("setPerson", 1, 1, 1, *LONG, RECORD)
    assert world.personnel.call("personAt", manager).compromisedSince == world.time - 2 * DAY
    world.staff("replacePersonAccount", 1, NEW)
    assert world.personnel.call("personAt", NEW).compromisedSince == 0
    with refuses("PersonnelRegistryUnknownAccount"):
        world.staff("reportPersonCompromise", STRANGER, 1)


def test_a_site_has_rooms_and_scopes(world: World) -> None:
    site = world.staff("addSite", 1, 5, 9, RECORD, sender=ACCREDITOR).result
    assert site == world.personnel.call("siteCount") == 2
    world.staff("setRooms", site, [3, 65_535], [7, 2**24 - 1], sender=ACCREDITOR)
    world.staff("setSiteScope", site, FAMILY, 0b11, sender=ACCREDITOR)
    assert [world.personnel.call("seatsOf", site, room) for room in (1, 3, 65_535)] == [0, 7, 2**24 - 1]
    assert world.personnel.call("siteScope", site, FAMILY) == 0b11
    world.staff("setSite", site, 6, 12, RECORD[::-1], sender=ACCREDITOR)
    record = world.personnel.call("siteRecord", site)
    assert (record.accreditor, record.until, record.standing, record.commitment) == (1, 12, 1, RECORD[::-1])
    with refuses("PersonnelRegistrySiteNotActive", site=site):
        world.personnel.call("requireRoom", site, 3, 1)


@pytest.mark.parametrize(("rooms", "seats"), [([1], []), ([], [1]), ([0], [5]), ([1, 0], [5, 5])])
def test_rooms_have_numbers_and_seats(world: World, rooms: list[int], seats: list[int]) -> None:
    with refuses("PersonnelRegistryRoomsInvalid"):
        world.staff("setRooms", 1, rooms, seats)


@pytest.mark.parametrize("dates", [(5, 5), (9, 5)])
def test_a_site_has_dates(world: World, dates: tuple[int, int]) -> None:
    with refuses("PersonnelRegistryDatesReversed"):
        world.staff("addSite", 1, *dates, RECORD)
    with refuses("PersonnelRegistryDatesReversed"):
        world.staff("setSite", 1, *dates, RECORD)


@pytest.mark.parametrize(("steps", "wrong"), [([], 1), ([], 0), ([], 4), ([2], 2), ([3], 1), ([3], 2), ([3], 3)])
def test_standing_goes_one_way(world: World, steps: list[int], wrong: int) -> None:
    for step in steps:
        world.staff("setSiteStanding", 1, step, 0)
    with refuses("PersonnelRegistryWrongStanding"):
        world.staff("setSiteStanding", 1, wrong, 0)


def test_a_site_can_come_back(world: World) -> None:
    for step in (2, 1, 2, 3):
        world.staff("setSiteStanding", 1, step, 4)
    assert world.personnel.call("siteRecord", 1).standing == 3


def test_sites_that_are_not_there(world: World) -> None:
    for function, args in (
        ("setRooms", (9, [1], [1])),
        ("setSiteScope", (9, FAMILY, 1)),
        ("setSite", (9, *LONG, RECORD)),
    ):
        with refuses("PersonnelRegistryUnknownSite", site=9):
            world.staff(function, *args)
    assert not any(world.personnel.call("siteRecord", 9).commitment)


def test_a_personnel_registry_needs_an_accreditation_registry() -> None:
    with refuses("PersonnelRegistryNotAContract"):
        Contract.deploy(Machine(DAY), "PersonnelRegistry", DEPLOYER, STRANGER)
