"""A contract at another address, with other code or under another root, is never taken for the trusted one."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from eth_utils.crypto import keccak

from certificate.bundle import Bundle
from chain.artifacts import certificate_registry
from chain.calls import Call
from chain.embedded import EmbeddedChain
from chain.errors import RevertedError
from chain.evidence import FactsReader
from chain.sending import Sender
from chain.trust import Codes, TrustedNetwork
from tests.faults import OtherChainId
from tests.integration.attacks.scene import OTHER_NETWORK, VALID, Ruling, Scene, resigned, ruling_of
from tests.world import build_world
from verifier.files import SOME_UNCHECKED, exit_status

WRONG_CONTRACT: Ruling = ("COULD_NOT_CHECK", "V3", "wrong-contract")
UNTRUSTED: Ruling = ("COULD_NOT_CHECK", "V3", "untrusted-authority")


@dataclass(frozen=True)
class Usurper:
    """An attacker with registries of his own on the same chain, who is his own root authority and accreditor."""

    true: Scene
    own: Scene
    bundle: Bundle

    @property
    def trusted(self) -> TrustedNetwork:
        """The true trust file."""
        return self.true.world.trusted


@pytest.fixture(scope="module")
def usurper(shared: Scene) -> Usurper:
    """He accredits himself under the victim's very name, DID and key, and issues."""
    own = Scene(build_world(shared.chain), shared.chain)
    return Usurper(shared, own, own.issue(own.plan())[0])


def test_registries_of_ones_own_are_another_network(usurper: Usurper) -> None:
    assert usurper.true.ruling(usurper.bundle) == OTHER_NETWORK


def test_they_hold_for_whoever_trusts_them(usurper: Usurper) -> None:
    """Nothing else is wrong with the usurper's certificate: the trust file alone refuses it."""
    assert usurper.own.ruling(usurper.bundle) == VALID


def test_an_honest_certificate_means_nothing_to_the_usurpers_followers(usurper: Usurper) -> None:
    genuine = usurper.true.issue(usurper.true.plan())[0]
    assert usurper.own.ruling(genuine) == OTHER_NETWORK


def listed(usurper: Usurper, **changes: object) -> TrustedNetwork:
    """The true trust file with the usurper smuggled into some of its members."""
    trusted = usurper.trusted
    return replace(trusted, network=replace(trusted.network, **changes))  # type: ignore[arg-type]


SMUGGLED: dict[str, tuple[Callable[[Usurper], TrustedNetwork], Ruling]] = {
    "his registry beside the true accreditation": (
        lambda u: listed(u, registry=u.own.world.deployment.registry),
        WRONG_CONTRACT,
    ),
    "his pair beside the true ledger": (
        lambda u: listed(
            u, registry=u.own.world.deployment.registry, accreditation=u.own.world.deployment.accreditation
        ),
        WRONG_CONTRACT,
    ),
    "all his contracts under the true root": (
        lambda u: replace(
            listed(u, registry=u.own.world.deployment.registry, accreditation=u.own.world.deployment.accreditation),
            ledger=u.own.world.deployment.ledger,
            personnel=u.own.world.deployment.personnel,
        ),
        UNTRUSTED,
    ),
    "his registry and an account for accreditation": (
        lambda u: listed(u, registry=u.own.world.deployment.registry, accreditation=u.own.world.root.address),
        WRONG_CONTRACT,
    ),
    "his registry with other code hashes": (
        lambda u: replace(u.own.world.trusted, codes=Codes(registry=frozenset({bytes(32)}))),
        WRONG_CONTRACT,
    ),
    "his accreditation with other code hashes": (
        lambda u: replace(u.own.world.trusted, codes=Codes(accreditation=frozenset({bytes(32)}))),
        WRONG_CONTRACT,
    ),
}


@pytest.mark.parametrize(("smuggle", "expected"), SMUGGLED.values(), ids=SMUGGLED)
def test_half_a_lie_in_the_trust_file_is_not_enough(
    usurper: Usurper, smuggle: Callable[[Usurper], TrustedNetwork], expected: Ruling
) -> None:
    assert usurper.true.ruling(usurper.bundle, trusted=smuggle(usurper)) == expected


def test_the_true_registry_beside_his_accreditation_is_not_read(usurper: Usurper) -> None:
    genuine = usurper.true.issue(usurper.true.plan())[0]
    mixed = listed(usurper, accreditation=usurper.own.world.deployment.accreditation)
    assert usurper.true.ruling(genuine, trusted=mixed) == WRONG_CONTRACT


def test_the_true_registry_before_his_ledger_is_not_read(usurper: Usurper) -> None:
    genuine = usurper.true.issue(usurper.true.plan())[0]
    mixed = replace(usurper.trusted, ledger=usurper.own.world.deployment.ledger)
    assert usurper.true.ruling(genuine, trusted=mixed) == WRONG_CONTRACT


def deploy_altered(scene: Scene) -> bytes:
    """Put a registry on the chain that differs from the genuine one in a single constant: the topic of one event."""
    artifact = certificate_registry()
    genuine = keccak(text="AnchoringClosed(address)")
    assert artifact.creation.count(genuine) == 1
    altered = artifact.creation.replace(genuine, keccak(text="SomethingElse(address)"))
    code = altered + artifact.interface.construction(scene.world.deployment.ledger)
    trusted = scene.world.trusted
    sender = Sender(scene.chain, scene.world.root, chain=trusted.network.chain, finality=trusted.finality)
    created = sender.send(Call(None, code, "create an altered registry")).created
    assert created is not None
    return created


def through(scene: Scene, registry: bytes) -> Scene:
    """The same world, acting through the certificate registry at `registry`."""
    place = scene.world.deployment
    deployment = replace(place, registry=registry)
    trusted = replace(scene.world.trusted, network=replace(scene.world.trusted.network, registry=registry))
    return Scene(replace(scene.world, deployment=deployment, trusted=trusted), scene.chain)


def test_code_that_differs_in_one_constant_is_not_trusted_even_where_it_is_listed(scene: Scene) -> None:
    """The root authority itself connects it, and it works; its code is not what the verifier ships with."""
    altered = through(scene, deploy_altered(scene))
    office = scene.office(scene.world.root)
    office.act(office.calls.connect(altered.world.deployment.registry))
    bundle = altered.issue(altered.plan())[0]
    answer = altered.answer(bundle)
    assert ruling_of(answer) == WRONG_CONTRACT
    assert answer.shown is None
    assert exit_status([answer], allow_test_network=True) == SOME_UNCHECKED
    assert scene.ruling(bundle) == OTHER_NETWORK


def test_a_genuine_registry_that_the_authority_did_not_connect_cannot_anchor(scene: Scene) -> None:
    """Anybody can deploy one that asks the true accreditation registry."""
    artifact = certificate_registry()
    trusted = scene.world.trusted
    stranger = scene.person()
    sender = Sender(scene.chain, stranger, chain=trusted.network.chain, finality=trusted.finality)
    code = artifact.creation + artifact.interface.construction(scene.world.deployment.ledger)
    created = sender.send(Call(None, code, "create a registry of one's own")).created
    assert created is not None
    wild = through(scene, created)
    with pytest.raises(RevertedError) as refused:
        wild.issue(wild.plan())
    assert refused.value.name == "AccreditationRegistryNotConnected"
    office = scene.office(stranger)
    with pytest.raises(RevertedError) as connecting:
        office.act(office.calls.connect(created))
    assert connecting.value.name == "AccreditationRegistryNotRootAuthority"


def test_the_true_addresses_on_another_chain_hold_nothing(usurper: Usurper) -> None:
    """Copied deployment: a chain of the attacker's own with the same id, where other contracts or none stand."""
    genuine = usurper.true.issue(usurper.true.plan())[0]
    empty = EmbeddedChain(usurper.true.now)
    there = Scene(replace(usurper.true.world, node=empty), empty)
    assert there.ruling(genuine) == WRONG_CONTRACT


def test_a_node_that_claims_the_chain_id_of_the_trust_file_is_found_out(scene: Scene) -> None:
    """The answer of the contract names the chain that it was made on."""
    trusted = replace(scene.world.trusted, network=replace(scene.world.trusted.network, chain=1))
    own = scene.issue(scene.plan())[0]
    moved = replace(own.certificate, address=replace(own.certificate.address, chain=1))
    forged = resigned(own, moved, scene.honest.signer)
    reader = FactsReader(trusted, [OtherChainId(scene.chain, 1)])
    assert ruling_of(scene.answer(forged, trusted=trusted, reader=reader)) == (
        "COULD_NOT_CHECK",
        "V3",
        "wrong-network",
    )


def test_a_root_authority_that_was_handed_over_is_not_trusted_until_the_trust_file_says_so(scene: Scene) -> None:
    bundle = scene.issue(scene.plan())[0]
    office, successor = scene.office(scene.world.root), scene.office(scene.world.second)
    office.act(office.calls.propose_root_authority(scene.world.second.address))
    assert scene.ruling(bundle) == VALID
    successor.act(successor.calls.accept_root_authority())
    assert scene.ruling(bundle) == UNTRUSTED
    both = frozenset({scene.world.root.address, scene.world.second.address})
    renewed = replace(scene.world.trusted, network=replace(scene.world.trusted.network, root_authorities=both))
    assert scene.ruling(bundle, trusted=renewed) == VALID


def test_what_an_abandoned_registry_takes_after_its_last_accepted_block_does_not_count(scene: Scene) -> None:
    before = scene.issue(scene.plan())[0]
    closed_at = scene.now
    after = scene.issue(scene.plan())[0]
    closed = replace(scene.world.trusted, network=replace(scene.world.trusted.network, closed_at=closed_at))
    assert scene.ruling(before, trusted=closed) == VALID
    assert scene.ruling(after, trusted=closed) == ("NOT_VALID", "V4", "anchored-after-closing")


def test_a_closed_registry_goes_on_with_status_and_holds_what_it_held(scene: Scene) -> None:
    bundle = scene.issue(scene.plan())[0]
    scene.send(scene.world.root, scene.calls.close_to_anchoring())
    assert scene.ruling(bundle) == VALID


def test_only_the_root_authority_closes_a_registry(shared: Scene) -> None:
    for person in (shared.world.accreditor, shared.world.administration, shared.person()):
        with pytest.raises(RevertedError) as refused:
            shared.send(person, shared.calls.close_to_anchoring())
        assert refused.value.name == "CertificateRegistryNotRootAuthority"
