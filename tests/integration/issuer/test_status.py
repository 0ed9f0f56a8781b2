"""Suspending, lifting, cancelling, and revoking by due process, on the embedded chain."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from certificate.bundle import Bundle
from certificate.facts import ActionKind
from certificate.identity import verify_identity
from certificate.verdict import Outcome, Reason
from chain.accounts import KeyAccount
from chain.embedded import EmbeddedChain
from chain.errors import RevertedError
from chain.registry_values import Role
from issuer.chosen import Chosen, choose_batch, choose_numbers, choose_session, numbers_in
from issuer.due_process import case_of, decide, give_notice, notices, record_reply
from issuer.errors import StatusError
from issuer.intake import RosterRefusedError
from issuer.reasons import REASONS, StatusReason
from issuer.roster import Reason as RosterReason
from issuer.sending_again import send_again
from issuer.status import StatusDesk, change_status
from tests.integration.issuer.house import FEW, PASSED, PREFIX, ROSTER, House, make_workspace, open_house
from tests.world import build_world, now_of

GENESIS = 1_781_000_000
DAY = 86_400
EVIDENCE = hashlib.sha256(b"the file of the investigation").digest()
A, B, C = (f"{PREFIX}261{serial:06}" for serial in (1, 2, 3))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    world = build_world(EmbeddedChain(GENESIS))
    make_workspace(world, tmp_path)
    world.office(world.administration).set_account(world.organisation, world.second.address, Role.ADMINISTRATION)
    with open_house(world, tmp_path) as opened:
        opened.issue()
        yield opened


@pytest.fixture
def desk(house: House) -> StatusDesk:
    return house.status_desk(house.world.administration)


@pytest.fixture
def other(house: House) -> StatusDesk:
    """The second person."""
    return house.status_desk(house.world.second)


def choose(house: House, *numbers: str) -> list[Chosen]:
    return choose_numbers(house.workspace.engine, house.world.organisation, numbers)


def reason_of(house: House, number: str) -> Reason | None:
    check = send_again(house.workspace, house.network, number, clock=house.desk.clock).verdict.deciding
    return None if check is None else check.reason


def wait(house: House, seconds: int) -> None:
    node = house.world.node
    assert isinstance(node, EmbeddedChain)
    node.move_to(now_of(node) + seconds)


def test_a_suspension_is_lifted_and_leaves_others_alone(house: House, desk: StatusDesk) -> None:
    report = change_status(desk, choose(house, A, C), ActionKind.SUSPEND, StatusReason.INVESTIGATION)
    assert report.changed == (A, C)
    assert [reason_of(house, number) for number in (A, B, C)] == [Reason.SUSPENDED, None, Reason.SUSPENDED]
    change_status(desk, choose(house, A), ActionKind.LIFT, StatusReason.CLEARED)
    assert [reason_of(house, number) for number in (A, B, C)] == [None, None, Reason.SUSPENDED]


def test_running_it_again_changes_nothing(house: House, desk: StatusDesk) -> None:
    change_status(desk, choose(house, A), ActionKind.SUSPEND, StatusReason.INVESTIGATION)
    again = change_status(desk, choose(house, A, B), ActionKind.SUSPEND, StatusReason.INVESTIGATION)
    assert (again.changed, again.unchanged) == ((B,), (A,))
    last = change_status(desk, choose(house, A, B), ActionKind.SUSPEND, StatusReason.INVESTIGATION)
    assert last.changed == ()


def test_a_suspension_lapses_and_can_be_made_again(house: House, desk: StatusDesk) -> None:
    change_status(desk, choose(house, A), ActionKind.SUSPEND, StatusReason.INVESTIGATION)
    wait(house, 61 * DAY)
    assert reason_of(house, A) is None
    assert change_status(desk, choose(house, A), ActionKind.SUSPEND, StatusReason.INVESTIGATION).changed == (A,)


def test_a_whole_session_is_suspended_in_one_transaction(house: House, desk: StatusDesk) -> None:
    chosen = choose_session(house.workspace.engine, house.world.organisation, "June")
    change_status(desk, chosen, ActionKind.SUSPEND, StatusReason.INVESTIGATION)
    assert [len(entry.indices) for entry in chosen] == [3]
    assert house.network.certificates().action_count(chosen[0].batch) == 1


def test_a_cancelled_certificate_makes_room_for_another(house: House, desk: StatusDesk) -> None:
    change_status(desk, choose(house, A), ActionKind.CANCEL, StatusReason.ISSUED_BY_MISTAKE)
    assert reason_of(house, A) is Reason.CANCELLED
    header, first, *_ = FEW.splitlines()
    assert house.issue(f"{header}\n{first}\n", session="again").certificates == 1


def test_a_future_cancellation_leaves_the_certificate_alone_until_then(house: House, desk: StatusDesk) -> None:
    day = desk.today(choose(house, A)[0]) + timedelta(days=10)
    change_status(desk, choose(house, A), ActionKind.CANCEL, StatusReason.SURRENDERED, day=day)
    assert reason_of(house, A) is None
    wait(house, 11 * DAY)
    assert reason_of(house, A) is Reason.CANCELLED


@pytest.mark.parametrize("what", [ActionKind.REVOKE, ActionKind.SUPERSEDE])
def test_nothing_is_revoked_at_once(house: House, desk: StatusDesk, what: ActionKind) -> None:
    with pytest.raises(StatusError, match="notice"):
        change_status(desk, choose(house, A), what, StatusReason.FRAUD_AT_SITE)


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        (ActionKind.SUSPEND, StatusReason.FRAUD_BY_CANDIDATE),
        (ActionKind.LIFT, StatusReason.INVESTIGATION),
        (ActionKind.CANCEL, StatusReason.FRAUD_AT_SITE),
    ],
)
def test_a_reason_must_fit(house: House, desk: StatusDesk, what: ActionKind, reason: StatusReason) -> None:
    with pytest.raises(StatusError, match=f"{reason.name} is no reason"):
        change_status(desk, choose(house, A), what, reason)


def test_a_suspension_cannot_be_dated(house: House, desk: StatusDesk) -> None:
    with pytest.raises(StatusError, match="today"):
        change_status(
            desk,
            choose(house, A),
            ActionKind.SUSPEND,
            StatusReason.INVESTIGATION,
            day=desk.today(choose(house, A)[0]),
        )


def test_the_anchoring_account_cannot_change_status(house: House) -> None:
    account = house.desk.account
    assert isinstance(account, KeyAccount)
    with pytest.raises(RevertedError) as refused:
        change_status(house.status_desk(account), choose(house, A), ActionKind.SUSPEND, StatusReason.INVESTIGATION)
    assert refused.value.name == "CertificateRegistryNotStatusAuthority"


def test_unknown_numbers_are_named_all_at_once(house: House) -> None:
    with pytest.raises(StatusError, match="2 numbers are no anchored certificates of this workspace: X1, X2"):
        choose(house, "X1", A, "X2")


def test_no_number_at_all_is_refused(house: House) -> None:
    with pytest.raises(StatusError, match="at least one"):
        choose(house)


@pytest.mark.parametrize("label", ["July", ""])
def test_an_unknown_session_is_refused(house: House, label: str) -> None:
    with pytest.raises(StatusError, match="no anchored certificates"):
        choose_session(house.workspace.engine, house.world.organisation, label)


def test_an_unknown_batch_is_refused(house: House) -> None:
    assert len(choose_batch(house.workspace.engine, house.world.organisation, "June", 0)) == 1
    with pytest.raises(StatusError, match="no batch 1"):
        choose_batch(house.workspace.engine, house.world.organisation, "June", 1)


def test_a_revocation_takes_notice_reply_and_a_second_person(house: House, desk: StatusDesk, other: StatusDesk) -> None:
    [kept] = give_notice(desk, choose(house, A, B), StatusReason.FRAUD_AT_SITE, EVIDENCE)
    assert reason_of(house, A) is None
    with pytest.raises(RevertedError, match="replied"):
        decide(other, kept.row, [A])
    record_reply(desk, kept.row, [A], hashlib.sha256(b"I was there").digest())
    assert case_of(desk, kept.row).case.replied == (0,)
    with pytest.raises(RevertedError) as refused:
        decide(desk, kept.row, [A])
    assert refused.value.name == "CertificateRegistrySamePerson"
    report = decide(other, kept.row, [A])
    assert report.changed == (A,)
    assert [reason_of(house, number) for number in (A, B, C)] == [Reason.REVOKED, None, None]


def test_after_fourteen_days_nobody_waits_for_a_reply(house: House, desk: StatusDesk, other: StatusDesk) -> None:
    [kept] = give_notice(desk, choose(house, A, B, C), StatusReason.UNLAWFUL_ISSUE, EVIDENCE)
    opened = case_of(desk, kept.row)
    wait(house, opened.reply_until - now_of(house.world.node))
    assert decide(other, kept.row, None).changed == (A, B, C)
    assert {reason_of(house, number) for number in (A, B, C)} == {Reason.REVOKED}


def test_a_dismissed_case_revokes_nobody_and_is_closed(house: House, desk: StatusDesk, other: StatusDesk) -> None:
    [kept] = give_notice(desk, choose(house, A), StatusReason.NOT_ELIGIBLE, EVIDENCE)
    assert decide(other, kept.row, []).changed == ()
    assert reason_of(house, A) is None
    with pytest.raises(StatusError, match="closed"):
        decide(other, kept.row, [A])


def test_the_same_notice_is_given_once(house: House, desk: StatusDesk) -> None:
    first = give_notice(desk, choose(house, A), StatusReason.NOT_ELIGIBLE, EVIDENCE)
    again = give_notice(desk, choose(house, A), StatusReason.NOT_ELIGIBLE, EVIDENCE)
    assert [kept.row for kept in first] == [kept.row for kept in again]
    assert len(notices(house.workspace.engine, house.world.organisation)) == 1


def test_a_revoked_person_may_hold_a_new_certificate(house: House, desk: StatusDesk, other: StatusDesk) -> None:
    [kept] = give_notice(desk, choose(house, A), StatusReason.ISSUED_BY_MISTAKE, EVIDENCE)
    header, first, *_ = FEW.splitlines()
    record_reply(desk, kept.row, [A], EVIDENCE)
    decide(other, kept.row, [A])
    assert house.issue(f"{header}\n{first}\n", session="again").certificates == 1


def test_notice_of_what_has_ended_is_refused(house: House, desk: StatusDesk) -> None:
    change_status(desk, choose(house, A), ActionKind.CANCEL, StatusReason.DECEASED)
    with pytest.raises(StatusError, match="ended already"):
        give_notice(desk, choose(house, A), StatusReason.NOT_ELIGIBLE, EVIDENCE)


@pytest.mark.parametrize("evidence", [b"", bytes(32), b"x" * 31])
def test_notice_needs_evidence(house: House, desk: StatusDesk, evidence: bytes) -> None:
    with pytest.raises(StatusError, match="32 bytes"):
        give_notice(desk, choose(house, A), StatusReason.NOT_ELIGIBLE, evidence)


def test_a_reply_must_be_about_the_case(house: House, desk: StatusDesk) -> None:
    [kept] = give_notice(desk, choose(house, A), StatusReason.NOT_ELIGIBLE, EVIDENCE)
    with pytest.raises(StatusError, match=f"not about {B}"):
        record_reply(desk, kept.row, [B], EVIDENCE)
    with pytest.raises(StatusError, match="32 bytes"):
        record_reply(desk, kept.row, [A], b"yes")


def test_an_unknown_case_is_refused(desk: StatusDesk) -> None:
    with pytest.raises(StatusError, match="no case 7"):
        case_of(desk, 7)


def test_a_certificate_again_is_the_same_bytes_and_its_salt_opens_the_number(house: House) -> None:
    again = send_again(house.workspace, house.network, A, clock=house.desk.clock)
    assert again.file == house.files[f"{A}.json"]
    assert again.verdict.outcome is Outcome.VALID
    verify_identity(
        Bundle.parse(again.file).certificate.holder.document, again.document.number.encode(), salt=again.salt
    )
    assert again.salt not in repr(again)
    assert again.salt.encode() not in again.file


def test_a_number_that_was_never_released_is_not_sent(house: House) -> None:
    with pytest.raises(StatusError, match="not released"):
        send_again(house.workspace, house.network, "S0", clock=house.desk.clock)


def test_a_suspended_batch_is_written_again_but_not_released_first(house: House, desk: StatusDesk) -> None:
    """What was released may be written again whatever its status; the facts are then read for each certificate."""
    released = house.files
    change_status(desk, choose(house, B), ActionKind.SUSPEND, StatusReason.INVESTIGATION)
    house.issue()
    assert house.files == released


def test_every_reason_has_its_own_code_and_words() -> None:
    assert len(REASONS) == len(StatusReason)
    assert all(0 < code < 256 for code in REASONS)
    assert (
        len({reason.english for reason in StatusReason})
        == len({reason.chinese for reason in StatusReason})
        == len(REASONS)
    )
    assert all(reason.actions for reason in StatusReason)


def test_many_scattered_over_a_batch_are_one_action(tmp_path: Path) -> None:
    world = build_world(EmbeddedChain(GENESIS))
    make_workspace(world, tmp_path)
    with open_house(world, tmp_path) as house:
        house.issue(ROSTER.read_bytes())
        chosen = choose(house, *house.numbers()[::2])
        report = change_status(
            house.status_desk(world.administration), chosen, ActionKind.SUSPEND, StatusReason.INVESTIGATION
        )
        assert len(report.changed) == PASSED // 2
        assert house.network.certificates().action_count(chosen[0].batch) == 1


@pytest.mark.parametrize(
    ("data", "numbers"),
    [
        ("证书编号\nN1\nN2\n", ["N1", "N2"]),
        ("name,number\nx,N1\ny,\nz,N3\n", ["N1", "N3"]),
        ("N1\nN2", ["N1", "N2"]),
        ("\ufeff姓名,证书编号\r\nx,N1\r\n", ["N1"]),
    ],
)
def test_numbers_are_read_from_a_list(data: str, numbers: list[str]) -> None:
    assert numbers_in(data.encode(), "list.csv") == numbers


@pytest.mark.parametrize("data", [b"", b" \n", b"name,ticket\nx,y\n", b"\xff\xfe\xfd", b"number,number\n1,2\n"])
def test_what_is_no_list_of_numbers_is_refused(data: bytes) -> None:
    with pytest.raises(StatusError, match=r"list\.csv"):
        numbers_in(data, "list.csv")


def test_a_known_person_is_refused_while_notice_runs(house: House, desk: StatusDesk) -> None:
    give_notice(desk, choose(house, A), StatusReason.NOT_ELIGIBLE, EVIDENCE)
    header, first, *_ = FEW.splitlines()
    with pytest.raises(RosterRefusedError) as refused:
        house.issue(f"{header}\n{first}\n", session="again")
    assert [entry.reason for entry in refused.value.report.refused] == [RosterReason.KNOWN_PERSON]
