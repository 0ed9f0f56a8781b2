"""From a roster to released certificates on the embedded chain, and everything that must stop it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from certificate.bundle import Bundle
from certificate.checks import local_day
from certificate.facts import Facts, HoldSubject, Kind
from certificate.judge import judge
from certificate.verdict import Outcome
from chain.accounts import KeyAccount
from chain.certificate_calls import Submission
from chain.embedded import EmbeddedChain
from chain.errors import NotFundedError, RevertedError, UnreachableError
from chain.hexadecimal import Json
from chain.registry_values import Role
from chain.rpc import Rpc
from issuer import anchoring, batch, issuing, signing
from issuer.errors import AnchorConflictError, DraftError, ReleaseError
from issuer.intake import RosterFile, RosterRefusedError
from issuer.issuing import issue
from issuer.journal import Journal, State
from issuer.roster import Reason
from tests.builders import SeededSigner
from tests.integration.issuer.house import FEW, PASSED, PREFIX, ROSTER, House, empty, make_workspace, open_house
from tests.world import build_world, now_of

GENESIS = 1_781_000_000


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    world = build_world(EmbeddedChain(GENESIS))
    make_workspace(world, tmp_path)
    with open_house(world, tmp_path) as opened:
        yield opened


def outcome_of(house: House, data: bytes) -> Outcome:
    bundle = Bundle.parse(data)
    facts = house.network.reader.read(bundle.certificate.address, bundle.issuer_proof.key)
    assert isinstance(facts, Facts)
    return judge(bundle, facts, house.network.strict_policy(house.world.standard), now=house.desk.clock()).outcome


def test_everybody_who_passed_gets_a_valid_certificate(house: House) -> None:
    report = house.issue(ROSTER.read_bytes())
    assert report.certificates == len(house.files) == PASSED
    assert {submission.state for submission in report.submissions} == {State.RELEASED}
    assert {outcome_of(house, data) for data in house.files.values()} == {Outcome.VALID}


def test_who_failed_gets_no_number(house: House) -> None:
    house.issue()
    holders = {Bundle.parse(data).certificate.holder.name for data in house.files.values()}
    assert holders == {"贾梓若", "罗思", "欧阳娜娜"}
    numbers = sorted(house.numbers())
    assert [int(number[-6:]) for number in numbers] == [1, 2, 3]


def test_numbers_have_prefix_year_level_and_serial(house: House) -> None:
    house.issue()
    year = local_day(now_of(house.world.node), 480).year % 100
    assert all(re.fullmatch(rf"{PREFIX}{year:02}1\d{{6}}", number) for number in house.numbers())


def test_file_names_are_numbers_and_never_people(house: House) -> None:
    house.issue()
    assert {f"{number}.json" for number in house.numbers()} == set(house.files)


def test_the_same_roster_again_releases_the_same_bytes_and_anchors_nothing(house: House) -> None:
    first = house.issue()
    released = house.files
    sent = Rpc(house.world.node).nonce(house.desk.account.address)
    empty(house.folder)
    again = house.issue()
    assert again.roster is None
    assert again.submissions == first.submissions
    assert house.files == released
    assert Rpc(house.world.node).nonce(house.desk.account.address) == sent == 1


def test_the_printed_day_is_the_local_day_of_the_anchor(house: House) -> None:
    house.issue()
    for data in house.files.values():
        bundle = Bundle.parse(data)
        facts = house.network.reader.read(bundle.certificate.address, bundle.issuer_proof.key)
        assert isinstance(facts, Facts)
        assert facts.batch is not None
        assert bundle.certificate.term.issued == local_day(facts.batch.anchored_at, 480)


def test_a_roster_of_another_level_than_the_session_is_refused_before_anything_is_written(house: House) -> None:
    """One session assesses one level: the ledger says so, and is asked first."""
    with pytest.raises(RevertedError, match="level 2, and the session is not"):
        house.issue(FEW.replace("X-BIM,1,74", "X-BIM,2,74"))
    assert not house.files
    assert house.issue(FEW.replace("X-BIM,1,", "X-BIM,2,"), session="July", level=2).certificates == 3


def test_more_than_were_granted_are_refused_before_anything_is_written(house: House) -> None:
    house.world.session("June", candidates=2)
    with pytest.raises(RevertedError, match="3 is not possible here"):
        house.issue()
    assert not house.files


def test_a_session_that_nobody_decided_is_refused_before_anything_is_written(house: House) -> None:
    standards = {house.world.standard.family: house.world.standard}
    with pytest.raises(RevertedError, match="stands at NONE"):
        issue(
            house.desk,
            RosterFile("roster.csv", FEW.encode()),
            session=bytes(32),
            standards=standards,
            outputs=house.outputs,
        )
    assert not house.files


def test_a_bad_row_stops_everything_until_told_to_go_on(house: House) -> None:
    roster = FEW.replace("990101200306252639", "990101200306252638")
    with pytest.raises(RosterRefusedError) as refused:
        house.issue(roster)
    assert [(entry.line, entry.reason) for entry in refused.value.report.refused] == [(3, Reason.ID_CHECK_DIGIT)]
    assert not house.files
    report = house.issue(roster, go_on=True)
    assert report.roster is not None
    assert [entry.line for entry in report.roster.refused] == [3]
    assert report.certificates == 2


def test_nobody_gets_the_same_certificate_twice(house: House) -> None:
    """Rule R36, also for another session and a roster that looks different."""
    house.issue()
    with pytest.raises(RosterRefusedError) as refused:
        house.issue(FEW.replace("T1", "U1").replace("T2", "U2").replace("T4", "U4"), session="July")
    assert {entry.reason for entry in refused.value.report.refused} == {Reason.KNOWN_PERSON}
    assert [entry.line for entry in refused.value.report.refused] == [2, 3, 5]


def test_who_failed_may_pass_later_with_the_same_ticket(house: House) -> None:
    house.issue()
    header, *rows = FEW.splitlines()
    appealed = rows[2].replace("50,45", "60,60")
    assert house.issue(f"{header}\n{appealed}\n", session="appeals").certificates == 1


def test_a_ticket_of_somebody_else_is_refused(house: House) -> None:
    house.issue()
    header, *_ = FEW.splitlines()
    with pytest.raises(RosterRefusedError) as refused:
        house.issue(f"{header}\n孙悦,201,990101198709140615,X-BIM,1,80,80,T3,甲校\n", session="July")
    assert [entry.reason for entry in refused.value.report.refused] == [Reason.KNOWN_TICKET]


def test_a_level_without_accreditation_is_refused_before_anything_is_written(house: House) -> None:
    with pytest.raises(RevertedError) as refused:
        house.issue(FEW.replace("X-BIM,1,", "X-BIM,3,"))
    assert refused.value.name == "AccreditationRegistryOutOfScope"
    assert not house.files
    assert house.issue().certificates == 3  # no number was used up, no person is taken


def test_an_unregistered_key_signs_nothing(house: House) -> None:
    stranger = replace(house, desk=replace(house.desk, signer=SeededSigner(9)))
    with pytest.raises(DraftError, match="not registered"):
        stranger.issue()


def test_a_compromised_key_signs_nothing(house: House) -> None:
    office = house.world.office(house.world.administration)
    office.act(office.calls.report_compromise(house.world.organisation, house.desk.signer.public_key))
    with pytest.raises(DraftError, match="compromised"):
        house.issue()


def test_a_retired_key_signs_nothing(house: House) -> None:
    office = house.world.office(house.world.administration)
    office.act(office.calls.retire_key(house.world.organisation, house.desk.signer.public_key))
    with pytest.raises(DraftError, match="retired"):
        house.issue()


def test_an_account_without_the_role_anchors_nothing(house: House) -> None:
    stranger = replace(house, desk=replace(house.desk, account=KeyAccount.create()))
    with pytest.raises(DraftError, match="may not anchor"):
        stranger.issue()


def test_another_profile_than_the_accredited_one_signs_nothing(house: House) -> None:
    office = house.world.office(house.world.accreditor)
    office.act(office.calls.set_profile(house.world.organisation, b"\1" * 32, "did:web:other.example"))
    with pytest.raises(DraftError, match="accredited with another DID"):
        house.issue()


def test_an_account_without_money_is_told_so_and_the_work_is_kept(house: House) -> None:
    poor = KeyAccount.create()
    office = house.world.office(house.world.administration)
    office.set_account(house.world.organisation, poor.address, Role.ANCHORING)
    with pytest.raises(NotFundedError):
        replace(house, desk=replace(house.desk, account=poor)).issue()
    assert not house.files
    assert house.issue().certificates == 3


def test_a_hold_between_anchor_and_release_stops_the_release(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The chain is read back: what was true before anchoring need not be true after it."""
    run = anchoring.Anchoring.run

    def run_then_hold(self: anchoring.Anchoring) -> object:
        done = run(self)
        house.world.office(house.world.root).place_hold(
            HoldSubject.ORGANISATION, house.world.organisation, since=GENESIS, reason=1
        )
        return done

    monkeypatch.setattr(anchoring.Anchoring, "run", run_then_hold)
    with pytest.raises(ReleaseError, match="issuer-held") as refused:
        house.issue()
    assert refused.value.reason == "issuer-held"
    assert not house.files


def test_other_roots_at_the_same_address_stop_the_release(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database restored from before an anchor would sign other bytes for the same address."""
    sign_batches = batch.sign_batches

    def sign_and_let_another_anchor(*args: object, **kwargs: object) -> object:
        signed = list(sign_batches(*args, **kwargs))  # type: ignore[arg-type]
        session = args[1].session  # type: ignore[attr-defined]
        other = Submission(
            house.world.organisation, session, 0, Kind.CERTIFICATE, house.world.standard.version, 1, 3, [b"\1" * 32]
        )
        house.network.sender(house.desk.account).send(house.network.calls.anchor(other))
        return signed

    monkeypatch.setattr(signing, "sign_batches", sign_and_let_another_anchor)
    with pytest.raises(AnchorConflictError, match="other certificates"):
        house.issue()
    assert not house.files


def test_a_damaged_file_in_the_database_is_not_released(house: House) -> None:
    house.issue()
    empty(house.folder)
    with house.workspace.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE signed SET file = CAST(replace(CAST(file AS TEXT), '贾', '假') AS BLOB) WHERE candidate_id = 1"
        )
    with pytest.raises(ReleaseError, match="signature-wrong"):
        house.issue()
    assert not house.files


def test_a_session_without_a_name_is_refused(house: House) -> None:
    with pytest.raises(DraftError, match="session"):
        house.issue(session=" ")


@pytest.mark.parametrize(
    ("wait", "redated"),
    [(3_600, False), (3 * 86_400, True), (400 * 86_400, True)],
    ids=["an hour", "three days", "over a year"],
)
def test_what_was_signed_but_not_sent_in_time_is_dated_anew(
    house: House, monkeypatch: pytest.MonkeyPatch, wait: int, redated: bool
) -> None:
    """Rule R37: the printed day is the day of the anchor; also the year in the number is (rule R36)."""

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(issuing, "_anchor", stopped)
        with pytest.raises(KeyboardInterrupt):
            house.issue()
    node = house.world.node
    assert isinstance(node, EmbeddedChain)
    before = local_day(now_of(node), 480)
    node.move_to(now_of(node) + wait)
    assert house.issue().certificates == 3
    today = local_day(now_of(node), 480)
    for data in house.files.values():
        certificate = Bundle.parse(data).certificate
        assert certificate.term.issued == (today if redated else before)
        assert certificate.number[len(PREFIX) : len(PREFIX) + 2] == f"{certificate.term.issued.year % 100:02}"
        assert outcome_of(house, data) is Outcome.VALID


def test_what_was_mined_days_late_is_not_released_but_issued_anew(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A transaction that was handed in cannot be taken back; rule V9 would refuse its certificates."""
    node = house.world.node
    assert isinstance(node, EmbeddedChain)
    ask = node.ask

    def cut_off(method: str, *params: Json) -> Json:
        if method == "eth_sendRawTransaction":
            raise UnreachableError("the network is gone")
        return ask(method, *params)

    house.world.session("June")
    with monkeypatch.context() as patch:
        patch.setattr(node, "ask", cut_off)
        with pytest.raises(UnreachableError):
            house.issue()
    node.move_to(now_of(node) + 200 * 86_400 + 60)
    report = house.issue()
    [submission] = report.submissions
    assert (submission.number, submission.state) == (1, State.RELEASED)
    states = [entry.state for entry in Journal(house.workspace.engine).submissions(report.job)]
    assert states == [State.ABANDONED, State.RELEASED]
    assert len(house.files) == 3
    for data in house.files.values():
        assert outcome_of(house, data) is Outcome.VALID
        assert Bundle.parse(data).certificate.number.startswith(f"{PREFIX}261")
    empty(house.folder)
    assert house.issue().certificates == len(house.files) == 3


def test_the_world_of_these_tests_has_a_plausible_date(house: House) -> None:
    assert datetime.fromtimestamp(now_of(house.world.node), UTC).date() == date(2026, 6, 9)
