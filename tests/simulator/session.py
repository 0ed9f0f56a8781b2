"""A session in memory: steps that can be edited, and what comes of them: a case, messages, evidence lines."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from typing import Any, TypeVar

from assessment.codes import EventCode
from assessment.event import NO_COMMITMENT, Event, Issue, Place
from assessment.parameters import Parameters
from assessment.records import Decision, Record
from assessment.registry import Person, Registry
from assessment.rules.case import Case, Draw, Issued, Opened, Status
from certificate.bundle import Bundle
from tests.simulator.certificates import BATCH, bundles_of_session, roots_of
from tests.simulator.memory import Memory
from tests.simulator.registration import registry_of
from tests.simulator.sealing import seal
from tests.simulator.shape import Shape

R = TypeVar("R", bound=Record)

LAG = 30
"""Seconds from the claimed time to the ledger's in a clean session."""
RESTS_ON_LATEST = "0" * 64
"""`scores` of a decision that takes the tree head of the latest results; a story may put another one there."""
CERTIFICATES = 1
"""The kind of a submission that holds certificates."""


@dataclass(eq=False)
class Step:
    """One event to be: who signs, when it is said to have happened, when the ledger takes it, with which records.

    `opens` is the SCORE_COMMIT that a SCORE_REVEAL opens; `issued` the certificates of CERTS_ISSUED. `status` other
    than VERIFIED withholds the records from the case.
    """

    code: EventCode
    actor: str
    claimed_at: int
    recorded_at: int
    figures: dict[str, int]
    records: list[Record]
    second: str | None = None
    opens: "Step | None" = None
    issued: list[Issued] = field(default_factory=list)
    status: Status = Status.VERIFIED

    def delay(self, seconds: int) -> None:
        self.claimed_at += seconds
        self.recorded_at += seconds

    def edit(self, place: int, **changes: Any) -> None:
        """Replace members of one record; a decision or a mark keeps its salt."""
        self.records[place] = replace(self.records[place], **changes)


@dataclass(eq=False)
class Session:
    """A session and the world around it, all of which a story may edit before it asks for the case."""

    shape: Shape
    steps: list[Step] = field(default_factory=list)
    registry: Registry = field(init=False)
    elsewhere: Memory = field(default_factory=Memory)
    moment: int = 0
    intact: bool | None = True
    draw: Draw | None = None
    random: Random = field(init=False)

    def __post_init__(self) -> None:
        self.registry = registry_of(self.shape)
        self.random = Random(self.shape.seed)  # noqa: S311 - the same for the same seed is what is wanted

    @property
    def parameters(self) -> Parameters:
        return self.registry.parameters[self.shape.terms]

    def salt(self) -> str:
        return f"{self.random.getrandbits(128):032x}"

    def person(self, name: str) -> int:
        return self.shape.cast[name].number

    def add(
        self,
        code: EventCode,
        actor: str,
        moment: int,
        records: Iterable[Record] = (),
        second: str | None = None,
        **figures: int,
    ) -> Step:
        """Add a step that is claimed at `moment` and recorded a little later."""
        step = Step(code, actor, moment, moment + LAG, figures, list(records), second)
        self.steps.append(step)
        return step

    def all(self, code: EventCode) -> list[Step]:
        return [step for step in self.steps if step.code is code]

    def step(self, code: EventCode, place: int = 0) -> Step:
        return self.all(code)[place]

    def drop(self, code: EventCode) -> None:
        self.steps = [step for step in self.steps if step.code is not code]

    def until(self, code: EventCode) -> None:
        """Leave out everything after the first event of `code`."""
        cut = self.steps.index(self.step(code)) + 1
        self.steps = self.steps[:cut]

    def set_parameters(self, **changes: Any) -> None:
        changed = {self.shape.terms: replace(self.parameters, **changes)}
        self.registry = replace(self.registry, parameters={**self.registry.parameters, **changed})

    def amend(self, member: str, number: int, **changes: Any) -> None:
        """Replace members of one entry of the registry: `amend("sites", 1, standing=...)`."""
        entries = getattr(self.registry, member)
        changed: dict[str, Any] = {member: {**entries, number: replace(entries[number], **changes)}}
        self.registry = replace(self.registry, **changed)

    def amend_person(self, name: str, change: Callable[[Person], Person]) -> None:
        number = self.person(name)
        persons = {**self.registry.persons, number: change(self.registry.persons[number])}
        self.registry = replace(self.registry, persons=persons)

    def ordered(self) -> list[Step]:
        """The steps in the order of the ledger."""
        return sorted(self.steps, key=lambda step: step.recorded_at)

    def numbered(self) -> Iterator[tuple[int, Step, bytes, int]]:
        """Yield (number, step, commitment, nonce) in the order of the ledger, decisions resting on what was locked."""
        commitments: dict[Step, bytes] = {}
        nonces: dict[str, int] = {}
        results = NO_COMMITMENT
        for number, step in enumerate(self.ordered()):
            if step.code is EventCode.DECISION_RECORDED:
                step.records = [_resting(record, results) for record in step.records]
            commitment = commitments[step] = self._commitment(number, step, commitments)
            if step.code in (EventCode.SCORES_LOCKED, EventCode.SCORE_CORRECTED):
                results = commitment
            nonces[step.actor] = nonces.get(step.actor, -1) + 1
            yield number, step, commitment, nonces[step.actor]

    def _commitment(self, number: int, step: Step, commitments: dict[Step, bytes]) -> bytes:
        if step.opens is not None:
            return commitments.get(step.opens, NO_COMMITMENT)
        if not step.records:
            return NO_COMMITMENT
        if self.shape.committed:
            return seal(self.shape, step.code, step.records)
        return hashlib.sha256(self.shape.session + number.to_bytes(4, "big")).digest()

    def certificates(self, step: Step) -> list[Bundle]:
        """Build and sign the certificates of a CERTS_ISSUED step, in the order of their leaves."""
        return bundles_of_session(self.shape, step.issued)

    def case(self) -> Case:
        """Return the facts as an auditor would have them."""
        events, opened, issued = [], {}, {}
        for number, step, commitment, nonce in self.numbered():
            events.append(self._event(number, step, commitment, nonce))
            size = len(step.issued) if step.code is EventCode.CERTS_ISSUED else len(step.records)
            status = step.status if size else Status.VERIFIED
            opened[number] = Opened(status, tuple(step.records) if status is Status.VERIFIED else (), size)
            if step.issued and status is Status.VERIFIED:
                issued[number] = tuple(step.issued)
        return Case(
            session=self.shape.session,
            organisation=self.shape.organisation,
            events=tuple(events),
            opened=opened,
            parameters=self.registry.parameters.get(self.shape.terms),
            standard=self.registry.standards.get(self.shape.standard_number),
            registry=self.registry,
            elsewhere=self.elsewhere,
            moment=self.moment,
            issued=issued,
            intact=self.intact,
            draw=self.draw,
        )

    def _event(self, number: int, step: Step, commitment: bytes, nonce: int) -> Event:
        cast = self.shape.cast
        issue = self.issue_of(step) if step.code is EventCode.CERTS_ISSUED else None
        transaction = hashlib.sha256(b"transaction" + self.shape.session + number.to_bytes(4, "big")).digest()
        return Event(
            number,
            step.code,
            cast[step.actor].account,
            None if step.second is None else cast[step.second].account,
            nonce,
            step.claimed_at,
            step.recorded_at,
            commitment,
            step.figures,
            Place(1_000 + number, transaction, 0),
            issue,
        )

    def issue_of(self, step: Step) -> Issue:
        """What the ledger keeps of a CERTS_ISSUED step."""
        roots = roots_of(self.shape, step.issued)
        last_size = len(step.issued) - (len(roots) - 1) * BATCH
        return Issue(self.all(EventCode.CERTS_ISSUED).index(step), CERTIFICATES, last_size, roots)


def _resting(record: Record, results: bytes) -> Record:
    if isinstance(record, Decision) and record.scores == RESTS_ON_LATEST:
        return replace(record, scores=results.hex())
    return record


def local_date(moment: int) -> date:
    """The date in UTC+8."""
    return date.fromordinal(date(1970, 1, 1).toordinal() + (moment + 8 * 3600) // 86_400)
