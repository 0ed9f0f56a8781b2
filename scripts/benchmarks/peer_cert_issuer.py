"""How many certificates per second PyPI cert-issuer 3.13.1 issues on this machine.

Measured: wall-clock seconds of its `issue_certificates.issue()`, one process, one batch, chain
`mockchain`, logging off. That is everything between unsigned JSON files in one directory and
finished JSON files in another: copying into the peer's work directory, reading, checking, JSON-LD
canonicalisation, hashing, Merkle tree and paths, proofs, writing, copying out.

Not measured: making the environment, starting Python, importing, making the input; any chain (the
transaction is a constant string); any network (the contexts come with the peer); any signature (a
Blockcerts certificate carries none but the transaction's). The certificates are as short as the
peer's own samples; longer ones are slower.

Run `python scripts/benchmarks/peer_cert_issuer.py --certificates 1000`; it prints one JSON line.
The first run installs the peer from `peer_cert_issuer.lock.txt` into an environment of its own,
from whatever package index pip is set up to use; later runs reuse it. glob2 is 0.7 instead of the
0.6 that the peer asks for, because Python 3.11 refuses the patterns of 0.6.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
LOCK = HERE / "peer_cert_issuer.lock.txt"
BUILD_LOCK = HERE / "peer_cert_issuer_build.lock.txt"
INNER = HERE / "peer_cert_issuer_inner.py"
DEFAULT_CACHE = HERE.parents[1] / ".cache" / "benchmarks"

INSTALL_SECONDS = 900
# The slowest rate ever seen was above 100 per second; ten per second means that something hangs.
START_SECONDS, SECONDS_PER_CERTIFICATE = 60, 0.1


class BenchmarkError(Exception):
    """The peer could not be installed, did not finish, or did not issue what it was given."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement, in the field order in which it is printed."""

    peer: str
    version: str
    certificates: int
    seconds: float
    per_second: float


def run(command: list[str], seconds: float, env: dict[str, str] | None = None) -> str:
    """Run `command` for at most `seconds` and give its standard output.

    `env` replaces the environment variables; None hands on the caller's. Raises
    `BenchmarkError` if it fails or takes longer.
    """
    try:
        # Standard error stays the caller's, so that a failed installation can be read.
        done = subprocess.run(command, check=True, timeout=seconds, env=env, stdout=subprocess.PIPE, text=True)
    except subprocess.CalledProcessError as exc:
        # Where venv complains.
        sys.stderr.write(exc.stdout)
        message = f"{' '.join(command)} ended with status {exc.returncode}; see its messages above."
        raise BenchmarkError(message) from exc
    except subprocess.TimeoutExpired as exc:
        message = f"{' '.join(command)} took over {seconds:.0f} s; try on a quieter machine."
        raise BenchmarkError(message) from exc
    except OSError as exc:
        message = f"{command[0]} did not start ({exc}); delete the cache directory and try again."
        raise BenchmarkError(message) from exc
    return done.stdout


def environment_directory(cache: Path) -> Path:
    """Name the environment inside `cache` after its locks and its Python release."""
    digest = hashlib.sha256(LOCK.read_bytes() + BUILD_LOCK.read_bytes()).hexdigest()[:12]
    return cache / f"cert-issuer-{sys.implementation.cache_tag}-{digest}"


def prepare_environment(cache: Path) -> Path:
    """Give the Python of the peer's environment inside `cache`, which is made if it is not there.

    Raises `BenchmarkError` if the installation fails.
    """
    directory = environment_directory(cache)
    python = directory / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    # Written last: an installation that was cut off in the middle is made again.
    complete = directory / "complete"
    if complete.exists():
        return python
    run([sys.executable, "-m", "venv", "--clear", str(directory)], INSTALL_SECONDS)
    # Python 3.13 does this itself; the cache may lie inside a working tree.
    (directory / ".gitignore").write_text("*\n", encoding="ascii")
    # Twice quiet is errors only.
    pip = [str(python), "-m", "pip", "install", "-qq", "--no-deps", "--require-hashes"]
    # Some of the peer's dependencies exist only as source. They are built with the locked
    # setuptools, not with whatever the index offers today.
    run([*pip, "--only-binary=:all:", f"--requirement={BUILD_LOCK}"], INSTALL_SECONDS)
    run([*pip, "--no-build-isolation", "--use-pep517", f"--requirement={LOCK}"], INSTALL_SECONDS)
    complete.touch()
    return python


def unsigned_certificate(number: int) -> dict[str, object]:
    """Give an unsigned VC 2.0 certificate of candidate `number`, shaped like the peer's samples."""
    name = f"测试考生{number:05d}"
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://w3id.org/blockcerts/v3.2"],
        "id": uuid.uuid5(uuid.NAMESPACE_URL, f"certificate {number}").urn,
        "type": ["VerifiableCredential", "BlockcertsCredential"],
        "issuer": "https://issuer.example/profile.json",
        "validFrom": "2026-01-01T00:00:00Z",
        "name": "职业技能等级证书 建筑信息模型 初级",
        "credentialSubject": {
            "id": uuid.uuid5(uuid.NAMESPACE_URL, f"candidate {number}").urn,
            "name": name,
            "claim": "理论 78 实操 85",
        },
        "display": {
            "contentMediaType": "text/html",
            "content": f"<div><h1>职业技能等级证书</h1><p>{name}</p><p>X-BIM 初级</p></div>",
        },
    }


def write_input(directory: Path, certificates: int) -> set[str]:
    """Write `certificates` unsigned files and a stand-in key below `directory`; gives the ids."""
    unsigned = directory / "unsigned"
    unsigned.mkdir()
    # The peer opens its key file even on mockchain, and does not use it there.
    (directory / "key.txt").write_text("unused", encoding="ascii")
    ids = set()
    for number in range(certificates):
        document = unsigned_certificate(number)
        (unsigned / f"{number:06d}.json").write_text(json.dumps(document), encoding="ascii")
        ids.add(str(document["id"]))
    return ids


def check_output(directory: Path, ids: set[str]) -> None:
    """Raise `BenchmarkError` unless `directory`/issued has all `ids`, each with its own proof."""
    proofs: dict[str, str] = {}
    for path in (directory / "issued").glob("*.json"):
        document = json.loads(path.read_text(encoding="utf-8"))
        proof = document.get("proof", {})
        if proof.get("cryptosuite") != "merkle-proof-2019" or not proof.get("proofValue"):
            message = f"{path.name} has no Merkle proof; the figure would mean nothing."
            raise BenchmarkError(message)
        proofs[document["id"]] = proof["proofValue"]
    different = len(set(proofs.values()))
    if proofs.keys() != ids or different != len(ids):
        message = f"{len(ids)} certificates went in, {different} different proofs came out."
        raise BenchmarkError(message)


def measure(python: Path, certificates: int) -> Figure:
    """Issue `certificates` certificates once with the peer of `python`, in a temporary directory.

    Raises `BenchmarkError` if the peer fails, hangs or leaves something out.
    """
    with tempfile.TemporaryDirectory(prefix="peer-cert-issuer-") as name:
        directory = Path(name)
        ids = write_input(directory, certificates)
        command = [str(python), "-I", "-X", "utf8", str(INNER), name]
        # No environment variables, because the peer takes settings from names such as CHAIN.
        output = run(command, START_SECONDS + SECONDS_PER_CERTIFICATE * certificates, env={})
        check_output(directory, ids)
    answer = json.loads(output.splitlines()[-1])
    seconds = float(answer["seconds"])
    rate = round(certificates / seconds, 1)
    return Figure("cert-issuer", answer["version"], certificates, round(seconds, 3), rate)


def positive(text: str) -> int:
    """Read a count of at least one from `text`; raises `ValueError` otherwise, for argparse."""
    count = int(text)
    if count < 1:
        raise ValueError(text)
    return count


def main() -> int:
    """Run the benchmark as the command line says and give the exit status."""
    parser = argparse.ArgumentParser(description="Time PyPI cert-issuer; see the top of this file.")
    parser.add_argument("--certificates", type=positive, default=1000, help="how many, in one batch (default 1000)")
    parser.add_argument("--cache", type=Path, default=DEFAULT_CACHE, help="where the peer's environment is kept")
    arguments = parser.parse_args()
    try:
        figure = measure(prepare_environment(arguments.cache.resolve()), arguments.certificates)
    except BenchmarkError as exc:
        print(f"peer_cert_issuer: {exc}", file=sys.stderr)
        return 1
    print(json.dumps(asdict(figure)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
