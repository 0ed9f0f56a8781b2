"""Revocation (rule R50): notice, a reply or 14 days, a decision by a second person, outcomes one by one."""

import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tests.contracts.deployment import (
    ACCREDITOR,
    ADMIN,
    ADMINISTRATION,
    ANCHOR,
    DAY,
    ORGANISATION,
    REPLY,
    REVOKE,
    ROOT,
    SECOND_ADMIN,
    SESSION,
    START,
    STRANGER,
    World,
    account,
    notice,
    select,
    select_range,
)
from tests.contracts.refusal import refuses

NEW_ADMIN = account("new admin")

TOLD = select_range(10, 19)
NOTICE = notice(TOLD)
REPLY_SECONDS = 14 * DAY
NOBODY = select()


def give(world: World, sender: bytes = ADMIN) -> bytes:
    world.anchor()
    case: bytes = world.certify("giveNotice", NOTICE, sender=sender).result
    return case


def decide(
    world: World,
    which: list[int],
    *,
    day: int | None = None,
    action_no: int = 0,
    close: bool = False,
    sender: bytes = SECOND_ADMIN,
    given: tuple[object, ...] = NOTICE,
) -> None:
    effective = world.today if day is None else day
    world.certify("decide", given, which, effective, action_no, close, sender=sender)


def test_a_case_is_the_hash_of_its_notice(world: World) -> None:
    case = give(world)
    assert case == keccak(encode(["(uint32,bytes32,uint32,uint256[4],uint8,bytes32)"], [NOTICE]))
    record = world.certificates.call("caseRecord", case)
    assert vars(record) == {"givenBy": "0x" + ADMIN.hex(), "givenAt": START, "closed": False, "replied": (0, 0, 0, 0)}


def test_a_case_that_is_not_there_reads_as_zeros(world: World) -> None:
    assert world.certificates.call("caseRecord", bytes(32)).givenAt == 0


@pytest.mark.parametrize(
    ("first", "second"), [(ADMIN, SECOND_ADMIN), (ADMIN, ROOT), (ACCREDITOR, ADMIN), (ROOT, ACCREDITOR)]
)
def test_two_people_revoke_after_14_days(world: World, first: bytes, second: bytes) -> None:
    give(world, first)
    world.pass_time(REPLY_SECONDS)
    args = (NOTICE, select(10, 12), world.today - 400, 0, True)
    sent = world.certify("decide", *args, sender=second)
    assert [name for name, _ in sent.events] == ["StatusRecorded", "CaseDecided"]
    [action] = world.inspect(0, 12).actions
    assert (action.what, action.effectiveDay, action.reason) == (REVOKE, world.today - 400, 7)
    assert world.inspect(0, 11).actions == []


@pytest.mark.parametrize("sender", [ADMIN, ACCREDITOR, ROOT])
def test_one_person_does_not_revoke(world: World, sender: bytes) -> None:
    give(world, sender)
    world.pass_time(REPLY_SECONDS)
    with refuses("CertificateRegistrySamePerson", caller="0x" + sender.hex()):
        decide(world, TOLD, sender=sender)


def test_a_stolen_account_does_not_make_its_own_second_person(world: World) -> None:
    """Whoever holds one administration account could add another and decide as that one."""
    give(world, ADMIN)
    world.accredit("setAccount", ORGANISATION, NEW_ADMIN, ADMINISTRATION, sender=ADMIN)
    world.pass_time(REPLY_SECONDS)
    with refuses("CertificateRegistryRoleTooNew", caller="0x" + NEW_ADMIN.hex()):
        decide(world, TOLD, sender=NEW_ADMIN)


@pytest.mark.parametrize(("first", "second"), [(ADMIN, ROOT), (ROOT, ACCREDITOR), (ACCREDITOR, ROOT)])
@pytest.mark.parametrize("roles", [0, ADMINISTRATION])
def test_an_organisation_cannot_keep_its_regulator_from_deciding(
    world: World, first: bytes, second: bytes, roles: int
) -> None:
    """A role given or taken after the notice would make the regulator look like somebody new."""
    give(world, first)
    world.pass_time(REPLY_SECONDS)
    world.accredit("setAccount", ORGANISATION, second, roles, sender=ADMIN)
    decide(world, TOLD, sender=second)
    assert [action.what for action in world.inspect(0, 12).actions] == [REVOKE]


def test_a_role_given_anew_counts_from_then_on(world: World) -> None:
    world.accredit("setAccount", ORGANISATION, SECOND_ADMIN, ADMINISTRATION, sender=ADMIN)
    give(world, ADMIN)
    world.pass_time(REPLY_SECONDS)
    with refuses("CertificateRegistryRoleTooNew"):
        decide(world, TOLD, sender=SECOND_ADMIN)


def test_holders_have_14_days_to_reply(world: World) -> None:
    give(world)
    world.pass_time(REPLY_SECONDS - 1)
    with refuses("CertificateRegistryReplyWindowOpen", until=START + REPLY_SECONDS):
        decide(world, TOLD)
    world.pass_time(1)
    decide(world, TOLD)


def test_a_reply_opens_the_way_for_its_sender_only(world: World) -> None:
    """In a case of a thousand, the first to reply must not cut short the time of the others."""
    give(world)
    world.certify("recordReply", NOTICE, select(12), REPLY)
    with refuses("CertificateRegistryReplyWindowOpen"):
        decide(world, select(12, 13))
    decide(world, select(12))
    assert [action.what for action in world.inspect(0, 12).actions] == [REVOKE]


def test_outcomes_are_individual(world: World) -> None:
    give(world)
    world.certify("recordReply", NOTICE, select(12, 13), REPLY)
    world.pass_time(REPLY_SECONDS)
    decide(world, select(10, 11))
    decide(world, select(13), action_no=1)
    decide(world, NOBODY, action_no=2, close=True)
    outcome = {index: len(world.inspect(0, index).actions) for index in range(10, 20)}
    assert [index for index, count in outcome.items() if count] == [10, 11, 13]


def test_a_case_is_dismissed_by_revoking_nobody(world: World) -> None:
    case = give(world)
    decide(world, NOBODY, close=True)
    assert world.certificates.call("caseRecord", case).closed
    assert world.certificates.call("actionCount", (ORGANISATION, SESSION, 0)) == 0
    assert world.inspect(0, 12).actions == []
    world.pass_time(REPLY_SECONDS)
    with refuses("CertificateRegistryCaseClosed", caseId=case):
        decide(world, TOLD)
    with refuses("CertificateRegistryCaseClosed"):
        world.certify("recordReply", NOTICE, select(12), REPLY)
    with refuses("CertificateRegistryCaseExists", caseId=case):
        world.certify("giveNotice", NOTICE)


def test_revoking_nobody_is_no_decision(world: World) -> None:
    give(world)
    world.pass_time(REPLY_SECONDS)
    with refuses("CertificateRegistryNothingSelected"):
        decide(world, NOBODY)


@pytest.mark.parametrize("which", [select(9), select(20), select_range(10, 20), select(10, 1_023)])
def test_nobody_is_revoked_without_having_been_told(world: World, which: list[int]) -> None:
    give(world)
    world.pass_time(REPLY_SECONDS)
    with refuses("CertificateRegistryOutsideNotice"):
        decide(world, which)
    with refuses("CertificateRegistryOutsideNotice"):
        world.certify("recordReply", NOTICE, which, REPLY)


@pytest.mark.parametrize(
    "other",
    [
        notice(select_range(10, 20)),
        notice(TOLD, reason=8),
        notice(TOLD, evidence=b"\xef" * 32),
        notice(TOLD, number=1),
        (ORGANISATION, b"\x5f" * 32, 0, TOLD, 7, b"\xee" * 32),
    ],
)
def test_another_notice_is_another_case(world: World, other: tuple[object, ...]) -> None:
    give(world)
    world.pass_time(REPLY_SECONDS)
    with refuses("CertificateRegistryUnknownCase"):
        decide(world, select(12), given=other)
    with refuses("CertificateRegistryUnknownCase"):
        world.certify("recordReply", other, select(12), REPLY)


@pytest.mark.parametrize("sender", [STRANGER, ANCHOR])
def test_others_take_no_part(world: World, sender: bytes) -> None:
    give(world)
    world.pass_time(REPLY_SECONDS)
    with refuses("CertificateRegistryNotStatusAuthority"):
        world.certify("giveNotice", notice(select(1)), sender=sender)
    with refuses("CertificateRegistryNotStatusAuthority"):
        world.certify("recordReply", NOTICE, select(12), REPLY, sender=sender)
    with refuses("CertificateRegistryNotStatusAuthority"):
        decide(world, TOLD, sender=sender)


def test_a_person_dismissed_meanwhile_does_not_decide(world: World) -> None:
    give(world)
    world.accredit("setAccount", ORGANISATION, SECOND_ADMIN, 0)
    world.pass_time(REPLY_SECONDS)
    with refuses("CertificateRegistryNotStatusAuthority"):
        decide(world, TOLD)


def test_notice_is_given_once(world: World) -> None:
    case = give(world)
    with refuses("CertificateRegistryCaseExists", caseId=case):
        world.certify("giveNotice", NOTICE, sender=ROOT)


def test_notice_is_about_leaves_of_a_batch_and_has_evidence(world: World) -> None:
    world.anchor(last_size=15)
    with refuses("CertificateRegistryBeyondBatch", index=19, size=15):
        world.certify("giveNotice", NOTICE)
    with refuses("CertificateRegistryNothingSelected"):
        world.certify("giveNotice", notice(NOBODY))
    with refuses("CertificateRegistryUnknownBatch", number=1):
        world.certify("giveNotice", notice(TOLD, number=1))
    with refuses("CertificateRegistryEmptyEvidence"):
        world.certify("giveNotice", notice(select(1), evidence=bytes(32)))


def test_a_reply_is_somebodys(world: World) -> None:
    give(world)
    with refuses("CertificateRegistryNothingSelected"):
        world.certify("recordReply", NOTICE, NOBODY, REPLY)


@pytest.mark.parametrize("offset", [2, 400])
def test_a_revocation_does_not_lie_ahead(world: World, offset: int) -> None:
    give(world)
    world.pass_time(REPLY_SECONDS)
    with refuses("CertificateRegistryDayInFuture", effectiveDay=world.today + offset):
        decide(world, TOLD, day=world.today + offset)
    with refuses("CertificateRegistryDayInFuture", effectiveDay=0):
        decide(world, TOLD, day=0)


@pytest.mark.parametrize("day", [1, START // DAY - 4_000])
def test_a_revocation_reaches_back_as_far_as_the_finding(world: World, day: int) -> None:
    give(world)
    world.pass_time(REPLY_SECONDS)
    decide(world, TOLD, day=day)
    assert world.inspect(0, 15).actions[0].effectiveDay == day


def test_a_decision_is_appended_like_any_action(world: World) -> None:
    give(world)
    world.record(1, select(15), 0)
    world.pass_time(REPLY_SECONDS)
    with refuses("CertificateRegistryWrongActionNumber", actionNo=0):
        decide(world, TOLD)
    decide(world, TOLD, action_no=1)


def test_due_process_goes_on_after_the_registry_closed(world: World) -> None:
    give(world)
    world.certify("closeToAnchoring", sender=ROOT)
    world.pass_time(REPLY_SECONDS)
    decide(world, TOLD, close=True)
    assert world.certificates.call("actionCount", (ORGANISATION, SESSION, 0)) == 1
