"""The documents that people are sent to exist, and their links lead somewhere."""

import os
import re

import pytest

from tests.architecture.tree import ROOT, files, name

DOCUMENTS = [
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "SECURITY.md",
    "docs/benchmarks.md",
    "docs/format.md",
    "docs/threat-model.md",
    "docs/verdicts.md",
    "hardhat-local.md",
]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_promised_document_is_there_and_says_something(document: str) -> None:
    path = ROOT / document
    assert path.is_file()
    assert len(path.read_text(encoding="utf-8").split()) > 50


def test_decisions_are_recorded() -> None:
    assert list((ROOT / "docs" / "decisions").glob("*.md"))


def test_links_between_files_lead_somewhere() -> None:
    broken = [
        f"{name(path)}: {target}"
        for path in files()
        if path.suffix == ".md"
        for target in LINK.findall(path.read_text(encoding="utf-8"))
        if not re.match(r"[a-z]+:", target) and not (path.parent / target).exists()
    ]
    assert broken == []


@pytest.mark.parametrize("command", ["scripts/demo", "scripts/setup", "scripts/test", "scripts/compile", ".ci/run"])
def test_a_command_can_be_run(command: str) -> None:
    assert os.access(ROOT / command, os.X_OK)
