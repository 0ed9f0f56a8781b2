"""The authority on the embedded chain: what is admitted is there, what is not allowed is refused with its reason."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from authority import Admission, admit, publish_standards, register_key
from authority.errors import RequestError
from certificate.catalogue import standards_from_catalogue
from certificate.facts import HoldSubject
from certificate.possession import prove_possession
from certificate.profile import Profile
from certificate.requests import AccreditationRequest, KeyRequest
from chain.accounts import KeyAccount
from chain.embedded import EmbeddedChain
from chain.errors import RevertedError
from chain.registry_values import Role, Standing
from tests.builders import PROFILE, SeededSigner
from tests.world import ACCREDITOR, CATALOGUE, YEARS, World, build_world, now_of

GENESIS = 1_780_000_000


@pytest.fixture
def world() -> World:
    return build_world(EmbeddedChain(GENESIS))


def key_request(world: World, *, organisation: int, seed: int = 2) -> KeyRequest:
    signer = SeededSigner(seed)
    place = world.deployment
    possession = prove_possession(signer, chain=place.chain, registry=place.accreditation, organisation=organisation)
    return KeyRequest(place.chain, place.accreditation, organisation, signer.public_key, possession)


def test_an_admitted_organisation_is_there_as_requested(world: World) -> None:
    views = world.office(world.accreditor).views
    organisation = views.organisation(world.organisation)
    assert organisation is not None
    assert organisation.standing is Standing.ACTIVE
    profile = views.profile(world.organisation, organisation.profile_number)
    assert profile is not None
    assert (profile.commitment, profile.did) == (PROFILE.commitment(), PROFILE.did)
    assert views.role(world.organisation, world.anchoring.address) is Role.ANCHORING
    assert views.role(world.organisation, world.administration.address) is Role.ADMINISTRATION


def test_publishing_the_catalogue_twice_changes_nothing(world: World) -> None:
    office = world.office(world.root)
    standards = list(standards_from_catalogue(CATALOGUE.read_bytes()).values())
    assert publish_standards(office, standards) == len(standards) - 1  # X-BIM is there already
    assert publish_standards(office, standards) == 0


def test_nobody_admits_outside_the_accreditors_scope(world: World) -> None:
    request = AccreditationRequest(
        Profile("did:web:b.example", "B", "https://b.example"), bytes(19) + b"\1", bytes(19) + b"\2"
    )
    start = now_of(world.node)
    with pytest.raises(RevertedError):
        admit(world.office(world.accreditor), request, Admission(ACCREDITOR, {"N-AI": 1}, start, start + 1_000))


Act = Callable[[World], object]
STRANGER = KeyAccount.create()

FORBIDDEN: dict[str, Act] = {
    "a stranger adds an accreditor": lambda w: w.office(w.second).add_accreditor(STRANGER.address, {}, start=0, end=1),
    "an accreditor adds another": lambda w: w.office(w.accreditor).add_accreditor(STRANGER.address, {}, start=0, end=1),
    "an organisation widens its scope": lambda w: w.office(w.administration).set_scope(
        w.organisation, "X-BIM", 0b111, start=GENESIS, end=GENESIS + YEARS
    ),
    "an organisation names itself": lambda w: w.office(w.administration).act(
        w.office(w.administration).calls.set_profile(w.organisation, bytes(32), "did:web:other.example")
    ),
    "an organisation holds itself free": lambda w: w.office(w.administration).act(
        w.office(w.administration).calls.lift_hold(HoldSubject.ORGANISATION, w.organisation, 0)
    ),
    "the anchoring account registers a key": lambda w: register_key(
        w.office(w.anchoring), key_request(w, organisation=w.organisation)
    ),
    "the anchoring account becomes administrator too": lambda w: w.office(w.anchoring).set_account(
        w.organisation, w.anchoring.address, Role.ADMINISTRATION
    ),
    "a key is registered twice": lambda w: register_key(
        w.office(w.administration), key_request(w, organisation=w.organisation, seed=1)
    ),
    "a stranger accepts the root": lambda w: w.office(w.second).act(w.office(w.second).calls.accept_root_authority()),
    "a standard is published by a stranger": lambda w: publish_standards(
        w.office(w.second), [replace(w.standard, utc_offset_minutes=0)]
    ),
    "a hold is placed by the held": lambda w: w.office(w.administration).place_hold(
        HoldSubject.ORGANISATION, w.organisation, since=GENESIS, reason=1
    ),
}


@pytest.mark.parametrize("act", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_the_registry_refuses_with_a_reason(world: World, act: Act) -> None:
    with pytest.raises(RevertedError) as refused:
        act(world)
    assert len(str(refused.value)) > 20


def test_a_request_for_another_registry_is_refused_before_anything_is_sent(world: World) -> None:
    request = replace(key_request(world, organisation=world.organisation), registry=bytes(20))
    with pytest.raises(RequestError, match="is for registry"):
        register_key(world.office(world.administration), request)


def test_a_copied_proof_of_possession_is_refused_before_anything_is_sent(world: World) -> None:
    """A rogue takes a rival's key with the rival's proof: the proof names the rival's organisation."""
    rival = key_request(world, organisation=world.organisation)
    with pytest.raises(RequestError, match="does not prove"):
        register_key(world.office(world.administration), replace(rival, organisation=world.organisation + 1))


def test_the_root_authority_changes_in_two_steps(world: World) -> None:
    office = world.office(world.root)
    office.act(office.calls.propose_root_authority(world.second.address))
    assert office.views.root_authority() == world.root.address
    successor = world.office(world.second)
    successor.act(successor.calls.accept_root_authority())
    assert office.views.root_authority() == world.second.address


def test_a_withdrawal_is_for_ever(world: World) -> None:
    office = world.office(world.accreditor)
    office.act(office.calls.withdraw_organisation(world.organisation, 1))
    with pytest.raises(RevertedError):
        office.act(office.calls.reinstate_organisation(world.organisation, 1))


def test_a_compromise_is_dated_back_only_by_two_people(world: World) -> None:
    key, earlier = world.signer.public_key, now_of(world.node) - 5
    own, accrediting = world.office(world.administration), world.office(world.accreditor)
    own.act(own.calls.report_compromise(world.organisation, key))
    with pytest.raises(RevertedError):
        own.act(own.calls.propose_earlier_compromise(world.organisation, key, earlier))
    accrediting.act(accrediting.calls.propose_earlier_compromise(world.organisation, key, earlier))
    with pytest.raises(RevertedError):
        accrediting.act(accrediting.calls.confirm_earlier_compromise(world.organisation, key, earlier))
    own.act(own.calls.confirm_earlier_compromise(world.organisation, key, earlier))
