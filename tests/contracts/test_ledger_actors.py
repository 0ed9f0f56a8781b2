"""Rule R4: roles, employers, accreditors, dates and compromised accounts, asked for with every event."""

import pytest

from tests.contracts.deployment import ADMIN, World
from tests.contracts.messages import address_of
from tests.contracts.refusal import refuses
from tests.contracts.sessions import Code, Session, person_of

NONCE = b"\x77" * 32


@pytest.fixture
def session(world: World) -> Session:
    """A filed plan."""
    session = Session(world, NONCE)
    session.file()
    return session


ROLES_OF = [
    (Code.REG_OPENED, "examiner"),
    (Code.REG_OPENED, "supervisor"),
    (Code.REG_OPENED, "officer"),
]


@pytest.mark.parametrize(("code", "by"), ROLES_OF)
def test_a_role_is_needed(session: Session, code: Code, by: str) -> None:
    session.do(Code.PLAN_APPROVED)
    with refuses("PersonnelRegistryWrongRole"):
        session.do(code, by=by)


@pytest.mark.parametrize("by", ["manager", "supervisor", "stranger"])
def test_a_regulators_event_is_the_regulators(session: Session, by: str) -> None:
    with refuses("AssessmentLedgerNotRegulator"):
        session.do(Code.PLAN_APPROVED, by=by)


def test_the_root_authority_is_a_regulator_and_another_accreditor_is_not(world: World, session: Session) -> None:
    world.accredit("addAccreditor", address_of("other accreditor"), world.time, 2**40 - 1)
    with refuses("AssessmentLedgerNotRegulator"):
        session.do(Code.PLAN_APPROVED, by="other accreditor")
    session.do(Code.PLAN_APPROVED, by="root")


def test_an_administration_account_is_no_regulator(world: World, session: Session) -> None:
    world.accredit("setAccount", 1, address_of("boss"), 1, sender=ADMIN)
    with refuses("AssessmentLedgerNotRegulator"):
        session.do(Code.PLAN_APPROVED, by="boss")


def test_an_independent_person_acts_for_its_accreditors_organisations(world: World, session: Session) -> None:
    world.accredit("addAccreditor", address_of("other accreditor"), world.time, 2**40 - 1)
    dates = (world.time, 2**40 - 1)
    world.staff("registerPerson", 2, address_of("foreigner"), 0, 0b10, *dates, bytes(32))
    session.do(Code.PLAN_APPROVED)
    with refuses("AssessmentLedgerOtherAccreditor", accreditor=2):
        session.do(Code.REG_OPENED, by="foreigner")


def test_a_person_whose_time_is_over(world: World, session: Session) -> None:
    session.do(Code.PLAN_APPROVED)
    until = world.time + 10
    world.staff("setPerson", person_of(world, "registrar"), 1, 0b10, world.time, until, bytes(32))
    world.pass_time(10)
    with refuses("PersonnelRegistryPersonOutsideDates", until=until):
        session.do(Code.REG_OPENED)


def test_a_compromised_account(world: World, session: Session) -> None:
    session.do(Code.PLAN_APPROVED)
    world.staff("reportPersonCompromise", address_of("registrar"), world.time)
    with refuses("PersonnelRegistryAccountCompromised", since=world.time):
        session.do(Code.REG_OPENED)


def test_a_new_account_is_no_new_person(world: World, session: Session) -> None:
    session.all((Code.PLAN_APPROVED,), (Code.REG_OPENED,), (Code.REG_CLOSED,))
    used = session.used - 1
    world.staff("replacePersonAccount", person_of(world, "registrar"), address_of("registrar 2"))
    with refuses("PersonnelRegistryPersonOutsideDates"):
        session.do(Code.REG_CLOSED)
    with refuses("AssessmentLedgerNonceUsed", nonce=used):
        session.do(Code.REG_CLOSED, by="registrar 2", nonce=used)
    session.do(Code.REG_CLOSED, by="registrar 2")


def test_two_accounts_of_one_person_are_one_person(world: World, session: Session) -> None:
    session.all((Code.PLAN_APPROVED,), (Code.REG_OPENED,))
    world.staff("replacePersonAccount", person_of(world, "setter"), address_of("setter 2"))
    with refuses("AssessmentLedgerNotSeparate", rule=4):
        session.do(Code.PAPER_SEALED, 0, 1, by="setter 2", second="setter 2")
