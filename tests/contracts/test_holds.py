"""Holds: who places and lifts them, that they lapse, and which anchors they cover."""

import pytest

from tests.contracts.deployment import (
    ACCREDITOR,
    ACCREDITOR_ID,
    ADMIN,
    ANCHOR,
    DAY,
    ON_ACCREDITOR,
    ON_ORGANISATION,
    ORGANISATION,
    ROOT,
    START,
    STRANGER,
    World,
)
from tests.contracts.refusal import refuses

HOLD_SECONDS = 60 * DAY
SUBJECTS = [
    (ON_ORGANISATION, "AccreditationRegistryOrganisationHeld"),
    (ON_ACCREDITOR, "AccreditationRegistryAccreditorHeld"),
]


def place(world: World, subject: int = ON_ORGANISATION, since: int = START, sender: bytes = ROOT) -> None:
    world.accredit("placeHold", subject, 1, since, 6, sender=sender)


@pytest.mark.parametrize(("subject", "reason"), SUBJECTS)
def test_nothing_is_anchored_under_a_hold_until_it_lapses(world: World, subject: int, reason: str) -> None:
    place(world, subject)
    world.pass_time(HOLD_SECONDS - 1)
    with refuses(reason, until=START + HOLD_SECONDS):
        world.anchor()
    world.pass_time(1)
    world.anchor()


@pytest.mark.parametrize(("subject", "reason"), SUBJECTS)
def test_nothing_is_anchored_under_a_hold_until_it_is_lifted(world: World, subject: int, reason: str) -> None:
    place(world, subject)
    with refuses(reason):
        world.anchor()
    world.accredit("liftHold", subject, 1, 0)
    world.anchor()


@pytest.mark.parametrize(("subject", "reason"), SUBJECTS)
def test_the_last_open_hold_counts(world: World, subject: int, reason: str) -> None:
    place(world, subject)
    world.pass_time(10 * DAY)
    place(world, subject)
    world.accredit("liftHold", subject, 1, 0)
    with refuses(reason, until=START + 70 * DAY):
        world.anchor()
    world.accredit("liftHold", subject, 1, 1)
    world.anchor()


def test_lifting_the_later_hold_leaves_the_earlier_one(world: World) -> None:
    place(world)
    world.pass_time(10 * DAY)
    place(world)
    world.accredit("liftHold", ON_ORGANISATION, 1, 1)
    with refuses("AccreditationRegistryOrganisationHeld", until=START + 60 * DAY):
        world.anchor()


@pytest.mark.parametrize("sender", [STRANGER, ADMIN, ANCHOR])
def test_others_place_and_lift_no_hold(world: World, sender: bytes) -> None:
    place(world)
    with refuses("AccreditationRegistryNotAccreditor"):
        place(world, sender=sender)
    with refuses("AccreditationRegistryNotAccreditor"):
        world.accredit("liftHold", ON_ORGANISATION, 1, 0, sender=sender)


@pytest.mark.parametrize("sender", [STRANGER, ADMIN, ACCREDITOR])
def test_only_the_root_authority_holds_an_accreditor(world: World, sender: bytes) -> None:
    place(world, ON_ACCREDITOR)
    with refuses("AccreditationRegistryNotRootAuthority"):
        place(world, ON_ACCREDITOR, sender=sender)
    with refuses("AccreditationRegistryNotRootAuthority"):
        world.accredit("liftHold", ON_ACCREDITOR, 1, 0, sender=sender)


def test_an_accreditor_does_not_lift_what_the_root_authority_placed(world: World) -> None:
    place(world)
    with refuses("AccreditationRegistryHoldByRoot", index=0):
        world.accredit("liftHold", ON_ORGANISATION, 1, 0, sender=ACCREDITOR)
    place(world, sender=ACCREDITOR)
    world.accredit("liftHold", ON_ORGANISATION, 1, 1, sender=ACCREDITOR)
    with refuses("AccreditationRegistryOrganisationHeld"):
        world.anchor()


def test_the_root_authority_lifts_what_an_accreditor_placed(world: World) -> None:
    place(world, sender=ACCREDITOR)
    world.accredit("liftHold", ON_ORGANISATION, 1, 0, sender=ROOT)


def test_a_suspended_accreditor_holds_nobody(world: World) -> None:
    world.accredit("setAccreditorStanding", ACCREDITOR_ID, 2, 1)
    with refuses("AccreditationRegistryAccreditorSuspended"):
        place(world, sender=ACCREDITOR)


@pytest.mark.parametrize("subject", [0, 3, 255])
def test_other_subjects_do_not_exist(world: World, subject: int) -> None:
    with refuses("AccreditationRegistryUnknownSubject", subject=subject):
        place(world, subject)
    with refuses("AccreditationRegistryUnknownSubject", subject=subject):
        world.accredit("liftHold", subject, 1, 0)
    assert world.accreditation.call("holdsOn", subject, 1) == []


@pytest.mark.parametrize("since", [0, START + 1, 2**40 - 1])
def test_a_hold_does_not_begin_in_the_future(world: World, since: int) -> None:
    with refuses("AccreditationRegistryHoldSinceInvalid", since=since):
        place(world, since=since)


def test_only_what_exists_is_held(world: World) -> None:
    with refuses("AccreditationRegistryUnknownOrganisation"):
        world.accredit("placeHold", ON_ORGANISATION, 9, START, 1)
    with refuses("AccreditationRegistryUnknownAccreditor"):
        world.accredit("placeHold", ON_ACCREDITOR, 9, START, 1)
    with refuses("AccreditationRegistryUnknownHold", index=0):
        world.accredit("liftHold", ON_ORGANISATION, ORGANISATION, 0)


def test_a_hold_ends_once(world: World) -> None:
    place(world)
    world.accredit("liftHold", ON_ORGANISATION, 1, 0)
    with refuses("AccreditationRegistryHoldEnded", endedAt=START):
        world.accredit("liftHold", ON_ORGANISATION, 1, 0)
    place(world)
    world.pass_time(HOLD_SECONDS)
    with refuses("AccreditationRegistryHoldEnded", endedAt=START + HOLD_SECONDS):
        world.accredit("liftHold", ON_ORGANISATION, 1, 1)


def test_holds_are_kept_in_order(world: World) -> None:
    place(world, since=START - DAY, sender=ACCREDITOR)
    world.pass_time(DAY)
    place(world)
    world.accredit("liftHold", ON_ORGANISATION, 1, 0)
    kept = [tuple(vars(hold).values()) for hold in world.accreditation.call("holdsOn", ON_ORGANISATION, 1)]
    assert kept == [
        (ON_ORGANISATION, START - DAY, START, START + DAY, 6, False),
        (ON_ORGANISATION, START, START + DAY, 0, 6, True),
    ]


COVERS = [
    (-10, [True, True, True]),
    (0, [True, True, True]),
    (1, [False, True, True]),
    (4, [False, False, True]),
    (5, [False, False, False]),
]


@pytest.mark.parametrize(("since", "covered"), COVERS)
@pytest.mark.parametrize("subject", [ON_ORGANISATION, ON_ACCREDITOR])
def test_a_hold_covers_what_was_anchored_since_then(
    world: World, subject: int, since: int, covered: list[bool]
) -> None:
    for number, day in enumerate([0, 2, 4]):
        world.machine.time = START + day * DAY
        world.anchor(submission=number)
    world.machine.time = START + 5 * DAY
    place(world, subject, since=START + since * DAY)
    seen = [world.inspect(number * 64).accreditation.holds for number in range(3)]
    assert [[hold.subject for hold in holds] for holds in seen] == [[subject] if yes else [] for yes in covered]


def test_a_hold_does_not_cover_what_was_anchored_after_it(world: World) -> None:
    place(world)
    world.pass_time(HOLD_SECONDS)
    world.anchor()
    assert world.inspect().accreditation.holds == []


def test_holds_of_both_come_together_own_first(world: World) -> None:
    world.anchor()
    for subject in (ON_ACCREDITOR, ON_ORGANISATION, ON_ACCREDITOR):
        place(world, subject)
    holds = world.inspect().accreditation.holds
    assert [hold.subject for hold in holds] == [ON_ORGANISATION, ON_ACCREDITOR, ON_ACCREDITOR]
