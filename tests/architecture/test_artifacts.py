"""The committed contracts are small enough for any chain and made with the pinned compiler and settings."""

import json
from typing import Any

import pytest

from scripts.solidity import ARTIFACTS, SETTINGS, pinned_version

# The EVM's limit is 24,576 bytes; design.md keeps a margin for consortium chains.
LARGEST_CODE = 18 * 1024


@pytest.fixture(params=["AccreditationRegistry", "CertificateRegistry"])
def artifact(request: pytest.FixtureRequest) -> dict[str, Any]:
    loaded = json.loads((ARTIFACTS / f"{request.param}.json").read_bytes())
    assert isinstance(loaded, dict)
    return loaded


def test_a_contract_is_not_too_large(artifact: dict[str, Any]) -> None:
    assert 0 < (len(artifact["deployedBytecode"]) - 2) // 2 <= LARGEST_CODE


def test_an_artifact_names_its_compiler_and_settings(artifact: dict[str, Any]) -> None:
    assert artifact["compiler"].split("+")[0] == pinned_version()
    assert artifact["settings"] == SETTINGS


def test_immutables_lie_in_the_code(artifact: dict[str, Any]) -> None:
    size = (len(artifact["deployedBytecode"]) - 2) // 2
    places = [(place["start"], place["length"]) for place in artifact["immutableReferences"]]
    assert places == sorted(places)
    assert all(length == 32 and start + length <= size for start, length in places)
