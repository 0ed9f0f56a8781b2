"""What is put from one genuine certificate into another never makes a third: every part is signed or bound."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from certificate.address import Address
from certificate.anchor_proof import AnchorProof
from certificate.bundle import Bundle
from certificate.document import Certificate, Holder
from certificate.profile import Profile
from chain.errors import RevertedError
from tests.builders import SeededSigner
from tests.integration.attacks.scene import (
    FORGED,
    KEY_UNKNOWN,
    MALFORMED,
    NOT_ANCHORED,
    NOT_IN_BATCH,
    OTHER_NETWORK,
    VALID,
    Ruling,
    Scene,
    resigned,
)


@dataclass(frozen=True)
class Issued:
    """Genuine certificates: three of one batch, one of the organisation's next batch, one of a rival's."""

    scene: Scene
    batch: tuple[Bundle, ...]
    later: Bundle
    rivals: Bundle

    @property
    def own(self) -> Bundle:
        return self.batch[1]


@pytest.fixture(scope="module")
def issued(shared: Scene) -> Issued:
    plan = shared.plan(candidates=20)
    rivals = shared.issue(shared.plan(shared.rival()))
    return Issued(
        shared,
        tuple(shared.issue(replace(plan, size=5))),
        shared.issue(replace(plan, submission=1, size=5))[1],
        rivals[1],
    )


def test_all_of_them_are_valid_as_issued(issued: Issued) -> None:
    for bundle in (*issued.batch, issued.later, issued.rivals):
        assert issued.scene.ruling(bundle) == VALID


Change = Callable[[Certificate, Certificate], Certificate]


def address(**changes: object) -> Change:
    return lambda own, _: replace(own, address=replace(own.address, **changes))  # type: ignore[arg-type]


def achievement(**changes: object) -> Change:
    return lambda own, _: replace(own, achievement=replace(own.achievement, **changes))  # type: ignore[arg-type]


ELSEWHERE = hashlib.sha256(b"elsewhere").digest()

CHANGES: dict[str, Change] = {
    "chain id": address(chain=31_337),
    "registry": address(registry=bytes(range(20))),
    "organisation": lambda own, other: replace(
        own, address=replace(own.address, organisation=other.address.organisation)
    ),
    "session": address(session=ELSEWHERE),
    "session of another": lambda own, other: replace(own, address=replace(own.address, session=other.address.session)),
    "batch": address(batch=64),
    "batch of the same submission": address(batch=1),
    "index": address(index=2),
    "index beyond the batch": address(index=5),
    "whole address": lambda own, other: replace(own, address=other.address),
    "issuer": lambda own, other: replace(own, issuer=other.issuer),
    "issuer's name": lambda own, _: replace(own, issuer=replace(own.issuer, name="教育部")),
    "issuer's url": lambda own, _: replace(own, issuer=replace(own.issuer, url="https://moe.example")),
    "issuer's id": lambda own, _: replace(own, issuer=Profile("did:web:evil.example", own.issuer.name, own.issuer.url)),
    "holder's name": lambda own, _: replace(own, holder=replace(own.holder, name="李改名")),
    "holder": lambda own, other: replace(own, holder=Holder("王某", other.holder.document)),
    "document": lambda own, _: replace(
        own, holder=replace(own.holder, document=replace(own.holder.document, digest=bytes(32)))
    ),
    "number": lambda own, _: replace(own, number="S000099000001269999"),
    "id": lambda own, _: replace(own, id="6f2c8f0e-1111-4222-8333-0000000000ff"),
    "level": achievement(level=2),
    "family": achievement(family="X-WEB"),
    "standard version": achievement(version=ELSEWHERE),
    "title": achievement(title_zh="建筑信息模型(BIM) 高级 BIM综合应用与管理"),
    "narrative": achievement(narrative="无需考试。No examination."),
    "first day": lambda own, _: replace(own, term=replace(own.term, issued=date(2020, 1, 1))),
    "last day": lambda own, _: replace(own, term=replace(own.term, until=own.term.issued + timedelta(days=9_999))),
    "offset": lambda own, _: replace(own, term=replace(own.term, offset_minutes=0)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_signed_value_that_was_swapped_breaks_the_signature(issued: Issued, change: Change) -> None:
    changed = change(issued.own.certificate, issued.rivals.certificate)
    assert changed != issued.own.certificate
    assert issued.scene.ruling(replace(issued.own, certificate=changed)) == FORGED


# Whoever stole the signing key signs what he likes, and still has no anchor for it; the address says where to look.
RESIGNED: dict[str, Ruling] = dict.fromkeys(CHANGES, NOT_IN_BATCH) | {
    "chain id": OTHER_NETWORK,
    "registry": OTHER_NETWORK,
    "organisation": NOT_ANCHORED,
    "session": NOT_ANCHORED,
    "session of another": NOT_ANCHORED,
    "batch of the same submission": NOT_ANCHORED,
}


@pytest.mark.parametrize(("what", "change"), CHANGES.items(), ids=CHANGES)
def test_a_stolen_signing_key_alone_certifies_nothing(issued: Issued, what: str, change: Change) -> None:
    changed = change(issued.own.certificate, issued.rivals.certificate)
    forged = resigned(issued.own, changed, issued.scene.honest.signer)
    assert issued.scene.ruling(forged) == RESIGNED[what]


@pytest.mark.parametrize(("what", "change"), CHANGES.items(), ids=CHANGES)
def test_a_self_made_key_certifies_nothing(issued: Issued, what: str, change: Change) -> None:
    changed = change(issued.own.certificate, issued.rivals.certificate)
    assert issued.scene.ruling(resigned(issued.own, changed, SeededSigner(77))) == RESIGNED[what]


def test_the_same_certificate_signed_with_a_self_made_key_is_another_leaf(issued: Issued) -> None:
    assert issued.scene.ruling(resigned(issued.own, issued.own.certificate, SeededSigner(77))) == NOT_IN_BATCH


ANOTHERS_PROOF: dict[str, Callable[[Issued], Bundle]] = {
    "signature of a neighbour": lambda given: replace(given.own, issuer_proof=given.batch[2].issuer_proof),
    "signature of a rival": lambda given: replace(given.own, issuer_proof=given.rivals.issuer_proof),
    "signature of the next batch": lambda given: replace(given.own, issuer_proof=given.later.issuer_proof),
    "key of a rival": lambda given: replace(
        given.own, issuer_proof=replace(given.own.issuer_proof, key=given.rivals.issuer_proof.key)
    ),
    "time of signing": lambda given: replace(
        given.own, issuer_proof=replace(given.own.issuer_proof, created="2026-01-01T00:00:00Z")
    ),
    "signature of zeros": lambda given: replace(
        given.own, issuer_proof=replace(given.own.issuer_proof, signature=bytes(64))
    ),
    "key of zeros": lambda given: replace(given.own, issuer_proof=replace(given.own.issuer_proof, key=bytes(32))),
}


@pytest.mark.parametrize("forge", ANOTHERS_PROOF.values(), ids=ANOTHERS_PROOF)
def test_a_swapped_issuer_proof_is_no_signature(issued: Issued, forge: Callable[[Issued], Bundle]) -> None:
    assert issued.scene.ruling(forge(issued)) == FORGED


def paths(given: Issued) -> dict[str, tuple[bytes, ...]]:
    path = given.own.anchor_proof.path
    return {
        "of a neighbour": given.batch[0].anchor_proof.path,
        "of the last leaf": given.batch[4].anchor_proof.path,
        "of the next batch": given.later.anchor_proof.path,
        "of a rival": given.rivals.anchor_proof.path,
        "empty": (),
        "cut": path[:-1],
        "longer": (*path, bytes(32)),
        "repeated": (*path, path[-1]),
        "reversed": tuple(reversed(path)),
        "beginning with its own leaf": (given.own.leaf, *path[1:]),
        "as long as can be": (bytes(32),) * 10,
    }


@pytest.mark.parametrize("which", ["of a neighbour", "of the last leaf", "of the next batch", "of a rival", "empty",
                                   "cut", "longer", "repeated", "reversed", "beginning with its own leaf",
                                   "as long as can be"])  # fmt: skip
def test_another_path_leads_to_another_root(issued: Issued, which: str) -> None:
    path = paths(issued)[which]
    assert path != issued.own.anchor_proof.path
    assert issued.scene.ruling(replace(issued.own, anchor_proof=AnchorProof(path))) == NOT_IN_BATCH


def raw(bundle: Bundle, change: Callable[[list[dict[str, str]]], list[dict[str, str]]]) -> bytes:
    """The file with its list of proofs changed by hand, in canonical spelling."""
    document = json.loads(bundle.to_bytes())
    document["proof"] = change(document["proof"])
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


BY_HAND: dict[str, Callable[[Issued], bytes]] = {
    "proofs the other way round": lambda given: raw(given.own, lambda proofs: proofs[::-1]),
    "the signature twice": lambda given: raw(given.own, lambda proofs: [proofs[0], proofs[0]]),
    "a second anchor": lambda given: raw(given.own, lambda proofs: [*proofs, proofs[1]]),
    "no anchor": lambda given: raw(given.own, lambda proofs: proofs[:1]),
    "no proof": lambda given: raw(given.own, lambda _: []),
    "a neighbour's anchor, copied whole": lambda given: raw(
        given.own, lambda proofs: [proofs[0], json.loads(given.batch[2].to_bytes())["proof"][1]]
    ),
    "a neighbour's signature, copied whole": lambda given: raw(
        given.own, lambda proofs: [json.loads(given.batch[2].to_bytes())["proof"][0], proofs[1]]
    ),
    "the size of the tree": lambda given: raw(given.own, lambda proofs: [proofs[0], proofs[1] | {"treeSize": "4"}]),
    "a path of eleven": lambda given: raw(
        given.own, lambda proofs: [proofs[0], proofs[1] | {"proofValue": "u" + "A" * 470}]
    ),
    "two certificates in one file": lambda given: given.own.to_bytes() + given.batch[2].to_bytes(),
}


def test_the_helper_alone_changes_nothing(issued: Issued) -> None:
    assert raw(issued.own, lambda proofs: proofs) == issued.own.to_bytes()


@pytest.mark.parametrize("forge", BY_HAND.values(), ids=BY_HAND)
def test_a_file_put_together_by_hand_has_no_accepted_form(issued: Issued, forge: Callable[[Issued], bytes]) -> None:
    assert issued.scene.ruling(forge(issued)) == MALFORMED


def test_an_unregistered_key_anchored_by_its_own_organisation_is_unknown(shared: Scene) -> None:
    """Both accounts work for the forger, and the key was never registered."""
    issuer = replace(shared.honest, signer=SeededSigner(78))
    for bundle in shared.issue(shared.plan(issuer)):
        assert shared.ruling(bundle) == KEY_UNKNOWN


def test_of_two_certificates_for_one_leaf_only_the_anchored_one_holds(issued: Issued) -> None:
    """The organisation itself signs a second holder for an address that is taken."""
    scene = issued.scene
    second = replace(issued.own.certificate, holder=replace(issued.own.certificate.holder, name="第二人"))
    forged = resigned(issued.own, second, scene.honest.signer)
    assert forged.certificate.address == issued.own.certificate.address
    assert scene.ruling(forged) == NOT_IN_BATCH
    assert scene.ruling(issued.own) == VALID


def test_of_two_leaves_that_name_one_index_only_the_one_that_stands_there_holds(shared: Scene) -> None:
    plan = replace(shared.plan(), size=2, claim=lambda own: replace(own, address=replace(own.address, index=0)))
    first, second = shared.issue(plan)
    assert first.certificate.address == second.certificate.address
    assert (shared.ruling(first), shared.ruling(second)) == (VALID, NOT_IN_BATCH)


def test_a_leaf_that_stands_twice_is_one_certificate(shared: Scene) -> None:
    plan = replace(shared.plan(), size=2)
    first, second = shared.issue(replace(plan, claim=lambda _: shared.draft(plan, 0)))
    assert first == second
    moved = replace(first.certificate, address=replace(first.certificate.address, index=1))
    assert shared.ruling(first) == VALID
    assert shared.ruling(resigned(first, moved, shared.honest.signer)) == NOT_IN_BATCH


def test_an_address_is_anchored_once(issued: Issued) -> None:
    """A second root for the same session and number would let two people hold one address."""
    scene = issued.scene
    plan = replace(scene.plan(), session=issued.own.certificate.address.session)
    _, root = scene.sign(plan)
    with pytest.raises(RevertedError) as refused:
        scene.anchor(plan, root)
    assert refused.value.name == "CertificateRegistrySubmissionExists"


@pytest.mark.parametrize("said", [1, 2, 3])
def test_a_tree_said_to_be_smaller_hides_nobody_behind_its_volume(shared: Scene, said: int) -> None:
    """Five leaves are anchored as fewer, to stay under a cap: no more than the size that was counted can hold."""
    plan = replace(shared.plan(), size=5)
    bundles, root = shared.sign(plan)
    shared.anchor(plan, root, size=said)
    rulings = [shared.ruling(bundle) for bundle in bundles]
    assert rulings.count(VALID) <= said
    assert all(ruling == NOT_IN_BATCH for ruling in rulings[said:])
    assert all(ruling in (VALID, NOT_IN_BATCH) for ruling in rulings)


def test_a_copied_anchor_helps_no_other_organisation(issued: Issued) -> None:
    """A rogue anchors the very root of somebody else's batch, under its own address."""
    scene = issued.scene
    rogue = scene.admit(Profile("did:web:copy.example", "拷贝中心", "https://copy.example"), SeededSigner(79))
    scene.register(rogue)
    bundles, root = scene.sign(scene.plan())
    scene.anchor(scene.plan(rogue), root)
    plan = scene.plan(rogue)
    scene.anchor(plan, root)
    own = bundles[1].certificate
    claimed = Address(own.address.chain, own.address.registry, rogue.organisation, plan.session, 0, 1)
    assert scene.ruling(bundles[1]) == NOT_ANCHORED
    moved = replace(own, address=claimed)
    assert scene.ruling(replace(bundles[1], certificate=moved)) == FORGED
    assert scene.ruling(resigned(bundles[1], moved, rogue.signer)) == NOT_IN_BATCH
