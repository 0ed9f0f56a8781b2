"""Stories of R1 to R6: who may act at all."""

from dataclasses import replace
from datetime import date

from assessment.codes import EventCode, Role
from assessment.records import Candidate, Plan, PlanDecision
from assessment.registry import Person, Scope, Span, Standing
from assessment.rules.finding import Outcome
from assessment.timeline import Timeline
from tests.simulator.days import at
from tests.simulator.registration import BEGIN, END
from tests.simulator.session import Session
from tests.simulator.shape import Shape
from tests.simulator.story import Story

# The clean session of the default shape, in local time: filed on 25 March 2026 at 9:00, roster locked on 7 April at
# 10:00, examination on 9 April from 9:00, decided on 21 April at 11:00, certificates at 15:00, each taken by the
# ledger 30 seconds later.
DECIDED = at(date(2026, 4, 21), 11) + 30
ISSUED = at(date(2026, 4, 21), 15) + 30
LOCKED = at(date(2026, 4, 7), 10) + 30
STARTED = at(date(2026, 4, 9), 9) + 30
OTHER_VERSION = "ab" * 32


def _suspended(session: Session) -> None:
    session.amend("organisations", 1, standing=Timeline(((BEGIN, Standing.ACTIVE), (ISSUED, Standing.SUSPENDED))))


def _suspended_a_second_later(session: Session) -> None:
    session.amend("organisations", 1, standing=Timeline(((BEGIN, Standing.ACTIVE), (ISSUED + 1, Standing.SUSPENDED))))


def _ends(session: Session) -> None:
    session.amend("organisations", 1, dates=Timeline(((BEGIN, Span(BEGIN, DECIDED)),)))


def _scope_ends_with(end: int) -> Timeline[Scope]:
    return Timeline(((BEGIN, Scope(1, Span(BEGIN, end))),))


def _scope_over(session: Session) -> None:
    scopes = dict.fromkeys(session.registry.organisations[1].scopes, _scope_ends_with(ISSUED))
    session.amend("organisations", 1, scopes=scopes)


def _scope_until_after(session: Session) -> None:
    scopes = dict.fromkeys(session.registry.organisations[1].scopes, _scope_ends_with(ISSUED + 1))
    session.amend("organisations", 1, scopes=scopes)


def _other_level(session: Session) -> None:
    scopes = session.registry.organisations[1].scopes
    higher = Timeline(((BEGIN, Scope(0b10, Span(BEGIN, END))),))
    session.amend("organisations", 1, scopes=dict.fromkeys(scopes, higher))


def _accreditor_held(session: Session) -> None:
    session.amend("accreditors", 1, held=Timeline(((DECIDED, True),)))


def _accreditor_out_of_scope(session: Session) -> None:
    session.amend("accreditors", 1, scopes={})


def _root_authority_unknown(session: Session) -> None:
    session.registry = replace(session.registry, root_authority=Timeline(((ISSUED, bytes(20)),)))


def _organisation_unknown(session: Session) -> None:
    session.registry = replace(session.registry, organisations={})


def _accreditor_unknown(session: Session) -> None:
    session.registry = replace(session.registry, accreditors={})


def _accreditor_suspended(session: Session) -> None:
    session.amend("accreditors", 1, standing=Timeline(((BEGIN, Standing.ACTIVE), (ISSUED, Standing.SUSPENDED))))


def _accreditor_over(session: Session) -> None:
    session.amend("accreditors", 1, dates=Timeline(((BEGIN, Span(BEGIN, ISSUED)),)))


def _organisation_held(session: Session) -> None:
    session.amend("organisations", 1, held=Timeline(((BEGIN, False), (DECIDED, True))))


def _hold_lifted_in_time(session: Session) -> None:
    session.amend("organisations", 1, held=Timeline(((LOCKED, True), (DECIDED, False))))


def _site_over(session: Session) -> None:
    session.amend("sites", 1, dates=Timeline(((BEGIN, Span(BEGIN, STARTED)),)))


def _site_unknown(session: Session) -> None:
    session.registry = replace(session.registry, sites={})


def _site_withdrawn(session: Session) -> None:
    session.amend("sites", 1, standing=Timeline(((BEGIN, Standing.ACTIVE), (STARTED, Standing.WITHDRAWN))))


def _site_other_family(session: Session) -> None:
    session.amend("sites", 1, scopes={})


def _seats(number: int) -> Timeline[int]:
    return Timeline(((BEGIN, number),))


def _room_overfull(session: Session) -> None:
    session.amend("sites", 1, seats={1: _seats(10)})  # ten sit the first part, eleven the second


def _room_just_full(session: Session) -> None:
    session.amend("sites", 1, seats={1: _seats(11)})


def _room_unfit(session: Session) -> None:
    record = session.registry.sites[1].record
    assert record is not None
    rooms = tuple(replace(room, parts=("W",)) for room in record.rooms)
    session.amend("sites", 1, record=replace(record, rooms=rooms))


def _superseded(session: Session) -> None:
    session.amend("standards", 1, superseded_at=LOCKED)


def _superseded_after(session: Session) -> None:
    session.amend("standards", 1, superseded_at=LOCKED + 1)


def _published_after(session: Session) -> None:
    session.amend("standards", 1, published_at=LOCKED + 1)


def _roster_cites_another(session: Session) -> None:
    session.step(EventCode.ROSTER_LOCKED).edit(3, standard=OTHER_VERSION)


def _plan_cites_another(session: Session) -> None:
    session.step(EventCode.PLAN_FILED).edit(0, standard=OTHER_VERSION)


def _certificate_cites_another(session: Session) -> None:
    step = session.step(EventCode.CERTS_ISSUED)
    step.issued[0] = replace(step.issued[0], version=bytes.fromhex(OTHER_VERSION))


def _role_taken(session: Session) -> None:
    controller = session.step(EventCode.SCORES_LOCKED)
    roles = Timeline(((BEGIN, 1 << Role.SCORE_CONTROLLER.value), (controller.recorded_at, 1 << Role.MANAGER.value)))
    session.amend_person("controller", lambda person: replace(person, roles=roles))


def _dates_over(session: Session) -> None:
    end = session.step(EventCode.SESSION_OPENED).recorded_at
    session.amend_person("lead", lambda person: replace(person, dates=Timeline(((BEGIN, Span(BEGIN, end)),))))


def _compromised(session: Session) -> None:
    since = session.step(EventCode.SCORES_LOCKED).recorded_at
    session.amend_person("controller", lambda person: replace(person, compromised_since=since))


def _compromised_later(session: Session) -> None:
    since = session.step(EventCode.SCORES_LOCKED).recorded_at + 1
    session.amend_person("controller", lambda person: replace(person, compromised_since=since))


def _employed_elsewhere(session: Session) -> None:
    session.amend_person("registrar", lambda person: replace(person, employer=7))


def _account_replaced(session: Session) -> None:
    moment = session.step(EventCode.NOTICE_CLOSED).recorded_at
    stranger = session.shape.cast["candidate"].account
    manager = session.shape.cast["manager"].account
    accounts = Timeline(((BEGIN, manager), (moment, stranger)))
    session.amend_person("manager", lambda person: replace(person, account=accounts))


def _approved_by_a_stranger(session: Session) -> None:
    session.step(EventCode.PLAN_APPROVED).actor = "candidate"


def _approved_by_the_root(session: Session) -> None:
    session.step(EventCode.PLAN_APPROVED).actor = "root"


def _appeal_of_a_candidate(session: Session) -> None:
    session.step(EventCode.APPEAL_LODGED).actor = "candidate"


def _appeal_of_a_stranger(session: Session) -> None:
    roster = session.step(EventCode.ROSTER_LOCKED)
    assert isinstance(roster.records[0], Candidate)
    roster.edit(0, account=None)
    session.step(EventCode.APPEAL_LODGED).actor = "candidate"


def _one_signs_a_seal(session: Session) -> None:
    session.step(EventCode.PAPER_SEALED).second = None


def _the_same_signs_twice(session: Session) -> None:
    session.step(EventCode.PAPER_SEALED).second = "setter-1"


def _cap(session: Session, cap: int) -> None:
    session.elsewhere.locked = 88
    session.amend("organisations", 1, cap=Timeline(((BEGIN, cap),)))


def _qualified_until(session: Session, until: int) -> None:
    """One of the panel; the last part ends at 15:30."""

    def shorten(person: Person) -> Person:
        record = person.record
        assert record is not None
        held = tuple(replace(one, until=until) for one in record.qualifications)
        return replace(person, record=replace(record, qualifications=held))

    session.amend_person("examiner-0-1", shorten)


def _qualified_for_level_two_only(session: Session) -> None:
    number = session.person("adjudicator")
    record = session.registry.persons[number].record
    assert record is not None
    held = tuple(one for one in record.qualifications if one.level == 2)
    session.amend("persons", number, record=replace(record, qualifications=held))


def _unregistered(session: Session) -> None:
    step = session.step(EventCode.STAFF_ASSIGNED)
    place = len(step.records) - 1
    step.edit(place, person=999)


def _refiled_for_another_level(session: Session) -> None:
    """A plan that was rejected counts for nothing but its own scope."""
    plan = session.step(EventCode.PLAN_FILED)
    record = plan.records[0]
    assert isinstance(record, Plan)
    before = at(date(2026, 3, 20), 9)
    first = session.add(EventCode.PLAN_FILED, "manager", before, [replace(record, level=2)], **plan.figures)  # type: ignore[arg-type]
    first.figures["level"] = 2
    rejected = PlanDecision(approved=False, reasons="级别有误", salt=session.salt())
    session.add(EventCode.PLAN_REJECTED, "regulator", before + 3600, [rejected])


END_OF_PARTS = at(date(2026, 4, 9), 15, 30)

STORIES = (
    Story("suspended before the certificates", 1, _suspended, "organisation-not-active"),
    Story("suspended a second after", 1, _suspended_a_second_later, outcome=Outcome.PASS),
    Story("accreditation over at the decision", 1, _ends, "organisation-outside-dates"),
    Story("scope over at the certificates", 1, _scope_over, "organisation-out-of-scope"),
    Story("scope over a second later", 1, _scope_until_after, outcome=Outcome.PASS),
    Story("another level", 1, _other_level, "organisation-out-of-scope"),
    Story("accreditor held", 1, _accreditor_held, "accreditor-held"),
    Story("accreditor out of scope", 1, _accreditor_out_of_scope, "accreditor-out-of-scope"),
    Story("no root authority yet", 1, _root_authority_unknown, "root-authority-unknown"),
    Story("organisation unknown", 1, _organisation_unknown, "organisation-unknown", entailed=frozenset({4})),
    Story("accreditor unknown", 1, _accreditor_unknown, "accreditor-unknown", entailed=frozenset({4})),
    Story("accreditor suspended", 1, _accreditor_suspended, "accreditor-not-active"),
    Story("accreditor's dates over", 1, _accreditor_over, "accreditor-outside-dates"),
    Story("organisation held", 1, _organisation_held, "organisation-held"),
    Story("hold lifted before the decision", 1, _hold_lifted_in_time, outcome=Outcome.PASS),
    Story("a rejected plan within scope", 1, _refiled_for_another_level, outcome=Outcome.PASS),
    Story("site withdrawn", 2, _site_withdrawn, "site-not-active"),
    Story("site's dates over", 2, _site_over, "site-outside-dates"),
    Story("site unknown", 2, _site_unknown, "site-unknown", clouded=frozenset({18, 46})),
    Story("site out of scope", 2, _site_other_family, "site-out-of-scope"),
    Story("one more than seats", 2, _room_overfull, "room-overfull"),
    Story("as many as seats", 2, _room_just_full, outcome=Outcome.PASS),
    Story("room not fit for the practical part", 2, _room_unfit, "room-unfit-for-part"),
    Story("superseded at the lock", 3, _superseded, "standard-not-in-force"),
    Story("superseded a second after the lock", 3, _superseded_after, outcome=Outcome.PASS),
    Story("published after the lock", 3, _published_after, "standard-not-in-force"),
    Story("roster cites another version", 3, _roster_cites_another, "other-version-in-roster"),
    Story("plan cites another version", 3, _plan_cites_another, "other-version-in-plan"),
    Story("certificate cites another version", 3, _certificate_cites_another, "other-version-on-certificate"),
    Story("role taken away", 4, _role_taken, "signer-without-role"),
    Story("dates over", 4, _dates_over, "signer-outside-dates"),
    Story("key compromised at that second", 4, _compromised, "signer-compromised"),
    Story("key compromised a second later", 4, _compromised_later, outcome=Outcome.PASS),
    Story("employed by another organisation", 4, _employed_elsewhere, "signer-of-another-organisation"),
    Story("signed with the old account", 4, _account_replaced, "signer-unknown"),
    Story("approved by a stranger", 4, _approved_by_a_stranger, "signer-unknown"),
    Story("approved by the root authority", 4, _approved_by_the_root, outcome=Outcome.PASS),
    Story("appeal of a candidate on the roster", 4, _appeal_of_a_candidate, outcome=Outcome.PASS),
    Story("appeal of an account that is not on the roster", 4, _appeal_of_a_stranger, "signer-unknown"),
    Story("seal with one signature", 4, _one_signs_a_seal, "second-signer-missing", entailed=frozenset({19})),
    Story("seal signed twice by one", 4, _the_same_signs_twice, "one-person-signed-twice", entailed=frozenset({19})),
    Story("one more than the cap", 5, lambda session: _cap(session, 99), "volume-cap-exceeded"),
    Story("as many as the cap", 5, lambda session: _cap(session, 100), outcome=Outcome.PASS),
    Story("no cap", 5, lambda session: _cap(session, 0), outcome=Outcome.PASS),
    Story(
        "qualification ends during the examination",
        6,
        lambda session: _qualified_until(session, END_OF_PARTS - 1),
        "examiner-unqualified",
    ),
    Story(
        "qualification ends with the examination",
        6,
        lambda session: _qualified_until(session, END_OF_PARTS),
        outcome=Outcome.PASS,
    ),
    Story(
        "adjudicator of another level",
        6,
        _qualified_for_level_two_only,
        "examiner-unqualified",
        entailed=frozenset({28}),
    ),
    Story("person not in the register", 6, _unregistered, "person-unregistered", entailed=frozenset({14})),
    Story(
        "two rooms, one overfull",
        2,
        lambda session: session.amend("sites", 1, seats={1: _seats(30), 2: _seats(8)}),
        "room-overfull",
        shape=Shape(candidates=20, rooms=2),
    ),
)
