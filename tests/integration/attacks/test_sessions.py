"""No certificate without a session that led to it: the contract refuses what is not decided, or not the session's."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from authority import Oversight, Register
from authority import Scene as Place
from certificate.facts import Facts, Kind, SessionState
from chain.errors import RevertedError
from chain.evidence import FactsReader
from chain.session_message import session_id
from tests.integration.attacks.scene import NOT_ANCHORED, VALID, Plan, Scene

ROOT = b"\x01" * 32


@dataclass(frozen=True)
class Bench:
    """The scene and a regulator with a register."""

    scene: Scene
    regulator: Oversight


@pytest.fixture
def bench(scene: Scene, tmp_path: Path) -> Bench:
    place = scene.world.deployment
    register = Register(tmp_path / "register.jsonl", Place(place.chain, place.ledger))
    return Bench(scene, Oversight(scene.office(scene.world.accreditor), register))


def stopped_before(step: int) -> Callable[[Bench], Plan]:
    """A session that was planned (step 1) or sat (step 2) and not brought further."""

    def prepare(bench: Bench) -> Plan:
        scene = bench.scene
        organisation, nonce = scene.world.organisation, bytes([step]) * 32
        hand = scene.world.sessions.stagehand(organisation)
        rehearsal = scene.world.sessions.rehearsal(scene.world.standard.version, 1, 10)
        session = session_id(organisation, nonce)
        hand.relay.send(hand.plan(rehearsal, session, nonce))
        if step == 2:
            hand.record(hand.sit(rehearsal, session))
        return Plan(scene.honest, session)

    return prepare


def held(bench: Bench) -> Plan:
    plan = bench.scene.plan()
    bench.regulator.hold(plan.session, 3, "an examiner was seen with the answers")
    return plan


def voided(bench: Bench) -> Plan:
    plan = bench.scene.plan()
    bench.regulator.void(plan.session, 3, "nobody was there")
    return plan


def released_and_voided(bench: Bench) -> Plan:
    plan = held(bench)
    bench.regulator.release(plan.session, 3, "heard")
    bench.regulator.void(plan.session, 3, "nobody was there")
    return plan


def foreign(bench: Bench) -> Plan:
    """The honest organisation's own session, certified by another one."""
    plan = bench.scene.plan()
    return replace(bench.scene.plan(bench.scene.rival()), session=plan.session)


def borrowed(bench: Bench) -> Plan:
    """Another organisation's session, certified by the honest one."""
    rival = bench.scene.plan(bench.scene.rival())
    return replace(bench.scene.plan(), session=rival.session)


def over_granted(bench: Bench) -> Plan:
    return replace(bench.scene.plan(candidates=10), size=11)


def over_granted_in_two(bench: Bench) -> Plan:
    plan = replace(bench.scene.plan(candidates=10), size=6)
    bench.scene.issue(plan)
    return replace(plan, size=5, submission=1)


def over_granted_by_failed(bench: Bench) -> Plan:
    """Ten sat and eight passed: nine certificates are one too many."""
    scene = bench.scene
    rehearsal = scene.world.sessions.rehearsal(scene.world.standard.version, 1, 10, failed=2)
    session = scene.world.sessions.stagehand(scene.world.organisation).decide(rehearsal)
    return replace(Plan(scene.honest, session), size=9)


REFUSED: dict[str, tuple[Callable[[Bench], Plan], str]] = {
    "out of no session": (lambda bench: bench.scene.undecided(), "AssessmentLedgerWrongState"),
    "out of a session that was only planned": (stopped_before(1), "AssessmentLedgerWrongState"),
    "out of a session that was sat and not marked": (stopped_before(2), "AssessmentLedgerWrongState"),
    "out of a held session": (held, "AssessmentLedgerHeld"),
    "out of a voided session": (voided, "AssessmentLedgerWrongState"),
    "out of a session that was held, released and voided": (released_and_voided, "AssessmentLedgerWrongState"),
    "out of somebody else's session": (foreign, "AssessmentLedgerOtherSubject"),
    "out of a borrowed session": (borrowed, "AssessmentLedgerOtherSubject"),
    "another level than was assessed": (
        lambda bench: replace(bench.scene.plan(), level=2),
        "AssessmentLedgerOtherSubject",
    ),
    "more than were granted": (over_granted, "AssessmentLedgerOutOfRange"),
    "more than were granted, in two submissions": (over_granted_in_two, "AssessmentLedgerOutOfRange"),
    "more than passed": (over_granted_by_failed, "AssessmentLedgerOutOfRange"),
    "more scores than candidates": (
        lambda bench: replace(over_granted(bench), kind=Kind.SCORES),
        "AssessmentLedgerOutOfRange",
    ),
}


@pytest.mark.parametrize(("prepare", "name"), REFUSED.values(), ids=REFUSED)
def test_nothing_is_anchored(bench: Bench, prepare: Callable[[Bench], Plan], name: str) -> None:
    plan = prepare(bench)
    bundles, root = bench.scene.sign(plan)
    with pytest.raises(RevertedError) as refused:
        bench.scene.anchor(plan, root)
    assert refused.value.name == name
    assert bench.scene.ruling(bundles[-1]) == NOT_ANCHORED


def test_all_who_were_granted_are_certified_in_as_many_submissions_as_it_takes(scene: Scene) -> None:
    plan = replace(scene.plan(candidates=10), size=6)
    first, second = scene.issue(plan), scene.issue(replace(plan, size=4, submission=1))
    assert {scene.ruling(bundle) for bundle in (*first, *second)} == {VALID}


def test_a_released_session_goes_on(bench: Bench) -> None:
    plan = held(bench)
    bench.regulator.release(plan.session, 3, "heard, and it was not so")
    assert bench.scene.ruling(bench.scene.issue(plan)[0]) == VALID


def test_the_verifier_reads_what_became_of_the_session_after_the_anchor(bench: Bench) -> None:
    scene = bench.scene
    plan = scene.plan()
    bundle = scene.issue(plan)[0]
    states = [state_of(bench, bundle.certificate.address.session, bundle)]
    bench.regulator.hold(plan.session, 3, "a complaint")
    states.append(state_of(bench, plan.session, bundle))
    bench.regulator.void(plan.session, 3, "it was so")
    states.append(state_of(bench, plan.session, bundle))
    issued = SessionState.ISSUED
    assert states == [(issued, False, False), (issued, True, False), (SessionState.VOIDED, True, True)]


def state_of(bench: Bench, session: bytes, bundle: object) -> tuple[SessionState, bool, bool]:
    world = bench.scene.world
    place = bench.scene.draft(Plan(bench.scene.honest, session), 0).address
    facts = FactsReader(world.trusted, [bench.scene.chain]).read(place, world.signer.public_key)
    assert isinstance(facts, Facts)
    assert facts.assessment is not None
    return facts.assessment.state, facts.assessment.held, facts.assessment.voided
