"""A key counts only for the organisation that proved to have it, and only while it was in force at the anchor."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from authority import register_key
from authority.errors import RequestError
from certificate.bundle import Bundle
from certificate.issuer_proof import Signer
from certificate.possession import prove_possession
from certificate.profile import Profile
from certificate.requests import KeyRequest
from chain.accounts import KeyAccount
from chain.errors import RevertedError
from tests.builders import SeededSigner
from tests.integration.attacks.scene import DAY, FORGED, KEY_UNKNOWN, VALID, Issuer, Ruling, Scene

ROGUE = Profile("did:web:rogue.example", "流氓培训中心", "https://rogue.example")
COMPROMISED: Ruling = ("NOT_VALID", "V7", "key-compromised")
RETIRED: Ruling = ("NOT_VALID", "V7", "key-retired")
NOT_POSSESSED: Ruling = ("NOT_VALID", "V7", "key-not-possessed")
NOT_YET: Ruling = ("NOT_VALID", "V7", "key-not-yet-valid")


def one(scene: Scene, issuer: Issuer | None = None) -> Bundle:
    """A certificate issued just now."""
    return scene.issue(scene.plan(issuer))[0]


def test_a_key_that_nobody_registered_is_unknown(shared: Scene) -> None:
    assert shared.ruling(one(shared, replace(shared.honest, signer=SeededSigner(50)))) == KEY_UNKNOWN


def test_a_rivals_key_is_unknown_for_everybody_else(shared: Scene) -> None:
    """The rival's key is in the registry, under the rival."""
    rival = shared.rival()
    assert shared.ruling(one(shared, rival)) == VALID
    assert shared.ruling(one(shared, replace(shared.honest, signer=rival.signer))) == KEY_UNKNOWN


Proof = Callable[[Scene, Issuer], bytes]


def possession_of(signer: Signer, scene: Scene, **changes: int | bytes) -> bytes:
    place = scene.world.deployment
    facts = {"chain": place.chain, "registry": place.accreditation, "organisation": 1} | changes
    return prove_possession(signer, **facts)  # type: ignore[arg-type]


def copied(scene: Scene, rogue: Issuer) -> bytes:
    """The very proof that the victim registered, read from the chain."""
    victim = scene.honest
    key = scene.office(scene.person()).views.key(victim.organisation, victim.signer.public_key)
    assert key is not None
    return key.possession


STOLEN: dict[str, Proof] = {
    "copied from the victim's registration": copied,
    "made for another chain": lambda s, r: possession_of(s.world.signer, s, organisation=r.organisation, chain=31_337),
    "made for another registry": lambda s, r: possession_of(
        s.world.signer, s, organisation=r.organisation, registry=bytes(20)
    ),
    "made for the certificate registry": lambda s, r: possession_of(
        s.world.signer, s, organisation=r.organisation, registry=s.world.deployment.registry
    ),
    "made with the rogue's own key": lambda s, r: possession_of(SeededSigner(66), s, organisation=r.organisation),
    "a signature of a certificate": lambda s, _: one(s).issuer_proof.signature,
    "nearly nothing": lambda *_: bytes(63) + b"\x01",
}


@pytest.mark.parametrize("proof", STOLEN.values(), ids=STOLEN)
def test_a_rogue_who_registers_a_victims_key_past_the_front_door_gains_nothing(shared: Scene, proof: Proof) -> None:
    """The contract cannot verify Ed25519, so a direct call gets the key in; every reader checks the possession."""
    rogue = shared.admit(ROGUE, shared.honest.signer)
    key, stolen = rogue.signer.public_key, proof(shared, rogue)
    office = shared.office(rogue.administration)
    office.act(office.calls.register_key(rogue.organisation, key, stolen))
    # Even with certificates that the victim was tricked into signing for the rogue's address.
    for bundle in shared.issue(shared.plan(rogue)):
        assert shared.ruling(bundle) == NOT_POSSESSED
    assert shared.ruling(one(shared)) == VALID


@pytest.mark.parametrize("proof", STOLEN.values(), ids=STOLEN)
def test_the_front_door_refuses_such_a_proof(shared: Scene, proof: Proof) -> None:
    rogue = shared.admit(ROGUE, shared.honest.signer)
    place = shared.world.deployment
    request = KeyRequest(
        place.chain, place.accreditation, rogue.organisation, rogue.signer.public_key, proof(shared, rogue)
    )
    with pytest.raises(RequestError, match="does not prove"):
        register_key(shared.office(rogue.administration), request)


def test_nobody_registers_a_key_for_another_organisation(shared: Scene) -> None:
    rogue = shared.admit(ROGUE, SeededSigner(51))
    office = shared.office(rogue.administration)
    victim = shared.honest.organisation
    proof = possession_of(rogue.signer, shared, organisation=victim)
    with pytest.raises(RevertedError) as refused:
        office.act(office.calls.register_key(victim, rogue.signer.public_key, proof))
    assert refused.value.name == "AccreditationRegistryNotAdministration"


FIELD = 2**255 - 19
WEAK = {
    "the identity": 1,
    "of order 2": FIELD - 1,
    "the identity, written otherwise": FIELD + 1,
    "of order 4": 0,
    "of order 4, written otherwise": FIELD,
}


@dataclass(frozen=True)
class Nobody:
    """A key of small order: this one signature, made without any private key, verifies under it for any message."""

    ordinate: int

    @property
    def public_key(self) -> bytes:
        return self.ordinate.to_bytes(32, "little")

    def sign(self, message: bytes) -> bytes:  # noqa: ARG002 -- the signer's signature
        return (1).to_bytes(32, "little") + bytes(32)


@pytest.mark.parametrize("ordinate", WEAK.values(), ids=WEAK)
def test_a_key_that_everybody_can_sign_with_signs_nothing(shared: Scene, ordinate: int) -> None:
    issuer = shared.admit(ROGUE, Nobody(ordinate))
    with pytest.raises(RequestError, match="does not prove"):
        shared.register(issuer)
    if ordinate:
        office = shared.office(issuer.administration)
        key, proof = issuer.signer.public_key, issuer.signer.sign(b"")
        office.act(office.calls.register_key(issuer.organisation, key, proof))
    assert shared.ruling(one(shared, issuer)) == FORGED


def newcomer(scene: Scene, seed: int) -> Issuer:
    """One more organisation, with a key that is not registered yet."""
    return scene.admit(ROGUE, SeededSigner(seed))


def settled(scene: Scene, seed: int) -> Issuer:
    """One more organisation, with its key registered."""
    issuer = newcomer(scene, seed)
    scene.register(issuer)
    return issuer


def retire(scene: Scene, issuer: Issuer, *, at: int = 0) -> None:
    office = scene.office(issuer.administration)
    office.act(office.calls.retire_key(issuer.organisation, issuer.signer.public_key, at=at))


def report(scene: Scene, issuer: Issuer) -> None:
    office = scene.office(issuer.administration)
    office.act(office.calls.report_compromise(issuer.organisation, issuer.signer.public_key))


def propose(scene: Scene, issuer: Issuer, since: int) -> None:
    office = scene.office(scene.world.accreditor)
    office.act(office.calls.propose_earlier_compromise(issuer.organisation, issuer.signer.public_key, since))


def test_a_key_is_not_in_force_before_its_day(shared: Scene) -> None:
    issuer = newcomer(shared, 52)
    shared.register(issuer, valid_from=shared.now + 10 * DAY)
    early = one(shared, issuer)
    assert shared.ruling(early) == NOT_YET
    shared.wait(10)
    assert shared.ruling(one(shared, issuer)) == VALID
    assert shared.ruling(early) == NOT_YET


def test_registering_a_key_later_makes_no_earlier_anchor_good(shared: Scene) -> None:
    issuer = newcomer(shared, 53)
    early = one(shared, issuer)
    assert shared.ruling(early) == KEY_UNKNOWN
    shared.register(issuer)
    assert shared.ruling(early) == NOT_YET
    assert shared.ruling(one(shared, issuer)) == VALID


def test_a_key_is_not_registered_for_the_past(shared: Scene) -> None:
    issuer = newcomer(shared, 54)
    with pytest.raises(RevertedError) as refused:
        shared.register(issuer, valid_from=shared.now - DAY)
    assert refused.value.name == "AccreditationRegistryTimeInPast"


def test_a_retired_key_makes_nothing_new_and_spoils_nothing_old(shared: Scene) -> None:
    issuer = settled(shared, 56)
    before = one(shared, issuer)
    retire(shared, issuer)
    assert shared.ruling(one(shared, issuer)) == RETIRED
    assert shared.ruling(before) == VALID


def test_a_key_retires_on_its_day_and_never_later(shared: Scene) -> None:
    issuer = settled(shared, 57)
    retire(shared, issuer, at=shared.now + 5 * DAY)
    last = one(shared, issuer)
    shared.wait(5)
    assert shared.ruling(one(shared, issuer)) == RETIRED
    assert shared.ruling(last) == VALID
    with pytest.raises(RevertedError) as refused:
        retire(shared, issuer, at=shared.now + DAY)
    assert refused.value.name == "AccreditationRegistryAlreadyRetired"


def test_a_compromised_key_certifies_nothing_after_t_and_all_before_stays(shared: Scene) -> None:
    issuer = settled(shared, 58)
    before = one(shared, issuer)
    report(shared, issuer)
    after = one(shared, issuer)
    assert shared.ruling(before) == VALID
    assert shared.ruling(after) == COMPROMISED
    shared.wait(100)
    assert shared.ruling(before) == VALID


def test_t_moves_earlier_by_two_people_and_only_what_lies_between_falls(shared: Scene) -> None:
    issuer = settled(shared, 59)
    oldest = one(shared, issuer)
    shared.wait(10)
    earlier = shared.now
    between = one(shared, issuer)
    shared.wait(10)
    report(shared, issuer)
    assert [shared.ruling(bundle) for bundle in (oldest, between)] == [VALID, VALID]
    propose(shared, issuer, earlier)
    # One person alone has changed nothing yet.
    assert shared.ruling(between) == VALID
    office = shared.office(issuer.administration)
    office.act(office.calls.confirm_earlier_compromise(issuer.organisation, issuer.signer.public_key, earlier))
    assert [shared.ruling(bundle) for bundle in (oldest, between)] == [VALID, COMPROMISED]


Who = Callable[[Scene, Issuer], KeyAccount]
PROPOSE, CONFIRM = "propose_earlier_compromise", "confirm_earlier_compromise"


def accreditor(scene: Scene, _: Issuer) -> KeyAccount:
    return scene.world.accreditor


def administration(_: Scene, issuer: Issuer) -> KeyAccount:
    return issuer.administration


def anchoring(_: Scene, issuer: Issuer) -> KeyAccount:
    return issuer.anchoring


def stranger(scene: Scene, _: Issuer) -> KeyAccount:
    return scene.person()


ALONE: dict[str, tuple[Who, str, int, str]] = {
    "the organisation proposes": (administration, PROPOSE, 0, "AccreditationRegistryNotAccreditor"),
    "a stranger proposes": (stranger, PROPOSE, 0, "AccreditationRegistryNotAccreditor"),
    "a date to come is proposed": (accreditor, PROPOSE, 400 * DAY, "AccreditationRegistryNotEarlier"),
    "the proposer confirms": (accreditor, CONFIRM, 0, "AccreditationRegistrySamePerson"),
    "a stranger confirms": (stranger, CONFIRM, 0, "AccreditationRegistryNotAdministration"),
    "the anchoring account confirms": (anchoring, CONFIRM, 0, "AccreditationRegistryNotAdministration"),
    "another date is confirmed": (administration, CONFIRM, -DAY, "AccreditationRegistryNoSuchProposal"),
}


@pytest.mark.parametrize(("who", "act", "shift", "name"), ALONE.values(), ids=ALONE)
def test_a_mass_revocation_needs_the_authority_and_a_second_person(
    shared: Scene, who: Who, act: str, shift: int, name: str
) -> None:
    issuer = settled(shared, 60)
    earlier = shared.now
    bundle = one(shared, issuer)
    propose(shared, issuer, earlier)
    office = shared.office(who(shared, issuer))
    call = getattr(office.calls, act)(issuer.organisation, issuer.signer.public_key, earlier + shift)
    with pytest.raises(RevertedError) as refused:
        office.act(call)
    assert refused.value.name == name
    assert shared.ruling(bundle) == VALID


def test_t_never_moves_later(shared: Scene) -> None:
    issuer = settled(shared, 61)
    report(shared, issuer)
    after = one(shared, issuer)
    shared.wait(1)
    with pytest.raises(RevertedError) as again:
        report(shared, issuer)
    with pytest.raises(RevertedError) as later:
        propose(shared, issuer, shared.now - 1)
    assert {again.value.name, later.value.name} == {"AccreditationRegistryAlreadyCompromised"}
    assert shared.ruling(after) == COMPROMISED


def test_a_new_key_after_a_compromise_certifies_again(shared: Scene) -> None:
    issuer = settled(shared, 62)
    report(shared, issuer)
    renewed = replace(issuer, signer=SeededSigner(55))
    shared.register(renewed)
    assert shared.ruling(one(shared, renewed)) == VALID
    assert shared.ruling(one(shared, issuer)) == COMPROMISED


def test_a_compromised_key_is_never_registered_afresh(shared: Scene) -> None:
    issuer = settled(shared, 63)
    report(shared, issuer)
    with pytest.raises(RevertedError) as refused:
        shared.register(issuer)
    assert refused.value.name == "AccreditationRegistryKeyExists"
