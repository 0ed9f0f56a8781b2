"""What a regulator does about single sessions (E2, E28): approve, hold, release, void, waive, order evidence.

Every act is a message with a record of its reasons behind it, signed by the accreditor or the root authority and sent
by the same account. The signed event with its record is also a file, so that the organisation has the reasons too.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.codes import LATE_RULES, EventCode
from assessment.records import PlanDecision, Reason, Record, record_json
from authority.errors import SessionError
from authority.office import Office
from authority.register import Register, fresh_salt
from certificate.jcs import write_jcs
from chain.ledger_calls import LedgerCalls
from chain.ledger_values import SessionFacts
from chain.session_message import NONCES, SessionMessage, Signed

_LARGEST_CODE = 255


@dataclass(frozen=True, slots=True)
class Act:
    """An act that was recorded: the signed message and the record behind its commitment."""

    signed: Signed
    record: Record

    def to_file(self, office: Office) -> bytes:
        """Write it as a signed-event file (docs/sessions.md, section 4), for the organisation to keep."""
        message = self.signed.message
        return write_jcs(
            {
                "format": "xcert/session-event/v0",
                "chain": office.chain,
                "ledger": f"0x{office.ledger.hex()}",
                "session": f"0x{message.session.hex()}",
                "code": message.code.value,
                "nonce": message.nonce,
                "claimedAt": message.claimed_at,
                "figures": dict(message.figures),
                "records": [record_json(self.record)],
                "first": self.signed.first.hex(),
            }
        )


@dataclass(frozen=True, slots=True)
class Oversight:
    """Acts of `office` about sessions, their records kept in `register`.

    Everything raises `SessionError` for a session that nobody planned, and `RevertedError` for what the ledger refuses.
    """

    office: Office
    register: Register

    def approve(self, session: bytes, reasons: str) -> Act:
        """Approve the plan (E2)."""
        return self._decide(session, EventCode.PLAN_APPROVED, reasons)

    def reject(self, session: bytes, reasons: str) -> Act:
        """Reject the plan (E2); the organisation may file another one for the same session."""
        return self._decide(session, EventCode.PLAN_REJECTED, reasons)

    def hold(self, session: bytes, code: int, text: str) -> Act:
        """Hold the session (E28): nothing goes on, and its certificates are not current."""
        return self._reasoned(session, EventCode.HOLD, code, text)

    def release(self, session: bytes, code: int, text: str) -> Act:
        """End the hold."""
        return self._reasoned(session, EventCode.RELEASE, code, text)

    def void(self, session: bytes, code: int, text: str) -> Act:
        """Declare the session void for ever (E28)."""
        return self._reasoned(session, EventCode.VOID, code, text)

    def order_evidence(self, session: bytes, code: int, text: str) -> Act:
        """Order the organisation to open the session's evidence."""
        return self._reasoned(session, EventCode.EVIDENCE_ORDERED, code, text)

    def waive(self, session: bytes, rule: int, text: str) -> Act:
        """Waive that the deadline of `rule` (8, 19, 20, 25 or 26) was missed; the lateness itself stays on record."""
        facts = self.facts(session)
        if rule not in LATE_RULES:
            raise SessionError(f"R{rule} has no deadline that is waived; name one of {_rules(LATE_RULES)}")
        if not facts.late >> LATE_RULES.index(rule) & 1:
            late = [late for place, late in enumerate(LATE_RULES) if facts.late >> place & 1]
            raise SessionError(f"nothing was late under R{rule} in this session; late were: {_rules(late) or 'none'}")
        record = Reason(rule, text, salt=fresh_salt())
        return self._record(session, EventCode.LATENESS_WAIVED, {"rule": rule}, record)

    def facts(self, session: bytes) -> SessionFacts:
        """Return where a session stands."""
        facts = self.office.sessions.session(session)
        if facts is None:
            raise SessionError(f"no plan of a session {session.hex()} was filed here; check its id and the trust file")
        return facts

    def _decide(self, session: bytes, code: EventCode, reasons: str) -> Act:
        self.facts(session)
        record = PlanDecision(code is EventCode.PLAN_APPROVED, reasons, salt=fresh_salt())
        return self._record(session, code, {}, record)

    def _reasoned(self, session: bytes, code: EventCode, number: int, text: str) -> Act:
        self.facts(session)
        if not 0 < number <= _LARGEST_CODE:
            raise SessionError(f"a reason has a code from 1 to {_LARGEST_CODE}, not {number}")
        return self._record(session, code, {"code": number}, Reason(number, text, salt=fresh_salt()))

    def _record(self, session: bytes, code: EventCode, figures: Mapping[str, int], record: Record) -> Act:
        office = self.office
        used = office.sessions.participation(session, office.signer.address).nonces
        nonce = next((number for number in range(NONCES) if number not in used), None)
        if nonce is None:
            raise SessionError(f"this account signed {NONCES} events of this session, and there is room for no more")
        commitment = self.register.scene.commitment(record, code.value, session)
        message = SessionMessage(session, code, nonce, office.now(), commitment, figures)
        signed = office.domain.sign(message, office.signer)
        call = LedgerCalls(office.ledger).record(signed)
        # Tried before the record is kept: what the ledger refuses leaves nothing behind.
        office.sender.prepare(call)
        self.register.keep(record, code.value, session)
        office.act(call)
        return Act(signed, record)


def _rules(rules: tuple[int, ...] | list[int]) -> str:
    return ", ".join(f"R{rule}" for rule in rules)
