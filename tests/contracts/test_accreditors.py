"""Accreditors: written by the root authority only, one account each, standing for ever withdrawn."""

from typing import Any

import pytest

from tests.contracts.deployment import (
    ACCREDITOR,
    ACCREDITOR_ID,
    ACTIVE,
    ADMIN,
    DAY,
    FAMILY,
    ORGANISATION,
    ROOT,
    START,
    STRANGER,
    SUSPENDED,
    WITHDRAWN,
    YEAR,
    World,
    account,
)
from tests.contracts.refusal import refuses

OTHER = account("other accreditor")
DATES = (START, START + YEAR)
WRITES: list[tuple[str, tuple[object, ...]]] = [
    ("addAccreditor", (OTHER, *DATES)),
    ("setAccreditorDates", (ACCREDITOR_ID, *DATES)),
    ("replaceAccreditorAccount", (ACCREDITOR_ID, OTHER)),
    ("setAccreditorScope", (ACCREDITOR_ID, FAMILY, 0b1111)),
    ("setAccreditorStanding", (ACCREDITOR_ID, SUSPENDED, 1)),
]
TRANSITIONS = [
    ([], ACTIVE, False),
    ([], SUSPENDED, True),
    ([], WITHDRAWN, True),
    ([], 0, False),
    ([], 4, False),
    ([], 255, False),
    ([SUSPENDED], ACTIVE, True),
    ([SUSPENDED], SUSPENDED, False),
    ([SUSPENDED], WITHDRAWN, True),
    ([WITHDRAWN], ACTIVE, False),
    ([WITHDRAWN], SUSPENDED, False),
    ([WITHDRAWN], WITHDRAWN, False),
]


@pytest.mark.parametrize(("function", "args"), WRITES)
@pytest.mark.parametrize("sender", [STRANGER, ACCREDITOR, ADMIN])
def test_only_the_root_authority_writes(world: World, function: str, args: tuple[object, ...], sender: bytes) -> None:
    with refuses("AccreditationRegistryNotRootAuthority"):
        world.accredit(function, *args, sender=sender)


@pytest.mark.parametrize(("function", "args"), WRITES[1:])
def test_an_accreditor_that_does_not_exist_cannot_be_written(
    world: World, function: str, args: tuple[object, ...]
) -> None:
    with refuses("AccreditationRegistryUnknownAccreditor", accreditor=7):
        world.accredit(function, 7, *args[1:])


def test_accreditors_are_numbered_from_1(world: World) -> None:
    assert world.accredit("addAccreditor", OTHER, *DATES).result == 2
    assert world.accreditation.call("accreditorCount") == 2
    assert world.accreditation.call("accreditorOf", OTHER) == 2
    record = world.accreditation.call("accreditorRecord", 2)
    assert (record.account, record.until, record.standing) == ("0x" + OTHER.hex(), START + YEAR, ACTIVE)


def test_what_does_not_exist_reads_as_zeros(world: World) -> None:
    record = world.accreditation.call("accreditorRecord", 9)
    assert record.standing == 0
    assert int(record.account, 16) == 0
    assert world.accreditation.call("accreditorScope", 9, FAMILY) == 0
    assert world.accreditation.call("accreditorScope", ACCREDITOR_ID, b"unheard of".ljust(32, b"\0")) == 0


@pytest.mark.parametrize("dates", [(START, START), (START + 1, START)])
def test_dates_end_after_they_begin(world: World, dates: tuple[int, int]) -> None:
    with refuses("AccreditationRegistryDatesReversed"):
        world.accredit("addAccreditor", OTHER, *dates)
    with refuses("AccreditationRegistryDatesReversed"):
        world.accredit("setAccreditorDates", ACCREDITOR_ID, *dates)


def test_an_account_holds_one_office(world: World) -> None:
    with refuses("AccreditationRegistryAccountTaken", accreditor=0):
        world.accredit("addAccreditor", ROOT, *DATES)
    with refuses("AccreditationRegistryAccountTaken", accreditor=0):
        world.accredit("replaceAccreditorAccount", ACCREDITOR_ID, ROOT)
    world.accredit("proposeRootAuthority", ACCREDITOR)
    with refuses("AccreditationRegistryAccountTaken", accreditor=ACCREDITOR_ID):
        world.accredit("acceptRootAuthority", sender=ACCREDITOR)
    assert world.accreditation.call("accreditorOf", ROOT) == 0


def test_a_former_root_authority_may_take_another_office(world: World) -> None:
    world.accredit("proposeRootAuthority", OTHER)
    world.accredit("acceptRootAuthority", sender=OTHER)
    world.accredit("addAccreditor", ROOT, *DATES, sender=OTHER)
    assert world.accreditation.call("capacityOf", ORGANISATION, ROOT) == 0


def test_the_root_authority_may_succeed_itself(world: World) -> None:
    world.accredit("proposeRootAuthority", ROOT)
    world.accredit("acceptRootAuthority")
    assert world.accreditation.call("capacityOf", ORGANISATION, ROOT) == 3


def test_an_account_speaks_for_one_accreditor(world: World) -> None:
    with refuses("AccreditationRegistryAccountTaken", accreditor=ACCREDITOR_ID):
        world.accredit("addAccreditor", ACCREDITOR, *DATES)
    with refuses("AccreditationRegistryAccountTaken", accreditor=ACCREDITOR_ID):
        world.accredit("replaceAccreditorAccount", ACCREDITOR_ID, ACCREDITOR)


@pytest.mark.parametrize(("function", "args"), [("addAccreditor", DATES), ("replaceAccreditorAccount", ())])
def test_an_accreditor_needs_an_account(world: World, function: str, args: tuple[int, ...]) -> None:
    given: tuple[Any, ...] = (bytes(20), *args) if args else (ACCREDITOR_ID, bytes(20))
    with refuses("AccreditationRegistryZeroAddress"):
        world.accredit(function, *given)


def test_a_replaced_account_has_no_say_and_can_be_used_again(world: World) -> None:
    world.accredit("replaceAccreditorAccount", ACCREDITOR_ID, OTHER)
    with refuses("AccreditationRegistryNotAccreditor"):
        world.accredit("setCap", ORGANISATION, 5, sender=ACCREDITOR)
    world.accredit("setCap", ORGANISATION, 5, sender=OTHER)
    world.accredit("addAccreditor", ACCREDITOR, *DATES)


def test_a_family_has_a_code(world: World) -> None:
    with refuses("AccreditationRegistryEmptyFamily"):
        world.accredit("setAccreditorScope", ACCREDITOR_ID, bytes(32), 1)


@pytest.mark.parametrize(("before", "after", "fits"), TRANSITIONS)
@pytest.mark.parametrize("function", ["setAccreditorStanding", "setOrganisationStanding"])
def test_standing_changes_only_along_its_ways(
    world: World, function: str, before: list[int], after: int, fits: bool
) -> None:
    for standing in before:
        world.accredit(function, 1, standing, 3)
    if fits:
        [(_, event)] = world.accredit(function, 1, after, 4).events
        assert (event.standing, event.reason) == (after, 4)
    else:
        with refuses("AccreditationRegistryWrongStanding", current=before[-1] if before else ACTIVE):
            world.accredit(function, 1, after, 4)


@pytest.mark.parametrize(
    ("standing", "reason"),
    [(SUSPENDED, "AccreditationRegistryAccreditorSuspended"), (WITHDRAWN, "AccreditationRegistryAccreditorWithdrawn")],
)
def test_an_accreditor_that_is_not_active_writes_nothing(world: World, standing: int, reason: str) -> None:
    world.accredit("setAccreditorStanding", ACCREDITOR_ID, standing, 1)
    with refuses(reason, accreditor=ACCREDITOR_ID):
        world.accredit("setCap", ORGANISATION, 5, sender=ACCREDITOR)
    world.accredit("setCap", ORGANISATION, 5)


@pytest.mark.parametrize("dates", [(START - YEAR, START), (START + DAY, START + YEAR)])
def test_an_accreditor_outside_its_dates_writes_nothing(world: World, dates: tuple[int, int]) -> None:
    world.accredit("setAccreditorDates", ACCREDITOR_ID, *dates)
    with refuses("AccreditationRegistryAccreditorOutsideDates"):
        world.accredit("setCap", ORGANISATION, 5, sender=ACCREDITOR)
