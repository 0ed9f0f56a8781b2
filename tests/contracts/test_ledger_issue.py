"""What is anchored has been decided: in order, in number, and not under a hold."""

import pytest

from tests.contracts.deployment import SCORES, World
from tests.contracts.refusal import refuses
from tests.contracts.sessions import (
    Code,
    Session,
    State,
)

NONCE = b"\x77" * 32


@pytest.fixture
def session(world: World) -> Session:
    """A session whose plan is not filed yet."""
    return Session(world, NONCE)


@pytest.mark.parametrize("state", ["planned", "provisional", "closed"])
def test_nothing_is_anchored_before_the_decision(world: World, session: Session, state: str) -> None:
    if state == "planned":
        session.file()
    else:
        session.publish()
    if state == "closed":
        session.do(Code.CLOSE_NOTICE)
    for kind in (1, SCORES):
        with refuses("AssessmentLedgerWrongState", code=Code.CERTS_ISSUED):
            world.anchor(session=session.id, kind=kind, last_size=1)


def test_nothing_is_anchored_from_nowhere(world: World) -> None:
    with refuses("AssessmentLedgerWrongState", state=State.NONE):
        world.anchor(session=b"\x5e" * 32)


def test_certificates_are_those_granted_and_scores_those_of_the_roster(world: World, session: Session) -> None:
    session.decide(50, 30)
    with refuses("AssessmentLedgerOutOfRange", rule=9, value=31, most=30):
        world.anchor(session=session.id, last_size=31)
    world.anchor(session=session.id, last_size=30)
    with refuses("AssessmentLedgerOutOfRange", rule=9, value=51, most=50):
        world.anchor(session=session.id, submission=1, kind=SCORES, last_size=51)
    world.anchor(session=session.id, submission=1, kind=SCORES, last_size=50)
    assert (session.facts.certificates, session.facts.scores) == (30, 50)


@pytest.mark.parametrize("code", [Code.HOLD, Code.VOID, Code.SESSION_ARCHIVED])
def test_nothing_more_is_anchored_after(world: World, session: Session, code: Code) -> None:
    session.decide()
    world.anchor(session=session.id, last_size=1)
    session.do(Code.BATCH_REPORTED, 1, 1)
    session.do(code)
    with refuses("AssessmentLedgerHeld" if code == Code.HOLD else "AssessmentLedgerWrongState"):
        world.anchor(session=session.id, submission=1, last_size=1)
    assert world.certificates.call("inspect", 1, session.id, 0, 0, bytes(32)).anchoredAt == world.time
