"""CertificateRegistry against its model: any order of anchors, corrections, actions and cases."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.contracts.certificate_model import CertificateModel, Leaves, Notice, Reasons
from tests.contracts.contract import RefusedError
from tests.contracts.deployment import (
    ACCREDITOR,
    ADMIN,
    ANCHOR,
    CERTIFICATE,
    CORRECTION,
    DAY,
    EVIDENCE,
    FAMILY,
    KEY,
    ORGANISATION,
    REPLY,
    ROOT,
    SCORES,
    SECOND_ADMIN,
    SESSION,
    STRANGER,
    VERSION,
    deploy,
    furnish,
    select,
    tree_heads,
)

PREFIXES = ("CertificateRegistry", "AccreditationRegistry")
UTC_OFFSET = 8 * 3_600

senders = st.sampled_from([ADMIN, ADMIN, SECOND_ADMIN, ACCREDITOR, ROOT, ANCHOR, STRANGER])
anchorers = st.sampled_from([ANCHOR, ANCHOR, ANCHOR, ANCHOR, ADMIN, STRANGER])
submissions = st.integers(0, 4)
numbers = st.sampled_from([0, 0, 0, 1, 64, 128, 192, 256])
sizes = st.sampled_from([1, 3, 300, 1_024, 1_024, 1_024, 0, 1_025])
indexes = st.one_of(st.integers(0, 8), st.sampled_from([255, 256, 299, 511, 512, 700, 1_022, 1_023]))
spans = st.tuples(indexes, indexes).map(lambda ends: frozenset(range(min(ends), max(ends) + 1)))
leaves = st.one_of(
    indexes.map(lambda index: frozenset([index])), spans, st.frozensets(indexes, max_size=6), st.just(frozenset([5]))
)
days = st.sampled_from([0, 0, 0, 0, 1, -1, 2, -2, 300, -300])
slips = st.sampled_from([0, 0, 0, 0, 0, 0, 1, -1])

BASE = furnish(deploy())
for _function, _args in (
    ("setAccreditorDates", (1, 0, 2**40 - 1)),
    ("setOrganisationDates", (1, 0, 2**40 - 1)),
    ("setScope", (1, FAMILY, 1, 0, 2**40 - 1)),
):
    BASE.accredit(_function, *_args)
SNAPSHOT = BASE.machine.snapshot


class CertificateMachine(RuleBasedStateMachine):
    """Does everything twice: on the chain and in the model."""

    def __init__(self) -> None:
        super().__init__()
        BASE.machine.restore(SNAPSHOT)
        self.model = CertificateModel(BASE.time)
        self.notices: list[Notice] = []

    def both(self, sender: bytes, function: str, args: tuple[object, ...], reasons: Reasons) -> None:
        """Send, and compare: done if the model did it, else refused for one of its reasons."""
        try:
            BASE.certify(function, *args, sender=sender)
            refused = ""
        except RefusedError as error:
            refused = error.name
            for prefix in PREFIXES:
                refused = refused.removeprefix(prefix)
        assert refused in (reasons or {""}), f"{function}{args}: {refused or 'done'}, but the model says {reasons}"

    def next_action(self, number: int, slip: int) -> int:
        """The number of a batch's next action, or one beside it."""
        batch = self.model.batches.get(number)
        return max(0, (len(batch.history) if batch else 0) + slip)

    @initialize(size=st.sampled_from([1_024, 1_024, 300]))
    def begin(self, size: int) -> None:
        self.anchor(ANCHOR, 0, CERTIFICATE, size, 1)

    @rule(seconds=st.one_of(st.integers(0, 2 * DAY), st.sampled_from([14 * DAY - 1, 14 * DAY, 60 * DAY])))
    def wait(self, seconds: int) -> None:
        BASE.pass_time(seconds)
        self.model.now = BASE.time

    @rule(
        sender=anchorers,
        submission=submissions,
        kind=st.sampled_from([CERTIFICATE, CERTIFICATE, SCORES, CORRECTION, 0]),
        size=sizes,
        count=st.sampled_from([1, 1, 2, 64, 65, 0]),
    )
    def anchor(self, sender: bytes, submission: int, kind: int, size: int, count: int) -> None:
        roots = tree_heads(count, submission)
        reasons = self.model.anchor(sender, submission, kind, size, roots)
        args = (ORGANISATION, SESSION, submission, kind, VERSION, 1, size, roots)
        self.both(sender, "anchor", args, reasons)

    @rule(sender=st.sampled_from([STRANGER, ADMIN, ACCREDITOR, STRANGER, ADMIN, ROOT]))
    def close(self, sender: bytes) -> None:
        self.both(sender, "closeToAnchoring", (), self.model.close(sender))

    @rule(
        sender=senders,
        number=numbers,
        what=st.sampled_from([1, 1, 1, 2, 2, 4, 3, 5, 0]),
        which=leaves,
        day=days,
        slip=slips,
    )
    def record(self, sender: bytes, number: int, what: int, which: Leaves, day: int, slip: int) -> None:
        action_no, effective = self.next_action(number, slip), self.model.today + day
        reasons = self.model.record(sender, number, what, which, effective, 4, action_no)
        args = ((ORGANISATION, SESSION, number), what, select(*which), effective, 4, action_no)
        self.both(sender, "recordStatus", args, reasons)

    @rule(sender=anchorers, submission=submissions, number=numbers, which=leaves, slip=slips)
    def correct(self, sender: bytes, submission: int, number: int, which: Leaves, slip: int) -> None:
        root, action_no = tree_heads(1, 100 + submission)[0], self.next_action(number, slip)
        day = (self.model.now + UTC_OFFSET) // DAY
        reasons = self.model.correct(sender, submission, root, number, which, action_no, day)
        args = (ORGANISATION, SESSION, submission, root, number, select(*which), 3, action_no)
        self.both(sender, "anchorCorrection", args, reasons)

    @rule(sender=senders, number=numbers, which=leaves, reason=st.integers(0, 2))
    def give_notice(self, sender: bytes, number: int, which: Leaves, reason: int) -> None:
        notice = (number, which, reason, EVIDENCE)
        reasons = self.model.give_notice(sender, notice)
        if not reasons:
            self.notices.append(notice)
        self.both(sender, "giveNotice", (as_struct(notice),), reasons)

    @rule(sender=senders, pick=st.integers(0, 5), which=leaves, part=st.booleans())
    def reply(self, sender: bytes, pick: int, which: Leaves, part: bool) -> None:
        notice = self.picked(pick)
        chosen = which & notice[1] if part else which
        reasons = self.model.reply(sender, notice, chosen)
        self.both(sender, "recordReply", (as_struct(notice), select(*chosen), REPLY), reasons)

    @rule(
        sender=senders,
        pick=st.integers(0, 5),
        which=leaves,
        part=st.sampled_from([True, True, False]),
        day=days,
        slip=slips,
        close=st.booleans(),
    )
    def decide(self, sender: bytes, pick: int, which: Leaves, part: bool, day: int, slip: int, close: bool) -> None:
        notice = self.picked(pick)
        chosen = which & notice[1] if part else which
        action_no, effective = self.next_action(notice[0], slip), self.model.today + day
        reasons = self.model.decide(sender, notice, chosen, effective, action_no, close=close)
        args = (as_struct(notice), select(*chosen), effective, action_no, close)
        self.both(sender, "decide", args, reasons)

    @rule(number=numbers, index=indexes)
    def inspect(self, number: int, index: int) -> None:
        seen = BASE.certificates.call("inspect", ORGANISATION, SESSION, number, index, KEY)
        batch = self.model.batches.get(number)
        expected = (batch.root, batch.size, batch.kind, batch.anchored) if batch else (bytes(32), 0, 0, 0)
        assert (seen.root, seen.size, seen.kind, seen.anchoredAt) == expected
        assert [read_action(action) for action in seen.actions] == [
            (action.what, action.day, action.time, action.by, action.reason, action.capacity)
            for action in self.model.about(number, index)
        ]
        assert seen.complete
        assert seen.closed is not self.model.open

    def teardown(self) -> None:
        """Every run ends with a look at what it did."""
        for number in (0, 1, 64, 128):
            self.inspect(number, 5)
        totals = BASE.certificates.call("totalsOf", ORGANISATION, SESSION)
        expected = [self.model.total(kind) for kind in (CERTIFICATE, SCORES, CORRECTION)]
        assert list(vars(totals).values()) == expected

    def picked(self, pick: int) -> Notice:
        """One of the notices given, or one that was not."""
        return self.notices[pick] if pick < len(self.notices) else (0, frozenset([5]), 99, EVIDENCE)


def as_struct(notice: Notice) -> tuple[object, ...]:
    number, which, reason, evidence = notice
    return (ORGANISATION, SESSION, number, select(*which), reason, evidence)


def read_action(action: Any) -> tuple[int, int, int, bytes, int, int]:
    by = bytes.fromhex(action.by[2:])
    return (action.what, action.effectiveDay, action.recordedAt, by, action.reason, action.capacity)


def test_any_order_of_operations_agrees_with_the_model() -> None:
    """Bound by the number of steps, not by time."""
    run_state_machine_as_test(CertificateMachine, settings=settings(max_examples=50, stateful_step_count=40))
