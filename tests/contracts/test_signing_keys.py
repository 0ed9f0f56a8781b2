"""Signing keys (rule R4): who registers them, how they end, and that a compromise only ever moves earlier."""

import pytest

from tests.contracts.deployment import (
    ACCREDITOR,
    ACCREDITOR_ID,
    ADMIN,
    ANCHOR,
    DAY,
    DID,
    KEY,
    ORGANISATION,
    POSSESSION,
    PROFILE,
    RIVAL,
    ROOT,
    SECOND_ADMIN,
    START,
    STRANGER,
    YEAR,
    World,
)
from tests.contracts.refusal import refuses

NEW_KEY = bytes.fromhex("4c" * 32)
WRITES: list[tuple[str, tuple[object, ...]]] = [
    ("registerKey", (NEW_KEY, POSSESSION, 0)),
    ("retireKey", (KEY, 0)),
    ("reportCompromise", (KEY,)),
    ("confirmEarlierCompromise", (KEY, START - DAY)),
]


@pytest.mark.parametrize(("function", "args"), WRITES)
@pytest.mark.parametrize("sender", [STRANGER, ANCHOR])
def test_only_administration_and_those_above_it_write(
    world: World, function: str, args: tuple[object, ...], sender: bytes
) -> None:
    with refuses("AccreditationRegistryNotAdministration", organisation=ORGANISATION):
        world.accredit(function, ORGANISATION, *args, sender=sender)


@pytest.mark.parametrize(("function", "args"), WRITES[:3])
@pytest.mark.parametrize("sender", [ADMIN, ACCREDITOR, ROOT])
def test_all_of_them_write(world: World, function: str, args: tuple[object, ...], sender: bytes) -> None:
    assert world.accredit(function, ORGANISATION, *args, sender=sender).events


@pytest.mark.parametrize(("function", "args"), WRITES[1:3])
def test_a_key_that_was_never_registered_cannot_end(world: World, function: str, args: tuple[object, ...]) -> None:
    with refuses("AccreditationRegistryUnknownKey", key=NEW_KEY):
        world.accredit(function, ORGANISATION, NEW_KEY, *args[1:], sender=ADMIN)


def test_a_registered_key_is_there_with_its_proof(world: World) -> None:
    world.accredit("registerKey", ORGANISATION, NEW_KEY, POSSESSION, START + DAY, sender=ADMIN)
    record = world.accreditation.call("keyOf", ORGANISATION, NEW_KEY)
    assert vars(record) == {
        "registeredAt": START,
        "validFrom": START + DAY,
        "retiredAt": 0,
        "compromisedSince": 0,
        "possession": POSSESSION,
    }


def test_a_key_is_never_registered_again(world: World) -> None:
    with refuses("AccreditationRegistryKeyExists", key=KEY):
        world.accredit("registerKey", ORGANISATION, KEY, POSSESSION, 0, sender=ADMIN)
    world.accredit("retireKey", ORGANISATION, KEY, 0, sender=ADMIN)
    world.pass_time(DAY)
    with refuses("AccreditationRegistryKeyExists", key=KEY):
        world.accredit("registerKey", ORGANISATION, KEY, POSSESSION, 0, sender=ADMIN)


def test_a_key_is_not_zero(world: World) -> None:
    with refuses("AccreditationRegistryEmptyKey"):
        world.accredit("registerKey", ORGANISATION, bytes(32), POSSESSION, 0, sender=ADMIN)


def test_a_key_comes_with_a_proof_of_possession(world: World) -> None:
    with refuses("AccreditationRegistryEmptyPossession"):
        world.accredit("registerKey", ORGANISATION, NEW_KEY, (bytes(32), bytes(32)), 0, sender=ADMIN)


def test_a_rogue_organisation_that_registers_a_rivals_key_changes_nothing_for_the_rival(world: World) -> None:
    rogue_proof = (bytes.fromhex("dd" * 32), bytes.fromhex("dd" * 32))
    world.accredit("accreditOrganisation", ACCREDITOR_ID, PROFILE, DID, START, START + YEAR, 0, RIVAL)
    world.accredit("registerKey", 2, KEY, rogue_proof, 0, sender=RIVAL)
    world.accredit("reportCompromise", 2, KEY, sender=RIVAL)
    own = world.accreditation.call("keyOf", ORGANISATION, KEY)
    assert (own.compromisedSince, own.possession) == (0, POSSESSION)
    # Every reader checks the proof, which is over the organisation: the rogue cannot have made it.
    assert world.accreditation.call("keyOf", 2, KEY).possession == rogue_proof


@pytest.mark.parametrize(("function", "args"), WRITES[1:3])
def test_a_rival_cannot_end_another_organisations_key(world: World, function: str, args: tuple[object, ...]) -> None:
    world.accredit("accreditOrganisation", ACCREDITOR_ID, PROFILE, DID, START, START + YEAR, 0, RIVAL)
    with refuses("AccreditationRegistryNotAdministration"):
        world.accredit(function, ORGANISATION, *args, sender=RIVAL)


def test_no_key_is_registered_for_an_organisation_that_does_not_exist(world: World) -> None:
    with refuses("AccreditationRegistryUnknownOrganisation"):
        world.accredit("registerKey", 9, NEW_KEY, POSSESSION, 0)


@pytest.mark.parametrize("sender", [ADMIN, ACCREDITOR, ROOT])
def test_nothing_begins_or_ends_in_the_past(world: World, sender: bytes) -> None:
    with refuses("AccreditationRegistryTimeInPast", time=START - 1):
        world.accredit("registerKey", ORGANISATION, NEW_KEY, POSSESSION, START - 1, sender=sender)
    with refuses("AccreditationRegistryTimeInPast", time=START - 1):
        world.accredit("retireKey", ORGANISATION, KEY, START - 1, sender=sender)


def test_a_retirement_moves_earlier_and_never_later(world: World) -> None:
    world.accredit("retireKey", ORGANISATION, KEY, START + 3 * DAY, sender=ADMIN)
    world.accredit("retireKey", ORGANISATION, KEY, START + 2 * DAY, sender=ADMIN)
    for later in (START + 2 * DAY, START + 3 * DAY):
        with refuses("AccreditationRegistryAlreadyRetired", retiredAt=START + 2 * DAY):
            world.accredit("retireKey", ORGANISATION, KEY, later, sender=ADMIN)
    world.pass_time(5 * DAY)
    with refuses("AccreditationRegistryAlreadyRetired"):
        world.accredit("retireKey", ORGANISATION, KEY, 0, sender=ADMIN)


def test_a_reported_compromise_begins_now_and_is_reported_once(world: World) -> None:
    world.accredit("reportCompromise", ORGANISATION, KEY, sender=ADMIN)
    world.pass_time(DAY)
    with refuses("AccreditationRegistryAlreadyCompromised", since=START):
        world.accredit("reportCompromise", ORGANISATION, KEY, sender=ACCREDITOR)
    assert world.accreditation.call("keyOf", ORGANISATION, KEY).compromisedSince == START


@pytest.mark.parametrize("second", [ADMIN, SECOND_ADMIN, ROOT])
def test_an_earlier_compromise_takes_an_authority_and_a_second_person(world: World, second: bytes) -> None:
    since = START - 7 * DAY
    world.accredit("proposeEarlierCompromise", ORGANISATION, KEY, since, sender=ACCREDITOR)
    assert world.accreditation.call("keyOf", ORGANISATION, KEY).compromisedSince == 0
    proposal = world.accreditation.call("compromiseProposal", ORGANISATION, KEY)
    assert (proposal.since, proposal.by) == (since, "0x" + ACCREDITOR.hex())
    world.accredit("confirmEarlierCompromise", ORGANISATION, KEY, since, sender=second)
    assert world.accreditation.call("keyOf", ORGANISATION, KEY).compromisedSince == since
    with refuses("AccreditationRegistryNoSuchProposal"):
        world.accredit("confirmEarlierCompromise", ORGANISATION, KEY, since, sender=ADMIN)


@pytest.mark.parametrize("sender", [ADMIN, SECOND_ADMIN, ANCHOR, STRANGER])
def test_an_organisation_cannot_date_its_compromise_back(world: World, sender: bytes) -> None:
    with refuses("AccreditationRegistryNotAccreditor"):
        world.accredit("proposeEarlierCompromise", ORGANISATION, KEY, START - DAY, sender=sender)


@pytest.mark.parametrize("sender", [ACCREDITOR, ROOT])
def test_one_person_does_not_date_a_compromise_back(world: World, sender: bytes) -> None:
    world.accredit("proposeEarlierCompromise", ORGANISATION, KEY, START - DAY, sender=sender)
    with refuses("AccreditationRegistrySamePerson", caller="0x" + sender.hex()):
        world.accredit("confirmEarlierCompromise", ORGANISATION, KEY, START - DAY, sender=sender)


def test_a_proposal_that_was_changed_meanwhile_is_not_confirmed(world: World) -> None:
    world.accredit("proposeEarlierCompromise", ORGANISATION, KEY, START - DAY, sender=ACCREDITOR)
    world.accredit("proposeEarlierCompromise", ORGANISATION, KEY, START - 300 * DAY, sender=ACCREDITOR)
    with refuses("AccreditationRegistryNoSuchProposal", since=START - DAY):
        world.accredit("confirmEarlierCompromise", ORGANISATION, KEY, START - DAY, sender=ADMIN)


def test_a_proposal_for_another_key_is_not_confirmed(world: World) -> None:
    world.accredit("registerKey", ORGANISATION, NEW_KEY, POSSESSION, 0, sender=ADMIN)
    world.accredit("proposeEarlierCompromise", ORGANISATION, KEY, START - DAY, sender=ACCREDITOR)
    with refuses("AccreditationRegistryNoSuchProposal"):
        world.accredit("confirmEarlierCompromise", ORGANISATION, NEW_KEY, START - DAY, sender=ADMIN)


@pytest.mark.parametrize("since", [0, START, START + DAY])
def test_an_earlier_compromise_lies_in_the_past(world: World, since: int) -> None:
    with refuses("AccreditationRegistryNotEarlier", since=since):
        world.accredit("proposeEarlierCompromise", ORGANISATION, KEY, since, sender=ACCREDITOR)


def test_a_compromise_only_moves_earlier(world: World) -> None:
    first, later = START - 7 * DAY, START - 6 * DAY
    world.accredit("proposeEarlierCompromise", ORGANISATION, KEY, first, sender=ACCREDITOR)
    world.accredit("confirmEarlierCompromise", ORGANISATION, KEY, first, sender=ADMIN)
    for since in (first, later):
        with refuses("AccreditationRegistryAlreadyCompromised", since=first):
            world.accredit("proposeEarlierCompromise", ORGANISATION, KEY, since, sender=ACCREDITOR)
    with refuses("AccreditationRegistryAlreadyCompromised", since=first):
        world.accredit("reportCompromise", ORGANISATION, KEY, sender=ADMIN)
    world.accredit("proposeEarlierCompromise", ORGANISATION, KEY, first - 1, sender=ROOT)
    world.accredit("confirmEarlierCompromise", ORGANISATION, KEY, first - 1, sender=ACCREDITOR)
    assert world.accreditation.call("keyOf", ORGANISATION, KEY).compromisedSince == first - 1


def test_an_open_proposal_survives_a_report(world: World) -> None:
    world.accredit("proposeEarlierCompromise", ORGANISATION, KEY, START - DAY, sender=ACCREDITOR)
    world.accredit("reportCompromise", ORGANISATION, KEY, sender=ADMIN)
    world.accredit("confirmEarlierCompromise", ORGANISATION, KEY, START - DAY, sender=ADMIN)
    assert world.accreditation.call("keyOf", ORGANISATION, KEY).compromisedSince == START - DAY


def test_a_key_that_was_never_registered_has_no_compromise_to_date_back(world: World) -> None:
    with refuses("AccreditationRegistryUnknownKey"):
        world.accredit("proposeEarlierCompromise", ORGANISATION, NEW_KEY, START - DAY)
    with refuses("AccreditationRegistryUnknownKey"):
        world.accredit("confirmEarlierCompromise", ORGANISATION, NEW_KEY, START - DAY)
