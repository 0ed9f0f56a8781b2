"""What every test stands on: no network beyond this machine, no deadline games, real nodes when asked for."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.nodes import Node, run_anvil, run_hardhat

HERE = Path(__file__).resolve().parent
LOOPBACK = ["127.0.0.1", "::1", "localhost"]

# Two shared processors make single examples slow at random; in CI the examples are the same on every run.
settings.register_profile("xcert", deadline=None, print_blob=True)
settings.register_profile("ci", parent=settings.get_profile("xcert"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "xcert")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Take the network from every test: unit tests get no socket at all, the others only loopback."""
    for item in items:
        part = item.path.relative_to(HERE).parts[0]
        closed = pytest.mark.disable_socket if part == "unit" else pytest.mark.allow_hosts(LOOPBACK)
        item.add_marker(closed)


@pytest.fixture(scope="session")
def anvil() -> Iterator[Node]:
    """A real Anvil node, shared by the tests of one worker; `finalized` is its head."""
    with run_anvil() as node:
        yield node


@pytest.fixture(scope="session")
def hardhat() -> Iterator[Node]:
    """A real Hardhat node, shared by the tests of one worker; `finalized` is its head."""
    with run_hardhat() as node:
        yield node


@pytest.fixture(params=["anvil", "hardhat"])
def node(request: pytest.FixtureRequest) -> Node:
    """Both real nodes in turn: a test that takes this runs once on Anvil and once on Hardhat."""
    chosen = request.getfixturevalue(request.param)
    assert isinstance(chosen, Node)
    return chosen


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run in which a test was left out: what was not checked must not look checked."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    left_out = reporter.stats.get("skipped") if reporter else None
    if left_out and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
