"""What a real chain is sent: the messages that actors sign, in order, with the submissions between them."""

from collections.abc import Iterator
from dataclasses import dataclass

from assessment.codes import EventCode
from assessment.figures import pack_figures
from certificate.bundle import Bundle
from tests.simulator.cast import Actor
from tests.simulator.session import Session, Step


@dataclass(frozen=True)
class Message:
    """One `SessionEvent` of docs/assessment.md, section 6, before signing, and when a block should take it."""

    session: bytes
    code: EventCode
    nonce: int
    claimed_at: int
    recorded_at: int
    commitment: bytes
    figures: int
    actor: Actor
    second: Actor | None


@dataclass(frozen=True)
class Submission:
    """The certificates of one CERTS_ISSUED, which the certificate registry is sent; roots of 1,024 leaves each."""

    session: bytes
    recorded_at: int
    roots: tuple[bytes, ...]
    last_size: int
    bundles: tuple[Bundle, ...]


def messages(session: Session) -> Iterator[Message | Submission]:
    """Yield everything that is sent, in the order of the ledger; the shape must be `committed` (and `signed`)."""
    if not session.shape.committed:
        raise ValueError("only a shape with committed=True has commitments that can be opened")
    for _, step, commitment, nonce in session.numbered():
        if step.code is EventCode.CERTS_ISSUED:
            yield _submission(session, step)
        else:
            yield _message(session, step, commitment, nonce)


def _message(session: Session, step: Step, commitment: bytes, nonce: int) -> Message:
    cast = session.shape.cast
    return Message(
        session.shape.session,
        step.code,
        nonce,
        step.claimed_at,
        step.recorded_at,
        commitment,
        pack_figures(step.code, step.figures),
        cast[step.actor],
        None if step.second is None else cast[step.second],
    )


def _submission(session: Session, step: Step) -> Submission:
    issue = session.issue_of(step)
    bundles = tuple(session.certificates(step)) if session.shape.signed else ()
    return Submission(session.shape.session, step.recorded_at, issue.roots, issue.last_size, bundles)
