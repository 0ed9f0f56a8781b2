"""The registries' events come to the registry that they tell of."""

from dataclasses import replace

import pytest

from assessment.commitment import Binding
from assessment.package import Register, open_register
from assessment.registry import Standing
from auditor.happening_rows import read_values, write_values
from auditor.registers import HOLD_SECONDS, Registers
from chain.records import Record
from tests.simulator.clean import clean_session
from tests.simulator.package import register
from tests.simulator.registration import BEGIN
from tests.simulator.session import Session
from tests.simulator.shape import Shape
from tests.unit.auditor.world import hold, told


@pytest.fixture
def session() -> Session:
    return clean_session(Shape(signed=True, committed=True))


def folded(session: Session, *more: tuple[int, str, dict[str, object]]) -> Registers:
    registers = Registers()
    for one in told(session):
        registers.take(one.name, read_values(write_values(one.values)), one.time)
    for time, name, values in more:
        registers.take(name, Record(values), time)
    return registers


def test_what_was_told_is_what_was_there(session: Session) -> None:
    registers = folded(session)
    binding = Binding(session.shape.chain, session.shape.ledger)
    opened = open_register(register(session).splitlines(keepends=True), binding, registers.commitments)
    assert opened.faults == ()
    expected, found = session.registry, registers.registry(opened)
    assert found.root_authority == expected.root_authority
    assert found.persons == expected.persons
    assert found.sites == expected.sites
    assert found.standards == expected.standards
    assert found.parameters == expected.parameters
    assert found.default_terms == expected.default_terms
    assert {
        number: replace(one, held=expected.organisations[number].held) for number, one in found.organisations.items()
    } == (expected.organisations)


def test_nothing_opened_leaves_records_unknown(session: Session) -> None:
    found = folded(session).registry(Register())
    assert {person.record for person in found.persons.values()} == {None}
    assert found.parameters == {}


@pytest.mark.parametrize(
    ("event", "table", "standing"),
    [
        ("OrganisationStandingChanged", "organisations", Standing.SUSPENDED),
        ("AccreditorStandingChanged", "accreditors", Standing.WITHDRAWN),
        ("SiteStandingChanged", "sites", Standing.SUSPENDED),
    ],
)
def test_a_standing_counts_from_its_moment(session: Session, event: str, table: str, standing: Standing) -> None:
    key = event.removesuffix("StandingChanged").lower()
    change: dict[str, object] = {key: 1, "standing": standing.value, "reason": 1}
    line = getattr(folded(session, (BEGIN + 50, event, change)).registry(Register()), table)[1].standing
    assert (line.at(BEGIN + 49), line.at(BEGIN + 50)) == (Standing.ACTIVE, standing)


@pytest.mark.parametrize(("lifted", "end"), [(None, HOLD_SECONDS), (500, 500), (HOLD_SECONDS + 9, HOLD_SECONDS)])
def test_a_hold_ends_when_lifted_or_lapsed(session: Session, lifted: int | None, end: int) -> None:
    placed = BEGIN + 1_000
    events = hold(1, placed, None if lifted is None else placed + lifted)
    line = folded(session, *events).registry(Register()).organisations[1].held
    assert [line.at(placed - 1), line.at(placed), line.at(placed + end - 1), line.at(placed + end)] == [
        None, True, True, False,
    ]  # fmt: skip


def test_the_earliest_compromise_counts(session: Session) -> None:
    def compromise(since: int) -> tuple[int, str, dict[str, object]]:
        return BEGIN + 9, "PersonCompromised", {"person": 3, "account": bytes(20), "since": since, "by": bytes(20)}

    found = folded(session, compromise(900), compromise(700), compromise(800)).registry(Register())
    assert found.persons[3].compromised_since == 700


def test_what_says_nothing_about_standing_is_left_aside(session: Session) -> None:
    assert folded(session, (BEGIN, "KeyRegistered", {"organisation": 1})).registry(Register()) == folded(
        session
    ).registry(Register())
