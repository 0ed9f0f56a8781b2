"""Facts about one certificate, as the contracts keep them."""

import hashlib

import pytest

from certificate.facts import Action, ActionKind, Batch, Facts, Hold, HoldSubject, Key, Kind, SessionState, Terms
from chain import Depth, Tagged
from tests.faults import Swappable
from tests.unit.chain.reading import facts_of, reader_of, time_of
from tests.unit.chain.world import (
    DID,
    FAMILY,
    KEY,
    POSSESSION,
    PROFILE,
    STANDARD,
    START,
    World,
    batch_of,
    embedded_world,
)

ROOTS = [hashlib.sha256(bytes([number])).digest() for number in range(3)]
DAY = 86_400


@pytest.fixture
def world() -> World:
    return embedded_world()


def test_everything_about_an_anchored_certificate_is_read(world: World) -> None:
    submission = world.submission(ROOTS, last_size=10, level=2)
    world.anchor(submission)
    anchored_at = time_of(world)
    facts = facts_of(reader_of(world).read(world.address(submission, batch=2, index=9), KEY))
    assert facts == Facts(
        chain=20_260,
        block_number=anchored_at - START,
        block_time=anchored_at,
        accreditation=world.deployment.accreditation,
        root_authority=world.root.address,
        batch=Batch(
            root=ROOTS[2],
            size=10,
            kind=Kind.CERTIFICATE,
            level=2,
            anchored_at=anchored_at,
            profile=PROFILE,
            terms=Terms(STANDARD, FAMILY, 36, 12, 3, 480),
        ),
        key=Key(POSSESSION, START + 16, None, None),
        assessment=facts.assessment,
    )
    session = facts.assessment
    assert session is not None
    assert (session.organisation, session.standard, session.level) == (1, STANDARD, 2)
    assert (session.state, session.held, session.voided) == (SessionState.ISSUED, False, False)
    assert (session.candidates, session.passed, session.granted, session.certificates) == (2_058, 2_058, 2_058, 2_058)
    assert (session.late, session.waived) == (0, 0)
    times = (session.roster_locked_at, session.scores_locked_at, session.published_at, session.decided_at)
    assert times == (anchored_at - 2, *[anchored_at - 1] * 3)


@pytest.mark.parametrize(("position", "size"), [(0, 1_024), (1, 1_024), (2, 7)])
def test_every_batch_but_the_last_is_full(world: World, position: int, size: int) -> None:
    submission = world.submission(ROOTS, last_size=7, number=3)
    world.anchor(submission)
    batch = facts_of(reader_of(world).read(world.address(submission, batch=3 * 64 + position), KEY)).batch
    assert batch is not None
    assert (batch.root, batch.size) == (ROOTS[position], size)


def test_what_is_not_there_is_absent_and_not_unread(world: World) -> None:
    submission = world.submission()
    facts = facts_of(reader_of(world).read(world.address(submission), KEY))
    assert (facts.batch, facts.actions, facts.holds) == (None, (), ())
    assert facts.key is not None
    assert facts_of(reader_of(world).read(world.address(submission), bytes(32))).key is None


def test_a_position_that_the_submission_does_not_have_is_absent(world: World) -> None:
    submission = world.submission(ROOTS)
    world.anchor(submission)
    assert facts_of(reader_of(world).read(world.address(submission, batch=3), KEY)).batch is None
    assert facts_of(reader_of(world).read(world.address(submission, batch=64), KEY)).batch is None


def test_status_actions_touch_the_certificates_they_are_about(world: World) -> None:
    submission = world.submission()
    world.anchor(submission)
    batch = batch_of(world.address(submission))
    today = (time_of(world) + 480 * 60) // DAY
    calls = world.registry
    world.administration.send(calls.record_status(batch, ActionKind.SUSPEND, [3, 4], day=today, reason=5, at=0))
    suspended = time_of(world)
    world.administration.send(calls.record_status(batch, ActionKind.LIFT, [4], day=today, reason=6, at=1))
    by = world.administration.address
    first = Action(ActionKind.SUSPEND, today, suspended, by, 5)
    second = Action(ActionKind.LIFT, today, suspended + 1, by, 6)
    actions = {
        index: facts_of(reader_of(world).read(world.address(submission, index=index), KEY)).actions
        for index in (2, 3, 4)
    }
    assert actions == {2: (), 3: (first,), 4: (first, second)}


def test_holds_that_cover_the_anchor_are_read(world: World) -> None:
    submission = world.submission()
    world.anchor(submission)
    anchored_at = time_of(world)
    place = world.accreditation.place_hold
    world.root.send(place(HoldSubject.ORGANISATION, 1, since=anchored_at, reason=3))
    placed = time_of(world)
    world.root.send(place(HoldSubject.ACCREDITOR, 1, since=anchored_at + 1, reason=4))
    facts = facts_of(reader_of(world).read(world.address(submission), KEY))
    assert facts.holds == (Hold(HoldSubject.ORGANISATION, anchored_at, placed, None, 3),)
    world.root.send(world.accreditation.lift_hold(HoldSubject.ORGANISATION, 1, 0))
    (hold,) = facts_of(reader_of(world).read(world.address(submission), KEY)).holds
    assert hold.lifted_at == time_of(world)


def test_what_became_of_the_key_is_read(world: World) -> None:
    submission = world.submission()
    world.administration.send(world.accreditation.retire_key(1, KEY, at=time_of(world) + 1_000))
    retired = time_of(world) - 1 + 1_000
    world.administration.send(world.accreditation.report_compromise(1, KEY))
    key = facts_of(reader_of(world).read(world.address(submission), KEY)).key
    assert key is not None
    assert (key.retired_at, key.compromised_since) == (retired, time_of(world))


def test_a_later_profile_does_not_change_what_was_anchored_before(world: World) -> None:
    submission = world.submission()
    world.anchor(submission)
    world.accreditor.send(world.accreditation.set_profile(1, b"\x09" * 32, DID))
    batch = facts_of(reader_of(world).read(world.address(submission), KEY)).batch
    assert batch is not None
    assert batch.profile == PROFILE


def test_a_depth_reads_below_the_head(world: World) -> None:
    submission = world.submission()
    world.anchor(submission)
    reader = reader_of(world, finality=Depth(2))
    assert facts_of(reader.read(world.address(submission), KEY)).batch is None
    world.node.ask("evm_mine")
    world.node.ask("evm_mine")
    assert facts_of(reader.read(world.address(submission), KEY)).batch is not None


def test_after_the_start_every_reading_is_one_question(world: World) -> None:
    node = Swappable(world.node)
    reader = reader_of(world, node, finality=Tagged())
    assert reader.prepare() is None
    node.asked.clear()
    submission = world.submission()
    world.anchor(submission)
    facts_of(reader.read(world.address(submission), KEY))
    assert node.asked == ["eth_call"]
