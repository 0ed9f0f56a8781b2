"""Terms: published by the root authority, kept by the sessions that began under them."""

import pytest

from tests.contracts.deployment import ACCREDITOR, ANCHOR, DAY, World
from tests.contracts.refusal import refuses
from tests.contracts.sessions import Code, Session

NONCE = b"\x77" * 32
HOUR = 3_600
DEFAULTS = (5, DAY, HOUR, 1_800, 2 * HOUR, 3 * DAY, 5, False, b"\x0d" * 32)
"""The default terms of docs/assessment.md, section 4."""
R8, R19, R20, R25, R26 = (1 << bit for bit in range(5))


@pytest.fixture
def session(world: World) -> Session:
    """A session whose plan is not filed yet, under the default terms."""
    world.assess("publishTerms", DEFAULTS, sender=world.root)
    world.assess("setTerms", 0, 2, sender=world.root)
    return Session(world, NONCE)


def prepared(session: Session) -> int:
    """File, approve and open in time; return the planned start."""
    start = session.world.time + 6 * DAY
    session.file(start=start)
    session.all((Code.PLAN_APPROVED,), (Code.REG_OPENED,))
    return start


def opened(session: Session) -> int:
    """Bring it to IN_PROGRESS half an hour before the start, all in time; return the start."""
    start = prepared(session)
    session.all(
        (Code.ROSTER_LOCKED, 50), (Code.PAPER_SEALED, 0, 1), (Code.PAPER_SEALED, 1, 2), (Code.STAFF_ASSIGNED, 1)
    )
    session.do(Code.COI_DECLARED)
    session.world.machine.time = start - 1_800
    session.do(Code.SESSION_OPENED)
    return start


def test_terms_are_published_once_and_kept(world: World, session: Session) -> None:
    assert tuple(vars(world.ledger.call("termsOf", 2)).values()) == DEFAULTS
    assert world.ledger.call("termsCount") == 2
    session.file(start=world.time + 5 * DAY)
    world.assess("setTerms", 0, 1, sender=world.root)
    assert world.ledger.call("termsFor", 1) == 1
    # The session goes on under what was in force when it was filed.
    session.all((Code.PLAN_APPROVED,), (Code.REG_OPENED,))
    world.pass_time(5 * DAY)
    session.do(Code.ROSTER_LOCKED, 50)
    assert session.facts.late == R8


def test_a_standard_may_have_terms_of_its_own(world: World, session: Session) -> None:
    world.assess("setTerms", 1, 1, sender=world.root)
    assert (world.ledger.call("termsFor", 1), world.ledger.call("termsFor", 2)) == (1, 2)
    session.file(start=world.time)
    world.assess("setTerms", 1, 0, sender=world.root)
    assert world.ledger.call("termsFor", 1) == 2


def test_there_are_no_such_terms(world: World) -> None:
    with refuses("AssessmentLedgerUnknownTerms", termsNo=2):
        world.assess("setTerms", 1, 2, sender=world.root)
    world.assess("setTerms", 0, 0, sender=world.root)
    with refuses("AssessmentLedgerNoTerms", standardNo=1):
        Session(world, NONCE).file()


@pytest.mark.parametrize("sender", [ACCREDITOR, ANCHOR])
def test_terms_are_the_root_authoritys(world: World, sender: bytes) -> None:
    with refuses("AssessmentLedgerNotRootAuthority"):
        world.assess("publishTerms", DEFAULTS, sender=sender)
    with refuses("AssessmentLedgerNotRootAuthority"):
        world.assess("setTerms", 0, 1, sender=sender)
