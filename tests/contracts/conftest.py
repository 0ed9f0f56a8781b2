"""A furnished world for every test; deployed once and wound back."""

from functools import cache

import pytest

from tests.contracts.deployment import World, deploy, furnish
from tests.contracts.machine import Snapshot


@cache
def _built() -> tuple[World, Snapshot]:
    world = furnish(deploy())
    return world, world.machine.snapshot


@pytest.fixture
def world() -> World:
    """Both registries, one accreditor, one organisation with accounts, scope and key, one standard."""
    built, snapshot = _built()
    built.machine.restore(snapshot)
    return built
