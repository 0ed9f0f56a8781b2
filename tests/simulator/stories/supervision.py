"""Stories of R18: somebody from outside looks on."""

from dataclasses import replace

from assessment.codes import EventCode, Role
from assessment.records import Checklist
from assessment.registry import Person
from assessment.rules.finding import Outcome
from assessment.timeline import Timeline
from tests.simulator.session import Session
from tests.simulator.story import Story


def _came_after_the_papers(session: Session) -> None:
    step, opened = session.step(EventCode.SUPERVISOR_CHECKIN), session.step(EventCode.PAPER_UNSEALED)
    step.recorded_at = opened.recorded_at + 1


def _left_before_the_seal(session: Session) -> None:
    step, sealed = session.step(EventCode.SUPERVISOR_CHECKOUT), session.step(EventCode.RESPONSES_SEALED)
    step.recorded_at = sealed.recorded_at - 1


def _only_the_insider_stayed(session: Session) -> None:
    """A supervisor from outside leaves at noon; one of the organisation's own stays to the end."""
    session.amend_person("manager", lambda person: replace(person, roles=_also_supervisor(person)))
    for code in (EventCode.SUPERVISOR_CHECKIN, EventCode.SUPERVISOR_CHECKOUT):
        step = session.step(code)
        record = step.records[0]
        assert isinstance(record, Checklist)
        own = replace(record, person=session.person("manager"), salt=session.salt())
        session.add(code, "manager", step.claimed_at + 60, [own])
    _left_before_the_seal(session)


def _also_supervisor(person: Person) -> Timeline[int]:
    (start, mask), *_ = person.roles.changes
    return Timeline(((start, mask | 1 << Role.SUPERVISOR.value),))


def _still_there(session: Session) -> None:
    session.drop(EventCode.SUPERVISOR_CHECKOUT)
    session.until(EventCode.RESPONSES_SEALED)


def _employs_supervisor(session: Session, employer: int) -> None:
    session.amend_person("supervisor", lambda person: replace(person, employer=employer))


def _site_owned_by_the_supervisors(session: Session) -> None:
    """Both the supervisor and the site belong to organisation 9; R4 refuses such a signature already."""
    _employs_supervisor(session, 9)


def _checklist_of_another(session: Session) -> None:
    session.step(EventCode.SUPERVISOR_CHECKOUT).edit(0, person=session.person("lead"))


def _checklist(session: Session, *, done: bool) -> None:
    step = session.step(EventCode.SUPERVISOR_CHECKIN)
    record = step.records[0]
    assert isinstance(record, Checklist)
    items = tuple(replace(item, done=done) for item in record.items)
    step.edit(0, items=items if not done else ())


STORIES = (
    Story("supervisor came after the papers", 18, _came_after_the_papers, "no-supervisor-before-papers"),
    Story("supervisor left before the seal", 18, _left_before_the_seal, "no-supervisor-after-seal"),
    Story("only the insider stayed", 18, _only_the_insider_stayed, "no-supervisor-after-seal"),
    Story("supervisor still there", 18, _still_there, outcome=Outcome.PASS),
    Story("supervisor of the organisation", 18, lambda one: _employs_supervisor(one, 1), "supervisor-not-external"),
    Story(
        "supervisor of the site's owner",
        18,
        _site_owned_by_the_supervisors,
        "supervisor-of-the-site",
        entailed=frozenset({4}),
    ),
    Story("something left undone", 18, lambda session: _checklist(session, done=False), "checklist-incomplete"),
    Story("a checklist in another's name", 18, _checklist_of_another, "checklist-of-another"),
    Story("an empty checklist", 18, lambda session: _checklist(session, done=True), "checklist-incomplete"),
)
