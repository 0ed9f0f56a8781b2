"""Stories of R40 to R47: what a person should look at, and what lies just below."""

# ruff: noqa: ARG002 - the arguments are the protocol's

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assessment.codes import EventCode
from assessment.records import Mark, Reason, ResultKind, SiteRecord
from assessment.rules.finding import Outcome
from tests.simulator.memory import Memory
from tests.simulator.registration import COLLEGE
from tests.simulator.session import Session
from tests.simulator.shape import Shape
from tests.simulator.stories.changes import (
    by_result,
    commits,
    correct,
    edit_of,
    eligibility,
    final_of,
    give_record,
    remark,
)
from tests.simulator.story import Story

THIRTY = Shape(candidates=30, eventful=False)
TWENTY = Shape(candidates=20, eventful=False)
HEAP = Shape(candidates=50, rooms=2, eventful=False)
FIFTY = Shape(candidates=50, rooms=2)


@dataclass
class Own(Memory):
    """A memory in which the organisation's own sessions are told from everybody's."""

    own: tuple[int, int] = (0, 0)

    def passes(self, family: bytes, level: int, organisation: int | None, since: int, until: int) -> tuple[int, int]:
        return self.base if organisation is None else self.own


def _base(session: Session, passes: int, candidates: int) -> None:
    session.elsewhere.base = (passes, candidates)


def _own(session: Session, passes: int, candidates: int) -> None:
    members = {name: getattr(session.elsewhere, name) for name in Memory.__dataclass_fields__}
    everybody = (83_000 + passes, 100_000 + candidates)
    session.elsewhere = Own(**members | {"base": everybody}, own=(passes, candidates))


def _heaped(session: Session, above: int, below: int = 0) -> None:
    """Written marks: so many at the pass mark, so many a mark and a half below, everybody else far above.

    Below are some who fail for the practical part anyway, so that decisions stay as they were.
    """
    people = range(session.shape.candidates)
    failing = [who for who in people if final_of(session, who, "P") < 60_00]
    low = failing[:below]
    high = [who for who in people if who not in low][:above]
    for who in people:
        total = 58_50 if who in low else 60_00 if who in high else 80_00
        remark(session, who, "W", [total, total])


def _vectors(session: Session, vector: Callable[[int, int], tuple[int, ...]]) -> None:
    """Give every candidate of the practical part the marks `vector(place, marker)`, without changing who passed."""
    for marker, step in enumerate(commits(session, "P")):
        for who, record in enumerate(list(step.records)):
            assert isinstance(record, Mark)
            scores = vector(who, marker)
            step.edit(who, scores=scores, total=sum(scores))
    for who in range(session.shape.candidates):
        totals = [step.records[who].total for step in commits(session, "P")]  # type: ignore[attr-defined]
        remark_only_result(session, who, totals)


def remark_only_result(session: Session, who: int, totals: Sequence[int]) -> None:
    vectors = [step.records[who] for step in commits(session, "P")]
    remark(session, who, "P", totals)
    for step, record in zip(commits(session, "P"), vectors, strict=True):
        step.records[who] = record


def _agreeing(session: Session, count: int) -> None:
    """The first `count` candidates have the same marks from all three, everybody another set."""

    def vector(who: int, marker: int) -> tuple[int, ...]:
        more = 50 if who >= count and marker == 0 else 0
        return (20_00 + more, 20_00 - more, 18_00 + 10 * who, 15_00)

    _vectors(session, vector)


def _repeating(session: Session, count: int) -> None:
    """The first marker gives the first `count` candidates one and the same; the others never agree."""

    def vector(who: int, marker: int) -> tuple[int, ...]:
        if who < count and marker == 0:
            return (20_00, 20_00, 18_00, 15_00)
        return (20_00 + 10 * who, 20_00 - 10 * marker - 10, 17_00, 16_00)

    _vectors(session, vector)


def _speed(session: Session, more: int) -> None:
    """Public numbers of a commit that leave exactly three minutes for each candidate, and `more` candidates."""
    step = commits(session, "P")[0]
    reveal = next(one for one in session.all(EventCode.SCORE_REVEAL) if one.opens is step)
    begun = session.step(EventCode.PART_STARTED, 1).claimed_at
    step.recorded_at = begun + 180 * 400
    step.claimed_at = step.recorded_at - 30
    step.figures["n"] = reveal.figures["n"] = 400 + more


def _late(session: Session, codes: Sequence[EventCode], lag: int) -> None:
    for code in codes:
        step = session.step(code)
        step.claimed_at = step.recorded_at - lag


ONLINE = (EventCode.PLAN_FILED, EventCode.REG_OPENED, EventCode.NOTICE_CLOSED)
ON_SITE = (EventCode.SUPERVISOR_CHECKOUT, EventCode.RESPONSES_SEALED, EventCode.INCIDENT_CLOSED)


def _after_a_hold(session: Session, last: int) -> None:
    """Registration is decided and closed during a hold, and recorded when it is over; `last` is when that was."""
    decided, closed = session.step(EventCode.ELIGIBILITY_DECIDED), session.step(EventCode.REG_CLOSED)
    locked = session.step(EventCode.ROSTER_LOCKED)
    begun = session.step(EventCode.REG_OPENED).recorded_at + 3600
    release = decided.recorded_at - 600
    for code, moment in ((EventCode.HOLD, begun), (EventCode.RELEASE, release)):
        step = session.add(code, "regulator", moment - 30, [Reason(1, "核查", salt=session.salt())])
        step.figures = {"code": 1}
    for place, step in enumerate((decided, closed, locked)):
        step.claimed_at = begun + place
    closed.recorded_at = decided.recorded_at
    locked.recorded_at = release + last


def _passes_by_error(session: Session) -> None:
    who = by_result(session, ResultKind.FAIL)[0]
    remark(session, who, "W", [80_00, 80_00])
    remark(session, who, "P", [59_50, 59_50, 59_50])
    correct(session, {who: 60_00}, ground=2)


def _more_by_error(session: Session) -> None:
    who = by_result(session, ResultKind.PASS)[0]
    correct(session, {who: final_of(session, who, "P") + 50}, ground=2)


def _own_pupils(session: Session, count: int, *, external: bool = False) -> None:
    site = session.registry.sites[session.shape.site].record
    assert isinstance(site, SiteRecord)
    owner = session.shape.organisation
    session.amend("sites", session.shape.site, record=replace(site, owner=owner))
    for who in range(session.shape.candidates):
        assert eligibility(session, who).trained_by in (0, COLLEGE)
        edit_of(session, EventCode.ELIGIBILITY_DECIDED, who, trained_by=owner if who < count else 0)
    if not external:
        give_record(session, "examiner-0-0", trains=(owner,))


def _nobody_owns(session: Session) -> None:
    _own_pupils(session, 12)
    site = session.registry.sites[session.shape.site].record
    assert isinstance(site, SiteRecord)
    session.amend("sites", session.shape.site, record=replace(site, owner=0))


def _concentrated(session: Session, marked: int, elsewhere: int = 96) -> None:
    """Three levels with `elsewhere` candidates each, and twelve here: 300 in all."""
    session.elsewhere.base = (elsewhere * 83 // 100, elsewhere)
    session.elsewhere.marks = {session.person("examiner-0-1"): marked, session.person("examiner-0-2"): 10}


def _flag(name: str, rule: int, change: Callable[[Session], None], fact: str = "", shape: Shape | None = None) -> Story:
    outcome = Outcome.FLAG if fact else Outcome.PASS
    return Story(name, rule, change, fact, outcome, shape=shape or Shape())


STORIES = (
    _flag("far more pass than elsewhere", 40, lambda session: _base(session, 100, 1000), "pass-rate-high", THIRTY),
    _flag("far fewer pass than elsewhere", 40, lambda session: _base(session, 9_990, 10_000), "pass-rate-low", THIRTY),
    _flag(
        "a session of twenty-nine", 40, lambda session: _base(session, 100, 1000), "", replace(THIRTY, candidates=29)
    ),
    _flag("a base of twenty-nine", 40, lambda session: _base(session, 0, 29), "", THIRTY),
    _flag("a base of thirty", 40, lambda session: _base(session, 0, 30), "pass-rate-high", THIRTY),
    _flag("an organisation where all pass", 40, lambda session: _own(session, 300, 300), "pass-rate-high"),
    _flag("an organisation where many pass", 40, lambda session: _own(session, 285, 300)),
    _flag("twenty at the pass mark", 41, lambda session: _heaped(session, 20), "scores-heaped", HEAP),
    _flag("nineteen at the pass mark", 41, lambda session: _heaped(session, 19), "", HEAP),
    _flag("eighteen above and two below", 41, lambda session: _heaped(session, 18, 2), "scores-heaped", HEAP),
    _flag("seventeen above and three below", 41, lambda session: _heaped(session, 17, 3), "", HEAP),
    _flag("nineteen of twenty agree exactly", 42, lambda session: _agreeing(session, 19), "", TWENTY),
    _flag("all of twenty agree exactly", 42, lambda session: _agreeing(session, 20), "marks-agree-exactly", TWENTY),
    _flag("all of nineteen agree", 42, lambda session: _agreeing(session, 19), "", replace(TWENTY, candidates=19)),
    _flag("six of twenty the same", 42, lambda session: _repeating(session, 6), "", TWENTY),
    _flag("seven of twenty the same", 42, lambda session: _repeating(session, 7), "marks-repeated", TWENTY),
    _flag("three minutes each", 43, lambda session: _speed(session, 0)),
    _flag("less than three minutes each", 43, lambda session: _speed(session, 1), "marked-too-fast"),
    _flag("three steps written up", 44, lambda session: _late(session, ONLINE, 601), "recorded-late"),
    _flag("three steps within ten minutes", 44, lambda session: _late(session, ONLINE, 600)),
    _flag("two steps written up", 44, lambda session: _late(session, ONLINE[1:], 86_401)),
    _flag("ten minutes after a hold", 44, lambda session: _after_a_hold(session, 600)),
    _flag("three steps on site within a day", 44, lambda session: _late(session, ON_SITE, 86_400)),
    _flag("three steps on site a day late", 44, lambda session: _late(session, ON_SITE, 86_401), "recorded-late"),
    _flag("one of twelve corrected to a pass", 45, _passes_by_error, "corrected-upwards"),
    _flag("one of fifty corrected to a pass", 45, _passes_by_error, "", FIFTY),
    _flag("corrected without consequence", 45, _more_by_error),
    _flag("all its own pupils", 46, lambda session: _own_pupils(session, 12), "own-pupils"),
    _flag("all its own pupils, examined from outside", 46, lambda session: _own_pupils(session, 12, external=True)),
    _flag("nine of ten its own", 46, lambda session: _own_pupils(session, 9), "", Shape(candidates=10)),
    _flag("nobody owns the site", 46, _nobody_owns),
    _flag("two fifths by one", 47, lambda session: _concentrated(session, 120)),
    _flag("more than two fifths by one", 47, lambda session: _concentrated(session, 121), "marking-concentrated"),
    _flag("too few to say", 47, lambda session: _concentrated(session, 180, 62)),
)
