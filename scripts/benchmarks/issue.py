"""How many certificates per second xcert issues, beside PyPI cert-issuer in the same run.

Measured: wall-clock seconds of `issuer.issuing.issue()` with worker processes, from the bytes of a roster (CSV) to
finished JSON files: checking the roster, applying the pass rule, drafting, signing, Merkle trees, the journal on disk,
anchoring on the embedded chain, reading the chain back, parsing and judging every certificate, writing. The roster is
`roster-log-3300.csv` with every mark raised to a pass, repeated with other people until there are enough, so that as
many certificates come out as rows went in.

Not measured, as for the peer: starting Python, importing, making the input, starting workers; besides that, opening
keys (whose derivation is slow on purpose) and deploying the registries.

Run `python -m scripts.benchmarks.issue --certificates 3300` on a quiet machine; it prints one JSON line. The ratio is
that of the medians of the rounds, first ours, then the peer's. `cpuMs` is the processor time of one certificate in
milliseconds, of this process and its workers together: neighbours on the machine move it less than the seconds.
Nothing is deleted before the end: ext4 looks at every inode that was freed in the last half minute before it makes a
file, which costs ten times the file.
"""

import argparse
import csv
import io
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path

from authority import Admission, Office, admit, deploy_registries, publish_standards, register_key
from certificate.catalogue import standards_from_catalogue
from certificate.profile import Profile
from certificate.standard import Standard
from chain.accounts import KeyAccount
from chain.embedded import EMBEDDED_CHAIN, EmbeddedChain
from chain.faucet import fund
from chain.finality import Instant
from issuer.asking import accreditation_request, key_request
from issuer.desk import Desk
from issuer.intake import RosterFile
from issuer.issuing import issue
from issuer.keys import KeyName
from issuer.network import IssuerNetwork
from issuer.outputs import Outputs
from issuer.passphrase import Passphrase
from issuer.progress import Step
from issuer.settings import Settings
from issuer.workers import InProcess, Processes, Workers
from issuer.workspace import create_workspace, enter_organisation, open_workspace
from scripts.benchmarks.peer_cert_issuer import DEFAULT_CACHE, measure, prepare_environment
from xcert.demo.rehearsal import Rehearsal, number_of, open_terms, rehearse

GENESIS = 1_781_000_000
YEARS = 20 * 365 * 86_400
PROFILE = Profile("did:web:bench.example", "基准测试评价组织", "https://bench.example")
FAMILY = "X-LOG"
WARMING = 64
"""Certificates that are issued before the rounds."""
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""Of ISO 7064, MOD 11-2, as identity numbers use it."""


class Phases:
    """Notes how long each step of issuing took, in seconds."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._step = ""
        self._since = 0.0

    def begin(self, step: Step, total: int) -> None:  # noqa: ARG002 -- issuer.progress.Progress
        """End the step before and begin `step`."""
        self.end()
        self._step, self._since = step.name.lower(), time.perf_counter()

    def advance(self, parts: int) -> None:
        """Note nothing: only whole steps are timed."""

    def end(self) -> None:
        """End the last step."""
        if self._step:
            spent = time.perf_counter() - self._since
            self.seconds[self._step] = round(self.seconds.get(self._step, 0.0) + spent, 3)


def roster_of(certificates: int) -> bytes:
    """Make a roster of so many candidates who all pass, each another person."""
    source = files("xcert").joinpath("data", "rosters", "roster-log-3300.csv").read_text(encoding="utf-8-sig")
    header, *rows = csv.reader(io.StringIO(source))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    for number in range(certificates):
        row = list(rows[number % len(rows)])
        row[2], row[5], row[6], row[7] = identity_number(number), "78", "85", f"B{number:08}"
        writer.writerow(row)
    return text.getvalue().encode("utf-8")


def identity_number(number: int) -> str:
    """Make an identity number of a region that does not exist."""
    born = date(1970, 1, 1) + timedelta(days=number % 10_000)
    digits = f"990101{born:%Y%m%d}{number // 10_000:03}"
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True))
    return digits + "10X98765432"[total % 11]


def ask(_: str) -> Passphrase:
    """Give the passphrase of the keys made here."""
    return Passphrase("worth nothing and gone in a moment")


@contextmanager
def desk_in(
    folder: Path, workers: Workers, phases: Phases, *, certificates: int
) -> Iterator[tuple[Desk, dict[str, Standard], bytes]]:
    """Make a chain, an accredited organisation with a workspace on disk, and a decided session for `certificates`."""
    node = EmbeddedChain(GENESIS, path=folder / "chain.jsonl")
    root, accreditor = KeyAccount.create(), KeyAccount.create()
    fund(node, root.address)
    fund(node, accreditor.address)
    deployment, trusted = deploy_registries(node, root, finality=Instant(), maximum_head_age=YEARS)
    levels = {FAMILY: 0b111}
    Office.open(node, root, trusted).add_accreditor(accreditor.address, levels, start=GENESIS, end=GENESIS + YEARS)
    office = Office.open(node, accreditor, trusted)
    standards = standards_from_catalogue(files("xcert").joinpath("data", "catalogue.json").read_bytes())
    publish_standards(office, [standards[FAMILY]])
    settings = Settings(
        profile=PROFILE,
        network=f"eip155:{EMBEDDED_CHAIN}:{deployment.registry.hex()}",
        trust_file="trust.json",
        verifier="https://verify.example",
        number_prefix="S000099000001",
    )
    public = create_workspace(folder / "workspace", settings, ask, work=2)
    fund(node, public.anchoring)
    admission = Admission(1, levels, GENESIS, GENESIS + YEARS)
    enter_organisation(folder / "workspace", admit(office, accreditation_request(settings, public), admission))
    open_terms(Office.open(node, root, trusted).sender, trusted.ledger)
    rehearsal = Rehearsal(number_of(office, standards[FAMILY]), 2, certificates)
    session = rehearse(office, 1, rehearsal, family=FAMILY)
    with open_workspace(folder / "workspace") as workspace:
        network = IssuerNetwork(trusted, [node])
        signer = workspace.keys.signer(ask)
        register_key(office, key_request(workspace, network, signer))
        account = workspace.keys.account(KeyName.ANCHORING, ask)
        clock = lambda: datetime.fromtimestamp(node.time, UTC)  # noqa: E731 -- the chain's own time
        yield Desk(workspace, network, signer, account, clock, phases, workers), standards, session
    node.close()


@dataclass(frozen=True, slots=True)
class Round:
    """One round: wall-clock seconds in all and of each step, and processor seconds of this process."""

    seconds: float
    steps: dict[str, float]
    processor: float


def issue_once(folder: Path, certificates: int, workers: Workers) -> Round:
    """Issue so many certificates in the new `folder`."""
    roster = RosterFile("roster.csv", roster_of(certificates))
    phases = Phases()
    folder.mkdir()
    with desk_in(folder, workers, phases, certificates=certificates) as opened:
        desk, standards, session = opened
        outputs = Outputs(folder / "certificates")
        start, busy = time.perf_counter(), time.process_time()
        report = issue(desk, roster, session=session, label="benchmark", standards=standards, outputs=outputs)
        seconds, processor = time.perf_counter() - start, time.process_time() - busy
        phases.end()
        written = len(list(outputs.certificates.glob("*.json")))
        if not written == report.certificates == certificates:
            raise SystemExit(f"{certificates} candidates went in, {written} certificates came out")
    return Round(seconds, phases.seconds, processor)


def main() -> int:
    """Run the benchmark as the command line says and give the exit status."""
    parser = argparse.ArgumentParser(description="Time xcert beside cert-issuer; see the top of this file.")
    parser.add_argument("--certificates", type=int, default=3_300)
    parser.add_argument("--rounds", type=int, default=3, help="rounds, in which both take turns (default 3)")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="worker processes; 0 for none")
    parser.add_argument("--no-peer", action="store_true", help="leave the peer out")
    parser.add_argument("--cache", type=Path, default=DEFAULT_CACHE, help="where the peer's environment is kept")
    arguments = parser.parse_args()
    python = None if arguments.no_peer else prepare_environment(arguments.cache.resolve())
    pool = Processes(arguments.processes) if arguments.processes else None
    before = processor_of_children()
    try:
        with tempfile.TemporaryDirectory(prefix="xcert-issue-") as name:
            # Whatever is made once, such as parsed artifacts, is made here.
            issue_once(Path(name) / "first", WARMING, pool or InProcess())
            folders = [Path(name) / str(place) for place in range(arguments.rounds)]
            ours = [issue_once(folder, arguments.certificates, pool or InProcess()) for folder in folders]
    finally:
        if pool is not None:
            pool.close()
    workers = processor_of_children() - before
    theirs = [] if python is None else [measure(python, arguments.certificates).seconds for _ in ours]
    print(json.dumps(figures(arguments.certificates, arguments.processes, ours, theirs, workers)))
    return 0


def processor_of_children() -> float:
    """Return the processor seconds of all child processes that ended so far."""
    spent = os.times()
    return spent.children_user + spent.children_system


def figures(
    certificates: int, processes: int, ours: list[Round], theirs: list[float], workers: float
) -> dict[str, object]:
    """Return what is printed: medians, rates and their ratio; `workers` are the processor seconds of all workers."""
    own = statistics.median(entry.seconds for entry in ours)
    main = statistics.median(entry.processor for entry in ours) / certificates
    apart = workers / (len(ours) * certificates + WARMING)
    found: dict[str, object] = {
        "certificates": certificates,
        "processes": processes,
        "seconds": [round(entry.seconds, 3) for entry in ours],
        "perSecond": round(certificates / own, 1),
        "cpuMs": round((main + apart) * 1_000, 3),
        "steps": ours[-1].steps,
    }
    if theirs:
        peer = statistics.median(theirs)
        found |= {"peerPerSecond": round(certificates / peer, 1), "ratio": round(peer / own, 1)}
    return found


if __name__ == "__main__":
    sys.exit(main())
