"""The one view of a verification: everything at once, unknown things as zeros, and a history never cut in silence."""

from typing import Any

import pytest

from tests.contracts.contract import Contract
from tests.contracts.deployment import (
    ACCREDITOR,
    ADMIN,
    CERTIFICATE,
    FAMILY,
    KEY,
    LIFT,
    ORGANISATION,
    POSSESSION,
    PROFILE,
    ROOT,
    SESSION,
    SESSION_NONCE,
    STANDARD_NO,
    START,
    STRANGER,
    SUSPEND,
    TERMS,
    VERSION,
    World,
    select,
    tree_heads,
)
from tests.contracts.machine import CHAIN_ID
from tests.contracts.sessions import Code, Session, State

MOST = 1_024
BATCH = (ORGANISATION, SESSION, 0)


def test_everything_comes_at_once(world: World) -> None:
    world.anchor(last_size=71)
    world.pass_time(500)
    seen = world.inspect(0, 70)
    assert (seen.chainId, seen.blockTime, seen.closed, seen.complete) == (CHAIN_ID, START + 500, False, True)
    assert seen.accreditationRegistry == "0x" + world.accreditation.address.hex()
    assert (seen.root, seen.size, seen.kind, seen.level) == (tree_heads(1)[0], 71, CERTIFICATE, 1)
    assert (seen.anchoredAt, seen.standardNo, seen.profileNo) == (START, STANDARD_NO, 1)
    facts = seen.accreditation
    assert (facts.rootAuthority, facts.accreditor, facts.standing) == ("0x" + ROOT.hex(), 1, 1)
    assert (facts.profile, facts.standardVersion, facts.family) == (PROFILE, VERSION, FAMILY)
    assert tuple(vars(facts.terms).values()) == TERMS
    assert (facts.key.registeredAt, facts.key.possession) == (START, POSSESSION)
    assert (seen.actions, facts.holds) == ([], [])
    assert seen.assessmentLedger == "0x" + world.ledger.address.hex()
    assert vars(seen.assessment) == vars(world.ledger.call("assessmentOf", SESSION))
    assert (seen.assessment.state, seen.assessment.certificates) == (State.ISSUED, 71)


@pytest.mark.parametrize(("code", "state", "held"), [(Code.HOLD, State.ISSUED, True), (Code.VOID, State.VOIDED, False)])
def test_a_hold_or_the_end_of_a_session_is_seen_with_its_certificates(
    world: World, code: Code, state: State, held: bool
) -> None:
    world.anchor(last_size=71)
    Session(world, SESSION_NONCE, used=100).do(code)
    seen = world.inspect(0, 70)
    assert (seen.assessment.state, seen.assessment.held, seen.anchoredAt) == (state, held, START)


def is_blank(seen: Any) -> bool:
    batch = (seen.root, seen.size, seen.kind, seen.level, seen.anchoredAt, seen.standardNo, seen.profileNo)
    facts = seen.accreditation
    standard = (facts.profile, facts.standardVersion, facts.family, *vars(facts.terms).values())
    nothing = all(value in (0, bytes(32)) for value in (*batch, *standard))
    unassessed = not any(vars(seen.assessment).values())
    return nothing and unassessed and seen.actions == [] and facts.holds == [] and seen.complete


@pytest.mark.parametrize("number", [1, 63, 64, 2**30, 2**32 - 1])
def test_a_batch_that_is_not_there_is_all_zeros(world: World, number: int) -> None:
    world.anchor()
    world.accredit("placeHold", 1, 1, START, 1)
    seen = world.inspect(number)
    assert is_blank(seen)
    assert (seen.accreditation.accreditor, seen.accreditation.key.registeredAt) == (1, START)


def test_a_position_that_the_submission_does_not_have_is_not_there(world: World) -> None:
    """The record of the submission exists, and must not stand in for a batch that does not."""
    world.anchor(roots=3, last_size=4)
    assert [world.inspect(number).size for number in range(5)] == [1_024, 1_024, 4, 0, 0]
    assert is_blank(world.inspect(3))


def test_another_session_is_not_there(world: World) -> None:
    world.anchor()
    assert is_blank(world.inspect(session=b"\x5f" * 32))


def test_an_organisation_that_does_not_exist_is_all_zeros(world: World) -> None:
    world.anchor()
    seen = world.certificates.call("inspect", 9, SESSION, 0, 0, KEY)
    assert is_blank(seen)
    assert (seen.accreditation.accreditor, seen.accreditation.key.registeredAt) == (0, 0)
    assert seen.accreditation.rootAuthority == "0x" + ROOT.hex()


def test_totals_alone_do_not_make_a_batch(world: World) -> None:
    """The session's totals stand in the word of submission 0 before that is anchored."""
    world.anchor(submission=9)
    assert is_blank(world.inspect(0))


@pytest.mark.parametrize("key", [bytes(32), b"\x4c" * 32])
def test_a_key_that_was_not_registered_is_all_zeros(world: World, key: bytes) -> None:
    world.anchor()
    record = world.inspect(key=key).accreditation.key
    assert (record.registeredAt, record.validFrom, record.possession) == (0, 0, (bytes(32), bytes(32)))


@pytest.mark.parametrize("index", [71, 1_024, 2**16 - 1])
def test_an_index_beyond_the_batch_is_shown_with_the_size_that_refuses_it(world: World, index: int) -> None:
    world.anchor(last_size=71)
    world.record(SUSPEND, select(70), 0)
    seen = world.inspect(0, index)
    assert (seen.size, seen.actions) == (71, [])


def test_the_present_root_authority_is_shown(world: World) -> None:
    world.anchor()
    world.accredit("proposeRootAuthority", ADMIN)
    world.accredit("acceptRootAuthority", sender=ADMIN)
    assert world.inspect().accreditation.rootAuthority == "0x" + ADMIN.hex()


def test_actions_come_in_order(world: World) -> None:
    world.anchor()
    for number in range(6):
        world.pass_time(100)
        world.record((SUSPEND, LIFT)[number % 2], select(5) if number != 3 else select(6), number)
    seen = world.inspect(0, 5)
    assert [action.recordedAt for action in seen.actions] == [START + 100 * n for n in (1, 2, 3, 5, 6)]
    assert (seen.actionsRead, seen.complete) == (6, True)


def test_no_later_action_is_hidden_by_a_long_history(world: World) -> None:
    """An organisation that floods a history must not outrun what its regulator recorded after it."""
    world.anchor()
    for number in range(MOST):
        world.record(SUSPEND, select(6), number)
    seen = world.inspect(0, 5)
    assert (seen.actions, seen.actionsRead, seen.complete) == ([], MOST, True)
    world.record(SUSPEND, select(5), MOST, sender=ACCREDITOR)
    seen = world.inspect(0, 5)
    assert (seen.actions, seen.actionsRead, seen.complete) == ([], MOST, False)
    rest = world.certificates.call("actionsOn", BATCH, 5, seen.actionsRead)
    assert [action.by for action in rest.actions] == ["0x" + ACCREDITOR.hex()]
    assert (rest.next, rest.complete) == (MOST + 1, True)


def test_a_history_can_be_read_from_any_place(world: World) -> None:
    world.anchor()
    for number in range(4):
        world.record(SUSPEND, select(5), number)
    for start, count in ((0, 4), (3, 1), (4, 0)):
        rest = world.certificates.call("actionsOn", BATCH, 5, start)
        assert (len(rest.actions), rest.next, rest.complete) == (count, 4, True)


def test_a_registry_that_was_never_connected_is_closed_too(world: World) -> None:
    rogue, _ = Contract.deploy(world.machine, "CertificateRegistry", STRANGER, world.ledger.address)
    seen = rogue.call("inspect", ORGANISATION, SESSION, 0, 0, KEY)
    assert seen.closed
    assert is_blank(seen)
