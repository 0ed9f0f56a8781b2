"""How long a full audit of many sessions takes, from the chain (Anvil) and evidence packages to all reports.

Built first, and not measured: sessions simulated to the last salt (`tests/simulator`), signed by their people, relayed
to the ledger through `recordAll`, certificates signed and anchored; their packages in a folder.

Measured: `xcert audit run` as a process of its own: wall-clock seconds from its start to the written JSON, HTML and
CSV, and the largest resident memory of any of its processes. Then the same audit killed with SIGKILL every few
seconds and begun again until it finishes: its reports must be the same bytes.

Run `python -m scripts.benchmarks.audit --organisations 10 --days 100` on a quiet machine (building takes minutes); it
prints one JSON line.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from chain.http_node import HttpNode
from chain.trust import write_trust
from tests.integration.auditor.relay import BEGIN, Plan, Stage
from tests.nodes import run_anvil
from tests.simulator.days import at, workday
from tests.simulator.package import file_name, package
from tests.simulator.session import Session

FIRST_DAY = date(2026, 2, 2)
REPORTS = ("json", "html", "csv")


@dataclass(frozen=True)
class Spent:
    """Seconds and the largest resident memory (MiB) of one process, and how it ended."""

    seconds: float
    megabytes: float
    status: int


def main() -> None:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--organisations", type=int, default=10)
    parser.add_argument("--days", type=int, default=100)
    parser.add_argument("--candidates", type=int, default=50)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--kill-after", type=float, default=8.0, help="Seconds until the interrupted audit is killed.")
    options = parser.parse_args()
    days = [FIRST_DAY]
    while len(days) < options.days:
        days.append(workday(days[-1], 1))
    plan = Plan(options.organisations, days, candidates=options.candidates, rooms=-(-options.candidates // 25))
    with (
        tempfile.TemporaryDirectory() as place,
        run_anvil("--timestamp", str(at(BEGIN, 8)), "--gas-limit", "200000000", "--prune-history") as node,
    ):
        folder = Path(place)
        began = time.perf_counter()
        stage = build(HttpNode(node.url, seconds=120), plan, folder, node.url)
        built = time.perf_counter() - began
        print(f"built in {built:.0f} s", file=sys.stderr)
        whole = audit(folder, "whole", options.processes)
        kills = interrupted(folder, options.processes, options.kill_after)
        print(json.dumps({
            "sessions": options.organisations * options.days, "candidates": options.candidates,
            "blocks": stage.rpc.height(), "build_seconds": round(built, 1), "audit_seconds": round(whole.seconds, 2),
            "largest_process_mib": round(whole.megabytes), "status": whole.status, "kills": kills,
            "same_bytes_after_kills": same_reports(folder),
        }))  # fmt: skip


def build(node: HttpNode, plan: Plan, folder: Path, url: str) -> Stage:
    """Deploy, play all sessions, write packages, the register and the trust file."""
    stage = Stage(node, plan)
    evidence = folder / "evidence"
    evidence.mkdir()
    stage.play(_packed(stage, evidence))
    (evidence / "register.evidence.jsonl").write_bytes(stage.register_file())
    (folder / "trust.json").write_bytes(write_trust([replace(stage.trusted, rpc=(url,))]))
    return stage


def _packed(stage: Stage, evidence: Path) -> Iterator[Session]:
    for session in stage.sessions():
        (evidence / file_name(session)).write_bytes(package(session))
        yield session


def audit(folder: Path, name: str, processes: int, *, kill_after: float | None = None) -> Spent:
    """Run `xcert audit run` with a work folder called `name`; kill it if it takes longer than `kill_after` seconds."""
    command = [
        sys.executable, "-c", "from xcert.cli import main; main()", "audit", "run", "--trust",
        str(folder / "trust.json"), "--evidence", str(folder / "evidence"), "--work", str(folder / name),
        "--html", str(folder / f"{name}.html"), "--csv", str(folder / f"{name}.csv"),
        "--processes", str(processes), "--json",
    ]  # fmt: skip
    began = time.perf_counter()
    with (folder / f"{name}.json").open("wb") as output:
        process = subprocess.Popen(command, stdout=output)
        if kill_after is not None:
            try:
                process.wait(kill_after)
            except subprocess.TimeoutExpired:
                process.kill()
                return Spent(kill_after, 0, process.wait())
            return Spent(time.perf_counter() - began, 0, process.returncode)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return Spent(time.perf_counter() - began, usage.ru_maxrss / 1024, process.returncode)


def interrupted(folder: Path, processes: int, seconds: float) -> int:
    """Kill the audit after `seconds`, again and again until it finishes; return how often it was killed."""
    kills = 0
    while audit(folder, "killed", processes, kill_after=seconds).status < 0:
        kills += 1
        # However slow the machine is, it ends.
        seconds *= 1.25
    return kills


def same_reports(folder: Path) -> bool:
    """Compare the reports of both audits byte by byte."""
    return all((folder / f"whole.{kind}").read_bytes() == (folder / f"killed.{kind}").read_bytes() for kind in REPORTS)


if __name__ == "__main__":
    main()
