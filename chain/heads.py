"""A session's head, computed again from its events: a node that leaves one out or changes one misses it (R48)."""

from collections.abc import Iterable

from eth_utils.crypto import keccak

from assessment.codes import EventCode
from assessment.event import Event, Issue
from chain.errors import HistoryError
from chain.session_message import MessageDomain, SessionMessage

EMPTY = bytes(32)
"""The head of a session without events."""


def head_of(domain: MessageDomain, organisation: int, session: bytes, events: Iterable[Event]) -> bytes:
    """Return the head that `events`, all of `session` in their order, lead to (docs/assessment.md, section 1).

    Raises `HistoryError` if their numbers do not count up from 0.
    """
    head = EMPTY
    for number, event in enumerate(events):
        if event.number != number:
            raise HistoryError(f"event {number} of session {session.hex()} is missing; read its history again")
        digest = _digest(domain, organisation, session, event)
        second = event.second or bytes(20)
        head = keccak(head + digest + _word(event.recorded_at) + _account(event.actor) + _account(second))
    return head


def issue_digest(organisation: int, session: bytes, issue: Issue) -> bytes:
    """Return what the head takes in of a CERTS_ISSUED: keccak256 of the ABI's encoding of the submission."""
    members = (organisation, int.from_bytes(session, "big"), issue.submission, issue.kind, issue.last_size)
    roots = b"".join(issue.roots)
    place_of_roots = 32 * (len(members) + 1)
    words = (*members, place_of_roots, len(issue.roots))
    return keccak(b"".join(_word(word) for word in words) + roots)


def _digest(domain: MessageDomain, organisation: int, session: bytes, event: Event) -> bytes:
    if event.code is EventCode.CERTS_ISSUED:
        if event.issue is None:
            raise HistoryError(f"event {event.number} of session {session.hex()} issues nothing; read it again")
        return issue_digest(organisation, session, event.issue)
    message = SessionMessage(session, event.code, event.nonce, event.claimed_at, event.commitment, dict(event.figures))
    return domain.digest(message)


def _word(number: int) -> bytes:
    return number.to_bytes(32, "big")


def _account(account: bytes) -> bytes:
    return bytes(12) + account
