"""A fresh registry for every attack that changes the chain, and one that is shared by those that only look."""

import pytest

from tests.integration.attacks.scene import Scene, open_scene


@pytest.fixture
def scene() -> Scene:
    return open_scene()


@pytest.fixture(scope="module")
def shared() -> Scene:
    return open_scene()
