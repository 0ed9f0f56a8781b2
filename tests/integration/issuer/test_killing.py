"""A kill at any moment: never two anchors, never a release before the anchor, and the next run finishes the work."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.integration.issuer.house import PREFIX
from tests.nodes import ROOT

PROGRAM = "tests.integration.issuer.killing"
FILES = [f"{PREFIX}261{serial:06}.json" for serial in (1, 2, 3)]
KILLED = -9
MOMENTS = {
    "before a commit",
    "after a commit",
    "before a transaction is handed in",
    "after a transaction is handed in",
    "before a file is put in its place",
    "after a file is put in its place",
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    base = tmp_path_factory.mktemp("killing")
    command = [sys.executable, "-m", PROGRAM, str(base), "1"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-3_000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_every_kind_of_moment_is_met(report: dict[str, Any]) -> None:
    assert set(report["moments"]) == MOMENTS
    assert report["whole"]["files"] == FILES


def test_every_child_was_killed_and_the_last_one_finished(report: dict[str, Any]) -> None:
    for outcome in report["outcomes"]:
        first, second, last = outcome["statuses"]
        assert first == KILLED, outcome["moment"]
        assert second in {KILLED, 0}, outcome["moment"]
        assert last == 0, outcome["moment"]


def test_nothing_is_released_before_it_is_anchored(report: dict[str, Any]) -> None:
    for outcome in report["outcomes"]:
        killed = outcome["killed"]
        assert all(killed["anchored"]), outcome["moment"]
        assert not killed["files"] or killed["anchors"] == 1, outcome["moment"]


def test_nothing_is_ever_anchored_twice(report: dict[str, Any]) -> None:
    assert [outcome["end"]["anchors"] for outcome in report["outcomes"]] == [1] * len(report["moments"])


def test_everybody_has_a_certificate_in_the_end_and_no_number_is_lost(report: dict[str, Any]) -> None:
    for outcome in report["outcomes"]:
        assert outcome["end"]["files"] == FILES, outcome["moment"]
        assert all(outcome["end"]["anchored"]), outcome["moment"]
