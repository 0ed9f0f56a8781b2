"""Standards (rule R3): a version is published once, never changes, and can only cease to be in force."""

import pytest

from tests.contracts.deployment import (
    ACCREDITOR,
    ACCREDITOR_ID,
    ADMIN,
    ANCHOR,
    DAY,
    FAMILY,
    ORGANISATION,
    ROOT,
    STANDARD_NO,
    START,
    STRANGER,
    TERMS,
    VERSION,
    YEAR,
    World,
    account,
)
from tests.contracts.refusal import refuses

SECOND_VERSION = bytes.fromhex("52" * 32)
OTHER_FAMILY = b"X-WEB".ljust(32, b"\0")
OTHER_ACCREDITOR = account("other accreditor")
FOR_EVER = 2**40 - 1


def test_a_published_version_is_there_with_its_terms(world: World) -> None:
    terms = (0b1001, 24, 12, 6, -330, START + DAY)
    assert world.accredit("publishStandard", FAMILY, SECOND_VERSION, terms, sender=ACCREDITOR).result == 2
    record = world.accreditation.call("standardRecord", SECOND_VERSION)
    assert tuple(vars(record.terms).values()) == terms
    assert (record.standardNo, record.publisher, record.inForceUntil, record.family) == (2, 1, FOR_EVER, FAMILY)
    assert world.accreditation.call("standardVersion", 2) == SECOND_VERSION
    assert world.accreditation.call("standardCount") == 2


def test_the_root_authority_publishes_any_family(world: World) -> None:
    world.accredit("publishStandard", OTHER_FAMILY, SECOND_VERSION, TERMS)
    assert world.accreditation.call("standardRecord", SECOND_VERSION).publisher == 0


def test_what_was_never_published_reads_as_zeros(world: World) -> None:
    assert world.accreditation.call("standardRecord", SECOND_VERSION).standardNo == 0
    assert world.accreditation.call("standardVersion", 9) == bytes(32)


@pytest.mark.parametrize("sender", [ROOT, ACCREDITOR])
@pytest.mark.parametrize("terms", [TERMS, (0b1, 0, 0, 0, 0, 0)])
def test_a_version_is_never_changed(world: World, sender: bytes, terms: tuple[int, int, int, int, int, int]) -> None:
    with refuses("AccreditationRegistryStandardExists", version=VERSION):
        world.accredit("publishStandard", FAMILY, VERSION, terms, sender=sender)


def test_a_version_does_not_move_to_another_family(world: World) -> None:
    with refuses("AccreditationRegistryStandardExists"):
        world.accredit("publishStandard", OTHER_FAMILY, VERSION, TERMS)


@pytest.mark.parametrize("sender", [STRANGER, ADMIN, ANCHOR])
def test_others_publish_nothing(world: World, sender: bytes) -> None:
    with refuses("AccreditationRegistryNotPublisher", family=FAMILY):
        world.accredit("publishStandard", FAMILY, SECOND_VERSION, TERMS, sender=sender)
    with refuses("AccreditationRegistryNotPublisher", family=FAMILY):
        world.accredit("supersedeStandard", VERSION, 0, sender=sender)


def test_an_accreditor_publishes_only_in_its_scope(world: World) -> None:
    with refuses("AccreditationRegistryNotPublisher", family=OTHER_FAMILY):
        world.accredit("publishStandard", OTHER_FAMILY, SECOND_VERSION, TERMS, sender=ACCREDITOR)


def test_a_suspended_accreditor_publishes_nothing(world: World) -> None:
    world.accredit("setAccreditorStanding", ACCREDITOR_ID, 2, 1)
    with refuses("AccreditationRegistryAccreditorSuspended"):
        world.accredit("publishStandard", FAMILY, SECOND_VERSION, TERMS, sender=ACCREDITOR)
    with refuses("AccreditationRegistryAccreditorSuspended"):
        world.accredit("supersedeStandard", VERSION, 0, sender=ACCREDITOR)


def test_an_accreditor_does_not_end_another_ones_standard(world: World) -> None:
    world.accredit("addAccreditor", OTHER_ACCREDITOR, START, START + YEAR)
    world.accredit("setAccreditorScope", 2, FAMILY, 0b111)
    with refuses("AccreditationRegistryNotPublisher"):
        world.accredit("supersedeStandard", VERSION, 0, sender=OTHER_ACCREDITOR)


def test_an_accreditor_does_not_end_the_root_authoritys_standard(world: World) -> None:
    world.accredit("publishStandard", FAMILY, SECOND_VERSION, TERMS)
    with refuses("AccreditationRegistryNotPublisher"):
        world.accredit("supersedeStandard", SECOND_VERSION, 0, sender=ACCREDITOR)
    with refuses("AccreditationRegistryNotPublisher"):
        world.accredit("supersedeStandard", SECOND_VERSION, 0, sender=STRANGER)


def test_a_standard_has_a_version_and_a_family(world: World) -> None:
    with refuses("AccreditationRegistryEmptyStandard"):
        world.accredit("publishStandard", FAMILY, bytes(32), TERMS)
    with refuses("AccreditationRegistryEmptyFamily"):
        world.accredit("publishStandard", bytes(32), SECOND_VERSION, TERMS)


UNSOUND = [
    (0, 36, 6, 3, 480, START),
    (1, 36, 37, 3, 480, START),
    (1, 36, 6, 37, 480, START),
    (1, 0, 1, 0, 480, START),
    (1, 0, 0, 1, 480, START),
    (1, 36, 6, 3, 14 * 60 + 1, START),
    (1, 36, 6, 3, -12 * 60 - 1, START),
]


@pytest.mark.parametrize("terms", UNSOUND)
def test_unsound_terms_are_not_published(world: World, terms: tuple[int, int, int, int, int, int]) -> None:
    with refuses("AccreditationRegistryStandardTermsInvalid"):
        world.accredit("publishStandard", FAMILY, SECOND_VERSION, terms)


@pytest.mark.parametrize("terms", [(1, 0, 0, 0, 0, 0), (0xFFFF, 36, 36, 36, 14 * 60, 0), (2, 1, 1, 1, -12 * 60, 5)])
def test_terms_at_their_limits_are_published(world: World, terms: tuple[int, int, int, int, int, int]) -> None:
    world.accredit("publishStandard", FAMILY, SECOND_VERSION, terms)


def test_a_superseded_version_ceases_to_be_in_force(world: World) -> None:
    world.accredit("supersedeStandard", VERSION, START + DAY, sender=ACCREDITOR)
    world.anchor()
    world.pass_time(DAY)
    with refuses("AccreditationRegistryStandardNotInForce", version=VERSION, until=START + DAY):
        world.accreditation.call("checkAssessing", ORGANISATION, STANDARD_NO, 1, True)
    # What sat while it was in force is still decided and anchored (rule R3).
    world.accreditation.call("checkAssessing", ORGANISATION, STANDARD_NO, 1, False)
    world.anchor(submission=1)
    with refuses("AccreditationRegistryAlreadySuperseded", since=START + DAY):
        world.accredit("supersedeStandard", VERSION, 0)


def test_the_end_can_be_moved_while_it_lies_ahead(world: World) -> None:
    world.accredit("supersedeStandard", VERSION, START + DAY)
    world.accredit("supersedeStandard", VERSION, START + 9 * DAY)
    assert world.accreditation.call("standardRecord", VERSION).inForceUntil == START + 9 * DAY


def test_a_version_does_not_end_in_the_past(world: World) -> None:
    with refuses("AccreditationRegistryTimeInPast"):
        world.accredit("supersedeStandard", VERSION, START - 1)


def test_a_version_that_is_not_there_cannot_end(world: World) -> None:
    with refuses("AccreditationRegistryUnknownStandard", version=SECOND_VERSION):
        world.accredit("supersedeStandard", SECOND_VERSION, 0)


def test_a_version_not_yet_in_force_certifies_nothing(world: World) -> None:
    world.accredit("publishStandard", FAMILY, SECOND_VERSION, (1, 0, 0, 0, 0, START + DAY))
    with refuses("AccreditationRegistryStandardNotInForce", version=SECOND_VERSION):
        world.accreditation.call("checkAssessing", ORGANISATION, 2, 1, True)
    world.pass_time(DAY)
    world.accreditation.call("checkAssessing", ORGANISATION, 2, 1, True)


def test_a_batch_keeps_its_standard_after_its_end(world: World) -> None:
    world.anchor()
    world.accredit("supersedeStandard", VERSION, 0)
    seen = world.inspect()
    assert (seen.standardNo, seen.accreditation.standardVersion) == (STANDARD_NO, VERSION)
    assert tuple(vars(seen.accreditation.terms).values()) == TERMS
