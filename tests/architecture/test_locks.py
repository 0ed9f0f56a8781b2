"""What is installed is locked by version and hash, for any index or mirror, and is what pyproject.toml says."""

import ast
import json
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.tree import PACKAGES, ROOT, files, modules, name

REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))
NODE_FOLDERS = [ROOT / "contracts", ROOT / "tests" / "interop"]
PIN = re.compile(r"^([a-zA-Z0-9._-]+)==(\S+)", re.MULTILINE)


def plain(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def pins(path: Path) -> dict[str, str]:
    return dict(PIN.findall(path.read_text(encoding="utf-8")))


def load(path: Path) -> dict[str, Any]:
    loaded = json.loads(path.read_bytes())
    assert isinstance(loaded, dict)
    return loaded


@pytest.mark.parametrize("path", REQUIREMENTS, ids=name)
def test_every_python_package_has_one_version_and_hashes(path: Path) -> None:
    entries = re.split(r"\n(?=[a-zA-Z0-9])", path.read_text(encoding="utf-8").split("\n", 2)[2])
    assert len(entries) > 10
    assert [entry.split("\n")[0] for entry in entries if not PIN.match(entry) or "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("path", REQUIREMENTS, ids=name)
def test_no_index_address_is_in_a_python_lock(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"^.*(?:://|index-url|find-links|trusted-host| @ ).*$", text, re.MULTILINE) == []


def test_development_uses_the_versions_that_users_get() -> None:
    run, dev = pins(ROOT / "requirements" / "run.txt"), pins(ROOT / "requirements" / "dev.txt")
    assert {package: version for package, version in run.items() if dev.get(package) != version} == {}


@pytest.mark.parametrize("folder", NODE_FOLDERS, ids=name)
def test_every_node_package_has_a_hash_and_no_address(folder: Path) -> None:
    packages = load(folder / "package-lock.json")["packages"]
    assert {key for key, entry in packages.items() if key and not entry.get("integrity")} == set()
    assert {key for key, entry in packages.items() if "resolved" in entry} == set()


@pytest.mark.parametrize("folder", NODE_FOLDERS, ids=name)
def test_the_node_lock_is_for_the_packages_asked_for(folder: Path) -> None:
    asked, locked = load(folder / "package.json"), load(folder / "package-lock.json")["packages"]
    for kind in ("dependencies", "devDependencies"):
        assert locked[""].get(kind, {}) == asked.get(kind, {})
        for package, version in asked.get(kind, {}).items():
            assert locked[f"node_modules/{package}"]["version"] == version


def test_packages_import_only_what_users_are_given() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {plain(re.split(r"[\[<>=~! ]", entry)[0]) for entry in project["dependencies"]}
    provided_by = packages_distributions()
    own = {*PACKAGES, *sys.stdlib_module_names, "_typeshed"}  # the last is for type checkers only
    undeclared = {
        f"{name(path)} imports {top}"
        for path, tree in modules()
        if path.relative_to(ROOT).parts[0] in PACKAGES
        for top in imported(tree) - own
        if not declared & {plain(distribution) for distribution in provided_by.get(top, [])}
    }
    assert undeclared == set()


def imported(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_no_address_of_a_package_index_is_anywhere() -> None:
    index = re.compile(r"--(extra-)?index-url|https?://[^\s\"]*/simple/|https?://[^\s\"]*/-/[^\s\"]*\.tgz")
    texts = {name(path): path.read_bytes().decode(errors="ignore") for path in files() if path.suffix != ".py"}
    own_option = "--no-emit-index-url"
    assert [where for where, text in texts.items() if index.search(text.replace(own_option, ""))] == []
