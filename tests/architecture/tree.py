"""The files of the project, without what tools and environments leave in the tree."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("assessment", "auditor", "authority", "certificate", "chain", "issuer", "verifier", "xcert")
CODE = {".py", ".sol", ".js", ".cjs", ".mjs", ".ts"}
LEFT_BY_TOOLS = {"node_modules", "__pycache__", "build", "dist", "demo-out", "htmlcov"}
HIDDEN = {".ci", ".editorconfig", ".gitignore", ".npmrc", ".pre-commit-config.yaml", ".solhint.cjs"}
# Hardhat writes here when someone builds with it.
LEFT_BY_HARDHAT = {ROOT / "contracts" / "artifacts", ROOT / "contracts" / "cache"}


def files(start: Path = ROOT) -> Iterator[Path]:
    """Yield every file of the project under `start`, in a stable order."""
    for path in sorted(start.iterdir()):
        if path.name.startswith(".") and path.name not in HIDDEN:
            continue
        if not path.is_dir():
            yield path
        elif path.name not in LEFT_BY_TOOLS and path not in LEFT_BY_HARDHAT:
            yield from files(path)


def code() -> list[Path]:
    """Return the files of code that people write: not the bundles in a folder called `vendor`."""
    return [path for path in files() if path.suffix in CODE and "vendor" not in path.parts]


def scripts() -> list[Path]:
    """Return the programs in scripts/ and .ci/ that have no suffix."""
    return [path for folder in ("scripts", ".ci") for path in files(ROOT / folder) if not path.suffix]


def modules() -> list[tuple[Path, ast.Module]]:
    """Return every Python file with its syntax tree."""
    return [(path, ast.parse(path.read_bytes())) for path in code() if path.suffix == ".py"]


def name(path: Path) -> str:
    """Return the path of a file from the root, as messages show it."""
    return path.relative_to(ROOT).as_posix()
