"""The volume cap (rule R5), counted in thirteen periods of 30.5 days: never less than the last twelve months."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.contracts.deployment import (
    ACCREDITOR,
    ANCHOR,
    DAY,
    ORGANISATION,
    SCORES,
    START,
    STRANGER,
    VERSION,
    World,
    deploy,
    furnish,
)
from tests.contracts.refusal import refuses

PERIOD = 2_635_200
"""30.5 days, in seconds."""
FULL = 2**18 - 1
BEGINNING = (START // PERIOD + 1) * PERIOD
"""The first second of a period."""


def volume_of(world: World) -> int:
    read: int = world.accreditation.call("volumeOf", ORGANISATION)
    return read


def test_a_cap_is_kept_to_the_last_certificate(world: World) -> None:
    world.accredit("setCap", ORGANISATION, 200, sender=ACCREDITOR)
    world.anchor(last_size=199)
    with refuses("AccreditationRegistryCapExceeded", volume=199, amount=2, cap=200):
        world.anchor(submission=1, last_size=2)
    world.anchor(submission=1, last_size=1)
    with refuses("AccreditationRegistryCapExceeded", volume=200, amount=1, cap=200):
        world.anchor(submission=2, last_size=1)


def test_one_submission_does_not_jump_over_the_cap(world: World) -> None:
    world.accredit("setCap", ORGANISATION, 2_000)
    with refuses("AccreditationRegistryCapExceeded", amount=64 * 1_024):
        world.anchor(roots=64)


def test_scores_do_not_count(world: World) -> None:
    world.accredit("setCap", ORGANISATION, 1)
    world.anchor(kind=SCORES)
    assert volume_of(world) == 0


def test_corrections_do_not_count(world: World) -> None:
    world.accredit("setCap", ORGANISATION, 10)
    world.anchor(last_size=10)
    world.correct([0b1111111111, 0, 0, 0], 0)
    assert volume_of(world) == 10


def test_what_was_anchored_without_a_cap_counts_when_one_is_set(world: World) -> None:
    world.anchor(last_size=300)
    world.accredit("setCap", ORGANISATION, 300)
    with refuses("AccreditationRegistryCapExceeded", volume=300):
        world.anchor(submission=1, last_size=1)


def test_splitting_over_the_border_of_two_periods_gains_nothing(world: World) -> None:
    world.accredit("setCap", ORGANISATION, 100)
    world.machine.time = BEGINNING - 1
    world.anchor(last_size=60)
    world.pass_time(1)
    world.anchor(submission=1, last_size=40)
    with refuses("AccreditationRegistryCapExceeded", volume=100):
        world.anchor(submission=2, last_size=1)


@pytest.mark.parametrize(
    ("later", "counts"),
    [(0, True), (PERIOD, True), (366 * DAY, True), (13 * PERIOD - 1, True), (13 * PERIOD, False), (99 * PERIOD, False)],
)
def test_a_certificate_counts_for_13_periods(world: World, later: int, counts: bool) -> None:
    world.machine.time = BEGINNING
    world.anchor(last_size=7)
    world.pass_time(later)
    assert volume_of(world) == (7 if counts else 0)


def test_a_counter_that_is_full_never_spills_and_stands_above_every_cap(world: World) -> None:
    for submission in range(5):
        world.anchor(submission=submission, roots=64)
    assert volume_of(world) == 2**256 - 1
    world.accredit("setCap", ORGANISATION, 2**32 - 1)
    with refuses("AccreditationRegistryCapExceeded", cap=2**32 - 1):
        world.anchor(submission=5, last_size=1)
    world.pass_time(PERIOD)
    with refuses("AccreditationRegistryCapExceeded"):
        world.anchor(submission=5, last_size=1)
    world.pass_time(13 * PERIOD)
    assert volume_of(world) == 0
    world.anchor(submission=5, last_size=1)
    assert volume_of(world) == 1


STEPS = st.lists(
    st.tuples(
        st.one_of(st.integers(0, 3 * DAY), st.integers(0, 2 * PERIOD), st.integers(0, 15 * PERIOD)),
        st.integers(1, 3_000),
    ),
    min_size=1,
    max_size=25,
)
BASE = furnish(deploy())
SNAPSHOT = BASE.machine.snapshot


@settings(max_examples=60)
@given(steps=STEPS)
def test_the_volume_is_that_of_13_periods_and_never_less_than_that_of_366_days(
    steps: list[tuple[int, int]],
) -> None:
    BASE.machine.restore(SNAPSHOT)
    BASE.accredit("setAccreditorDates", 1, 0, 2**40 - 1)
    BASE.accredit("setOrganisationDates", 1, 0, 2**40 - 1)
    BASE.accredit("setScope", 1, b"X-BIM".ljust(32, b"\0"), 1, 0, 2**40 - 1)
    registry = BASE.certificates.address
    done: list[tuple[int, int]] = []
    for wait, amount in steps:
        BASE.pass_time(wait)
        BASE.accredit("authoriseAnchoring", ORGANISATION, ANCHOR, VERSION, 1, amount, sender=registry)
        done.append((BASE.time, amount))
        now = BASE.time // PERIOD
        volume = volume_of(BASE)
        assert volume == sum(count for time, count in done if now - time // PERIOD <= 12)
        assert volume >= sum(count for time, count in done if BASE.time - time <= 366 * DAY)


def test_asking_does_not_count(world: World) -> None:
    world.accreditation.call("checkAnchoring", ORGANISATION, ANCHOR, VERSION, 1, 500, sender=STRANGER)
    assert volume_of(world) == 0
