"""Every custom error has a sentence in NatSpec and a test that provokes it."""

import re
from pathlib import Path

import pytest

from tests.contracts.contract import NAMES as CONTRACTS
from tests.contracts.contract import errors

HERE = Path(__file__).parent
SOURCES = HERE.parents[1] / "contracts" / "src" / "interfaces"
DECLARED = re.compile(r"/// @notice ([^\n]+(?:\n\s*/// [^\n@]+)*)\n\s*error (\w+)\(")
NAMES = sorted(entry["name"] for entry in errors().values())
PROVOKED = "\n".join(path.read_text(encoding="utf-8") for path in sorted(HERE.glob("test_*.py")))
SENTENCES = {
    name: sentence for path in SOURCES.glob("*.sol") for sentence, name in DECLARED.findall(path.read_text("utf-8"))
}


@pytest.mark.parametrize("name", NAMES)
def test_an_error_is_provoked_by_a_test(name: str) -> None:
    assert f'"{name}"' in PROVOKED


@pytest.mark.parametrize("name", NAMES)
def test_an_error_is_explained_in_one_sentence(name: str) -> None:
    assert SENTENCES[name].endswith(".")


def test_errors_are_told_apart() -> None:
    assert len(NAMES) == len(set(NAMES)) >= 70
    assert all(name.startswith(CONTRACTS) for name in NAMES)
