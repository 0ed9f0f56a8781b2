"""The demonstration, run once."""

import subprocess
import sys

import pytest

from tests.integration.demo import Made
from tests.nodes import ROOT


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Run it into a folder where an earlier demonstration left a certificate."""
    folder = tmp_path_factory.mktemp("demo") / "out"
    (folder / "certificates").mkdir(parents=True)
    (folder / "chain.jsonl").touch()
    (folder / "certificates" / "EARLIER.json").touch()
    command = [sys.executable, "-m", "xcert.demo", "--once", "--out", str(folder)]
    return Made(folder, subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT))
