"""Every call of the registries reaches the contract, and its views give back what was written."""

import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from certificate.facts import Action, ActionKind, HoldSubject, Kind
from chain import (
    AccreditationCalls,
    AccreditationViews,
    BatchId,
    Call,
    CertificateCalls,
    CertificateViews,
    NodeRefusedError,
    Notice,
    RevertedError,
    Role,
    StandardTerms,
    Standing,
    Submission,
    UnreachableError,
    WrongContractError,
    event_in,
)
from chain.artifacts import all_artifacts
from chain.registry_values import AnchoredSubmission, Case, RegisteredProfile, Scope, SessionTotals
from chain.rpc import Receipt
from chain.selection import from_words, to_words
from tests.unit.chain.reading import Silent, time_of
from tests.unit.chain.world import (
    DID,
    FAMILY,
    KEY,
    POSSESSION,
    PROFILE,
    STANDARD,
    START,
    TERMS,
    YEARS,
    World,
    batch_of,
    embedded_world,
    new_sender,
)

END = START + YEARS
DAY = 86_400
OTHER_KEY = hashlib.sha256(b"other key").digest()


@pytest.fixture
def world() -> World:
    return embedded_world()


def accreditation(world: World) -> AccreditationViews:
    return AccreditationViews(world.node, world.deployment.accreditation)


def certificates(world: World) -> CertificateViews:
    return CertificateViews(world.node, world.deployment.registry)


def test_what_the_world_was_built_with_is_read_back(world: World) -> None:
    views = accreditation(world)
    assert (views.accreditor_count(), views.organisation_count()) == (1, 1)
    accreditor = views.accreditor(1)
    assert accreditor is not None
    assert (accreditor.account, accreditor.start, accreditor.end) == (world.accreditor.address, 0, END)
    assert (accreditor.standing, accreditor.held_until) == (Standing.ACTIVE, None)
    assert views.accreditor_of(world.accreditor.address) == 1
    assert views.accreditor_scope(1, FAMILY) == 0b111
    organisation = views.organisation(1)
    assert organisation is not None
    assert (organisation.accreditor, organisation.cap, organisation.profile_number) == (1, 5_000, 1)
    assert organisation.standing is Standing.ACTIVE
    assert views.profile(1, 1) == RegisteredProfile(PROFILE, DID)
    assert views.scope(1, FAMILY) == Scope(0b011, 0, END)
    assert views.role(1, world.administration.address) is Role.ADMINISTRATION
    assert views.role(1, world.anchoring.address) is Role.ANCHORING
    assert views.role(1, world.root.address) is Role.NONE
    key = views.key(1, KEY)
    assert key is not None
    assert (key.possession, key.retired_at, key.compromised_since) == (POSSESSION, None, None)
    standard = views.standard(STANDARD)
    assert standard is not None
    assert (standard.number, standard.publisher, standard.in_force_until) == (1, 0, None)
    assert (standard.terms, standard.family) == (TERMS, FAMILY)


def test_what_does_not_exist_is_none(world: World) -> None:
    views = accreditation(world)
    assert views.accreditor(9) is None
    assert views.accreditor_of(b"\x09" * 20) is None
    assert views.organisation(9) is None
    assert views.profile(1, 9) is None
    assert views.key(1, OTHER_KEY) is None
    assert views.standard(bytes(32)) is None
    assert views.proposed_root_authority() is None
    assert views.holds(HoldSubject.ORGANISATION, 1) == ()
    batch = BatchId(1, bytes(32), 0)
    assert certificates(world).submission(1, bytes(32), 0) is None
    assert certificates(world).batch(batch) is None
    assert certificates(world).action(batch, 0) is None
    assert certificates(world).action_count(batch) == 0
    assert certificates(world).case(bytes(32)) is None
    assert certificates(world).totals(1, bytes(32)) == SessionTotals(0, 0, 0)


def test_the_root_authority_is_changed_in_two_steps(world: World) -> None:
    successor = new_sender(world.node, world.chain)
    world.root.send(world.accreditation.propose_root_authority(successor.address))
    assert accreditation(world).proposed_root_authority() == successor.address
    assert accreditation(world).root_authority() == world.root.address
    successor.send(world.accreditation.accept_root_authority())
    assert accreditation(world).root_authority() == successor.address
    with pytest.raises(RevertedError, match="is not the root authority"):
        world.root.send(world.accreditation.set_accreditor_scope(1, FAMILY, 1))


def test_accreditors_change(world: World) -> None:
    calls, views = world.accreditation, accreditation(world)
    for call, standing in (
        (calls.suspend_accreditor(1, 3), Standing.SUSPENDED),
        (calls.reinstate_accreditor(1, 4), Standing.ACTIVE),
        (calls.withdraw_accreditor(1, 5), Standing.WITHDRAWN),
    ):
        world.root.send(call)
        accreditor = views.accreditor(1)
        assert accreditor is not None
        assert accreditor.standing is standing
    receipt = world.root.send(calls.add_accreditor(b"\x21" * 20, start=START, end=END))
    assert event_in(receipt, "AccreditorAdded", contract=calls.address).number("accreditor") == 2
    world.root.send(calls.set_accreditor_dates(2, start=START + 1, end=END - 1))
    world.root.send(calls.replace_accreditor_account(2, b"\x22" * 20))
    accreditor = views.accreditor(2)
    assert accreditor is not None
    assert (accreditor.account, accreditor.start, accreditor.end) == (b"\x22" * 20, START + 1, END - 1)


def test_organisations_change(world: World) -> None:
    calls, views = world.accreditation, accreditation(world)
    world.accreditor.send(calls.set_cap(1, 0))
    world.accreditor.send(calls.set_profile(1, b"\x09" * 32, "did:web:new.example"))
    world.accreditor.send(calls.set_organisation_dates(1, start=1, end=END - 2))
    world.accreditor.send(calls.set_scope(1, FAMILY, 0b001, start=2, end=END - 3))
    world.accreditor.send(calls.suspend_organisation(1, 7))
    organisation = views.organisation(1)
    assert organisation is not None
    assert (organisation.cap, organisation.profile_number, organisation.start) == (None, 2, 1)
    assert (organisation.standing, organisation.reason) == (Standing.SUSPENDED, 7)
    assert views.profile(1, 2) == RegisteredProfile(b"\x09" * 32, "did:web:new.example")
    assert views.profile(1, 1) == RegisteredProfile(PROFILE, DID)
    assert views.scope(1, FAMILY) == Scope(0b001, 2, END - 3)
    world.accreditor.send(calls.reinstate_organisation(1, 8))
    world.accreditor.send(calls.withdraw_organisation(1, 9))
    organisation = views.organisation(1)
    assert organisation is not None
    assert organisation.standing is Standing.WITHDRAWN


def test_keys_live_and_die(world: World) -> None:
    calls, views = world.accreditation, accreditation(world)
    start = time_of(world) + 1_000
    world.administration.send(calls.register_key(1, OTHER_KEY, POSSESSION, valid_from=start))
    world.administration.send(calls.retire_key(1, OTHER_KEY, at=start + 1_000))
    key = views.key(1, OTHER_KEY)
    assert key is not None
    assert (key.valid_from, key.retired_at) == (start, start + 1_000)
    world.administration.send(calls.report_compromise(1, KEY))
    world.accreditor.send(calls.propose_earlier_compromise(1, KEY, START + 5))
    with pytest.raises(RevertedError, match="a second person confirms it"):
        world.accreditor.send(calls.confirm_earlier_compromise(1, KEY, START + 5))
    world.root.send(calls.confirm_earlier_compromise(1, KEY, START + 5))
    key = views.key(1, KEY)
    assert key is not None
    assert key.compromised_since == START + 5


def test_standards_are_superseded(world: World) -> None:
    end = time_of(world) + 1_000
    receipt = world.root.send(world.accreditation.supersede_standard(STANDARD, at=end))
    event = event_in(receipt, "StandardSuperseded", contract=world.deployment.accreditation)
    assert event.data("version") == STANDARD
    standard = accreditation(world).standard(STANDARD)
    assert standard is not None
    assert standard.in_force_until == end


def test_holds_are_placed_and_lifted(world: World) -> None:
    world.root.send(world.accreditation.place_hold(HoldSubject.ACCREDITOR, 1, since=START, reason=6))
    placed = time_of(world)
    world.root.send(world.accreditation.lift_hold(HoldSubject.ACCREDITOR, 1, 0))
    (placed_hold,) = accreditation(world).holds(HoldSubject.ACCREDITOR, 1)
    assert placed_hold.by_root
    assert placed_hold.hold.subject is HoldSubject.ACCREDITOR
    assert (placed_hold.hold.since, placed_hold.hold.placed_at) == (START, placed)
    assert placed_hold.hold.lifted_at == time_of(world)


def test_a_submission_is_read_back(world: World) -> None:
    submission = world.submission([b"\x01" * 32, b"\x02" * 32], last_size=5, number=2)
    receipt = world.anchor(submission)
    event = event_in(receipt, "SubmissionAnchored", contract=world.deployment.registry)
    assert event.items("roots") == (b"\x01" * 32, b"\x02" * 32)
    views = certificates(world)
    assert views.submission(1, submission.session, 2) == AnchoredSubmission(
        time_of(world), Kind.CERTIFICATE, 1, 1, 1, 2, 5
    )
    assert [views.batch(BatchId(1, submission.session, number)) for number in submission.batches] == [
        (b"\x01" * 32, 1_024),
        (b"\x02" * 32, 5),
    ]
    assert views.totals(1, submission.session) == SessionTotals(1_029, 0, 0)
    assert accreditation(world).volume(1) == 1_029


def test_whether_anchoring_would_be_allowed_can_be_asked(world: World) -> None:
    views, account = certificates(world), world.anchoring.address
    submission = world.submission(last_size=10)
    views.require_may_anchor(submission, account)
    assert views.submission(1, submission.session, 0) is None
    with pytest.raises(RevertedError, match=r"11 is not possible here: at least 1, at most 10 \(rule R9"):
        views.require_may_anchor(replace(submission, last_size=11), account)
    with pytest.raises(RevertedError, match="level 2, and the session is not"):
        views.require_may_anchor(replace(submission, level=2), account)
    with pytest.raises(RevertedError, match="no anchoring account"):
        views.require_may_anchor(submission, world.administration.address)


def test_status_actions_are_read_back(world: World) -> None:
    submission = world.submission()
    world.anchor(submission)
    batch = batch_of(world.address(submission))
    today = (time_of(world) + 480 * 60) // DAY
    world.administration.send(
        world.registry.record_status(batch, ActionKind.CANCEL, [0, 9], day=today + 5, reason=2, at=0)
    )
    views = certificates(world)
    found = views.action(batch, 0)
    assert views.action_count(batch) == 1
    assert found is not None
    assert found.indices == (0, 9)
    expected = Action(ActionKind.CANCEL, today + 5, time_of(world), world.administration.address, 2)
    assert found.action == expected
    with pytest.raises(RevertedError, match="somebody else wrote meanwhile"):
        world.administration.send(
            world.registry.record_status(batch, ActionKind.CANCEL, [1], day=today, reason=2, at=0)
        )


def test_a_revocation_takes_notice_a_reply_and_a_second_person(world: World) -> None:
    submission = world.submission()
    world.anchor(submission)
    batch = batch_of(world.address(submission))
    notice = Notice(batch, frozenset({2, 3}), reason=1, evidence=b"\x0e" * 32)
    calls, views = world.registry, certificates(world)
    receipt = world.administration.send(calls.give_notice(notice))
    case_id = event_in(receipt, "NoticeGiven", contract=calls.address).data("caseId")
    # keccak256 of the encoded notice, as IDueProcess defines it.
    kinds = ["(uint32,bytes32,uint32,uint256[4],uint8,bytes32)"]
    assert case_id == keccak(encode(kinds, [(1, batch.session, 0, [0b1100, 0, 0, 0], 1, b"\x0e" * 32)]))
    given_at = time_of(world)
    world.accreditor.send(calls.record_reply(notice, [2], reply=b"\x0f" * 32))
    assert views.case(case_id) == Case(world.administration.address, given_at, closed=False, replied=(2,))
    day = time_of(world) // DAY
    with pytest.raises(RevertedError, match="another person decides"):
        world.administration.send(calls.decide(notice, [2], day=day, at=0, close=False))
    with pytest.raises(RevertedError, match="not all of these holders replied"):
        world.accreditor.send(calls.decide(notice, [2, 3], day=day, at=0, close=False))
    world.accreditor.send(calls.decide(notice, [2], day=day, at=0, close=False))
    world.accreditor.send(calls.decide(notice, [], day=day, at=1, close=True))
    case, action = views.case(case_id), views.action(batch, 0)
    assert case is not None
    assert case.closed
    assert action is not None
    assert (action.action.what, action.indices) == (ActionKind.REVOKE, (2,))


def test_a_correction_supersedes_what_it_corrects(world: World) -> None:
    submission = world.submission()
    world.anchor(submission)
    batch = batch_of(world.address(submission))
    call = world.registry.anchor_correction(batch, [4, 5], submission=1, root=b"\x05" * 32, reason=3, at=0)
    world.anchoring.send(call)
    views = certificates(world)
    action = views.action(batch, 0)
    assert action is not None
    assert (action.action.what, action.indices) == (ActionKind.SUPERSEDE, (4, 5))
    assert views.batch(BatchId(1, submission.session, 64)) == (b"\x05" * 32, 2)


def test_a_closed_registry_anchors_nothing_more(world: World) -> None:
    world.root.send(world.registry.close_to_anchoring())
    assert not accreditation(world).is_connected(world.deployment.registry)
    with pytest.raises(RevertedError, match="is not, or no longer, connected"):
        world.anchor(world.submission())


def test_views_can_look_back(world: World) -> None:
    before = time_of(world) - START
    world.accreditor.send(world.accreditation.set_cap(1, 9))
    earlier = AccreditationViews(world.node, world.deployment.accreditation, at=before).organisation(1)
    assert earlier is not None
    assert earlier.cap == 5_000


def test_views_of_an_address_without_a_contract_are_refused(world: World) -> None:
    with pytest.raises(WrongContractError, match="there is no AccreditationRegistry at 0x0909"):
        AccreditationViews(world.node, b"\x09" * 20).root_authority()


def test_a_view_that_a_node_cannot_answer_is_no_refusal_of_the_contract(world: World) -> None:
    node = Silent(world.node, "eth_call", NodeRefusedError("a node: syncing", code=-32000, reason="syncing"))
    with pytest.raises(NodeRefusedError, match="syncing"):
        AccreditationViews(node, world.deployment.accreditation).root_authority()


def test_an_event_that_is_not_there_is_not_guessed(world: World) -> None:
    receipt = world.anchor(world.submission())
    with pytest.raises(UnreachableError, match="has 0 events AccreditorAdded instead of one"):
        event_in(receipt, "AccreditorAdded", contract=world.deployment.registry)
    with pytest.raises(UnreachableError, match="has 0 events"):
        event_in(receipt, "SubmissionAnchored", contract=world.deployment.accreditation)
    empty = Receipt(bytes(32), 1, bytes(32), succeeded=True, gas_used=1, gas_price=1, created=None, events=())
    with pytest.raises(UnreachableError, match="has 0 events"):
        event_in(empty, "SubmissionAnchored", contract=world.deployment.registry)


CALLS = AccreditationCalls(b"\x0a" * 20)
REGISTRY = CertificateCalls(b"\x0b" * 20)
BATCH = BatchId(1, bytes(32), 0)


MISTAKES: dict[str, Callable[[], Call]] = {
    "a number over 32 bits": lambda: CALLS.set_cap(2**32, 1),
    "a number below 0": lambda: CALLS.set_cap(-1, 1),
    "a family of 33 bytes": lambda: CALLS.set_scope(1, b"\x01" * 33, 1, start=0, end=1),
    "more than 16 levels": lambda: CALLS.set_scope(1, FAMILY, 2**16, start=0, end=1),
    "an address of 19 bytes": lambda: CALLS.connect(b"\x01" * 19),
    "a possession of 63 bytes": lambda: CALLS.register_key(1, KEY, b"\x01" * 63),
    "an offset over 15 bits": lambda: CALLS.publish_standard(FAMILY, STANDARD, StandardTerms(1, 1, 1, 1, 2**15, 0)),
    "an index over 1,023": lambda: suspend([1_024]),
    "an index below 0": lambda: suspend([-1]),
    "no index": lambda: suspend([]),
    "a day over 24 bits": lambda: suspend([1], day=2**24),
    "a reason over 8 bits": lambda: suspend([1], reason=256),
}


def suspend(indices: list[int], *, day: int = 1, reason: int = 1) -> Call:
    return REGISTRY.record_status(BATCH, ActionKind.SUSPEND, indices, day=day, reason=reason, at=0)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_values_that_no_contract_takes_are_a_mistake(mistake: str) -> None:
    with pytest.raises(ValueError, match=r"do not fit|1,023|at least one|64 bytes|20 bytes"):
        MISTAKES[mistake]()


@pytest.mark.parametrize(("roots", "last_size"), [(0, 1), (65, 1), (1, 0), (1, 1_025)])
def test_a_submission_of_another_size_is_a_mistake(roots: int, last_size: int) -> None:
    with pytest.raises(ValueError, match=r"1 to (64 roots|1,024 leaves)"):
        Submission(1, bytes(32), 0, Kind.CERTIFICATE, STANDARD, 1, last_size, [b"\x01" * 32] * roots)


WRITTEN = {
    *("proposeRootAuthority", "acceptRootAuthority", "connect"),
    *("addAccreditor", "setAccreditorDates", "replaceAccreditorAccount", "setAccreditorScope"),
    *("setAccreditorStanding", "accreditOrganisation", "setOrganisationDates", "setScope", "setProfile"),
    *("setCap", "setOrganisationStanding", "setAccount", "registerKey", "retireKey", "reportCompromise"),
    *("proposeEarlierCompromise", "confirmEarlierCompromise", "publishStandard", "supersedeStandard"),
    *("placeHold", "liftHold"),
    *("anchor", "anchorCorrection", "closeToAnchoring", "recordStatus", "giveNotice", "recordReply", "decide"),
}
PERSONNEL_WRITTEN = {
    *("registerPerson", "setPerson", "replacePersonAccount", "reportPersonCompromise"),
    *("addSite", "setSite", "setRooms", "setSiteScope", "setSiteStanding"),
}
LEDGER_WRITTEN = {"filePlan", "record", "recordAll", "lodgeAppeal", "publishTerms", "setTerms"}
BETWEEN_CONTRACTS = {"countCandidates", "recordIssue", "close"}


def test_every_function_that_writes_has_a_call() -> None:
    """A function that the contracts get must not be forgotten here."""
    functions = [function for artifact in all_artifacts() for function in artifact.interface.functions.values()]
    assert {
        function.name for function in functions if not function.reads
    } == WRITTEN | PERSONNEL_WRITTEN | LEDGER_WRITTEN | BETWEEN_CONTRACTS


def test_selections_are_words_of_256_bits() -> None:
    assert to_words([0, 255, 256, 1_023]) == (1 | 1 << 255, 1, 0, 1 << 255)
    assert from_words(to_words([0, 255, 256, 1_023])) == (0, 255, 256, 1_023)
