"""Signed is not issued: without an anchor that is deep enough a certificate is unknown, and no fake."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from certificate.facts import HoldSubject
from chain.errors import RevertedError
from chain.evidence import FactsReader
from chain.finality import Depth, Tagged
from chain.trust import TrustedNetwork
from tests.integration.attacks.scene import NOT_ANCHORED, NOT_IN_BATCH, VALID, Plan, Ruling, Scene, ruling_of
from verifier.files import verify_file
from verifier.trust import Trust

HELD: Ruling = ("GENUINE_NOT_CURRENT", "V10", "issuer-held")
STALE: Ruling = ("COULD_NOT_CHECK", "V3", "head-stale")


def deep(scene: Scene, blocks: int) -> TrustedNetwork:
    return replace(scene.world.trusted, finality=Depth(blocks))


def test_signed_and_not_anchored_is_unknown(shared: Scene) -> None:
    bundles, _ = shared.sign(shared.plan())
    assert [shared.ruling(bundle) for bundle in bundles] == [NOT_ANCHORED] * 3


def test_anchored_under_another_session_is_unknown(shared: Scene) -> None:
    bundles, root = shared.sign(shared.plan())
    shared.anchor(shared.plan(), root)
    assert shared.ruling(bundles[0]) == NOT_ANCHORED


def test_another_root_at_the_address_is_not_this_certificate(shared: Scene) -> None:
    plan = shared.plan()
    bundles, _ = shared.sign(plan)
    shared.anchor(plan, b"\x07" * 32)
    assert [shared.ruling(bundle) for bundle in bundles] == [NOT_IN_BATCH] * 3


@pytest.mark.parametrize("blocks", [1, 3, 12])
def test_an_anchor_is_unknown_until_enough_blocks_stand_on_it(scene: Scene, blocks: int) -> None:
    trusted = deep(scene, blocks)
    for _ in range(blocks):
        scene.chain.mine()  # the contracts themselves must be deep enough to be found
    bundle = scene.issue(scene.plan())[0]
    for _ in range(blocks):
        assert scene.ruling(bundle, trusted=trusted) == NOT_ANCHORED
        scene.chain.mine()
    assert scene.ruling(bundle, trusted=trusted) == VALID


def test_a_hold_that_is_not_deep_enough_is_not_seen_either_and_the_head_age_bounds_for_how_long(
    scene: Scene,
) -> None:
    """Who reads an older block reads an older truth: maxHeadAge is what limits it."""
    trusted = deep(scene, 3)
    office = scene.office(scene.world.accreditor)
    bundle = scene.issue(scene.plan())[0]
    since = scene.now
    office.place_hold(HoldSubject.ORGANISATION, scene.world.organisation, since=since, reason=1)
    scene.chain.mine()
    scene.chain.mine()
    assert scene.ruling(bundle, trusted=trusted) == VALID
    scene.chain.mine()
    assert scene.ruling(bundle, trusted=trusted) == HELD
    scene.wait(0, seconds=trusted.network.maximum_head_age + 1)
    assert scene.ruling(bundle, trusted=trusted) == STALE


def test_a_finalized_tag_is_the_nodes_word(scene: Scene) -> None:
    trusted = replace(scene.world.trusted, finality=Tagged())
    assert scene.ruling(scene.issue(scene.plan())[0], trusted=trusted) == VALID


Mistake = Callable[[Scene, Plan], None]


def empty_root(scene: Scene, plan: Plan) -> None:
    scene.anchor(plan, bytes(32))


def twice(scene: Scene, plan: Plan) -> None:
    scene.anchor(plan, scene.sign(plan)[1])
    scene.anchor(plan, scene.sign(plan)[1])


REFUSED: dict[str, tuple[Mistake, str]] = {
    "no root": (empty_root, "CertificateRegistryEmptyRoot"),
    "an address for the second time": (twice, "CertificateRegistrySubmissionExists"),
}


@pytest.mark.parametrize(("mistake", "name"), REFUSED.values(), ids=REFUSED)
def test_what_can_be_no_anchor_is_refused(shared: Scene, mistake: Mistake, name: str) -> None:
    with pytest.raises(RevertedError) as refused:
        mistake(shared, shared.plan())
    assert refused.value.name == name


def test_one_organisations_session_is_not_anothers(scene: Scene) -> None:
    """A rival cannot certify out of an honest session, nor spoil it."""
    plan = scene.plan()
    with pytest.raises(RevertedError) as refused:
        scene.issue(replace(scene.plan(scene.rival()), session=plan.session))
    assert refused.value.name == "AssessmentLedgerOtherSubject"
    assert [scene.ruling(bundle) for bundle in scene.issue(plan)] == [VALID] * 3


def test_a_head_that_is_too_old_is_a_fault_of_the_reading_and_no_verdict(scene: Scene) -> None:
    bundle = scene.issue(scene.plan())[0]
    now = datetime.fromtimestamp(scene.now + scene.world.trusted.network.maximum_head_age + 1, UTC)
    trusted = scene.world.trusted
    answer = verify_file(bundle.to_bytes(), FactsReader(trusted, [scene.chain]), Trust([trusted]), now)
    assert ruling_of(answer) == STALE
    assert answer.shown is None
