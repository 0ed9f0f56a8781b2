"""What can be written to the AssessmentLedger, as calls for anybody to send: who acted stands in the signatures.

Terms are the root authority's to send (IAssessmentLedger; docs/assessment.md, sections 4 and 6).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.codes import EventCode
from chain.artifacts import assessment_ledger
from chain.calls import Call
from chain.ledger_values import PublishedTerms
from chain.records import Value
from chain.session_message import Signed

LARGEST_BATCH = 64
"""Events in one `recordAll`."""


@dataclass(frozen=True, slots=True)
class RosterLeaf:
    """A candidate's place in the locked roster: index from 0, digest of the record, path to the tree head."""

    index: int
    digest: bytes
    path: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class LedgerCalls:
    """Calls to the ledger at `address` (20 bytes); values out of their type's range raise `ValueError`."""

    address: bytes

    def file_plan(self, organisation: int, nonce: bytes, plan: Signed) -> Call:
        """File the plan that opens the session of `organisation` and `nonce` (32 bytes), or again after a rejection.

        Raises `ValueError` if the message is no plan.
        """
        if plan.message.code is not EventCode.PLAN_FILED:
            raise ValueError(f"a session is opened by its plan, not by {plan.message.code.name}")
        arguments = (organisation, nonce, plan.message.words, _halves(plan.first))
        return self._call("filePlan", *arguments, says=f"file the plan of session {_name(plan)}")

    def record(self, event: Signed) -> Call:
        """Record one event."""
        arguments = (event.message.words, _halves(event.first), _halves(event.second))
        says = f"record {event.message.code.name} in session {_name(event)}"
        return self._call("record", *arguments, says=says)

    def record_all(self, events: Sequence[Signed]) -> Call:
        """Record 1 to 64 events, of any sessions, in this order: all or none; raises `ValueError` for more."""
        if not 1 <= len(events) <= LARGEST_BATCH:
            raise ValueError(f"one transaction records 1 to {LARGEST_BATCH} events, not {len(events)}")
        messages = [event.message.words for event in events]
        firsts, seconds = [_halves(event.first) for event in events], [_halves(event.second) for event in events]
        return self._call("recordAll", messages, firsts, seconds, says=f"record {len(events)} events")

    def lodge_appeal(self, appeal: Signed, leaf: RosterLeaf) -> Call:
        """Record a candidate's own appeal, who proves to stand in the locked roster."""
        arguments = (appeal.message.words, _halves(appeal.first), (leaf.index, leaf.digest, list(leaf.path)))
        return self._call("lodgeAppeal", *arguments, says=f"lodge an appeal in session {_name(appeal)}")

    def publish_terms(self, published: PublishedTerms) -> Call:
        """Publish terms; their number is in the receipt's `TermsPublished`."""
        terms = published.terms
        values = (
            terms.file_lead_days,
            terms.roster_lead,
            terms.seal_lead,
            terms.unseal_early,
            terms.seal_delay,
            terms.score_deadline,
            terms.notice_days,
            terms.report_before_issue,
            published.document,
        )
        return self._call("publishTerms", values, says="publish terms of assessments")

    def set_terms(self, standard: int, terms: int) -> Call:
        """Let new sessions of the standard with number `standard` (0 = all others) keep these terms."""
        says = f"set terms {terms} for {f'standard {standard}' if standard else 'every standard'}"
        return self._call("setTerms", standard, terms, says=says)

    def _call(self, name: str, *arguments: Value, says: str) -> Call:
        return Call(self.address, assessment_ledger().interface.functions[name].call(*arguments), says)


def _halves(signature: bytes) -> tuple[bytes, bytes]:
    return signature[:32], signature[32:]


def _name(signed: Signed) -> str:
    return signed.message.session.hex()
