"""docs/sessions.md says what the commands do: every command, every kind of sheet, every rule that refuses."""

import re

import click
import pytest

from assessment.codes import EventCode
from assessment.rules.engine import RULES
from issuer.sessions.fixes import FIXES
from issuer.sessions.kinds import Kind
from issuer.sessions.standing import COMMANDS
from tests.nodes import ROOT
from xcert.issuer_commands import issuer

PAGE = (ROOT / "docs" / "sessions.md").read_text("utf-8")
GROUP = issuer.commands["session"]


def commands() -> list[str]:
    assert isinstance(GROUP, click.Group)
    return sorted(GROUP.commands)


@pytest.mark.parametrize("command", commands())
def test_every_command_is_described(command: str) -> None:
    assert re.search(rf"`{command}\b", PAGE) or re.search(rf", `?{command}\b", PAGE), command


@pytest.mark.parametrize("code", [code for code in EventCode if code is not EventCode.CERTS_ISSUED])
def test_every_event_is_described(code: EventCode) -> None:
    regulators = {EventCode.RELEASE, EventCode.VOID, EventCode.LATENESS_WAIVED, EventCode.EVIDENCE_ORDERED}
    assert code.name in PAGE or code in regulators


def test_every_kind_of_sheet_is_described() -> None:
    assert [kind.value for kind in Kind if f"sheet *{kind.value}*" not in PAGE and kind is not Kind.CHECKIN] == []


def test_the_commands_of_status_exist() -> None:
    assert {name for name in COMMANDS.values() if not name.startswith("(")} <= set(commands())


def test_the_rules_that_refuse_are_those_of_the_page() -> None:
    listed = re.search(r"rule with evidence\**: (R6.*?) are evaluated", PAGE)
    assert listed
    found = set[int]()
    for first, last in re.findall(r"R(\d+)(?: to R(\d+))?", listed[1]):
        found |= set(range(int(first), int(last or first) + 1))
    assert found == set(FIXES)
    assert set(FIXES) <= set(RULES)
