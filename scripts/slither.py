"""Runs Slither over contracts/src with the pinned compiler and settings; any finding fails.

A finding that is no fault is answered beside the code, where a reviewer sees it:
`// slither-disable-next-line <detector>` under a comment that gives the reason.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.solidity import CONTRACTS, NPM_COMPILER, ROOT, CompileError, source_units, standard_input

SLITHER = ROOT / ".venv-slither" / "bin" / "slither"
# What Slither reads; the order of its own default.
OUTPUTS = ["abi", "metadata", "devdoc", "userdoc", "evm.bytecode", "evm.deployedBytecode"]


def combined_input() -> dict[str, object]:
    """Return one standard JSON input holding every contract and what they import."""
    inputs = [standard_input(unit) for unit in source_units()]
    sources = {name: text for given in inputs for name, text in given["sources"].items()}
    selection = {"*": {"*": OUTPUTS, "": ["ast"]}}
    return {**inputs[0], "sources": sources, "settings": {**inputs[0]["settings"], "outputSelection": selection}}


def main() -> int:
    """Run Slither and return its exit status, which is 0 only without a finding."""
    if not SLITHER.exists():
        print("scripts/slither: Slither is not installed; run: scripts/setup dev node slither", file=sys.stderr)
        return 1
    try:
        given = json.dumps(combined_input())
    except CompileError as exc:
        print(f"scripts/slither: {exc}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "input.json"
        target.write_text(given, encoding="utf-8")
        # Run from contracts/, because the names in the input are paths from there.
        command = [str(SLITHER), str(target), "--solc", str(NPM_COMPILER)]
        command += ["--compile-force-framework", "solc-json"]
        quiet = ["--filter-paths", "@openzeppelin|node_modules", "--disable-color"]
        return subprocess.run([*command, *quiet], cwd=CONTRACTS, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
