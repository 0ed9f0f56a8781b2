"""V12 over the real ledger: a session in order, held, released and voided, and an anchor without a decided session."""

import pytest

from assessment.codes import EventCode
from chain.errors import RevertedError
from chain.rpc import Rpc
from chain.session_message import SessionMessage
from tests.integration.attacks.scene import VALID, Plan, Ruling, Scene

HELD: Ruling = ("GENUINE_NOT_CURRENT", "V12", "session-held")
VOIDED: Ruling = ("GENUINE_NOT_CURRENT", "V12", "session-voided")


def regulate(scene: Scene, plan: Plan, code: EventCode, *, nonce: int) -> None:
    """Let the accreditor record `code` about the session of `plan`, with a reason that nobody opens."""
    stage = scene.world.sessions.stagehand(plan.issuer.organisation)
    moment = Rpc(scene.world.node).newest().time
    message = SessionMessage(plan.session, code, nonce, moment, b"\x5e" * 32, {"code": 1})
    stage.record([stage.domain.sign(message, stage.crew.regulator)])


def test_a_certificate_of_a_decided_session_shows_how_it_came_about(scene: Scene) -> None:
    plan = scene.plan()
    bundle = scene.issue(plan)[0]
    answer = scene.answer(bundle)
    assert scene.ruling(bundle) == VALID
    assert answer.shown is not None
    process = answer.shown.process
    assert process.roster_locked_at < process.scores_locked_at <= process.published_at <= process.decided_at
    assert process.decided_at <= answer.shown.anchored_at


def test_a_held_session_holds_its_own_certificates_until_it_is_released(scene: Scene) -> None:
    held, other = scene.plan(), scene.plan()
    bundles = [scene.issue(plan)[0] for plan in (held, other)]
    regulate(scene, held, EventCode.HOLD, nonce=100)
    assert [scene.ruling(bundle) for bundle in bundles] == [HELD, VALID]
    regulate(scene, held, EventCode.RELEASE, nonce=101)
    assert [scene.ruling(bundle) for bundle in bundles] == [VALID, VALID]


def test_a_voided_session_makes_its_certificates_unusable_for_ever_and_no_forgeries(scene: Scene) -> None:
    voided, other = scene.plan(), scene.plan()
    bundles = [scene.issue(plan)[0] for plan in (voided, other)]
    regulate(scene, voided, EventCode.VOID, nonce=100)
    assert [scene.ruling(bundle) for bundle in bundles] == [VOIDED, VALID]
    with pytest.raises(RevertedError):
        regulate(scene, voided, EventCode.RELEASE, nonce=101)
    assert scene.ruling(bundles[0]) == VOIDED


def test_without_a_decided_session_nothing_can_be_anchored_at_all(scene: Scene) -> None:
    with pytest.raises(RevertedError):
        scene.issue(scene.undecided())


def test_what_is_held_before_its_first_certificate_cannot_be_anchored(scene: Scene) -> None:
    plan = scene.plan()
    regulate(scene, plan, EventCode.HOLD, nonce=100)
    with pytest.raises(RevertedError):
        scene.issue(plan)
    regulate(scene, plan, EventCode.RELEASE, nonce=101)
    assert scene.ruling(scene.issue(plan)[0]) == VALID
