"""Every finding of Slither that is switched off is answered in docs/slither.md, and nothing else is."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "contracts" / "src"
SWITCH = re.compile(r"slither-disable-(?:next-line|start|line)\s+(\S+)")
ROW = re.compile(r"^\| `([a-z-]+)` \| (`[^|]+`) \| \S", re.MULTILINE)


def switched_off() -> set[tuple[str, str]]:
    found = set()
    for path in SOURCES.rglob("*.sol"):
        for detectors in SWITCH.findall(path.read_text(encoding="utf-8")):
            found |= {(detector, path.relative_to(SOURCES).as_posix()) for detector in detectors.split(",")}
    return found


def answered() -> set[tuple[str, str]]:
    page = (ROOT / "docs" / "slither.md").read_text(encoding="utf-8")
    rows = ROW.findall(page)
    return {(detector, place.strip("` ")) for detector, places in rows for place in places.split(",")}


def test_what_is_switched_off_is_answered() -> None:
    assert switched_off() - answered() == set()


def test_what_is_answered_is_switched_off() -> None:
    assert answered() - switched_off() == set()


def test_nothing_is_switched_off_altogether() -> None:
    assert all(detector != "all" for detector, _ in switched_off())
