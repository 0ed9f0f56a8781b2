"""AssessmentLedger against its model: events in any order, refused for the same reasons, by people with all roles."""

import random
from itertools import permutations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.contracts.contract import RefusedError
from tests.contracts.deployment import ANCHOR as ANCHORING_ACCOUNT
from tests.contracts.deployment import ORGANISATION, VERSION, deploy, furnish, tree_heads
from tests.contracts.ledger_model import SOURCES, TARGETS, LedgerModel
from tests.contracts.messages import address_of
from tests.contracts.sessions import REGULATOR_CODES, SECONDS, WIDTHS, Code, Session, State

PEOPLE = ("person 1", "person 2", "person 3", "person 4")
GOALS = [
    State.ROSTERED,
    State.IN_PROGRESS,
    State.MARKING,
    State.MARKING,
    State.PROVISIONAL,
    State.NOTICE_CLOSED,
    State.DECIDED,
]
LAST = (Code.VOID, Code.SESSION_CANCELLED, Code.SESSION_ARCHIVED)
SEATS, PARTS, PAPERS = 6, 2, 1
PREFIX = "AssessmentLedger"
CODES = [code for code in SOURCES if code != Code.CERTS_ISSUED]

BASE = furnish(deploy(), decided=False)
for _name in PEOPLE:
    BASE.staff("registerPerson", 1, address_of(_name), 1, 2**11 - 1, 0, 2**40 - 1, bytes(32))
SNAPSHOT = BASE.machine.snapshot

EVEN = (1, 1, 1, 1, 2, 2, 2, 3, 6, 6, 0, 7)
PAIRS = [*permutations(PEOPLE[:3], 2), ("person 4", "person 1")]

numbers = st.sampled_from(EVEN)
signers = st.sampled_from(PAIRS)


class LedgerMachine(RuleBasedStateMachine):
    """Does everything twice: on the chain and in the model."""

    def __init__(self) -> None:
        super().__init__()
        BASE.machine.restore(SNAPSHOT)
        self.session = Session(BASE, b"\x6d" * 32)
        self.model = LedgerModel(SEATS, PARTS, PAPERS)
        self.submissions = 0

    @initialize(goal=st.sampled_from([*GOALS, *[*State][1:13]]))
    def begin(self, goal: State) -> None:
        """Go some way in good order, so that every state is reached in many runs."""
        plan = self.session.plan(start=BASE.time + 10**6, seats=SEATS, parts=PARTS, papers=PAPERS)
        self.session.file(plan, by="person 1")
        for code, values, by in ORDER:
            if self.model.state >= goal:
                return
            self.both(code, values, by)

    def both(self, code: Code, values: tuple[int, ...], by: str, second: str = "") -> None:
        """Send, and compare: done if the model did it, else refused for one of its reasons."""
        BASE.pass_time(1)
        other = (second or "person 2") if code in SECONDS else ""
        reasons = self.model.do(code, values, by, other, BASE.time)
        signer = "accreditor" if code in REGULATOR_CODES else by
        try:
            self.session.do(code, *values, by=signer, second=other)
            refused = ""
        except RefusedError as error:
            refused = error.name.removeprefix(PREFIX)
        assert refused in (reasons or {""}), f"{code.name}{values}: {refused or 'done'}, but the model says {reasons}"

    @rule(
        code=st.sampled_from(3 * [code for code in CODES if code not in LAST] + list(LAST)),
        values=st.tuples(numbers, numbers, numbers),
        who=signers,
    )
    def event(self, code: Code, values: tuple[int, int, int], who: tuple[str, str]) -> None:
        """Any event of those that the model knows."""
        self.both(code, fitting(code, values), who[0], who[1])

    @rule(values=st.tuples(numbers, numbers, numbers), who=signers, pick=st.integers(0, 99))
    def likely(self, values: tuple[int, int, int], who: tuple[str, str], pick: int) -> None:
        """An event that the present state takes."""
        self.step(values, who, pick)

    def step(self, values: tuple[int, int, int], who: tuple[str, str], pick: int) -> None:
        """Take an event that the state takes, with these figures or some of them."""
        fit = [code for code in CODES if self.model.state in SOURCES[code] and code not in (*LAST, Code.HOLD)]
        # What leaves the state comes up less often than what may happen in it.
        weighted = fit + 3 * [code for code in fit if code not in TARGETS]
        if weighted:
            code = weighted[pick % len(weighted)]
            self.both(code, fitting(code, values), who[0], who[1])

    @rule(values=st.tuples(numbers, numbers, numbers), who=signers, pick=st.integers(0, 99))
    def another(self, values: tuple[int, int, int], who: tuple[str, str], pick: int) -> None:
        """Once more, because rules are drawn evenly and this one gets furthest."""
        self.step(values, who, pick)

    @rule(leaves=st.sampled_from([1, 1, 2, 6, 7]))
    def anchor(self, leaves: int) -> None:
        """A certificate registry's word."""
        reasons = self.model.do(Code.CERTS_ISSUED, (leaves,), "", "", BASE.time)
        args = (ORGANISATION, self.session.id, self.submissions, 1, VERSION, 1, leaves, tree_heads(1, self.submissions))
        try:
            BASE.certify("anchor", *args, sender=ANCHORING_ACCOUNT)
            self.submissions += 1
            refused = ""
        except RefusedError as error:
            refused = error.name.removeprefix(PREFIX)
        assert refused in (reasons or {""}), f"anchor {leaves}: {refused or 'done'}, but the model says {reasons}"

    @rule()
    def look(self) -> None:
        """What the ledger says is what the model has."""
        facts, model = self.session.facts, self.model
        assert (facts.state, facts.held, facts.reported) == (model.state, model.held, model.reported)
        assert (facts.candidates, facts.passed, facts.granted) == (model.roster, model.passed, model.granted)
        assert (facts.deferred, facts.certificates) == (model.deferred, model.certificates)

    def teardown(self) -> None:
        """Every run ends with a look at what it did."""
        if self.session.used:
            self.look()


ORDER: list[tuple[Code, tuple[int, ...], str]] = [
    (Code.PLAN_APPROVED, (), ""),
    (Code.REG_OPENED, (), "person 1"),
    (Code.ROSTER_LOCKED, (6,), "person 1"),
    (Code.PAPER_SEALED, (0, 1), "person 1"),
    (Code.STAFF_ASSIGNED, (2,), "person 1"),
    (Code.COI_DECLARED, (0,), "person 1"),
    (Code.COI_DECLARED, (0,), "person 2"),
    (Code.SESSION_OPENED, (), "person 1"),
    (Code.PART_STARTED, (1, 1, 5), "person 1"),
    (Code.PART_ENDED, (1, 1, 5), "person 1"),
    (Code.RESPONSES_SEALED, (6, 5), "person 1"),
    (Code.SCORE_COMMIT, (6, 1), "person 1"),
    (Code.SCORE_REVEAL, (6, 1), "person 1"),
    (Code.SCORES_LOCKED, (6, 5), "person 3"),
    (Code.PROVISIONAL_PUBLISHED, (), "person 1"),
    (Code.APPEAL_LODGED, (1,), "person 1"),
    (Code.CLOSE_NOTICE, (), "person 1"),
    (Code.DECISION_RECORDED, (3, 1, 2), "person 4"),
]


def fitting(code: Code, values: tuple[int, int, int]) -> tuple[int, ...]:
    """Cut values to the figures of an event; rooms are number 1, papers and reports within their few numbers."""
    count = len(WIDTHS.get(code, ()))
    match code:
        case Code.PART_STARTED | Code.PART_ENDED:
            return (values[0], 1, values[2])
        case Code.BATCH_REPORTED:
            return (values[0], 1)
        case Code.SESSION_ARCHIVED | Code.PROVISIONAL_PUBLISHED:
            return ()
        case _:
            return values[:count]


def test_any_order_of_events_agrees_with_the_model() -> None:
    """Bound by the number of steps, not by time."""
    run_state_machine_as_test(LedgerMachine, settings=settings(max_examples=40, stateful_step_count=40))


@pytest.mark.parametrize("seed", range(28))
def test_a_long_walk_agrees_with_the_model(seed: int) -> None:
    """Even draws, which Hypothesis does not make, so that every guard of a state is met by everybody many times."""
    drawn = random.Random(seed)  # noqa: S311 - a test wants the same walk again, not a secret
    walk = LedgerMachine()
    walk.begin(goal=GOALS[seed % len(GOALS)])
    for _ in range(100):
        values = (drawn.choice(EVEN), drawn.choice(EVEN), drawn.choice(EVEN))
        walk.step(values, drawn.choice(PAIRS), drawn.randrange(1_000))
    walk.look()
