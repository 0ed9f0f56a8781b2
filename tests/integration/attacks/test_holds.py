"""A hold covers what was anchored from its beginning on, until due process or sixty days end it; then R52."""

import pytest

from certificate.bundle import Bundle
from certificate.facts import HoldSubject
from chain.accounts import KeyAccount
from chain.errors import RevertedError
from tests.integration.attacks.scene import VALID, Issuer, Ruling, Scene
from tests.world import ACCREDITOR

ISSUER_HELD: Ruling = ("GENUINE_NOT_CURRENT", "V10", "issuer-held")
ACCREDITOR_HELD: Ruling = ("GENUINE_NOT_CURRENT", "V10", "accreditor-held")
LAPSES_AFTER_DAYS = 60


def one(scene: Scene, issuer: Issuer | None = None) -> Bundle:
    return scene.issue(scene.plan(issuer))[0]


def hold(scene: Scene, *, since: int, by: KeyAccount | None = None, issuer: Issuer | None = None) -> int:
    office = scene.office(by or scene.world.accreditor)
    organisation = (issuer or scene.honest).organisation
    return office.place_hold(HoldSubject.ORGANISATION, organisation, since=since, reason=1)


def hold_accreditor(scene: Scene, *, since: int) -> int:
    return scene.office(scene.world.root).place_hold(HoldSubject.ACCREDITOR, ACCREDITOR, since=since, reason=1)


def lift(scene: Scene, by: KeyAccount, index: int) -> None:
    office = scene.office(by)
    office.act(office.calls.lift_hold(HoldSubject.ORGANISATION, scene.honest.organisation, index))


def test_a_held_organisations_certificates_are_not_current_from_t_on(scene: Scene) -> None:
    before = one(scene)
    scene.wait(10)
    since = scene.now
    after = one(scene)
    rivals = one(scene, scene.rival())
    scene.wait(5)
    hold(scene, since=since)
    assert scene.ruling(before) == VALID
    assert scene.ruling(after) == ISSUER_HELD
    assert scene.ruling(rivals) == VALID


def test_a_held_accreditor_holds_all_of_its_organisations(scene: Scene) -> None:
    rival = scene.rival()
    since = scene.now
    bundles = [one(scene), one(scene, rival)]
    hold_accreditor(scene, since=since)
    assert [scene.ruling(bundle) for bundle in bundles] == [ACCREDITOR_HELD] * 2


def test_the_organisations_hold_is_named_before_its_accreditors(scene: Scene) -> None:
    since, bundle = scene.now, one(scene)
    hold_accreditor(scene, since=since)
    hold(scene, since=since, by=scene.world.root)
    assert scene.ruling(bundle) == ISSUER_HELD


def test_nothing_is_anchored_under_a_hold(scene: Scene) -> None:
    hold(scene, since=scene.now)
    with pytest.raises(RevertedError) as refused:
        one(scene)
    assert refused.value.name == "AccreditationRegistryOrganisationHeld"
    assert scene.ruling(one(scene, scene.rival())) == VALID


def test_nothing_is_anchored_under_an_accreditors_hold(scene: Scene) -> None:
    rival = scene.rival()
    hold_accreditor(scene, since=scene.now)
    for issuer in (scene.honest, rival):
        with pytest.raises(RevertedError) as refused:
            one(scene, issuer)
        assert refused.value.name == "AccreditationRegistryAccreditorHeld"


def test_a_hold_lapses_by_itself_after_sixty_days(scene: Scene) -> None:
    since, bundle = scene.now, one(scene)
    hold(scene, since=since)
    placed = scene.now
    scene.wait(LAPSES_AFTER_DAYS, seconds=-1)
    assert scene.now == placed + LAPSES_AFTER_DAYS * 86_400 - 1
    assert scene.ruling(bundle) == ISSUER_HELD
    scene.wait(0, seconds=1)
    assert scene.ruling(bundle) == VALID
    assert scene.ruling(one(scene)) == VALID


def test_an_accreditors_hold_lapses_too(scene: Scene) -> None:
    since, bundle = scene.now, one(scene)
    hold_accreditor(scene, since=since)
    scene.wait(LAPSES_AFTER_DAYS)
    assert scene.ruling(bundle) == VALID


def test_a_second_hold_goes_on_where_the_first_one_ends(scene: Scene) -> None:
    since, bundle = scene.now, one(scene)
    first = hold(scene, since=since)
    scene.wait(30)
    hold(scene, since=since)
    lift(scene, scene.world.accreditor, first)
    assert scene.ruling(bundle) == ISSUER_HELD
    scene.wait(59)
    assert scene.ruling(bundle) == ISSUER_HELD
    scene.wait(1)
    assert scene.ruling(bundle) == VALID


def test_a_lifted_hold_is_over_at_once(scene: Scene) -> None:
    since, bundle = scene.now, one(scene)
    index = hold(scene, since=since)
    lift(scene, scene.world.accreditor, index)
    assert scene.ruling(bundle) == VALID
    assert scene.ruling(one(scene)) == VALID


def test_a_hold_of_the_root_authority_is_not_its_accreditors_to_lift(scene: Scene) -> None:
    since, bundle = scene.now, one(scene)
    index = hold(scene, since=since, by=scene.world.root)
    with pytest.raises(RevertedError) as refused:
        lift(scene, scene.world.accreditor, index)
    assert refused.value.name == "AccreditationRegistryHoldByRoot"
    assert scene.ruling(bundle) == ISSUER_HELD


def test_the_held_do_not_free_themselves(scene: Scene) -> None:
    since, bundle = scene.now, one(scene)
    index = hold(scene, since=since)
    for person in (scene.world.administration, scene.world.anchoring, scene.person()):
        with pytest.raises(RevertedError) as refused:
            lift(scene, person, index)
        assert refused.value.name == "AccreditationRegistryNotAccreditor"
    assert scene.ruling(bundle) == ISSUER_HELD


def test_a_rival_or_a_stranger_holds_nobody(shared: Scene) -> None:
    rival = shared.rival()
    for person in (rival.administration, rival.anchoring, shared.person()):
        with pytest.raises(RevertedError) as refused:
            hold(shared, since=shared.now, by=person)
        assert refused.value.name == "AccreditationRegistryNotAccreditor"


def test_an_accreditor_does_not_hold_itself_nor_another_the_root_authoritys_way(shared: Scene) -> None:
    office = shared.office(shared.world.accreditor)
    with pytest.raises(RevertedError) as refused:
        office.place_hold(HoldSubject.ACCREDITOR, ACCREDITOR, since=shared.now, reason=1)
    assert refused.value.name == "AccreditationRegistryNotRootAuthority"


def test_a_hold_does_not_begin_in_the_future(shared: Scene) -> None:
    with pytest.raises(RevertedError) as refused:
        hold(shared, since=shared.now + 1_000, issuer=shared.rival())
    assert refused.value.name == "AccreditationRegistryHoldSinceInvalid"


def test_withdrawing_an_accreditation_rewrites_no_history(scene: Scene) -> None:
    """R52: what was anchored while accredited stays VALID, for years."""
    bundle = one(scene)
    office = scene.office(scene.world.accreditor)
    office.act(office.calls.withdraw_organisation(scene.honest.organisation, 1))
    assert scene.ruling(bundle) == VALID
    scene.wait(700)
    assert scene.ruling(bundle) == VALID
    with pytest.raises(RevertedError) as refused:
        one(scene)
    assert refused.value.name == "AccreditationRegistryOrganisationWithdrawn"


def test_suspending_an_organisation_stops_anchoring_only(scene: Scene) -> None:
    bundle = one(scene)
    office = scene.office(scene.world.accreditor)
    office.act(office.calls.suspend_organisation(scene.honest.organisation, 1))
    assert scene.ruling(bundle) == VALID
    with pytest.raises(RevertedError) as refused:
        one(scene)
    assert refused.value.name == "AccreditationRegistryOrganisationSuspended"
    office.act(office.calls.reinstate_organisation(scene.honest.organisation, 1))
    assert scene.ruling(one(scene)) == VALID


def test_withdrawing_an_accreditor_rewrites_no_history_either(scene: Scene) -> None:
    bundle = one(scene)
    office = scene.office(scene.world.root)
    office.act(office.calls.withdraw_accreditor(ACCREDITOR, 1))
    assert scene.ruling(bundle) == VALID
    with pytest.raises(RevertedError) as refused:
        hold(scene, since=scene.now)
    assert refused.value.name == "AccreditationRegistryAccreditorWithdrawn"
