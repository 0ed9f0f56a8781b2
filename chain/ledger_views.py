"""What the AssessmentLedger answers, as plain values (IAssessmentLedger)."""

from assessment.codes import EventCode, State
from assessment.parameters import Terms
from chain.artifacts import assessment_ledger
from chain.ledger_values import Participation, PublishedTerms, SessionFacts, SessionHead, Signers
from chain.node import Node
from chain.records import Record
from chain.rpc import LATEST
from chain.session_message import SessionMessage
from chain.session_words import SessionWords, read_actor
from chain.views import Views


class LedgerViews:
    """The ledger at `address`, read from `node` at the block `at`; every question is one `eth_call`.

    Raises `UnreachableError`, or `WrongContractError` if there is no such contract. None stands for what is not there.
    """

    def __init__(self, node: Node, address: bytes, *, at: int | str = LATEST) -> None:
        self._views = Views(node, assessment_ledger(), address, at=at)

    def registries(self) -> tuple[bytes, bytes]:
        """The accreditation registry and the personnel registry that this ledger stands on."""
        answer = self._views.ask("registries")
        return answer.data("accreditation"), answer.data("personnel")

    def session(self, session: bytes) -> SessionFacts | None:
        """Where a session stands."""
        record = self._views.ask("assessmentOf", session).sole()
        state = record.member("state", State)
        if state is State.NONE:
            return None
        return SessionFacts(
            organisation=record.number("organisation"),
            standard_number=record.number("standardNo"),
            level=record.number("level"),
            state=state,
            held=record.flag("held"),
            reported=record.flag("reported"),
            late=record.number("late"),
            waived=record.number("waived"),
            roster_locked_at=record.number("rosterLockedAt") or None,
            scores_locked_at=record.number("scoresLockedAt") or None,
            published_at=record.number("publishedAt") or None,
            decided_at=record.number("decidedAt") or None,
            candidates=record.number("candidates"),
            passed=record.number("passed"),
            granted=record.number("granted"),
            deferred=record.number("deferred"),
            certificates=record.number("certificates"),
            scores=record.number("scores"),
        )

    def words(self, session: bytes) -> SessionWords | None:
        """Everything else that is kept of a session: plan, progress and head, from one question."""
        record = self._views.ask("wordsOf", session).sole()
        if not record.number("status"):
            return None
        numbers = (record.number(name) for name in ("status", "plan", "sitting", "outcome"))
        return SessionWords(record.data("head"), record.data("roster"), *numbers)

    def head(self, session: bytes) -> SessionHead:
        """The head of a session's events and of its roster; zeros for one that nobody planned."""
        words = self.words(session)
        return SessionHead(bytes(32), bytes(32)) if words is None else words.to_head()

    def participation(self, session: bytes, actor: int | bytes) -> Participation:
        """What a person (by number), or a regulator's or candidate's account (20 bytes), did in a session."""
        key = actor if isinstance(actor, int) else int.from_bytes(actor, "big")
        return read_actor(self._views.ask("actorOf", session, key).sole_number())

    def next_state(self, state: State, code: EventCode) -> State | None:
        """The state that follows, or None where the event is refused."""
        following = self._views.ask("next", state.value, code.value).sole_member(State)
        return None if following is State.NONE else following

    def signers(self, code: EventCode) -> Signers:
        """Who signs an event."""
        answer = self._views.ask("signersOf", code.value)
        return Signers(code, answer.number("roles"), answer.flag("two"))

    def digest(self, message: SessionMessage) -> bytes:
        """What is signed, as the contract computes it."""
        return self._views.ask("digestOf", message.words).sole_data()

    def terms(self, number: int) -> PublishedTerms | None:
        """Published terms by number, counted from 1."""
        return _terms(self._views.ask("termsOf", number).sole()) if 0 < number <= self.terms_count() else None

    def terms_for(self, standard: int) -> int | None:
        """The number of the terms that a plan for the standard with this number would keep."""
        return self._views.ask("termsFor", standard).sole_number() or None

    def terms_count(self) -> int:
        """How many terms were published."""
        return self._views.ask("termsCount").sole_number()


def _terms(record: Record) -> PublishedTerms:
    terms = Terms(
        file_lead_days=record.number("fileLeadDays"),
        roster_lead=record.number("rosterLead"),
        seal_lead=record.number("sealLead"),
        unseal_early=record.number("unsealEarly"),
        seal_delay=record.number("sealDelay"),
        score_deadline=record.number("scoreDeadline"),
        notice_days=record.number("noticeDays"),
        report_before_issue=record.flag("reportBeforeIssue"),
    )
    return PublishedTerms(terms, record.data("document"))
