"""The table of docs/assessment.md, section 3, as the page writes it, against what the contract answers."""

import re
from functools import cache
from pathlib import Path

import pytest

from tests.contracts.deployment import World
from tests.contracts.sessions import REGULATOR_CODES, SIGNERS, WIDTHS, Code, State

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "assessment.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\d+) \| (\w+) \| [^|]+ \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]*)\|$", re.MULTILINE)
ROWS = {int(found[1]): found for found in ROW.finditer(PAGE)}
ROLE_BIT = {name: int(bit) for name, bit in re.findall(r"^\| ([A-Z_]+) \| (\d+) \|", PAGE, re.MULTILINE)}


def states_in(text: str) -> list[State]:
    """Read "A, B; C" or "A to B"; a range leaves REJECTED out, as the page says."""
    span = re.match(r"(\w+) to (\w+)", text)
    if span:
        between = range(State[span[1]], State[span[2]] + 1)
        return [State(number) for number in between if number != State.REJECTED]
    if text.startswith(("held", "any")):
        return []
    return [State[name] for name in re.findall(r"[A-Z_]{3,}", text)]


@cache
def expected() -> dict[tuple[int, int], int]:
    """Every (state, code) that the page lets through, and the state after it."""
    found: dict[tuple[int, int], int] = {}
    for code, row in ROWS.items():
        sources, targets = row[4].split(";"), row[5].split(";")
        for place, part in enumerate(sources):
            target = targets[min(place, len(targets) - 1)].split("(")[0].strip()
            for state in states_in(part.strip()):
                found[state, code] = state if target == "=" else State.__members__.get(target, State.NONE)
    for state in (State.DECIDED, State.ISSUED, State.REPORTED):
        found[state, Code.BATCH_REPORTED] = State.REPORTED if state == State.ISSUED else state
    running = [state for state in State if State.FILED <= state <= State.REPORTED and state != State.REJECTED]
    found |= {(state, Code.RELEASE): state for state in running}
    return found


def test_the_page_has_every_event() -> None:
    assert list(ROWS) == list(range(1, 40))
    assert len(expected()) == 131


@pytest.mark.parametrize("code", [*range(42), 255])
def test_every_state_and_event(world: World, code: int) -> None:
    answers = {state: world.ledger.call("next", state, code) for state in (*State, 18, 255)}
    assert answers == {state: expected().get((state, code), State.NONE) for state in answers}


@pytest.mark.parametrize("code", ROWS)
def test_who_signs(world: World, code: int) -> None:
    row = ROWS[code]
    answer = world.ledger.call("signersOf", code)
    who = row[3]
    if "bits 0 to 10" in who:
        roles = 2**11 - 1
    else:
        # A candidate comes in by lodgeAppeal, and nobody signs an issue.
        names = set(re.findall(r"[A-Z_]{3,}", who + row[6])) - {"CANDIDATE"}
        roles = sum(1 << ROLE_BIT[name] for name in names)
    assert (answer.roles, answer.two) == (roles, row[6].startswith("yes"))


def test_the_tests_know_the_regulators_events() -> None:
    only = {code for code, row in ROWS.items() if row[3].strip().startswith("REGULATOR")}
    assert only == REGULATOR_CODES
    assert set(SIGNERS) >= REGULATOR_CODES


def test_the_tests_know_the_figures() -> None:
    assert {code for code, widths in WIDTHS.items() if sum(widths) > 256} == set()
