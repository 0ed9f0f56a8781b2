"""What CertificateRegistry should do, said again in Python with sets of leaves, for one organisation in good standing.

Every operation returns the set of reasons for which it must be refused; an empty set means that it was done.
"""

from dataclasses import dataclass, field

from tests.contracts.deployment import (
    ACCREDITOR,
    ADMIN,
    ANCHOR,
    CANCEL,
    CERTIFICATE,
    CORRECTION,
    DAY,
    LIFT,
    REVOKE,
    ROOT,
    SCORES,
    SECOND_ADMIN,
    SUPERSEDE,
    SUSPEND,
)

SUSPENSION = 60 * DAY
REPLY = 14 * DAY
CAPACITIES = {ROOT: 3, ACCREDITOR: 2, ADMIN: 1, SECOND_ADMIN: 1}
FULL_BATCH = 1_024

Reasons = set[str]
Leaves = frozenset[int]
# Number of the batch, leaves, reason, evidence.
Notice = tuple[int, Leaves, int, bytes]


@dataclass(frozen=True)
class Action:
    """An entry of a history."""

    what: int
    leaves: Leaves
    day: int
    time: int
    by: bytes
    capacity: int
    reason: int


@dataclass
class Batch:
    """An anchored batch with its history."""

    kind: int
    size: int
    root: bytes
    anchored: int
    history: list[Action] = field(default_factory=list)


@dataclass
class Case:
    """A case of due process."""

    by: bytes
    given: int
    replied: set[int] = field(default_factory=set)
    closed: bool = False


@dataclass
class CertificateModel:
    """The registry for one session of one organisation; `now` is set before each operation."""

    now: int
    open: bool = True
    batches: dict[int, Batch] = field(default_factory=dict)
    submissions: set[int] = field(default_factory=set)
    cases: dict[Notice, Case] = field(default_factory=dict)

    @property
    def today(self) -> int:
        """The day in UTC."""
        return self.now // DAY

    def total(self, kind: int) -> int:
        """Leaves of a kind."""
        return sum(batch.size for batch in self.batches.values() if batch.kind == kind)

    def about(self, number: int, leaf: int) -> list[Action]:
        """The history of one leaf."""
        history = self.batches[number].history if number in self.batches else []
        return [action for action in history if leaf in action.leaves]

    def anchor(self, sender: bytes, submission: int, kind: int, last_size: int, roots: list[bytes]) -> Reasons:
        """Anchor a submission."""
        reasons = self._may_not_anchor(sender, submission)
        if kind not in (CERTIFICATE, SCORES):
            reasons.add("WrongKind")
        if not 1 <= last_size <= FULL_BATCH:
            reasons.add("WrongSize")
        if not 1 <= len(roots) <= 64:
            reasons.add("WrongRootCount")
        if bytes(32) in roots:
            reasons.add("EmptyRoot")
        if not reasons:
            sizes = [FULL_BATCH] * (len(roots) - 1) + [last_size]
            self.submissions.add(submission)
            for place, (size, root) in enumerate(zip(sizes, roots, strict=True)):
                self.batches[submission * 64 + place] = Batch(kind, size, root, self.now)
        return reasons

    def close(self, sender: bytes) -> Reasons:
        """Close to anchoring."""
        if sender != ROOT:
            return {"NotRootAuthority"}
        if not self.open:
            return {"NotConnected"}
        self.open = False
        return set()

    def record(
        self, sender: bytes, number: int, what: int, leaves: Leaves, day: int, reason: int, action_no: int
    ) -> Reasons:
        """Suspend, lift or cancel."""
        reasons = self._no_say(sender) | self._unfit_day(what, day) | self._unfit(number, leaves, action_no)
        lifter = CAPACITIES.get(sender, 0)
        if what == LIFT and any(self._suspended(number, leaf, lifter) for leaf in leaves):
            reasons.add("SuspendedByHigher")
        if not reasons:
            self._append(number, what, leaves, day, sender, reason)
        return reasons

    def correct(
        self, sender: bytes, submission: int, root: bytes, number: int, leaves: Leaves, action_no: int, day: int
    ) -> Reasons:
        """Anchor a correction."""
        reasons = self._may_not_anchor(sender, submission) | self._unfit(number, leaves, action_no)
        if number in self.batches and self.batches[number].kind == SCORES:
            reasons.add("NotCorrectable")
        if root == bytes(32):
            reasons.add("EmptyRoot")
        if any(self._ended(number, leaf) or self._suspended(number, leaf, 0) for leaf in leaves):
            reasons.add("NotCurrent")
        if not reasons:
            self._append(number, SUPERSEDE, leaves, day, sender, 3, capacity=1)
            self.submissions.add(submission)
            self.batches[submission * 64] = Batch(CORRECTION, len(leaves), root, self.now)
        return reasons

    def give_notice(self, sender: bytes, notice: Notice) -> Reasons:
        """Give notice."""
        number, leaves, _, evidence = notice
        reasons = self._no_say(sender) | self._unfit_leaves(number, leaves)
        if evidence == bytes(32):
            reasons.add("EmptyEvidence")
        if notice in self.cases:
            reasons.add("CaseExists")
        if not reasons:
            self.cases[notice] = Case(sender, self.now)
        return reasons

    def reply(self, sender: bytes, notice: Notice, leaves: Leaves) -> Reasons:
        """Record replies."""
        reasons = self._unfit_case(sender, notice, leaves)
        if not leaves:
            reasons.add("NothingSelected")
        if not reasons:
            self.cases[notice].replied |= leaves
        return reasons

    def decide(
        self, sender: bytes, notice: Notice, leaves: Leaves, day: int, action_no: int, *, close: bool
    ) -> Reasons:
        """Decide a case, for some or for nobody."""
        reasons = self._unfit_case(sender, notice, leaves)
        case = self.cases.get(notice)
        if case is not None:
            reasons |= {"SamePerson"} if case.by == sender else set()
            if self.now < case.given + REPLY and not leaves <= case.replied:
                reasons.add("ReplyWindowOpen")
        dismissal = close and not leaves
        if not dismissal:
            reasons |= self._unfit(notice[0], leaves, action_no)
            reasons |= set() if 0 < day <= self.today + 1 else {"DayInFuture"}
        if reasons or case is None:
            return reasons
        case.closed = close
        if not dismissal:
            self._append(notice[0], REVOKE, leaves, day, sender, notice[2])
        return reasons

    def _append(
        self, number: int, what: int, leaves: Leaves, day: int, by: bytes, reason: int, capacity: int | None = None
    ) -> None:
        rank = CAPACITIES[by] if capacity is None else capacity
        self.batches[number].history.append(Action(what, leaves, day, self.now, by, rank, reason))

    def _ended(self, number: int, leaf: int) -> bool:
        return any(action.what in (REVOKE, CANCEL, SUPERSEDE) for action in self.about(number, leaf))

    def _suspended(self, number: int, leaf: int, floor: int) -> bool:
        for action in reversed(self.about(number, leaf)):
            if action.what == LIFT:
                return False
            if action.what == SUSPEND and action.capacity > floor and self.now < action.time + SUSPENSION:
                return True
        return False

    def _may_not_anchor(self, sender: bytes, submission: int) -> Reasons:
        reasons = set() if sender == ANCHOR else {"NotAnchoringAccount"}
        if not self.open:
            reasons.add("NotConnected")
        if submission in self.submissions:
            reasons.add("SubmissionExists")
        return reasons

    def _no_say(self, sender: bytes) -> Reasons:
        return set() if sender in CAPACITIES else {"NotStatusAuthority"}

    def _unfit_day(self, what: int, day: int) -> Reasons:
        match what:
            case 3:
                return {"NeedsDueProcess"}
            case 5:
                return {"NeedsCorrection"}
            case 4:
                late = {"DayInFuture"} if day > self.today + 3_660 else set()
                return {"DayInPast"} if day < self.today - 1 else late
            case 1 | 2:
                return set() if abs(day - self.today) <= 1 else {"DayNotToday"}
            case _:
                return {"UnknownAction"}

    def _unfit_leaves(self, number: int, leaves: Leaves) -> Reasons:
        if number not in self.batches:
            return {"UnknownBatch"}
        reasons = set() if leaves else {"NothingSelected"}
        if any(leaf >= self.batches[number].size for leaf in leaves):
            reasons.add("BeyondBatch")
        return reasons

    def _unfit(self, number: int, leaves: Leaves, action_no: int) -> Reasons:
        reasons = self._unfit_leaves(number, leaves)
        if number in self.batches and action_no != len(self.batches[number].history):
            reasons.add("WrongActionNumber")
        return reasons

    def _unfit_case(self, sender: bytes, notice: Notice, leaves: Leaves) -> Reasons:
        reasons = self._no_say(sender)
        if notice not in self.cases:
            return reasons | {"UnknownCase"}
        if self.cases[notice].closed:
            reasons.add("CaseClosed")
        if not leaves <= notice[1]:
            reasons.add("OutsideNotice")
        return reasons
