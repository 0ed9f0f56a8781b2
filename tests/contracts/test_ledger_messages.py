"""Messages: signed by the right person for this ledger and session, taken once, relayed by anybody."""

import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tests.contracts.contract import RefusedError
from tests.contracts.deployment import DAY, STRANGER, World, deploy, furnish
from tests.contracts.messages import EMPTY, Message, address_of, key_of, sign, sign_high
from tests.contracts.refusal import refuses
from tests.contracts.sessions import Code, Session, State, person_of, session_id

NONCE = b"\x77" * 32


@pytest.fixture
def session(world: World) -> Session:
    """A filed plan."""
    session = Session(world, NONCE)
    session.file()
    return session


def test_the_digest_is_that_of_eip_712(world: World, session: Session) -> None:
    message = session.message(Code.PLAN_APPROVED)
    assert world.ledger.call("digestOf", message.fields) == message.digest(world.ledger.address)


def test_anybody_relays_and_the_log_names_who_signed(session: Session) -> None:
    message = session.message(Code.PLAN_APPROVED, commitment=b"\x11" * 32)
    args = (message.fields, *session.both(message))
    [(name, event)] = session.world.assess("record", *args, sender=STRANGER).events
    assert name == "SessionRecorded"
    assert (event.session, event.code, event.actor) == (session.id, 2, "0x" + address_of("accreditor").hex())
    assert (event.second, event.nonce, event.claimedAt) == ("0x" + bytes(20).hex(), message.nonce, message.claimed_at)
    assert (event.commitment, event.figures) == (b"\x11" * 32, 0)


def test_the_head_chains_every_event(world: World) -> None:
    session = Session(world, NONCE)
    head = bytes(32)
    types = ["bytes32", "bytes32", "uint256", "address", "address"]
    plan = session.plan()
    approval = session.message(Code.PLAN_APPROVED)
    opening = session.message(Code.REG_OPENED)
    paper = session.message(Code.PAPER_SEALED, 0, 1)
    session.file(plan)
    for message in (approval, opening, paper):
        session.send(message)
    pairs = [("manager", ""), ("accreditor", ""), ("registrar", ""), ("setter", "second setter")]
    for message, (by, second) in zip((plan, approval, opening, paper), pairs, strict=True):
        other = address_of(second) if second else bytes(20)
        values = [head, message.digest(world.ledger.address), world.time, address_of(by), other]
        head = keccak(encode(types, values))
    assert world.ledger.call("wordsOf", session.id).head == head


@pytest.mark.parametrize("second", [False, True])
def test_a_signature_with_high_s_is_none(session: Session, second: bool) -> None:
    session.all((Code.PLAN_APPROVED,), (Code.REG_OPENED,))
    message = session.message(Code.PAPER_SEALED, 0, 1)
    digest = message.digest(session.world.ledger.address)
    pair = [sign("setter", digest), sign("second setter", digest)]
    pair[second] = sign_high(("setter", "second setter")[second], digest)
    # The compact form has no room for a high s: what is left of it is somebody else's signature, or nobody's.
    with pytest.raises(RefusedError) as caught:
        session.world.assess("record", message.fields, *pair)
    assert caught.value.name in ("AssessmentLedgerSignatureInvalid", "PersonnelRegistryUnknownAccount")
    assert session.world.ledger.call("wordsOf", session.id).sitting == 0


@pytest.mark.parametrize("forged", [EMPTY, (b"\x01" * 32, b"\x7f" + b"\xff" * 31), (b"\xff" * 32, b"\x01" * 32)])
def test_what_is_no_signature(session: Session, forged: tuple[bytes, bytes]) -> None:
    message = session.message(Code.PLAN_APPROVED)
    with refuses("AssessmentLedgerSignatureInvalid", place=0):
        session.world.assess("record", message.fields, forged, EMPTY)


def test_a_message_is_taken_once(session: Session) -> None:
    session.do(Code.PLAN_APPROVED)
    message = session.message(Code.EVIDENCE_ORDERED, 1)
    session.send(message)
    with refuses("AssessmentLedgerNonceUsed", nonce=message.nonce):
        session.send(message)


def test_a_nonce_is_free_again_for_somebody_else_only(session: Session) -> None:
    session.all((Code.PLAN_APPROVED,), (Code.REG_OPENED,))
    session.do(Code.EVIDENCE_ORDERED, 1, nonce=7)
    session.do(Code.REG_CLOSED, nonce=7)
    with refuses("AssessmentLedgerNonceUsed", nonce=7):
        session.do(Code.EVIDENCE_ORDERED, 1, nonce=7)


@pytest.mark.parametrize("nonce", [200, 255, 256, 2**32 - 1])
def test_nonces_end_at_199(session: Session, nonce: int) -> None:
    session.do(Code.EVIDENCE_ORDERED, nonce=199)
    with refuses("AssessmentLedgerNonceUsed", nonce=nonce):
        session.do(Code.EVIDENCE_ORDERED, nonce=nonce)


def test_signatures_exchanged_make_no_second_message(world: World) -> None:
    session = Session(world, NONCE).publish()
    message = session.message(Code.SCORE_CORRECTED, 49, 2)
    session.send(message)
    with refuses("AssessmentLedgerNonceUsed"):
        session.send(message, "manager", "controller")


def test_a_paper_is_not_sealed_again_with_signatures_exchanged(session: Session) -> None:
    session.all((Code.PLAN_APPROVED,), (Code.REG_OPENED,))
    message = session.message(Code.PAPER_SEALED, 0, 1)
    session.send(message)
    with refuses("AssessmentLedgerAlreadyDone", rule=19):
        session.send(message, "second setter", "setter")


ONCE = [2, 4, 7, 10, 13, 14, 18, 19, 20, 25, 26, 27, 29, 33, 34, 37, 38]
"""Events that spend no nonce, because state and guards take the same message once only."""


def test_what_happens_once_spends_no_nonce_and_is_taken_once(world: World) -> None:
    """A whole session, every message of which is sent a second time and a third time at the end."""
    session = Session(world, NONCE)
    sent: list[tuple[Message, str | None]] = []

    def do(code: int, *values: int, by: str | None = None) -> None:
        message = session.message(code, *values)
        session.send(message, by)
        sent.append((message, by))
        for again in sent:
            with pytest.raises(RefusedError):
                session.send(*again)

    session.file(papers=1, start=world.time)
    world.pass_time(1)
    for code, values in (
        (Code.PLAN_APPROVED, ()),
        (Code.REG_OPENED, ()),
        (Code.PAPER_SEALED, (0, 1)),
        (Code.ROSTER_LOCKED, (50,)),
        (Code.STAFF_ASSIGNED, (1,)),
        (Code.COI_DECLARED, ()),
        (Code.SESSION_OPENED, ()),
        (Code.PAPER_UNSEALED, (0, 1)),
        (Code.PART_STARTED, (1, 1, 5)),
        (Code.PART_ENDED, (1, 1, 5)),
        (Code.INCIDENT, (1, 1)),
        (Code.INCIDENT_CLOSED, (1, 1)),
        (Code.LATENESS_WAIVED, (8,)),
        (Code.LATENESS_WAIVED, (19,)),
        (Code.LATENESS_WAIVED, (20,)),
        (Code.RESPONSES_SEALED, (5, 5)),
    ):
        do(code, *values)
    world.pass_time(1)
    for code, values in (
        (Code.SCORE_COMMIT, (5, 1)),
        (Code.SCORE_REVEAL, (5, 1)),
        (Code.SCORES_LOCKED, (50, 50)),
        (Code.PROVISIONAL_PUBLISHED, ()),
        (Code.APPEAL_LODGED, (1,)),
        (Code.APPEAL_DECIDED, (1, 1)),
        (Code.CLOSE_NOTICE, ()),
        (Code.DECISION_RECORDED, (50,)),
    ):
        do(code, *values)
    world.anchor(session=session.id, last_size=50)
    do(Code.BATCH_REPORTED, 50, 1)
    do(Code.SESSION_ARCHIVED)
    assert session.facts.state == State.ARCHIVED
    for name, bits in (("accreditor", 0), ("lead", 0), ("setter", 0), ("panel", 0)):
        actor = int.from_bytes(address_of(name), "big") if name == "accreditor" else person_of(world, name)
        assert world.ledger.call("actorOf", session.id, actor) == bits


def test_a_message_counts_in_its_session_only(world: World, session: Session) -> None:
    other = Session(world, b"\x78" * 32)
    other.file()
    message = session.message(Code.PLAN_APPROVED)
    signature = session.signed(message, "accreditor")
    with refuses("AssessmentLedgerNotRegulator"):
        world.assess("record", message.but(session=other.id).fields, signature, EMPTY)


@pytest.mark.parametrize("domain", ["chain", "ledger"])
def test_a_message_counts_on_its_chain_and_ledger_only(session: Session, domain: str) -> None:
    message = session.message(Code.PLAN_APPROVED)
    ledger = session.world.ledger.address
    digest = message.digest(ledger, 1) if domain == "chain" else message.digest(b"\x01" * 20)
    with refuses("AssessmentLedgerNotRegulator"):
        session.world.assess("record", message.fields, sign("accreditor", digest), EMPTY)


@pytest.mark.parametrize("member", ["code", "nonce", "claimed_at", "commitment", "figures"])
def test_nothing_in_a_message_can_be_changed(session: Session, member: str) -> None:
    message = session.message(Code.HOLD)
    signature = session.signed(message, "accreditor")
    changed: dict[str, object] = {
        "code": 37,
        "nonce": 99,
        "claimed_at": message.claimed_at - 1,
        "commitment": b"\x01" * 32,
        "figures": 1,
    }
    with refuses("PersonnelRegistryUnknownAccount" if member != "code" else "AssessmentLedgerNotRegulator"):
        session.world.assess("record", message.but(**{member: changed[member]}).fields, signature, EMPTY)


@pytest.mark.parametrize("ahead", [301, DAY])
def test_nothing_is_claimed_from_the_future(session: Session, ahead: int) -> None:
    session.do(Code.EVIDENCE_ORDERED, claimed_at=session.world.time + 300)
    with refuses("AssessmentLedgerClaimedInFuture", claimedAt=session.world.time + ahead):
        session.do(Code.PLAN_APPROVED, claimed_at=session.world.time + ahead)


@pytest.mark.parametrize(("code", "surplus"), [(Code.PLAN_APPROVED, 1), (Code.HOLD, 1 << 8), (Code.VOID, 1 << 255)])
def test_figures_have_no_bits_left_over(session: Session, code: Code, surplus: int) -> None:
    with refuses("AssessmentLedgerFiguresInvalid", code=code, figures=surplus):
        session.do(code, figures=surplus)


@pytest.mark.parametrize(("code", "second"), [(Code.PLAN_APPROVED, "manager"), (Code.HOLD, "accreditor")])
def test_one_signature_where_one_is_asked_for(session: Session, code: Code, second: str) -> None:
    with refuses("AssessmentLedgerSecondSignature", code=code):
        session.do(code, second=second)


def test_two_signatures_where_two_are_asked_for(session: Session) -> None:
    session.all((Code.PLAN_APPROVED,), (Code.REG_OPENED,))
    with refuses("AssessmentLedgerSecondSignature", code=Code.PAPER_SEALED):
        session.do(Code.PAPER_SEALED, 0, 1, second="")
    with refuses("AssessmentLedgerNotSeparate", rule=4):
        session.do(Code.PAPER_SEALED, 0, 1, second="setter")
    with refuses("PersonnelRegistryWrongRole"):
        session.do(Code.PAPER_SEALED, 0, 1, second="registrar")


def test_a_batch_succeeds_or_fails_whole(session: Session) -> None:
    with refuses("AssessmentLedgerWrongState", state=State.REGISTRATION, code=Code.PLAN_APPROVED):
        session.all((Code.PLAN_APPROVED,), (Code.REG_OPENED,), (Code.PLAN_APPROVED,))
    assert session.facts.state == State.FILED
    session.all((Code.PLAN_APPROVED,), (Code.REG_OPENED,), (Code.REG_CLOSED,))
    assert session.facts.state == State.REGISTRATION


def test_a_batch_may_be_about_several_sessions(world: World, session: Session) -> None:
    other = Session(world, b"\x78" * 32)
    other.file()
    messages = [one.message(Code.PLAN_APPROVED) for one in (session, other)]
    pairs = [session.both(message) for message in messages]
    firsts, seconds = zip(*pairs, strict=True)
    world.assess("recordAll", [message.fields for message in messages], firsts, seconds)
    assert (session.state, other.state) == (State.APPROVED, State.APPROVED)


@pytest.mark.parametrize(("events", "firsts", "seconds"), [(0, 0, 0), (1, 0, 1), (1, 1, 0), (2, 1, 1), (65, 65, 65)])
def test_a_batch_is_complete(session: Session, events: int, firsts: int, seconds: int) -> None:
    entry = session.message(Code.PLAN_APPROVED).fields
    with refuses("AssessmentLedgerBatchInvalid"):
        session.world.assess("recordAll", [entry] * events, [EMPTY] * firsts, [EMPTY] * seconds)


@pytest.mark.parametrize("code", [Code.PLAN_FILED, Code.CERTS_ISSUED])
def test_what_has_a_way_of_its_own(session: Session, code: Code) -> None:
    with refuses("AssessmentLedgerOtherWay", code=code):
        session.do(code)


def test_only_plans_are_filed_and_only_appeals_lodged(session: Session) -> None:
    with refuses("AssessmentLedgerOtherWay", code=2):
        session.file(session.message(Code.PLAN_APPROVED))
    message = session.message(Code.HOLD)
    with refuses("AssessmentLedgerOtherWay", code=35):
        session.world.assess("lodgeAppeal", message.fields, session.signed(message, "accreditor"), (0, bytes(32), []))


@pytest.mark.parametrize("code", [0, 40, 255])
def test_a_code_that_is_none(session: Session, code: int) -> None:
    message = session.message(Code.PLAN_APPROVED).but(code=code)
    with refuses("AssessmentLedgerWrongState", code=code):
        session.world.assess("record", message.fields, session.signed(message, "accreditor"), EMPTY)


def test_a_session_that_nobody_planned(world: World) -> None:
    with refuses("AssessmentLedgerWrongState", state=State.NONE):
        Session(world, NONCE).do(Code.PLAN_APPROVED)
    assert not any(vars(world.ledger.call("assessmentOf", NONCE)).values())


def test_nobody_files_for_another_organisation(world: World) -> None:
    """The id of a session is its organisation's, so whoever sees a plan coming cannot file it first."""
    mine = Session(world, NONCE)
    plan = mine.plan()
    signature = mine.signed(plan, "manager")
    with refuses("AssessmentLedgerOtherSession", session=mine.id):
        world.assess("filePlan", 2, NONCE, plan.fields, signature)
    stolen = plan.but(session=session_id(NONCE, 2))
    with refuses("PersonnelRegistryOtherEmployer", employer=1):
        world.assess("filePlan", 2, NONCE, stolen.fields, sign("manager", stolen.digest(world.ledger.address)))
    mine.file(plan)
    assert mine.facts.state == State.FILED


def test_a_plan_is_filed_by_somebody_employed(world: World) -> None:
    dates = (world.time - 1, 2**40 - 1)
    world.staff("registerPerson", 1, address_of("free manager"), 0, 1, *dates, bytes(32))
    session = Session(world, NONCE)
    with refuses("AssessmentLedgerNotEmployed", organisation=1):
        session.file(by="free manager")
    session.file()
    session.all((Code.PLAN_APPROVED,), (Code.REG_OPENED, "free manager"))


def test_a_plan_is_filed_anew_after_a_rejection(session: Session) -> None:
    with refuses("AssessmentLedgerWrongState", state=State.FILED):
        session.file()
    session.do(Code.PLAN_REJECTED)
    session.file(seats=7)
    assert (session.state, session.world.ledger.call("wordsOf", session.id).plan >> 104 & 0xFFFFFF) == (1, 7)


def test_a_ledger_needs_a_personnel_registry() -> None:
    world = furnish(deploy(), decided=False)
    with refuses("AssessmentLedgerNotAContract"):
        type(world.ledger).deploy(world.machine, "AssessmentLedger", STRANGER, STRANGER)
    answer = world.ledger.call("registries")
    assert answer.personnel == "0x" + world.personnel.address.hex()
    assert answer.accreditation == "0x" + world.accreditation.address.hex()


def test_the_keys_of_the_tests_are_theirs() -> None:
    assert key_of("manager").public_key.to_canonical_address() == address_of("manager")
