"""The web application in this process, judging by the scene that a test sets."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from tests.scenes import CONFIG, Scene, reader_of, trusted
from verifier.app import create_app
from verifier.config import VerifierConfig


@pytest.fixture
def visit() -> Callable[..., FlaskClient]:
    """Return a client of a verifier for one scene."""

    def client(scene: Scene, config: VerifierConfig = CONFIG) -> FlaskClient:
        config = replace(config, networks=(trusted(scene.network),))
        return create_app(config, reader_of(scene), lambda: scene.now).test_client()

    return client
