"""docs/issuing.md says what the code does: settings, states, reasons."""

import json
import re
from typing import Any

from issuer.journal import State
from issuer.reasons import StatusReason
from issuer.settings import write_settings
from issuer.workspace import DATABASE_FILE, SETTINGS_FILE
from tests.nodes import ROOT
from tests.unit.issuer.test_workspace import FULL

TEXT = (ROOT / "docs" / "issuing.md").read_text(encoding="utf-8")


def rows(title: str) -> list[list[str]]:
    """The cells of the first table after `title`, without its head."""
    after = TEXT[TEXT.index(title) :]
    found = re.search(r"(?:^\|.*\n)+", after, re.MULTILINE)
    assert found is not None
    return [[cell.strip() for cell in line.strip("|\n").split("|")] for line in found[0].splitlines()[2:]]


def test_every_setting_is_explained() -> None:
    members: dict[str, Any] = json.loads(write_settings(FULL))
    assert {row[0].strip("`") for row in rows("Settings:")} == set(members)


def test_every_state_is_explained_in_order() -> None:
    assert [row[0] for row in rows("## 4. The journal")] == [state.name for state in State]


def test_every_reason_stands_there_as_in_the_code() -> None:
    expected = [
        [
            str(entry.code),
            entry.english,
            ", ".join(sorted(action.name.lower() for action in entry.actions)),
            entry.chinese,
        ]
        for entry in StatusReason
    ]
    assert rows("Reason codes") == expected


def test_the_files_are_named() -> None:
    assert {SETTINGS_FILE, DATABASE_FILE} <= {row[0].strip("`") for row in rows("## 1. The workspace")}
