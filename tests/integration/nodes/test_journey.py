"""The whole journey on real nodes over HTTP: deployed, accredited, issued, verified, and all that happens later."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from authority import register_key
from certificate.bundle import Bundle
from certificate.facts import ActionKind, HoldSubject
from certificate.possession import prove_possession
from certificate.requests import KeyRequest
from certificate.verdict import Outcome, Reason
from chain.errors import RevertedError
from chain.http_node import HttpNode
from chain.registry_values import Role, Standing
from issuer.chosen import choose_numbers
from issuer.due_process import decide, give_notice, record_reply
from issuer.errors import DraftError
from issuer.reasons import StatusReason
from issuer.status import change_status
from tests.builders import SeededSigner
from tests.faults import faulty_server
from tests.integration.issuer.house import PASSED, ROSTER, House, open_house
from tests.integration.nodes.estate import Estate, build_estate, people
from tests.nodes import run_anvil, run_hardhat
from tests.world import now_of
from xcert.demo.forging import altered_of, unknown_of

VALID = (Outcome.VALID, None)
GROUNDS = b"\x07" * 32
REPLY = b"\x08" * 32


@pytest.fixture(scope="module", params=[run_anvil, run_hardhat])
def estate(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Estate]:
    """On a node of its own, because time passes on it."""
    with request.param() as node:
        yield build_estate(node.url, tmp_path_factory.mktemp("estate"))


@pytest.fixture(scope="module")
def house(estate: Estate) -> Iterator[House]:
    """The open workspace, with the certificates of the 71 candidates."""
    with open_house(estate.world, estate.folder) as opened:
        report = opened.issue(ROSTER.read_bytes(), session="the 71")
        assert report.certificates == PASSED
        yield opened


@pytest.fixture(scope="module")
def seventy_one(house: House) -> list[Path]:
    return sorted((house.folder / "out").glob("*.json"))[:PASSED]


def issue_one(house: House, tag: str, signer: SeededSigner | None = None) -> Path:
    """Issue one more certificate, and return its file."""
    before = set(house.files)
    desk = house.desk if signer is None else replace(house.desk, signer=signer)
    replace(house, desk=desk).issue(people([tag]), session=tag)
    (new,) = set(house.files) - before
    return house.folder / "out" / new


def number_of(file: Path) -> str:
    return Bundle.parse(file.read_bytes()).certificate.number


def another_key(estate: Estate, seed: int) -> SeededSigner:
    """Register one more signing key of the organisation."""
    signer, place, world = SeededSigner(seed), estate.world.deployment, estate.world
    possession = prove_possession(
        signer, chain=place.chain, registry=place.accreditation, organisation=world.organisation
    )
    request = KeyRequest(place.chain, place.accreditation, world.organisation, signer.public_key, possession)
    register_key(world.office(world.administration), request)
    return signer


def later(estate: Estate) -> int:
    """Let the chain be ten seconds later and return a moment between: Anvil makes many blocks in one second."""
    middle = now_of(estate.world.node) + 5
    estate.world.node.ask("evm_increaseTime", 10)
    estate.world.node.ask("evm_mine")
    return middle


@contextmanager
def held(estate: Estate, since: int) -> Iterator[None]:
    """Let a hold of the root authority cover what the organisation anchored since a moment."""
    office, organisation = estate.world.office(estate.world.root), estate.world.organisation
    index = office.place_hold(HoldSubject.ORGANISATION, organisation, since=since, reason=1)
    yield
    office.act(office.calls.lift_hold(HoldSubject.ORGANISATION, organisation, index))


def test_the_organisation_stands_as_it_was_accredited(estate: Estate) -> None:
    views = estate.world.office(estate.world.root).views
    organisation = views.organisation(estate.world.organisation)
    assert organisation is not None
    assert organisation.standing is Standing.ACTIVE
    assert views.standard(estate.world.standard.version) is not None
    assert views.role(estate.world.organisation, estate.world.second.address) is Role.ADMINISTRATION


def test_all_who_passed_are_valid_for_the_verifier_and_the_command_line(
    estate: Estate, seventy_one: list[Path]
) -> None:
    reader = estate.reader(HttpNode(estate.trusted.rpc[0]))
    assert {estate.answer(file, reader).outcome for file in seventy_one} == {Outcome.VALID}
    said = estate.verify(*seventy_one)
    verdicts = [json.loads(line)["verdict"] for line in said.out.splitlines()]
    assert (said.status, verdicts) == (0, ["VALID"] * PASSED)


def test_a_test_network_counts_only_when_it_is_allowed(estate: Estate, seventy_one: list[Path]) -> None:
    assert estate.verify(seventy_one[0], allow=False).status == 1
    assert estate.verify(seventy_one[0], allow=True).status == 0


def test_an_altered_certificate_is_not_valid(estate: Estate, seventy_one: list[Path], tmp_path: Path) -> None:
    file = tmp_path / "altered.json"
    file.write_bytes(altered_of(seventy_one[0].read_bytes()))
    assert estate.both(file) == (Outcome.NOT_VALID, Reason.SIGNATURE_WRONG)


def test_a_certificate_that_was_never_anchored_is_not_found(
    estate: Estate, seventy_one: list[Path], tmp_path: Path
) -> None:
    file = tmp_path / "unknown.json"
    file.write_bytes(unknown_of(seventy_one[0].read_bytes()))
    assert estate.both(file) == (Outcome.NOT_FOUND, Reason.NOT_ANCHORED)


def test_the_facts_are_one_request(estate: Estate, seventy_one: list[Path]) -> None:
    with faulty_server(estate.world.node) as proxy:
        reader = estate.reader(HttpNode(proxy.url))
        assert reader.prepare() is None
        for file in seventy_one[:3]:
            proxy.requests.clear()
            assert estate.answer(file, reader).outcome is Outcome.VALID
            assert proxy.requests == ["eth_call"]


def test_a_suspension_and_its_end(estate: Estate, house: House) -> None:
    file = issue_one(house, "S1")
    chosen = choose_numbers(house.workspace.engine, house.workspace.organisation, [number_of(file)])
    desk = house.status_desk(estate.world.administration)
    change_status(desk, chosen, ActionKind.SUSPEND, StatusReason.INVESTIGATION)
    assert estate.both(file) == (Outcome.GENUINE_NOT_CURRENT, Reason.SUSPENDED)
    change_status(desk, chosen, ActionKind.LIFT, StatusReason.CLEARED)
    assert estate.both(file) == VALID


def test_a_revocation_needs_notice_a_reply_and_a_second_person(estate: Estate, house: House) -> None:
    file, other = issue_one(house, "R1"), issue_one(house, "R2")
    first = house.status_desk(estate.world.administration)
    second = house.status_desk(estate.world.second)
    chosen = choose_numbers(house.workspace.engine, house.workspace.organisation, [number_of(file)])
    case = give_notice(first, chosen, StatusReason.FRAUD_BY_CANDIDATE, GROUNDS)[0]
    assert estate.both(file) == VALID
    with pytest.raises(RevertedError, match="not all of these holders replied"):
        decide(second, case.row, None)
    record_reply(first, case.row, [number_of(file)], REPLY)
    with pytest.raises(RevertedError, match="another person decides"):
        decide(first, case.row, None)
    assert estate.both(file) == VALID
    assert decide(second, case.row, None).changed == (number_of(file),)
    assert estate.both(file) == (Outcome.GENUINE_NOT_CURRENT, Reason.REVOKED)
    assert estate.both(other) == VALID


def test_what_a_retired_key_signed_stays_valid_and_it_signs_nothing_more(estate: Estate, house: House) -> None:
    signer = another_key(estate, 21)
    file = issue_one(house, "K1", signer)
    office = estate.world.office(estate.world.administration)
    later(estate)
    office.act(office.calls.retire_key(estate.world.organisation, signer.public_key))
    assert estate.both(file) == VALID
    with pytest.raises(DraftError, match="retired"):
        issue_one(house, "K2", signer)


def test_a_compromise_takes_what_was_anchored_after_it_and_nothing_before(estate: Estate, house: House) -> None:
    signer = another_key(estate, 22)
    before = issue_one(house, "C1", signer)
    between = later(estate)
    after = issue_one(house, "C2", signer)
    own, accrediting = (
        estate.world.office(account) for account in (estate.world.administration, estate.world.accreditor)
    )
    organisation, key = estate.world.organisation, signer.public_key
    later(estate)
    own.act(own.calls.report_compromise(organisation, key))
    assert [estate.both(file) for file in (before, after)] == [VALID, VALID]
    accrediting.act(accrediting.calls.propose_earlier_compromise(organisation, key, between))
    own.act(own.calls.confirm_earlier_compromise(organisation, key, between))
    assert estate.both(before) == VALID
    assert estate.both(after) == (Outcome.NOT_VALID, Reason.KEY_COMPROMISED)


def test_a_hold_covers_everything_since_its_day_until_it_is_lifted(estate: Estate, house: House) -> None:
    file = issue_one(house, "H1")
    anchored = now_of(estate.world.node)
    with held(estate, later(estate)):
        assert estate.both(file) == VALID
    with held(estate, anchored):
        assert estate.both(file) == (Outcome.GENUINE_NOT_CURRENT, Reason.ISSUER_HELD)
    assert estate.both(file) == VALID


def test_a_suspended_organisation_issues_nothing_and_its_certificates_stay(estate: Estate, house: House) -> None:
    file = issue_one(house, "O1")
    office, organisation = estate.world.office(estate.world.accreditor), estate.world.organisation
    office.act(office.calls.suspend_organisation(organisation, 1))
    assert estate.both(file) == VALID
    with pytest.raises((RevertedError, DraftError)):
        issue_one(house, "O2")
    office.act(office.calls.reinstate_organisation(organisation, 1))
    assert estate.both(issue_one(house, "O2")) == VALID
