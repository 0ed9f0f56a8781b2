"""Stories of R27 to R29: who marked, who settled, what it adds up to."""

from dataclasses import replace

from assessment.codes import EventCode, Role
from assessment.records import Adjudication, Mark, PartDisposition, Plan, Qualification, ResultKind
from assessment.rules.finding import Outcome
from tests.simulator.registration import BEGIN
from tests.simulator.session import Session
from tests.simulator.shape import Shape
from tests.simulator.stories.changes import (
    DISPUTED,
    by_result,
    commits,
    final_of,
    give_record,
    give_role,
    maxima,
    remark,
    set_part,
    split,
)
from tests.simulator.story import Story

SOMEBODY = 4
REVIEWED = Shape(family="N-AI", level=2)
BOTH = frozenset({28})


def _markers(session: Session, count: int, part: str = "P") -> None:
    final = final_of(session, SOMEBODY, part)
    remark(session, SOMEBODY, part, [final] * count + [None] * (3 - count))


def _two_are_enough(session: Session) -> None:
    session.set_parameters(judgement_markers=2)
    _markers(session, 2)


def _marked_by_a_machine(session: Session) -> None:
    """Without judgement a tenth of the practical is marked twice, and twice is enough."""
    plan = session.step(EventCode.PLAN_FILED)
    (record,) = plan.records
    assert isinstance(record, Plan)
    plan.edit(0, parts=tuple(replace(part, judgement=False) for part in record.parts))
    people = [who for who in range(session.shape.candidates - 1) if who != DISPUTED]
    for who in people:
        final = final_of(session, who, "P")
        remark(session, who, "P", [final, final if who in people[:2] else None, None])


def _sample(session: Session, double: int) -> None:
    """Of the ten who sit the written part `double` are marked twice; one has to be."""
    second = commits(session, "W")[1]
    names = [record.candidate for record in second.records if isinstance(record, Mark)]
    for who in range(session.shape.candidates):
        if session.shape.candidate(who) in names[double:]:
            remark(session, who, "W", [final_of(session, who, "W"), None])
    if not double:
        session.steps = [step for step in session.steps if step is not second and step.opens is not second]


def _late_commit(session: Session, seconds: int) -> None:
    """The last panel member commits `seconds` after the first mark is opened; its own reveal comes later still."""
    last = commits(session, "P")[-1]
    first = next(step for step in session.all(EventCode.SCORE_REVEAL) if step.opens is commits(session, "P")[0])
    own = next(step for step in session.all(EventCode.SCORE_REVEAL) if step.opens is last)
    last.claimed_at = last.recorded_at = first.recorded_at + seconds
    own.delay(600)


def _opens_another(session: Session) -> None:
    reveals = session.all(EventCode.SCORE_REVEAL)
    reveals[-1].opens = reveals[-2].opens


def _never_opened(session: Session) -> None:
    session.steps.remove(session.all(EventCode.SCORE_REVEAL)[-1])


def _stranger_marks(session: Session) -> None:
    commit = commits(session, "P")[0]
    reveal = next(step for step in session.all(EventCode.SCORE_REVEAL) if step.opens is commit)
    commit.actor = reveal.actor = "examiner-1-1"
    commit.records = [replace(one, marker=session.person("examiner-1-1")) for one in commit.records]  # type: ignore[call-arg]


def _for_another(session: Session) -> None:
    commits(session, "P")[1].edit(SOMEBODY, marker=session.person("examiner-1-1"))


def _twice(session: Session) -> None:
    final = final_of(session, SOMEBODY, "P")
    remark(session, SOMEBODY, "P", [final] * 3)
    step = commits(session, "P")[0]
    step.records.append(replace(step.records[SOMEBODY], salt=session.salt()))


def _undisputed(session: Session, *totals: int) -> None:
    remark(session, DISPUTED, "P", totals)
    session.drop(EventCode.ADJUDICATED)


def _other_value(session: Session) -> None:
    session.step(EventCode.ADJUDICATED).edit(0, final=69_00)


def _adjudicator_marked(session: Session) -> None:
    give_role(session, "examiner-0-1", Role.ADJUDICATOR)
    step = session.step(EventCode.ADJUDICATED)
    step.actor = "examiner-0-1"
    step.edit(0, adjudicator=session.person("examiner-0-1"))


def _adjudicated_for_another(session: Session) -> None:
    session.step(EventCode.ADJUDICATED).edit(0, adjudicator=session.person("examiner-1-1"))


def _adjudicated_twice(session: Session) -> None:
    step = session.step(EventCode.ADJUDICATED)
    record = step.records[0]
    assert isinstance(record, Adjudication)
    step.records.append(replace(record, salt=session.salt()))


def _qualified_until(session: Session, seconds: int) -> None:
    until = session.step(EventCode.ADJUDICATED).recorded_at + seconds
    give_record(session, "adjudicator", qualifications=(Qualification("X-BIM", 1, BEGIN, until, senior=True),))


def _scores(session: Session, change: tuple[int, ...]) -> None:
    step = commits(session, "P")[0]
    record = step.records[SOMEBODY]
    assert isinstance(record, Mark)
    scores = split(record.total, maxima(session, "P"))
    step.edit(SOMEBODY, scores=tuple(one + more for one, more in zip(scores, change, strict=True)))


def _one_criterion_less(session: Session) -> None:
    step = commits(session, "P")[0]
    record = step.records[SOMEBODY]
    assert isinstance(record, Mark)
    step.edit(SOMEBODY, scores=(*record.scores[:2], record.scores[2] + record.scores[3]))


def _full_criterion(session: Session) -> None:
    _scores(session, (0, 0, 0, 0))  # the first criteria are full to their maximum


def _final(session: Session, more: int) -> None:
    who = by_result(session, ResultKind.PASS)[0]
    set_part(session, who, "P", final_of(session, who, "P") + more)


def _half_up(session: Session, final: int) -> None:
    who = by_result(session, ResultKind.PASS)[0]
    remark(session, who, "P", [70_00, 70_25, 70_50])
    set_part(session, who, "P", final)


def _score_of_nobody(session: Session) -> None:
    remark(session, SOMEBODY, "P", [None, None, None])


def _disqualified(session: Session) -> None:
    """Marks are kept, and need no recomputing, for somebody who was disqualified."""
    who = by_result(session, ResultKind.FAIL)[0]
    set_part(session, who, "P", 0, PartDisposition.DISQUALIFIED)


STORIES = (
    Story("two markers of a practical", 27, lambda session: _markers(session, 2), "too-few-markers"),
    Story("three markers of a practical", 27, lambda session: _markers(session, 3), outcome=Outcome.PASS),
    Story("two markers where they are enough", 27, _two_are_enough, outcome=Outcome.PASS),
    Story("one marker of a review", 27, lambda session: _markers(session, 1, "R"), "too-few-markers", shape=REVIEWED),
    Story(
        "two markers of a review", 27, lambda session: _markers(session, 2, "R"), outcome=Outcome.PASS, shape=REVIEWED
    ),
    Story("a practical marked by a machine", 27, _marked_by_a_machine, outcome=Outcome.PASS),
    Story("nobody of the sample marked twice", 27, lambda session: _sample(session, 0), "too-few-markers"),
    Story("a tenth of them marked twice", 27, lambda session: _sample(session, 1), outcome=Outcome.PASS),
    Story("marked after a mark was opened", 27, lambda session: _late_commit(session, 1), "marked-after-reveal"),
    Story("marked before a mark was opened", 27, lambda session: _late_commit(session, -1), outcome=Outcome.PASS),
    Story("another commit opened", 27, _opens_another, "reveal-opens-nothing"),
    Story("a commit never opened", 27, _never_opened, "commit-not-revealed"),
    Story("marked by somebody not assigned", 27, _stranger_marks, "marker-not-assigned"),
    Story("signed for another marker", 27, _for_another, "marker-not-signer"),
    Story("marked twice by the same", 27, _twice, "marked-twice"),
    Story("nobody settled it", 28, lambda session: session.drop(EventCode.ADJUDICATED), "not-adjudicated"),
    Story(
        "half a mark over the tolerance",
        28,
        lambda session: _undisputed(session, 65_00, 75_50, 69_50),
        "not-adjudicated",
    ),
    Story(
        "exactly the tolerance",
        28,
        lambda session: _undisputed(session, 65_00, 75_00, 70_00),
        outcome=Outcome.PASS,
    ),
    Story(
        "settled without need",
        28,
        lambda session: remark(session, DISPUTED, "P", [70_00, 70_00, 70_00]),
        "adjudication-needless",
    ),
    Story("another value than was settled", 28, _other_value, "final-differs", entailed=frozenset({29})),
    Story("settled by one of the markers", 28, _adjudicator_marked, "adjudicator-marked"),
    Story("settled in the name of another", 28, _adjudicated_for_another, "adjudicator-not-signer"),
    Story("settled twice", 28, _adjudicated_twice, "adjudicated-twice"),
    Story("no longer qualified", 28, lambda session: _qualified_until(session, 0), "adjudicator-unqualified"),
    Story("qualified to the second", 28, lambda session: _qualified_until(session, 1), outcome=Outcome.PASS),
    Story("criteria do not add up", 29, lambda session: _scores(session, (-50, 0, 0, 0)), "mark-does-not-add-up"),
    Story("criterion above its maximum", 29, lambda session: _scores(session, (50, -50, 0, 0)), "mark-does-not-add-up"),
    Story("criterion at its maximum", 29, _full_criterion, outcome=Outcome.PASS),
    Story("a criterion is missing", 29, _one_criterion_less, "mark-does-not-add-up"),
    Story("half a mark more", 29, lambda session: _final(session, 50), "final-differs", entailed=BOTH),
    Story("half a mark less", 29, lambda session: _final(session, -50), "final-differs", entailed=BOTH),
    Story("a quarter rounded up", 29, lambda session: _half_up(session, 70_50), outcome=Outcome.PASS),
    Story("a quarter rounded down", 29, lambda session: _half_up(session, 70_00), "final-differs", entailed=BOTH),
    Story("a score without marks", 29, _score_of_nobody, "score-without-marks", entailed=frozenset({27})),
    Story("marks of somebody disqualified", 29, _disqualified, outcome=Outcome.PASS),
)
