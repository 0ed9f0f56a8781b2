"""What this workspace's other sessions say, for the rules that look beyond one (R10, R15, R16, R31, R36).

Other organisations' sessions are not known here; the auditor sees all of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select

from assessment.codes import EventCode, Role
from assessment.records import Assignment, Candidate, Mark, PartDisposition, Plan, PlanPart, Result, Unsealing
from assessment.rules.case import Panel, Sitting, Status
from certificate.checks import family_id, local_day
from certificate.standard import CHINA_OFFSET
from issuer.database import reading
from issuer.drafting import holding_of
from issuer.roster import Enrolment
from issuer.schema import CANDIDATE, SUBMISSION
from issuer.sessions.people import People
from issuer.sessions.store import Assessment, SessionStore
from issuer.sessions.story import R, Story, read_story

_MINUTE = 60
_ENDED = (EventCode.SESSION_CANCELLED, EventCode.VOID)


@dataclass
class Workspaces:
    """The sessions of `store` other than `asking`; `key` is the workspace's secret for holdings.

    `people` is None where the platform secret is not there: nothing is known of certificates then.
    """

    store: SessionStore
    asking: Assessment
    people: People | None
    key: bytes

    @cached_property
    def _others(self) -> list[Story]:
        others = (one for one in self.store.all() if one.row != self.asking.row)
        return [story for story in (read_story(self.store, one) for one in others) if not story.all(*_ENDED)]

    def candidates_locked(self, organisation: int, since: int, until: int) -> int:  # noqa: ARG002 -- all are its own
        """Count the candidates locked in (since, until] in other sessions."""
        locked = (event for story in self._others for event in story.all(EventCode.ROSTER_LOCKED))
        return sum(event.figures["n"] for event in locked if since < event.recorded_at <= until)

    def sittings_of_candidate(self, candidate: str) -> tuple[Sitting, ...]:
        """Tell where else this pseudonym sits."""
        found = []
        for story in self._others:
            due = {part for leaf in _known(story, Candidate) if leaf.candidate == candidate for part in leaf.due}
            found += [_sitting(story, part, "CANDIDATE") for part in _parts(story) if part.part in due]
        return tuple(found)

    def sittings_of_person(self, person: int) -> tuple[Sitting, ...]:
        """Tell where else this person is assigned."""
        found = []
        for story in self._others:
            planned = {part.part: part for part in _parts(story)}
            own = [entry for entry in _assigned(story) if entry.person == person and entry.part in planned]
            found += [_sitting(story, planned[entry.part], entry.role.name) for entry in own]
        return tuple(found)

    def panels(self, organisation: int, site: int, before: int) -> tuple[Panel, ...]:  # noqa: ARG002 -- all are its own
        """List earlier panels at the site, latest first."""
        found = []
        for story in self._others:
            starts = [part.start for part in _parts(story)]
            examiners = frozenset(entry.person for entry in _assigned(story) if entry.role is Role.EXAMINER)
            if starts and story.assessment.site == site and min(starts) < before and examiners:
                family = family_id(story.standard.family)
                found.append(Panel(story.assessment.session, family, min(starts), examiners))
        return tuple(sorted(found, key=lambda panel: -panel.start))

    def unsealed(self, content: str) -> tuple[bytes, ...]:
        """List the other sessions that unsealed a paper with this content hash."""
        return tuple(
            story.assessment.session
            for story in self._others
            if any(record.content == content for record in _known(story, Unsealing))
        )

    def numbers(self, number: str) -> tuple[bytes, ...]:
        """List none: the database gives every number out once."""
        del number
        return ()

    def live_certificates(self, candidate: str, family: bytes, level: int, by: int) -> tuple[str, ...]:
        """List the numbers of this person's live certificates of the family and level, dated up to the day of `by`.

        It goes by the workspace's holdings.
        """
        person = None if self.people is None else self.people.persons([candidate]).get(candidate)
        code = next((code for code in self._families if family_id(code) == family), None)
        if person is None or code is None:
            return ()
        holding = holding_of(Enrolment(person.document, code, level), self.key)
        query = (
            select(CANDIDATE.c.number)
            .join_from(CANDIDATE, SUBMISSION)
            .where(CANDIDATE.c.holding == holding, SUBMISSION.c.session_id != self.asking.row)
            .where(SUBMISSION.c.issued <= local_day(by, CHINA_OFFSET))
        )
        with reading(self.store.engine) as connection:
            return tuple(str(number) for number in connection.scalars(query))

    @property
    def _families(self) -> set[str]:
        with reading(self.store.engine) as connection:
            return set(connection.scalars(select(CANDIDATE.c.family).distinct()))

    def locked_score(self, session: bytes, candidate: str, part: str) -> tuple[int, int, int] | None:
        """Return (score, locked at, level) of a part scored in another session of the same family."""
        family = read_story(self.store, self.asking).standard.family
        for story in self._others:
            event = story.last(EventCode.SCORES_LOCKED, EventCode.SCORE_CORRECTED)
            if story.assessment.session != session or event is None or story.standard.family != family:
                continue
            for result in _of(story, Result, event.number):
                scores = {
                    entry.part: entry.score for entry in result.parts if entry.disposition is PartDisposition.SCORE
                }
                if result.candidate == candidate and part in scores:
                    return scores[part], event.recorded_at, story.assessment.level
        return None

    def passes(self, family: bytes, level: int, organisation: int | None, since: int, until: int) -> tuple[int, int]:
        """Count (passes, candidates) of the other sessions locked in that time."""
        del organisation
        counted = [
            event.figures
            for story in self._others
            for event in story.all(EventCode.SCORES_LOCKED)
            if (family_id(story.standard.family), story.assessment.level) == (family, level)
            and since < event.recorded_at <= until
        ]
        return sum(figures["passed"] for figures in counted), sum(figures["n"] for figures in counted)

    def marked(self, organisation: int, family: bytes, since: int, until: int) -> Mapping[int, int]:
        """Count the candidates that each person marked, the asking session included."""
        del organisation
        stories = (read_story(self.store, self.asking), *self._others)
        own = (story for story in stories if family_id(story.standard.family) == family)
        markers = dict[int, set[tuple[bytes, str]]]()
        for story in own:
            for mark in _marks_between(story, since, until):
                markers.setdefault(mark.marker, set()).add((story.assessment.session, mark.candidate))
        return {marker: len(candidates) for marker, candidates in markers.items()}


def _marks_between(story: Story, since: int, until: int) -> Iterator[Mark]:
    for event in story.all(EventCode.SCORE_COMMIT):
        if since < event.recorded_at <= until:
            yield from _of(story, Mark, event.number)


def _of(story: Story, kind: type[R], number: int) -> Iterator[R]:
    """Yield the records of one event as far as they are here."""
    opened = story.opened.get(number)
    if opened is not None and opened.status is Status.VERIFIED:
        yield from (record for record in opened.records if isinstance(record, kind))


def _known(story: Story, kind: type[R]) -> Iterator[R]:
    for event in story.events:
        yield from _of(story, kind, event.number)


def _parts(story: Story) -> tuple[PlanPart, ...]:
    plans = list(_known(story, Plan))
    return plans[-1].parts if plans else ()


def _assigned(story: Story) -> list[Assignment]:
    event = story.last(EventCode.STAFF_ASSIGNED)
    return [] if event is None else list(_of(story, Assignment, event.number))


def _sitting(story: Story, part: PlanPart, role: str) -> Sitting:
    end = part.start + part.minutes * _MINUTE
    return Sitting(story.assessment.session, part.part, part.start, end, story.assessment.site, role)
