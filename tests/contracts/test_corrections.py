"""Corrections: as many certificates as they supersede, of the same standard and level, and only for what is current."""

import pytest

from tests.contracts.deployment import (
    ACCREDITOR_ID,
    ADMIN,
    ANCHOR,
    CANCEL,
    CORRECTION,
    DAY,
    DID,
    FAMILY,
    HIGHER_SESSION,
    LIFT,
    ORGANISATION,
    PROFILE,
    RIVAL,
    ROOT,
    SCORES,
    SECOND_ADMIN,
    SESSION,
    SESSION_NONCE,
    STANDARD_NO,
    START,
    STRANGER,
    SUPERSEDE,
    SUSPEND,
    YEAR,
    World,
    notice,
    select,
    select_range,
)
from tests.contracts.refusal import refuses
from tests.contracts.sessions import Code, Session

WHICH = select(3, 700)


def test_a_correction_is_anchored_and_supersedes_at_once(world: World) -> None:
    world.anchor(session=HIGHER_SESSION, level=2)
    sent = world.correct(WHICH, 0, submission=4, session=HIGHER_SESSION)
    assert [name for name, _ in sent.events] == ["StatusRecorded", "SubmissionAnchored"]
    new = world.inspect(4 * 64, session=HIGHER_SESSION)
    assert (new.kind, new.size, new.level, new.standardNo) == (CORRECTION, 2, 2, STANDARD_NO)
    assert new.root == b"\xcc" * 32
    for index, superseded in ((3, True), (700, True), (4, False)):
        assert [action.what for action in world.inspect(0, index, session=HIGHER_SESSION).actions] == [
            SUPERSEDE
        ] * superseded


@pytest.mark.parametrize(("offset_minutes", "days"), [(480, 1), (-720, 0), (14 * 60, 1), (0, 0), (7 * 60, 0)])
def test_a_correction_takes_effect_on_the_standards_own_day(world: World, offset_minutes: int, days: int) -> None:
    """At 16:00 UTC it is tomorrow from UTC+8 on, and today further west."""
    version = bytes.fromhex("77" * 32)
    world.accredit("publishStandard", FAMILY, version, (1, 0, 0, 0, offset_minutes, 0))
    session = Session(world, b"\x71" * 32).decide(1_024, standard=2, seats=1_024).id
    world.machine.time = START + 8 * 3_600
    assert world.time % DAY == 16 * 3_600
    world.anchor(version=version, session=session)
    world.correct(select(0), 0, session=session)
    assert world.inspect(0, 0, session=session).actions[0].effectiveDay == world.today + days


def test_a_corrected_certificate_can_be_corrected_again_in_its_new_batch(world: World) -> None:
    world.anchor()
    world.correct(WHICH, 0, submission=1)
    world.correct(select(1), 0, submission=2, superseded=64)
    assert world.inspect(128).size == 1
    with refuses("CertificateRegistryBeyondBatch", index=2, size=2):
        world.correct(select(2), 1, submission=3, superseded=64)


def test_what_a_voided_session_certified_is_corrected_no_more(world: World) -> None:
    world.anchor()
    session = Session(world, SESSION_NONCE, used=100)
    session.do(Code.HOLD)
    world.correct(select(1), 0)
    session.do(Code.VOID)
    with refuses("AssessmentLedgerVoided", session=SESSION):
        world.correct(WHICH, 1, submission=2)


def test_one_certificate_does_not_become_two(world: World) -> None:
    world.anchor()
    world.correct(WHICH, 0)
    with refuses("CertificateRegistryNotCurrent", index=700):
        world.correct(select_range(600, 800), 1, submission=2)


def test_a_cancelled_certificate_does_not_live_on(world: World) -> None:
    world.anchor()
    world.record(CANCEL, select(9), 0, day=START // DAY + 365)
    with refuses("CertificateRegistryNotCurrent", index=9):
        world.correct(select(8, 9), 1)
    world.correct(select(8), 1)


def test_a_revoked_certificate_does_not_live_on(world: World) -> None:
    world.anchor()
    given = notice(select_range(10, 19))
    world.certify("giveNotice", given)
    world.pass_time(14 * DAY)
    world.certify("decide", given, select(12), world.today, 0, True, sender=SECOND_ADMIN)
    with refuses("CertificateRegistryNotCurrent", index=12):
        world.correct(select(12, 13), 1)
    world.correct(select(11, 13), 1)


@pytest.mark.parametrize("sender", [ADMIN, ROOT])
def test_a_suspended_certificate_is_not_corrected_until_that_is_over(world: World, sender: bytes) -> None:
    world.anchor()
    world.record(SUSPEND, WHICH, 0, sender=sender)
    with refuses("CertificateRegistryNotCurrent", index=3):
        world.correct(select(3), 1)
    world.record(LIFT, select(3), 1, sender=sender)
    world.correct(select(3), 2)
    world.pass_time(60 * DAY)
    world.correct(select(700), 3, submission=2)


@pytest.mark.parametrize("sender", [ADMIN, ROOT, STRANGER])
def test_only_an_anchoring_account_corrects(world: World, sender: bytes) -> None:
    world.anchor()
    with refuses("AccreditationRegistryNotAnchoringAccount", account="0x" + sender.hex()):
        world.correct(WHICH, 0, sender=sender)


def test_scores_do_not_become_certificates(world: World) -> None:
    world.anchor(kind=SCORES)
    with refuses("CertificateRegistryNotCorrectable", number=0):
        world.correct(WHICH, 0)


@pytest.mark.parametrize("number", [1, 64, 2**30])
def test_what_was_not_anchored_is_not_corrected(world: World, number: int) -> None:
    world.anchor()
    with refuses("CertificateRegistryUnknownBatch", number=number):
        world.correct(WHICH, 0, superseded=number)


def test_a_batch_of_another_organisation_is_not_corrected(world: World) -> None:
    world.anchor()
    world.accredit("accreditOrganisation", ACCREDITOR_ID, PROFILE, DID, START, START + YEAR, 0, RIVAL)
    with refuses("CertificateRegistryUnknownBatch", organisation=2):
        world.certify("anchorCorrection", 2, SESSION, 1, b"\xcc" * 32, 0, WHICH, 3, 0, sender=ANCHOR)


def test_a_correction_needs_a_number_of_its_own(world: World) -> None:
    world.anchor()
    with refuses("CertificateRegistrySubmissionExists"):
        world.correct(WHICH, 0, submission=0)


def test_a_correction_needs_a_root(world: World) -> None:
    world.anchor()
    with refuses("CertificateRegistryEmptyRoot", position=0):
        world.correct(WHICH, 0, root=bytes(32))


def test_a_correction_selects_something_in_the_batch(world: World) -> None:
    world.anchor(last_size=10)
    with refuses("CertificateRegistryNothingSelected"):
        world.correct(select(), 0)
    with refuses("CertificateRegistryBeyondBatch", index=10):
        world.correct(select(1, 10), 0)


def test_a_correction_is_appended_like_any_action(world: World) -> None:
    world.anchor()
    for action_no in (1, 1_000, 2**32 - 1):
        with refuses("CertificateRegistryWrongActionNumber", actionNo=action_no):
            world.correct(WHICH, action_no)


def test_a_refused_correction_leaves_no_trace(world: World) -> None:
    world.anchor()
    world.record(CANCEL, select(3), 0)
    with refuses("CertificateRegistryNotCurrent"):
        world.correct(WHICH, 1)
    assert world.inspect(64).anchoredAt == 0
    assert len(world.inspect(0, 3).actions) == 1


def test_a_name_is_corrected_after_the_standard_version_ended(world: World) -> None:
    world.anchor()
    world.accredit("supersedeStandard", bytes.fromhex("51" * 32), 0)
    world.correct(WHICH, 0)


LOST = [
    ("setOrganisationStanding", (1, 3, 0), "AccreditationRegistryOrganisationWithdrawn"),
    ("setAccreditorStanding", (1, 2, 0), "AccreditationRegistryAccreditorSuspended"),
    ("placeHold", (1, 1, START, 0), "AccreditationRegistryOrganisationHeld"),
    ("placeHold", (2, 1, START, 0), "AccreditationRegistryAccreditorHeld"),
    ("setScope", (1, FAMILY, 0b110, START, START + YEAR), "AccreditationRegistryOutOfScope"),
    ("setAccreditorScope", (1, FAMILY, 0b110), "AccreditationRegistryAccreditorOutOfScope"),
]


@pytest.mark.parametrize(("function", "args", "reason"), LOST)
def test_a_correction_needs_what_an_anchor_needs(
    world: World, function: str, args: tuple[object, ...], reason: str
) -> None:
    world.anchor()
    world.accredit(function, *args)
    with refuses(reason):
        world.correct(WHICH, 0)


def test_a_correction_has_the_profile_in_force(world: World) -> None:
    world.anchor()
    world.accredit("setProfile", ORGANISATION, bytes.fromhex("1f" * 32), DID)
    world.correct(WHICH, 0)
    assert world.inspect(64).accreditation.profile == bytes.fromhex("1f" * 32)
