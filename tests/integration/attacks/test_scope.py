"""Accredited for something else: the contract refuses to anchor, and a claim beyond the anchor fails V8 or V9."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from authority import publish_standards
from certificate.catalogue import standards_from_catalogue
from certificate.checks import family_id
from certificate.document import Certificate
from certificate.facts import Kind
from certificate.profile import Profile
from certificate.standard import Standard
from chain.calls import Call
from chain.errors import RevertedError
from tests.builders import PROFILE, SeededSigner
from tests.integration.attacks.scene import DAY, NOT_ANCHORED, RIVAL, VALID, Plan, Ruling, Scene
from tests.world import ACCREDITOR, CATALOGUE, YEARS

BIM = family_id("X-BIM")
WEB: Standard = standards_from_catalogue(CATALOGUE.read_bytes())["X-WEB"]
ROOT = b"\x01" * 32

Prepare = Callable[[Scene], Plan]


def above(scene: Scene, call: Call) -> Plan:
    """Let the root authority act between the decision and the anchor."""
    plan = scene.plan()
    scene.send(scene.world.root, call)
    return plan


def of_standard_outside_scope(scene: Scene) -> Plan:
    """X-WEB is published, and in the accreditor's scope, and not in the organisation's."""
    publish_standards(scene.office(scene.world.accreditor), [WEB])
    return replace(scene.plan(), standard=WEB)


def of_standard_not_in_force(scene: Scene) -> Plan:
    """X-WEB begins tomorrow."""
    accrediting = scene.office(scene.world.accreditor)
    publish_standards(accrediting, [WEB], in_force_from=scene.now + DAY)
    end = scene.now + YEARS // 4
    accrediting.set_scope(scene.world.organisation, "X-WEB", 0b1, start=scene.now, end=end)
    return scene.plan(standard=WEB)


def of_superseded_standard(scene: Scene) -> Plan:
    accrediting = scene.office(scene.world.accreditor)
    accrediting.act(accrediting.calls.supersede_standard(scene.world.standard.version))
    return scene.plan()


def before_accreditation(scene: Scene) -> Plan:
    rival = scene.rival()
    accrediting = scene.office(scene.world.accreditor)
    plan = scene.plan(rival)
    dates = {"start": scene.now + DAY, "end": scene.now + 2 * DAY}
    accrediting.act(accrediting.calls.set_organisation_dates(rival.organisation, **dates))
    return plan


def after(years: int) -> Prepare:
    def prepare(scene: Scene) -> Plan:
        plan = scene.plan()
        scene.wait(years * 365)
        return plan

    return prepare


def after_scope_ended(scene: Scene) -> Plan:
    accrediting = scene.office(scene.world.accreditor)
    plan = scene.plan()
    accrediting.set_scope(scene.world.organisation, "X-BIM", 0b11, start=scene.now, end=scene.now + DAY)
    scene.wait(1)
    return plan


def by_account_of_rival(scene: Scene) -> Plan:
    return scene.plan(replace(scene.honest, anchoring=scene.rival().anchoring))


def over_cap(scene: Scene) -> Plan:
    accrediting = scene.office(scene.world.accreditor)
    accrediting.act(accrediting.calls.set_cap(scene.world.organisation, 5))
    scene.plan(candidates=3)
    return scene.plan(candidates=3)


def after_closing(scene: Scene) -> Plan:
    return above(scene, scene.calls.close_to_anchoring())


REFUSED: dict[str, tuple[Prepare, str]] = {
    "a level outside the scope": (lambda s: replace(s.plan(), level=3), "AccreditationRegistryOutOfScope"),
    "a level that does not exist": (lambda s: replace(s.plan(), level=4), "AccreditationRegistryLevelNotInStandard"),
    "level 0": (lambda s: replace(s.plan(), level=0), "AccreditationRegistryLevelNotInStandard"),
    "a standard outside the scope": (of_standard_outside_scope, "AccreditationRegistryOutOfScope"),
    "a standard nobody published": (
        lambda s: replace(s.plan(), standard=WEB),
        "AccreditationRegistryUnknownStandard",
    ),
    "the day before accreditation": (before_accreditation, "AccreditationRegistryOrganisationOutsideDates"),
    "a day after accreditation": (after(10), "AccreditationRegistryOrganisationOutsideDates"),
    "a day after the scope": (after_scope_ended, "AccreditationRegistryOutOfScope"),
    "a family its accreditor lost": (
        lambda s: above(s, s.office(s.world.root).calls.set_accreditor_scope(ACCREDITOR, BIM, 0)),
        "AccreditationRegistryAccreditorOutOfScope",
    ),
    "a suspended organisation": (
        lambda s: above(s, s.office(s.world.root).calls.suspend_organisation(s.world.organisation, 1)),
        "AccreditationRegistryOrganisationSuspended",
    ),
    "a withdrawn organisation": (
        lambda s: above(s, s.office(s.world.root).calls.withdraw_organisation(s.world.organisation, 1)),
        "AccreditationRegistryOrganisationWithdrawn",
    ),
    "a suspended accreditor": (
        lambda s: above(s, s.office(s.world.root).calls.suspend_accreditor(ACCREDITOR, 1)),
        "AccreditationRegistryAccreditorSuspended",
    ),
    "a withdrawn accreditor": (
        lambda s: above(s, s.office(s.world.root).calls.withdraw_accreditor(ACCREDITOR, 1)),
        "AccreditationRegistryAccreditorWithdrawn",
    ),
    "an organisation that does not exist": (
        lambda s: replace(s.plan(), issuer=replace(s.honest, organisation=99)),
        "AccreditationRegistryUnknownOrganisation",
    ),
    "a stranger": (
        lambda s: s.plan(replace(s.honest, anchoring=s.person())),
        "AccreditationRegistryNotAnchoringAccount",
    ),
    "the administration account": (
        lambda s: s.plan(replace(s.honest, anchoring=s.world.administration)),
        "AccreditationRegistryNotAnchoringAccount",
    ),
    "the accreditor itself": (
        lambda s: s.plan(replace(s.honest, anchoring=s.world.accreditor)),
        "AccreditationRegistryNotAnchoringAccount",
    ),
    "a rival's account": (by_account_of_rival, "AccreditationRegistryNotAnchoringAccount"),
    "a correction without what it corrects": (
        lambda s: replace(s.plan(), kind=Kind.CORRECTION),
        "CertificateRegistryWrongKind",
    ),
    "a closed registry": (after_closing, "AccreditationRegistryNotConnected"),
}


@pytest.mark.parametrize(("prepare", "name"), REFUSED.values(), ids=REFUSED)
def test_the_contract_refuses_to_anchor(scene: Scene, prepare: Prepare, name: str) -> None:
    plan = prepare(scene)
    with pytest.raises(RevertedError) as refused:
        scene.anchor(plan, ROOT)
    assert refused.value.name == name
    bundle = scene.sign(replace(plan, level=1))[0][0]
    assert scene.ruling(bundle) == NOT_ANCHORED


UNPLANNED: dict[str, tuple[Prepare, str]] = {
    "a level outside the scope": (lambda s: s.plan(level=3), "AccreditationRegistryOutOfScope"),
    "a level that does not exist": (lambda s: s.plan(level=4), "AccreditationRegistryLevelNotInStandard"),
    "a standard of tomorrow": (of_standard_not_in_force, "AccreditationRegistryStandardNotInForce"),
    "a superseded standard": (of_superseded_standard, "AccreditationRegistryStandardNotInForce"),
    "more than the cap": (over_cap, "AccreditationRegistryCapExceeded"),
}


@pytest.mark.parametrize(("prepare", "name"), UNPLANNED.values(), ids=UNPLANNED)
def test_the_ledger_refuses_the_session(scene: Scene, prepare: Prepare, name: str) -> None:
    """What must not be certified is not even assessed."""
    with pytest.raises(RevertedError) as refused:
        prepare(scene)
    assert refused.value.name == name


def test_what_was_sat_while_its_standard_was_in_force_is_certified(scene: Scene) -> None:
    """A new version does not take the certificate from those who sat for the former one (R3)."""
    plan = scene.plan()
    accrediting = scene.office(scene.world.accreditor)
    accrediting.act(accrediting.calls.supersede_standard(scene.world.standard.version))
    assert scene.ruling(scene.issue(plan)[0]) == VALID


def test_the_refused_acts_would_have_worked_one_step_earlier(scene: Scene) -> None:
    """What the table changes is what decides: unchanged, everything is accepted."""
    assert scene.ruling(scene.issue(scene.plan(level=2))[0]) == VALID
    assert scene.ruling(scene.issue(scene.plan(scene.rival()))[0]) == VALID


Claim = Callable[[Certificate], Certificate]


def claiming(**changes: object) -> Claim:
    return lambda own: replace(own, achievement=replace(own.achievement, **changes))  # type: ignore[arg-type]


def named(**changes: str) -> Claim:
    return lambda own: replace(own, issuer=replace(own.issuer, **changes))


CLAIMED: dict[str, tuple[Claim, Ruling]] = {
    "a higher level": (claiming(level=2), ("NOT_VALID", "V9", "level-differs")),
    "a level outside the scope": (claiming(level=3), ("NOT_VALID", "V9", "level-differs")),
    "another standard": (
        claiming(family="X-WEB", version=WEB.version),
        ("NOT_VALID", "V9", "standard-differs"),
    ),
    "another version": (claiming(version=WEB.version), ("NOT_VALID", "V9", "standard-differs")),
    "another family's code": (claiming(family="X-WEB"), ("NOT_VALID", "V9", "standard-differs")),
    "another calendar": (
        lambda own: replace(own, term=replace(own.term, offset_minutes=0)),
        ("NOT_VALID", "V9", "offset-differs"),
    ),
    "a better name": (named(name="教育部"), ("NOT_VALID", "V8", "issuer-not-accredited-as-named")),
    "a name that looks the same": (
        named(name=PROFILE.name.replace("中", "巾")),
        ("NOT_VALID", "V8", "issuer-not-accredited-as-named"),
    ),
    "another site": (named(url="https://evil.example"), ("NOT_VALID", "V8", "issuer-not-accredited-as-named")),
    "another DID": (named(did="did:web:evil.example"), ("NOT_VALID", "V8", "issuer-not-accredited-as-named")),
    "a rival's profile": (
        lambda own: replace(own, issuer=RIVAL),
        ("NOT_VALID", "V8", "issuer-not-accredited-as-named"),
    ),
}


@pytest.mark.parametrize(("claim", "expected"), CLAIMED.values(), ids=CLAIMED)
def test_what_was_anchored_decides_and_not_what_is_claimed(shared: Scene, claim: Claim, expected: Ruling) -> None:
    """The organisation signs and anchors with its own keys; only the certificate says more than the batch."""
    for bundle in shared.issue(replace(shared.plan(), claim=claim)):
        assert shared.ruling(bundle) == expected


def test_scores_are_no_certificate(shared: Scene) -> None:
    plan = replace(shared.plan(), kind=Kind.SCORES)
    assert shared.ruling(shared.issue(plan)[0]) == ("NOT_VALID", "V9", "wrong-kind")


def test_a_new_name_is_not_worn_before_its_day_nor_the_old_one_after(scene: Scene) -> None:
    renamed = Profile("did:web:new.example", "新名称培训中心", "https://new.example")
    old, new = scene.honest, replace(scene.honest, profile=renamed)
    earlier, too_early = scene.issue(scene.plan(old))[0], scene.issue(scene.plan(new))[0]
    accrediting = scene.office(scene.world.accreditor)
    accrediting.act(accrediting.calls.set_profile(old.organisation, renamed.commitment(), renamed.did))
    later, too_late = scene.issue(scene.plan(new))[0], scene.issue(scene.plan(old))[0]
    differs = ("NOT_VALID", "V8", "issuer-not-accredited-as-named")
    assert [scene.ruling(bundle) for bundle in (earlier, later)] == [VALID, VALID]
    assert [scene.ruling(bundle) for bundle in (too_early, too_late)] == [differs, differs]


TITLE: Ruling = ("NOT_VALID", "V9", "title-differs")
DATE: Ruling = ("NOT_VALID", "V9", "date-differs")

REWORDED: dict[str, Claim] = {
    "a higher title in Chinese": claiming(title_zh="建筑信息模型(BIM) 高级 BIM综合应用与管理"),
    "a higher title in English": claiming(title_en="Building Information Modelling, Senior"),
    "another pass rule": claiming(narrative="各科满分。Full marks in every part."),
}


@pytest.mark.parametrize("claim", REWORDED.values(), ids=REWORDED)
def test_a_known_standard_speaks_for_itself(shared: Scene, claim: Claim) -> None:
    """The registry keeps the standard's hash: who has the document holds the issuer to its words."""
    bundle = shared.issue(replace(shared.plan(), claim=claim))[0]
    assert shared.ruling(bundle, known=[shared.world.standard]) == TITLE
    honest = shared.issue(shared.plan())[0]
    assert shared.ruling(honest, known=[shared.world.standard]) == VALID


def dated(days: int) -> Claim:
    return lambda own: replace(own, term=replace(own.term, issued=own.term.issued + timedelta(days=days)))


@pytest.mark.parametrize("days", [-3_650, -400, -30, -2, 2, 30, 400])
def test_nobody_dates_a_certificate_away_from_its_anchor(shared: Scene, days: int) -> None:
    """Neither back into an accreditation, nor ahead past a reassessment (R37)."""
    bundle = shared.issue(replace(shared.plan(), claim=dated(days)))[0]
    assert shared.ruling(bundle) == DATE


def test_a_day_of_difference_is_none(scene: Scene) -> None:
    """Signing before midnight and anchoring after it is no forgery; tomorrow's certificate begins tomorrow."""
    yesterdays = scene.issue(replace(scene.plan(), claim=dated(-1)))[0]
    tomorrows = scene.issue(replace(scene.plan(), claim=dated(1)))[0]
    assert scene.ruling(yesterdays) == VALID
    assert scene.ruling(tomorrows) == ("GENUINE_NOT_CURRENT", "V11", "not-yet-valid")
    scene.wait(1)
    assert scene.ruling(tomorrows) == VALID


def test_signing_for_an_organisation_that_was_admitted_for_less_is_refused_where_it_counts(scene: Scene) -> None:
    """A junior-only organisation: the contract takes level 1 and refuses level 2, and V9 refuses the claim."""
    junior = scene.admit(RIVAL, SeededSigner(9), levels=0b001)
    scene.register(junior)
    with pytest.raises(RevertedError, match="is not accredited for level 2"):
        scene.anchor(replace(scene.plan(junior), level=2), ROOT)
    claimed = scene.issue(replace(scene.plan(junior), claim=claiming(level=2)))[0]
    assert scene.ruling(claimed) == ("NOT_VALID", "V9", "level-differs")
    assert scene.ruling(scene.issue(scene.plan(junior))[0]) == VALID
