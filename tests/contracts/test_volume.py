"""The volume cap (rule R5), counted in thirteen periods of 30.5 days: never less than the last twelve months."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.contracts.deployment import (
    ACCREDITOR,
    DAY,
    ORGANISATION,
    OTHER_NONCE,
    SCORES,
    SESSION_NONCE,
    STANDARD_NO,
    START,
    STRANGER,
    World,
    deploy,
    furnish,
)
from tests.contracts.refusal import refuses
from tests.contracts.sessions import Code, Session

PERIOD = 2_635_200
"""30.5 days, in seconds."""
FULL = 2**18 - 1
BEGINNING = (START // PERIOD + 1) * PERIOD
"""The first second of a period."""
BASE = furnish(deploy(), decided=False)
SNAPSHOT = BASE.machine.snapshot


@pytest.fixture
def world() -> World:
    """An organisation that has locked no roster yet."""
    BASE.machine.restore(SNAPSHOT)
    return BASE


def volume_of(world: World) -> int:
    read: int = world.accreditation.call("volumeOf", ORGANISATION)
    return read


def count(world: World, candidates: int) -> None:
    """Lock a roster, as far as the accreditation registry sees it."""
    world.accredit("countCandidates", ORGANISATION, STANDARD_NO, 1, candidates, sender=world.ledger.address)


def test_a_cap_is_kept_to_the_last_candidate(world: World) -> None:
    world.accredit("setCap", ORGANISATION, 200, sender=ACCREDITOR)
    count(world, 199)
    with refuses("AccreditationRegistryCapExceeded", volume=199, amount=2, cap=200):
        count(world, 2)
    count(world, 1)
    with refuses("AccreditationRegistryCapExceeded", volume=200, amount=1, cap=200):
        count(world, 1)


def test_a_roster_counts_when_it_is_locked_and_what_is_anchored_does_not(world: World) -> None:
    world.accredit("setCap", ORGANISATION, 60)
    Session(world, SESSION_NONCE).decide(60, seats=60)
    assert volume_of(world) == 60
    world.anchor(last_size=60)
    world.anchor(submission=1, kind=SCORES, last_size=60)
    world.correct([0b1111111111, 0, 0, 0], 0, submission=2)
    assert volume_of(world) == 60
    other = Session(world, OTHER_NONCE)
    other.file()
    other.all((Code.PLAN_APPROVED,), (Code.REG_OPENED,))
    with refuses("AccreditationRegistryCapExceeded", volume=60, amount=1):
        other.do(Code.ROSTER_LOCKED, 1)


def test_one_roster_does_not_jump_over_the_cap(world: World) -> None:
    world.accredit("setCap", ORGANISATION, 2_000)
    with refuses("AccreditationRegistryCapExceeded", amount=65_536):
        count(world, 65_536)


def test_what_was_locked_without_a_cap_counts_when_one_is_set(world: World) -> None:
    count(world, 300)
    world.accredit("setCap", ORGANISATION, 300)
    with refuses("AccreditationRegistryCapExceeded", volume=300):
        count(world, 1)


def test_splitting_over_the_border_of_two_periods_gains_nothing(world: World) -> None:
    world.accredit("setCap", ORGANISATION, 100)
    world.machine.time = BEGINNING - 1
    count(world, 60)
    world.pass_time(1)
    count(world, 40)
    with refuses("AccreditationRegistryCapExceeded", volume=100):
        count(world, 1)


@pytest.mark.parametrize(
    ("later", "counts"),
    [(0, True), (PERIOD, True), (366 * DAY, True), (13 * PERIOD - 1, True), (13 * PERIOD, False), (99 * PERIOD, False)],
)
def test_a_candidate_counts_for_13_periods(world: World, later: int, counts: bool) -> None:
    world.machine.time = BEGINNING
    count(world, 7)
    world.pass_time(later)
    assert volume_of(world) == (7 if counts else 0)


def test_a_counter_that_is_full_never_spills_and_stands_above_every_cap(world: World) -> None:
    for _ in range(5):
        count(world, 65_536)
    assert volume_of(world) == 2**256 - 1
    world.accredit("setCap", ORGANISATION, 2**32 - 1)
    with refuses("AccreditationRegistryCapExceeded", cap=2**32 - 1):
        count(world, 1)
    world.pass_time(PERIOD)
    with refuses("AccreditationRegistryCapExceeded"):
        count(world, 1)
    world.pass_time(13 * PERIOD)
    assert volume_of(world) == 0
    count(world, 1)
    assert volume_of(world) == 1


STEPS = st.lists(
    st.tuples(
        st.one_of(st.integers(0, 3 * DAY), st.integers(0, 2 * PERIOD), st.integers(0, 15 * PERIOD)),
        st.integers(1, 3_000),
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=60)
@given(steps=STEPS)
def test_the_volume_is_that_of_13_periods_and_never_less_than_that_of_366_days(
    steps: list[tuple[int, int]],
) -> None:
    BASE.machine.restore(SNAPSHOT)
    BASE.accredit("setAccreditorDates", 1, 0, 2**40 - 1)
    BASE.accredit("setOrganisationDates", 1, 0, 2**40 - 1)
    BASE.accredit("setScope", 1, b"X-BIM".ljust(32, b"\0"), 1, 0, 2**40 - 1)
    done: list[tuple[int, int]] = []
    for wait, amount in steps:
        BASE.pass_time(wait)
        count(BASE, amount)
        done.append((BASE.time, amount))
        now = BASE.time // PERIOD
        volume = volume_of(BASE)
        assert volume == sum(count for time, count in done if now - time // PERIOD <= 12)
        assert volume >= sum(count for time, count in done if BASE.time - time <= 366 * DAY)


def test_asking_does_not_count(world: World) -> None:
    world.accreditation.call("checkAssessing", ORGANISATION, STANDARD_NO, 1, True, sender=STRANGER)
    assert volume_of(world) == 0
