"""The ledger as this package writes, reads and retells it, on the embedded chain."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest

from assessment.codes import EventCode, Role, State
from assessment.event import Event, Issue
from assessment.parameters import Parameters
from chain import Instant, KeyAccount, NodeRefusedError, event_in
from chain.artifacts import all_artifacts
from chain.errors import HistoryError, RevertedError
from chain.heads import EMPTY, anchored_by, head_of
from chain.hexadecimal import Json
from chain.history import HistoryReader, Stretch
from chain.ledger_calls import LedgerCalls
from chain.ledger_values import Deed, PublishedTerms
from chain.ledger_views import LedgerViews
from chain.personnel_views import PersonnelViews
from chain.registry_values import Standing
from chain.rpc import Rpc
from chain.session_history import SessionHistory
from chain.session_message import SessionMessage, session_id
from chain.session_words import ACTOR, OUTCOME, PLAN, SITTING, STATUS, Layout
from tests.unit.chain.world import STANDARD, World, embedded_world
from xcert.demo.rehearsal import OPEN_TERMS, Stagehand

WORDS = Path(__file__).parents[3] / "contracts" / "src" / "assessment" / "SessionWords.sol"


@pytest.fixture(scope="module")
def world() -> World:
    return embedded_world()


@pytest.fixture(scope="module")
def hand(world: World) -> Stagehand:
    return world.sessions.stagehand(world.organisation)


@pytest.fixture
def decided(world: World) -> bytes:
    return world.new_session(candidates=10)


def views(world: World) -> LedgerViews:
    return LedgerViews(world.node, world.deployment.ledger)


def test_a_decided_session_reads_as_it_was_led(world: World, decided: bytes, hand: Stagehand) -> None:
    facts = views(world).session(decided)
    assert facts is not None
    assert (facts.organisation, facts.standard_number, facts.level, facts.state) == (1, 1, 1, State.DECIDED)
    assert (facts.candidates, facts.passed, facts.granted, facts.deferred) == (10, 10, 10, 0)
    assert (facts.held, facts.reported, facts.late, facts.waived) == (False, False, 0, 0)
    words = views(world).words(decided)
    assert words is not None
    plan, progress = words.to_plan(), words.to_progress()
    assert (plan.site, plan.accreditor, plan.seats, plan.parts, plan.papers, plan.terms) == (1, 1, 10, 1, 0, 1)
    assert (progress.declared, progress.present, progress.open_runs) == (1, (10, 0, 0), (0, 0, 0))
    assert (progress.revealed_parts, progress.unrevealed, progress.incidents) == (frozenset({1}), 0, 0)
    staff = PersonnelViews(world.node, world.deployment.personnel)
    examiner = staff.person_at(hand.crew.examiner.address)
    assert examiner is not None
    did = views(world).participation(decided, examiner.number)
    assert (did.nonces, did.deeds, did.assignment) == (frozenset({0, 1, 2}), frozenset({Deed.EXAMINED}), 1)


def test_a_session_that_nobody_planned_is_absent(world: World) -> None:
    ledger = views(world)
    assert (ledger.session(bytes(32)), ledger.words(bytes(32)), ledger.head(bytes(32)).head) == (None, None, EMPTY)


def test_persons_and_sites_read_as_registered(world: World, hand: Stagehand) -> None:
    staff = PersonnelViews(world.node, world.deployment.personnel)
    person = staff.person_at(hand.crew.officer.address)
    assert person is not None
    assert (person.employer, person.roles, person.compromised_since) == (1, 1 << Role.CERTIFICATION_OFFICER.value, None)
    assert staff.person(person.number) == person
    assert (staff.person_count(), staff.site_count(), staff.seats(1, 1), staff.seats(1, 2)) == (4, 1, 2**24 - 1, 0)
    site = staff.site(1)
    assert site is not None
    assert site.standing is Standing.ACTIVE
    assert (staff.person(5), staff.site(2), staff.person_at(bytes(20)), staff.account_of(9)) == (None,) * 4


def test_terms_read_as_published(world: World) -> None:
    ledger = views(world)
    published = ledger.terms(1)
    assert published == PublishedTerms(OPEN_TERMS.terms, OPEN_TERMS.hash)
    assert (ledger.terms_for(1), ledger.terms_for(7), ledger.terms(0), ledger.terms(2)) == (1, 1, None, None)
    with pytest.raises(RevertedError, match="is not the root authority"):
        world.accreditor.send(LedgerCalls(world.deployment.ledger).set_terms(0, 1))


def test_the_contract_signs_what_we_sign(world: World, hand: Stagehand) -> None:
    message = SessionMessage(b"\x11" * 32, EventCode.ROSTER_LOCKED, 3, 1_780_000_000, b"\x22" * 32, {"n": 71})
    assert views(world).digest(message) == hand.domain.digest(message)


def test_the_table_of_events_is_asked_of_the_contract(world: World) -> None:
    ledger = views(world)
    assert ledger.next_state(State.NONE, EventCode.PLAN_FILED) is State.FILED
    assert ledger.next_state(State.FILED, EventCode.SCORES_LOCKED) is None
    assert ledger.signers(EventCode.PAPER_SEALED).two
    assert ledger.signers(EventCode.SCORE_COMMIT).roles == 1 << Role.EXAMINER.value


def test_every_field_stands_where_the_contract_has_it() -> None:
    found = re.findall(r"uint256 constant (\w+) = (\d+) << 8 \| (\d+);", WORDS.read_text())
    places = {name: (int(start), int(bits)) for name, start, bits in found}
    layouts: list[Layout] = [STATUS, PLAN, SITTING, OUTCOME, ACTOR]
    for layout in layouts:
        assert {name: places[name] for name in layout} == dict(layout)


def reader(world: World, *, widest: int = 8_192, node: object = None) -> HistoryReader:
    place = world.deployment
    addresses = (place.registry, place.accreditation, place.ledger, place.personnel)
    contracts = dict(zip(addresses, all_artifacts(), strict=True))
    return HistoryReader(node or world.node, contracts, Instant(), first=place.block, widest=widest)  # type: ignore[arg-type]


def told(world: World, stretches: Iterator[Stretch]) -> SessionHistory:
    history = SessionHistory(Rpc(world.node).sender_of)
    for stretch in stretches:
        history.take(stretch.happenings)
    return history


def test_the_history_of_every_session_hits_its_head(world: World, decided: bytes, hand: Stagehand) -> None:
    submission = world.submission([b"\x01" * 32], last_size=7, session=decided)
    world.anchor(submission)
    history = told(world, reader(world).read())
    assert decided in history.sessions
    for session, events in history.sessions.items():
        assert head_of(hand.domain, session, events) == views(world).head(session).head
    facts = views(world).session(decided)
    assert facts is not None
    assert anchored_by(history.events(decided)) == (facts.certificates, facts.scores) == (7, 0)
    last = history.events(decided)[-1]
    assert (last.code, last.actor, last.issue) == (
        EventCode.CERTS_ISSUED,
        world.anchoring.address,
        Issue(0, 1, 7, (b"\x01" * 32,)),
    )


Lie = Callable[[tuple[Event, ...]], tuple[Event, ...]]
LIES: dict[str, Lie] = {
    "an event left out": lambda events: tuple(
        replace(event, number=place) for place, event in enumerate(events[:5] + events[6:])
    ),
    "the last one left out": lambda events: events[:-1],
    "another time": lambda events: (*events[:-1], replace(events[-1], recorded_at=events[-1].recorded_at + 1)),
    "another actor": lambda events: (*events[:-1], replace(events[-1], actor=bytes(20))),
    "another figure": lambda events: (
        *events[:-1],
        replace(events[-1], figures={"granted": 9, "refused": 1, "deferred": 0}),
    ),
    "another commitment": lambda events: (*events[:-1], replace(events[-1], commitment=bytes(32))),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_node_that_lies_about_events_misses_the_head(world: World, decided: bytes, hand: Stagehand, lie: Lie) -> None:
    events = told(world, reader(world).read()).events(decided)
    assert head_of(hand.domain, decided, lie(events)) != views(world).head(decided).head


def test_a_number_that_is_missing_is_noticed_before_the_head(world: World, decided: bytes, hand: Stagehand) -> None:
    events = told(world, reader(world).read()).events(decided)
    with pytest.raises(HistoryError, match="event 5 of session"):
        head_of(hand.domain, decided, events[:5] + events[6:])


@pytest.mark.parametrize("widest", [1, 3, 7, 10_000])
def test_any_width_of_stretches_tells_the_same(world: World, decided: bytes, widest: int) -> None:
    heard: list[tuple[int, int]] = []
    stretches = list(reader(world, widest=widest).read(progress=lambda read, every: heard.append((read, every))))
    assert [entry for stretch in stretches for entry in stretch.happenings] == [
        entry for stretch in reader(world).read() for entry in stretch.happenings
    ]
    assert all(one.end.number + 1 == other.first for one, other in pairwise(stretches))
    assert heard[-1][0] == heard[-1][1] == stretches[-1].end.number - stretches[0].first + 1
    assert decided in told(world, iter(stretches)).sessions


def test_reading_goes_on_behind_a_checkpoint(world: World, decided: bytes) -> None:
    before = reader(world).newest()
    later = world.new_session()
    assert reader(world).checkpoint(before.number) == before
    assert set(told(world, reader(world).read(before)).sessions) == {later}
    assert list(reader(world).read(reader(world).newest())) == []


@pytest.mark.parametrize("changed", [{"hash": bytes(32)}, {"number": 9}])
def test_a_checkpoint_of_another_chain_is_noticed(world: World, changed: dict[str, object]) -> None:
    newest = reader(world).newest()
    world.new_session()
    wrong = replace(newest, **changed)  # type: ignore[arg-type]
    with pytest.raises(HistoryError, match="does not follow the block"):
        list(reader(world).read(wrong))


@dataclass
class Altered:
    """A node that changes what it is asked for: events or blocks."""

    world: World
    events: Callable[[list[dict[str, Json]]], Json] = lambda events: events
    largest: int = 10**9

    @property
    def name(self) -> str:
        return "a node that lies"

    def ask(self, method: str, *params: Json) -> Json:
        answer = self.world.node.ask(method, *params)
        if method != "eth_getLogs":
            return answer
        assert isinstance(answer, list)
        if len(answer) > self.largest:
            raise NodeRefusedError("too many", code=-32005, reason="query returned more than 10 results")
        return self.events([dict(entry) for entry in answer])


def test_a_node_that_refuses_much_is_asked_for_less(world: World, decided: bytes) -> None:
    node = Altered(world, largest=11)
    assert told(world, reader(world, node=node).read()).sessions == told(world, reader(world).read()).sessions


def test_a_node_that_refuses_a_single_block_is_believed(world: World, decided: bytes) -> None:
    with pytest.raises(NodeRefusedError):
        list(reader(world, node=Altered(world, largest=0)).read())


BROKEN: dict[str, tuple[Callable[[list[dict[str, Json]]], Json], str]] = {
    "doubled": (lambda events: [*events, events[-1]], "doubled or out of order"),
    "out of order": (lambda events: events[::-1], "doubled or out of order"),
    "of another block": (lambda events: [*events, {**events[-1], "blockNumber": "0xffffff"}], "events of other blocks"),
    "of another contract": (lambda events: [{**events[0], "address": "0x" + "11" * 20}, *events[1:]], "not asked for"),
    "of an unknown kind": (lambda events: [{**events[0], "topics": ["0x" + "11" * 32]}, *events[1:]], "has no event"),
    "with another block's hash": (
        lambda events: [*events[:-1], {**events[-1], "blockHash": "0x" + "11" * 32}],
        "in two ways",
    ),
    "with another time": (lambda events: [*events[:-1], {**events[-1], "blockTimestamp": "0x1"}], "in two ways"),
}


@pytest.mark.parametrize(("change", "says"), BROKEN.values(), ids=BROKEN)
def test_events_that_do_not_fit_together_are_refused(
    world: World, decided: bytes, change: Callable[[list[dict[str, Json]]], Json], says: str
) -> None:
    with pytest.raises(HistoryError, match=says):
        list(reader(world, node=Altered(world, change)).read())


def test_a_node_without_times_in_its_events_is_asked_for_blocks(world: World, decided: bytes) -> None:
    def bare(events: list[dict[str, Json]]) -> Json:
        return [{name: value for name, value in entry.items() if name != "blockTimestamp"} for entry in events]

    node = Altered(world, bare)
    assert told(world, reader(world, node=node).read()).sessions == told(world, reader(world).read()).sessions


def test_a_checkpoint_that_is_not_there_is_said(world: World) -> None:
    with pytest.raises(HistoryError, match="does not give block"):
        reader(world).checkpoint(10**6)


def test_the_same_message_is_recorded_once(world: World, hand: Stagehand) -> None:
    nonce = b"\x77" * 32
    session = session_id(1, nonce)
    rehearsal = world.sessions.rehearsal(STANDARD, 1, 10)
    hand.relay.send(hand.plan(rehearsal, session, nonce))
    approval = hand.sit(rehearsal, session)[0]
    calls = LedgerCalls(world.deployment.ledger)
    hand.relay.send(calls.record(approval))
    with pytest.raises(RevertedError, match="stands at APPROVED"):
        hand.relay.send(calls.record(approval))
    strangers = hand.domain.sign(SessionMessage(session, EventCode.REG_OPENED, 0, 0), KeyAccount.create())
    with pytest.raises(RevertedError, match="is nobody's"):
        hand.relay.send(calls.record(strangers))


def test_what_is_no_plan_opens_no_session(world: World, hand: Stagehand) -> None:
    calls = LedgerCalls(world.deployment.ledger)
    signed = hand.domain.sign(SessionMessage(bytes(32), EventCode.REG_OPENED, 0, 0), hand.crew.manager)
    with pytest.raises(ValueError, match="opened by its plan"):
        calls.file_plan(1, bytes(32), signed)
    for events in ([], [signed] * 65):
        with pytest.raises(ValueError, match="1 to 64 events"):
            calls.record_all(events)


def test_published_terms_are_found_in_the_receipt(world: World) -> None:
    published = PublishedTerms(Parameters().terms, Parameters().hash)
    receipt = world.root.send(LedgerCalls(world.deployment.ledger).publish_terms(published))
    number = event_in(receipt, "TermsPublished", contract=world.deployment.ledger).number("termsNo")
    assert views(world).terms(number) == published
