"""A session's head, computed again from its events: a node that leaves one out or changes one misses it (R48)."""

from collections.abc import Iterable

from eth_utils.crypto import keccak

from assessment.codes import EventCode
from assessment.event import Event
from certificate.facts import Kind
from chain.errors import HistoryError
from chain.session_message import MessageDomain, SessionMessage

EMPTY = bytes(32)
"""The head of a session without events."""


def head_of(domain: MessageDomain, session: bytes, events: Iterable[Event]) -> bytes:
    """Return the head that `events`, all of `session` in their order, lead to (docs/assessment.md, section 1).

    Raises `HistoryError` if their numbers do not count up from 0.
    """
    head = EMPTY
    for number, event in enumerate(events):
        if event.number != number:
            raise HistoryError(f"event {number} of session {session.hex()} is missing; read its history again")
        if event.code is EventCode.CERTS_ISSUED:
            continue
        message = SessionMessage(
            session, event.code, event.nonce, event.claimed_at, event.commitment, dict(event.figures)
        )
        digest = domain.digest(message)
        second = event.second or bytes(20)
        head = keccak(head + digest + _word(event.recorded_at) + _account(event.actor) + _account(second))
    return head


def anchored_by(events: Iterable[Event]) -> tuple[int, int]:
    """Return how many certificates, and how many scores, the CERTS_ISSUED among `events` anchored.

    The head takes no CERTS_ISSUED in; these are the ledger's own counts, and the roots stand in the registry.
    """
    issues = [event.issue for event in events if event.issue is not None]
    sums = [sum(issue.size for issue in issues if issue.kind == kind.value) for kind in (Kind.CERTIFICATE, Kind.SCORES)]
    return sums[0], sums[1]


def _word(number: int) -> bytes:
    return number.to_bytes(32, "big")


def _account(account: bytes) -> bytes:
    return bytes(12) + account
