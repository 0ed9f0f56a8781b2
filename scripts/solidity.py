"""Compiles contracts/src with pinned settings into the JSON artifacts that `chain` ships.

Each contract is compiled alone with the sources it needs: with via-IR the bytecode depends on what else is
compiled beside it, and a deployed contract's artifact must not change because another joined the folder.
"""

import hashlib
import json
import posixpath
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import requests
import solcx
from solcx.exceptions import SolcError, SolcInstallationError
from solcx.wrapper import get_version_str_from_solc_binary

ROOT = Path(__file__).resolve().parent.parent
CONTRACTS = ROOT / "contracts"
ARTIFACTS = ROOT / "chain" / "artifacts"
NPM_COMPILER = ROOT / "scripts" / "solc-npm"

SETTINGS: dict[str, Any] = {
    "evmVersion": "paris",
    "metadata": {"bytecodeHash": "none"},
    "optimizer": {"enabled": True, "runs": 200},
    "viaIR": True,
}
OUTPUTS = ["abi", "evm.bytecode", "evm.deployedBytecode"]
IMPORT = re.compile(r"""^\s*import\s[^"';]*["']([^"']+)["']""", re.MULTILINE)
# Not interfaces, libraries and abstract contracts: nobody deploys those.
DEPLOYABLE = re.compile(r"^contract\s+(\w+)", re.MULTILINE)


class CompileError(Exception):
    """The contracts could not be compiled; the message says why and what to do."""


def pinned_version() -> str:
    """Return the exact compiler version, which contracts/package.json alone decides."""
    package = json.loads((CONTRACTS / "package.json").read_bytes())
    return str(package["devDependencies"]["solc"])


def find_compiler() -> Path:
    """Return the compiler to run: a native one that py-solc-x has, or the npm package, or a download.

    All three are the same release and give the same bytecode; the tests compare it with what is committed.
    Raises `CompileError` if there is none and none can be fetched.
    """
    version = pinned_version()
    if version in {str(installed) for installed in solcx.get_installed_solc_versions()}:
        return Path(solcx.install.get_executable(version))
    if (CONTRACTS / "node_modules" / "solc").is_dir():
        return NPM_COMPILER
    try:
        solcx.install_solc(version)
    except (SolcInstallationError, requests.RequestException, OSError) as exc:
        raise CompileError(
            f"solc {version} is not here and could not be downloaded ({exc}); run: scripts/setup node"
        ) from exc
    return Path(solcx.install.get_executable(version))


def source_units() -> list[str]:
    """Return the names of our own Solidity sources ("src/Name.sol"); raises `CompileError` if there is none."""
    units = sorted(path.relative_to(CONTRACTS).as_posix() for path in (CONTRACTS / "src").rglob("*.sol"))
    if not units:
        raise CompileError(f"no Solidity source under {CONTRACTS / 'src'}")
    return units


def standard_input(unit: str) -> dict[str, Any]:
    """Return the standard JSON input of the source `unit` ("src/Name.sol") with every source it imports."""
    sources: dict[str, dict[str, str]] = {}
    waiting = [unit]
    while waiting:
        name = waiting.pop()
        if name in sources:
            continue
        text = _source_path(name).read_text(encoding="utf-8")
        sources[name] = {"content": text}
        waiting += [_resolve(name, target) for target in IMPORT.findall(text)]
    return {
        "language": "Solidity",
        "settings": {**SETTINGS, "outputSelection": {unit: {"*": OUTPUTS}}},
        "sources": dict(sorted(sources.items())),
    }


def compile_all() -> dict[str, bytes]:
    """Return file name to bytes for the artifact of every contract in contracts/src that can be deployed.

    Raises `CompileError` on a compiler error or warning, and if the compiler is not the pinned one.
    """
    compiler = find_compiler()
    version = get_version_str_from_solc_binary(compiler)
    if not version.startswith(f"{pinned_version()}+"):
        raise CompileError(f"{compiler} is solc {version}, not {pinned_version()}; run: scripts/setup node")
    files: dict[str, bytes] = {}
    for unit in source_units():
        for name, data in _compile_unit(unit, compiler, version):
            if name in files:
                raise CompileError(f"two contracts are called {name}; rename one")
            files[name] = data
    return files


def differences() -> list[str]:
    """Return one sentence for each artifact that is missing, left over or not what its source compiles to."""
    fresh = compile_all()
    kept = {path.name: path.read_bytes() for path in ARTIFACTS.glob("*.json")}
    found = [f"{name} is missing" for name in fresh.keys() - kept.keys()]
    found += [f"{name} has no source" for name in kept.keys() - fresh.keys()]
    found += [f"{name} differs" for name in fresh.keys() & kept.keys() if fresh[name] != kept[name]]
    return sorted(found)


def _source_path(unit: str) -> Path:
    # "src/..." is ours; anything else is the name of an npm package, as Hardhat resolves it too.
    return CONTRACTS / unit if unit.startswith("src/") else CONTRACTS / "node_modules" / unit


def _resolve(importer: str, target: str) -> str:
    if not target.startswith("."):
        return target
    return posixpath.normpath(posixpath.join(posixpath.dirname(importer), target))


def _compile_unit(unit: str, compiler: Path, version: str) -> Iterator[tuple[str, bytes]]:
    given = standard_input(unit)
    names = DEPLOYABLE.findall(given["sources"][unit]["content"])
    if not names:
        return
    try:
        output = solcx.compile_standard(given, solc_binary=compiler)
    except SolcError as exc:
        raise CompileError(f"{unit} does not compile:\n{exc}") from exc
    if complaints := output.get("errors"):
        raise CompileError("\n".join(complaint["formattedMessage"] for complaint in complaints))
    digest = hashlib.sha256(json.dumps(given, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
    for name in names:
        artifact = _artifact(name, unit, output["contracts"][unit][name])
        artifact |= {"compiler": version, "settings": SETTINGS, "inputSha256": digest}
        text = json.dumps(artifact, sort_keys=True, indent=2, ensure_ascii=False)
        yield f"{name}.json", f"{text}\n".encode()


def _artifact(name: str, unit: str, compiled: dict[str, Any]) -> dict[str, Any]:
    code, deployed = compiled["evm"]["bytecode"], compiled["evm"]["deployedBytecode"]
    if code["linkReferences"] or deployed["linkReferences"]:
        raise CompileError(f"{name} needs a library linked in; make the library's functions internal")
    places = [place for places in deployed["immutableReferences"].values() for place in places]
    return {
        "contractName": name,
        "sourceName": unit,
        "abi": compiled["abi"],
        "bytecode": "0x" + code["object"],
        "deployedBytecode": "0x" + deployed["object"],
        # Flat and sorted: the compiler keys them by AST ids, which say nothing to a reader.
        "immutableReferences": sorted(places, key=lambda place: int(place["start"])),
    }


def main(args: list[str]) -> int:
    """Write the artifacts, or with `--check` compare them; return the exit status."""
    if args not in ([], ["--check"]):
        print("usage: scripts/compile [--check]", file=sys.stderr)
        return 2
    try:
        if args:
            return _report(differences())
        _write(compile_all())
    except CompileError as exc:
        print(f"scripts/compile: {exc}", file=sys.stderr)
        return 1
    return 0


def _report(found: list[str]) -> int:
    for sentence in found:
        print(f"chain/artifacts: {sentence}; run: scripts/compile", file=sys.stderr)
    return 1 if found else 0


def _write(files: dict[str, bytes]) -> None:
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    for stale in ARTIFACTS.glob("*.json"):
        if stale.name not in files:
            stale.unlink()
    for name, data in files.items():
        (ARTIFACTS / name).write_bytes(data)
        size = (len(json.loads(data)["deployedBytecode"]) - 2) // 2
        print(f"{name}: {size:,} bytes deployed")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
