"""Publication, appeals, and the end of the notice (E20, E21, E23; rules R33, R34)."""

from collections.abc import Sequence

from assessment.codes import EventCode
from assessment.records import Appeal, AppealDecision, AppealOutcome
from issuer.sessions.conduct import require_candidate
from issuer.sessions.draft import Draft
from issuer.sessions.errors import SessionError
from issuer.sessions.salts import fresh_salt
from issuer.sessions.story import Story
from issuer.sessions.words import clean_text


def publication_draft(*, until: int) -> Draft:
    """Return the public notice of the scores, open until `until` (Unix seconds)."""
    return Draft(EventCode.PROVISIONAL_PUBLISHED, {"until": until})


def appeal_draft(story: Story, *, ticket: str, grounds: str) -> Draft:
    """Return an appeal lodged for the candidate with `ticket`, with the next number; raises `SessionError`."""
    number = len(story.all(EventCode.APPEAL_LODGED)) + 1
    candidate = require_candidate(story, ticket)
    if candidate not in {leaf.candidate for leaf in story.roster}:
        raise SessionError("this candidate is not on the locked roster, and has nothing to appeal against")
    record = Appeal(
        salt=fresh_salt(), number=number, candidate=candidate, grounds=clean_text(grounds, "the grounds of an appeal")
    )
    return Draft(EventCode.APPEAL_LODGED, {"number": number}, (record,))


def ruling_draft(
    story: Story, *, number: int, outcome: AppealOutcome, panel: Sequence[int], affected: Sequence[str], reason: str
) -> Draft:
    """Return the panel's ruling on appeal `number`; `affected` are tickets of others. Raises `SessionError`."""
    appeals = {record.number: record for _, record in story.records(Appeal, EventCode.APPEAL_LODGED)}
    if number not in appeals:
        raise SessionError(f"there is no appeal {number}; {len(appeals)} were lodged")
    if outcome is AppealOutcome.UPHELD_FOR_ALL and not affected:
        raise SessionError("an appeal that is upheld for all names the tickets of the others it concerns (R34)")
    record = AppealDecision(
        salt=fresh_salt(),
        number=number,
        candidate=appeals[number].candidate,
        outcome=outcome,
        panel=tuple(panel),
        affected=tuple(require_candidate(story, ticket) for ticket in affected),
        reason=clean_text(reason, "the reason of a ruling"),
    )
    return Draft(EventCode.APPEAL_DECIDED, {"number": number, "outcome": outcome.value}, (record,))


def open_appeals(story: Story) -> frozenset[str]:
    """Return the pseudonyms of candidates with an appeal that nobody ruled on."""
    decided = {event.figures["number"] for event in story.all(EventCode.APPEAL_DECIDED)}
    appeals = story.records(Appeal, EventCode.APPEAL_LODGED)
    return frozenset(record.candidate for event, record in appeals if event.figures["number"] not in decided)
