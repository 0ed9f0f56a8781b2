"""Anchoring: once per number, by an anchoring account, inside scope, level and day, on an unbroken chain (R1, R4)."""

import pytest

from tests.contracts.deployment import (
    ACCREDITOR,
    ACCREDITOR_ID,
    ADMIN,
    ANCHOR,
    ANCHORING,
    CERTIFICATE,
    CORRECTION,
    DAY,
    DID,
    FAMILY,
    HIGHER_SESSION,
    ORGANISATION,
    OTHER_SESSION,
    PROFILE,
    RIVAL,
    ROOT,
    SCORES,
    SESSION,
    STANDARD_NO,
    START,
    STRANGER,
    VERSION,
    YEAR,
    World,
    tree_heads,
)
from tests.contracts.refusal import refuses

DATES = (START - YEAR, START + 5 * YEAR)
LARGEST = 2**24 - 1


def test_an_anchored_submission_is_there_batch_by_batch(world: World) -> None:
    heads = tree_heads(3)
    sent = world.anchor(session=HIGHER_SESSION, submission=5, roots=heads, last_size=17, level=2)
    record = world.certificates.call("submissionRecord", ORGANISATION, HIGHER_SESSION, 5)
    assert vars(record) == {
        "anchoredAt": START,
        "kind": CERTIFICATE,
        "level": 2,
        "standardNo": STANDARD_NO,
        "profileNo": 1,
        "roots": 3,
        "lastSize": 17,
    }
    batches = [world.certificates.call("batchOf", ORGANISATION, HIGHER_SESSION, 5 * 64 + place) for place in range(4)]
    assert [(batch.root, batch.size) for batch in batches] == [
        (heads[0], 1_024),
        (heads[1], 1_024),
        (heads[2], 17),
        (bytes(32), 0),
    ]
    [(name, event)] = sent.events
    assert name == "SubmissionAnchored"
    assert (event.organisation, event.session, event.submission) == (ORGANISATION, HIGHER_SESSION, 5)
    assert event.roots == tuple(heads)


@pytest.mark.parametrize("sender", [ADMIN, ACCREDITOR, ROOT, STRANGER])
def test_only_an_anchoring_account_anchors(world: World, sender: bytes) -> None:
    with refuses("AccreditationRegistryNotAnchoringAccount", account="0x" + sender.hex()):
        world.anchor(sender=sender)


def test_an_anchoring_account_anchors_for_its_own_organisation(world: World) -> None:
    world.accredit("accreditOrganisation", ACCREDITOR_ID, PROFILE, DID, *DATES, 0, RIVAL)
    with refuses("AccreditationRegistryNotAnchoringAccount", organisation=2):
        world.anchor(organisation=2)


def test_a_dismissed_account_anchors_no_more(world: World) -> None:
    world.accredit("setAccount", ORGANISATION, ANCHOR, 0, sender=ADMIN)
    with refuses("AccreditationRegistryNotAnchoringAccount"):
        world.anchor()


def test_an_organisation_that_does_not_exist_anchors_nothing(world: World) -> None:
    with refuses("AccreditationRegistryUnknownOrganisation", organisation=9):
        world.anchor(organisation=9)


def test_a_number_is_used_once(world: World) -> None:
    world.anchor()
    for roots in (1, 2, tree_heads(1, seed=8)):
        with refuses("CertificateRegistrySubmissionExists", submission=0):
            world.anchor(roots=roots)


def test_the_same_number_in_another_session_is_another(world: World) -> None:
    world.anchor()
    world.anchor(session=OTHER_SESSION, roots=tree_heads(1, seed=9))
    assert world.inspect().root == tree_heads(1)[0]


def test_a_session_is_one_organisations(world: World) -> None:
    world.accredit("accreditOrganisation", ACCREDITOR_ID, PROFILE, DID, *DATES, 0, RIVAL)
    world.accredit("setAccount", 2, STRANGER, ANCHORING, sender=RIVAL)
    world.accredit("setScope", 2, FAMILY, 1, *DATES)
    with refuses("AssessmentLedgerOtherSubject", organisation=2):
        world.anchor(organisation=2, sender=STRANGER)


def test_a_batch_has_its_sessions_level_and_standard(world: World) -> None:
    with refuses("AssessmentLedgerOtherSubject", level=2):
        world.anchor(level=2)
    world.accredit("publishStandard", FAMILY, bytes.fromhex("53" * 32), (0b111, 0, 0, 0, 480, 0))
    with refuses("AssessmentLedgerOtherSubject", standardNo=2):
        world.anchor(version=bytes.fromhex("53" * 32))


def test_numbers_need_no_order(world: World) -> None:
    for submission in (7, 0, LARGEST, 3):
        world.anchor(submission=submission)
    totals = world.certificates.call("totalsOf", ORGANISATION, SESSION)
    assert totals.certificates == 4 * 1_024


def test_a_number_beyond_24_bits_is_nobodys_batch(world: World) -> None:
    """2^30 and 0 have the same lowest 24 bits of the submission: one batch must not have two addresses."""
    world.anchor()
    for number in (2**30, 2**31, 2**32 - 64):
        assert world.inspect(number).anchoredAt == 0
        with refuses("CertificateRegistryUnknownBatch", number=number):
            world.record(1, [1, 0, 0, 0], 0, number=number)


@pytest.mark.parametrize("count", [0, 65, 1_000])
def test_a_submission_has_1_to_64_roots(world: World, count: int) -> None:
    with refuses("CertificateRegistryWrongRootCount", roots=count):
        world.anchor(roots=count)


@pytest.mark.parametrize("size", [0, 1_025, 2**16 - 1])
def test_a_batch_has_1_to_1024_leaves(world: World, size: int) -> None:
    with refuses("CertificateRegistryWrongSize", size=size):
        world.anchor(last_size=size)


@pytest.mark.parametrize("place", [0, 1, 63])
def test_no_root_is_zero(world: World, place: int) -> None:
    heads = tree_heads(64)
    heads[place] = bytes(32)
    with refuses("CertificateRegistryEmptyRoot", position=place):
        world.anchor(roots=heads)
    assert world.inspect().anchoredAt == 0


@pytest.mark.parametrize("kind", [0, CORRECTION, 4, 255])
def test_only_certificates_and_scores_are_anchored_directly(world: World, kind: int) -> None:
    with refuses("CertificateRegistryWrongKind", kind=kind):
        world.anchor(kind=kind)


def test_kinds_are_counted_apart(world: World) -> None:
    world.anchor(submission=1, roots=2, last_size=6)
    world.anchor(submission=2, kind=SCORES, last_size=9)
    world.anchor(submission=0, kind=SCORES, roots=3, last_size=1)
    world.correct([1, 0, 0, 0], 0, superseded=64, submission=3)
    totals = world.certificates.call("totalsOf", ORGANISATION, SESSION)
    assert vars(totals) == {"certificates": 1_030, "scores": 9 + 2_049, "corrections": 1}
    assert vars(world.certificates.call("totalsOf", ORGANISATION, bytes(32))) == dict.fromkeys(vars(totals), 0)


@pytest.mark.parametrize("level", [0, 4, 16, 17, 255])
def test_a_level_that_the_standard_does_not_have(world: World, level: int) -> None:
    with refuses("AccreditationRegistryLevelNotInStandard", level=level):
        world.anchor(level=level)


def test_a_level_that_the_organisation_is_not_accredited_for(world: World) -> None:
    world.anchor(session=HIGHER_SESSION, level=2)
    with refuses("AccreditationRegistryOutOfScope", level=3, family=FAMILY):
        world.anchor(submission=1, level=3)


def test_a_standard_that_the_organisation_is_not_accredited_for(world: World) -> None:
    other = bytes.fromhex("99" * 32)
    world.accredit("publishStandard", b"X-WEB".ljust(32, b"\0"), other, (0b111, 0, 0, 0, 480, 0))
    with refuses("AccreditationRegistryOutOfScope"):
        world.anchor(version=other)


def test_a_standard_that_nobody_published(world: World) -> None:
    with refuses("AccreditationRegistryUnknownStandard"):
        world.anchor(version=bytes.fromhex("98" * 32))


@pytest.mark.parametrize("dates", [(START + 1, START + DAY), (START - DAY, START)])
def test_a_scope_holds_on_its_days_only(world: World, dates: tuple[int, int]) -> None:
    world.accredit("setScope", ORGANISATION, FAMILY, 0b011, *dates)
    with refuses("AccreditationRegistryOutOfScope"):
        world.anchor()
    world.accredit("setScope", ORGANISATION, FAMILY, 0b011, START, START + 1)
    world.anchor()


def test_a_scope_the_accreditor_lost_is_lost_at_once(world: World) -> None:
    world.accredit("setAccreditorScope", ACCREDITOR_ID, FAMILY, 0b110)
    with refuses("AccreditationRegistryAccreditorOutOfScope", accreditor=ACCREDITOR_ID, level=1):
        world.anchor(level=1)
    world.anchor(session=HIGHER_SESSION, level=2)


CHAIN = [
    ("setOrganisationStanding", (1, 2, 0), "AccreditationRegistryOrganisationSuspended"),
    ("setOrganisationStanding", (1, 3, 0), "AccreditationRegistryOrganisationWithdrawn"),
    ("setOrganisationDates", (1, START + 1, START + DAY), "AccreditationRegistryOrganisationOutsideDates"),
    ("setOrganisationDates", (1, START - DAY, START), "AccreditationRegistryOrganisationOutsideDates"),
    ("setAccreditorStanding", (1, 2, 0), "AccreditationRegistryAccreditorSuspended"),
    ("setAccreditorStanding", (1, 3, 0), "AccreditationRegistryAccreditorWithdrawn"),
    ("setAccreditorDates", (1, START + 1, START + DAY), "AccreditationRegistryAccreditorOutsideDates"),
    ("setAccreditorDates", (1, START - DAY, START), "AccreditationRegistryAccreditorOutsideDates"),
]


@pytest.mark.parametrize(("function", "args", "reason"), CHAIN)
def test_one_broken_link_stops_anchoring_and_rewrites_nothing(
    world: World, function: str, args: tuple[int, ...], reason: str
) -> None:
    world.anchor()
    before = world.inspect()
    world.accredit(function, *args)
    with refuses(reason):
        world.anchor(submission=1)
    after = world.inspect()
    assert (after.anchoredAt, after.root, after.accreditation.holds) == (before.anchoredAt, before.root, [])


def test_a_reinstated_organisation_anchors_again(world: World) -> None:
    world.accredit("setOrganisationStanding", ORGANISATION, 2, 0)
    world.accredit("setOrganisationStanding", ORGANISATION, 1, 0)
    world.anchor()


@pytest.mark.parametrize("sender", [ACCREDITOR, ADMIN, ANCHOR, STRANGER])
def test_only_the_root_authority_closes(world: World, sender: bytes) -> None:
    with refuses("CertificateRegistryNotRootAuthority", caller="0x" + sender.hex()):
        world.certify("closeToAnchoring", sender=sender)


def test_a_closed_registry_anchors_no_more_and_status_goes_on(world: World) -> None:
    world.anchor()
    world.certify("closeToAnchoring", sender=ROOT)
    with refuses("AccreditationRegistryNotConnected"):
        world.anchor(submission=1)
    with refuses("AccreditationRegistryNotConnected"):
        world.correct([1, 0, 0, 0], 0)
    world.record(1, [1, 0, 0, 0], 0)
    seen = world.inspect()
    assert (seen.closed, seen.anchoredAt, len(seen.actions)) == (True, START, 1)


def test_a_closed_registry_stays_closed(world: World) -> None:
    world.certify("closeToAnchoring", sender=ROOT)
    with refuses("AccreditationRegistryNotConnected"):
        world.certify("closeToAnchoring", sender=ROOT)
    with refuses("AccreditationRegistryAlreadyConnected"):
        world.accredit("connect", world.certificates.address)


def test_asking_first_gives_the_same_answer(world: World) -> None:
    ask = (world.certificates.address, ORGANISATION, ANCHOR, VERSION)
    answer = world.accreditation.call("checkAnchoring", *ask, 1, sender=STRANGER)
    assert (answer.standardNo, answer.profileNo) == (STANDARD_NO, 1)
    with refuses("AccreditationRegistryOutOfScope"):
        world.accreditation.call("checkAnchoring", *ask, 3, sender=STRANGER)


@pytest.mark.parametrize("sender", [STRANGER, ROOT, ANCHOR])
def test_only_connected_contracts_count_and_record(world: World, sender: bytes) -> None:
    with refuses("AccreditationRegistryNotConnected"):
        world.accredit("countCandidates", ORGANISATION, STANDARD_NO, 1, 5, sender=sender)
    with refuses("AccreditationRegistryNotConnected"):
        world.accreditation.call("authoriseCorrection", ORGANISATION, ANCHOR, STANDARD_NO, 1, sender=sender)
    with refuses("AccreditationRegistryNotConnected"):
        world.assess("recordIssue", (ORGANISATION, SESSION, ANCHOR, VERSION, 1, False, 1), sender=sender)


def test_a_batch_keeps_the_profile_it_was_anchored_under(world: World) -> None:
    world.anchor()
    world.accredit("setProfile", ORGANISATION, bytes.fromhex("1f" * 32), "did:web:new.example")
    world.anchor(submission=1)
    assert world.inspect(0).accreditation.profile == PROFILE
    assert world.inspect(64).accreditation.profile == bytes.fromhex("1f" * 32)
