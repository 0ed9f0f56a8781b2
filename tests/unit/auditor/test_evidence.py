"""A tampered, cut, missing, swapped or withheld package is UNKNOWN or FAIL, never PASS (domain list 4.4, R48)."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assessment.codes import EventCode
from assessment.rules.case import Status
from assessment.rules.finding import Outcome
from auditor.errors import EvidenceError
from auditor.evidence import Folder
from auditor.results import SessionResult
from certificate.jcs import write_jcs
from tests.simulator.package import package
from tests.unit.auditor.world import World, world_of

RESTING_ON_ROSTER = {9, 10, 11, 31, 32}


def outcomes(result: SessionResult) -> dict[int, Outcome]:
    return {one.rule: one.outcome for one in result.rules}


def lines_of(world: World) -> list[bytes]:
    return world.file(world.sessions[0]).read_bytes().splitlines(keepends=True)


def write(world: World, lines: list[bytes]) -> None:
    world.file(world.sessions[0]).write_bytes(b"".join(lines))


def roster_place(lines: list[bytes], leaf: int = 0) -> int:
    return next(
        place for place, line in enumerate(lines) if b'"type":"candidate"' in line and b'"leaf":%d,' % leaf in line
    )


def recount(lines: list[bytes]) -> list[bytes]:
    header = json.loads(lines[0])
    header["lines"] = len(lines) - 1
    return [write_jcs(header) + b"\n", *lines[1:]]


def change(line: bytes, **members: object) -> bytes:
    value = json.loads(line)
    value["record"] |= members
    return write_jcs(value) + b"\n"


def audit(world: World) -> dict[int, Outcome]:
    return outcomes(world.all_results()[world.sessions[0].shape.session])


@pytest.fixture
def world(tmp_path: Path) -> World:
    return world_of(tmp_path, count=1)


def test_untouched_packages_are_clean(world: World) -> None:
    result = world.all_results()[world.sessions[0].shape.session]
    assert set(outcomes(result).values()) == {Outcome.PASS}
    assert set(outcomes(result)) == set(range(1, 49))
    assert result.share.permille == 1000


def test_a_changed_record_fails(world: World) -> None:
    lines = lines_of(world)
    place = roster_place(lines)
    lines[place] = change(lines[place], candidate="ab" * 32)
    write(world, lines)
    found = audit(world)
    assert found[48] is Outcome.FAIL
    assert {found[rule] for rule in RESTING_ON_ROSTER} == {Outcome.UNKNOWN}


def test_a_changed_salt_fails(world: World) -> None:
    lines = lines_of(world)
    place = roster_place(lines)
    lines[place] = change(lines[place], salt="00" * 16)
    write(world, lines)
    assert audit(world)[48] is Outcome.FAIL


def test_two_records_for_one_leaf_fail(world: World) -> None:
    lines = lines_of(world)
    place = roster_place(lines)
    lines.insert(place + 1, change(lines[place], candidate="ab" * 32))
    write(world, recount(lines))
    assert audit(world)[48] is Outcome.FAIL


def test_another_certificate_than_the_anchored_one_fails(world: World) -> None:
    lines = lines_of(world)
    place = next(number for number, line in enumerate(lines) if b'"certificate":' in line)
    lines[place] = lines[place].replace("考生0000".encode(), "考生9999".encode())
    write(world, lines)
    found = audit(world)
    assert found[48] is Outcome.FAIL
    assert found[36] is Outcome.UNKNOWN
    assert found[37] is Outcome.UNKNOWN


def cut_in_a_line(lines: list[bytes]) -> list[bytes]:
    place = roster_place(lines)
    return [*lines[:place], lines[place][: len(lines[place]) // 2]]


def cut_between_lines(lines: list[bytes]) -> list[bytes]:
    return lines[: roster_place(lines, 2)]


def one_line_left_out(lines: list[bytes]) -> list[bytes]:
    place = roster_place(lines, 1)
    return recount([*lines[:place], *lines[place + 1 :]])


def damaged_json(lines: list[bytes]) -> list[bytes]:
    place = roster_place(lines)
    return [*lines[:place], lines[place].replace(b"{", b"[", 1), *lines[place + 1 :]]


def header_of_another_chain(lines: list[bytes]) -> list[bytes]:
    return [lines[0].replace(b'"chain":31337', b'"chain":1'), *lines[1:]]


def no_header(lines: list[bytes]) -> list[bytes]:
    return lines[1:]


def empty(_: list[bytes]) -> list[bytes]:
    return []


@pytest.mark.parametrize(
    "harm",
    [cut_in_a_line, cut_between_lines, one_line_left_out, damaged_json, header_of_another_chain, no_header, empty],
)
def test_a_harmed_package_is_missing_and_never_pass(world: World, harm: Callable[[list[bytes]], list[bytes]]) -> None:
    write(world, harm(lines_of(world)))
    found = audit(world)
    assert {found[rule] for rule in RESTING_ON_ROSTER} == {Outcome.UNKNOWN}
    assert found[48] is Outcome.UNKNOWN


def test_a_missing_package_is_unknown(world: World) -> None:
    world.file(world.sessions[0]).unlink()
    result = world.all_results()[world.sessions[0].shape.session]
    found = outcomes(result)
    assert {found[rule] for rule in (*RESTING_ON_ROSTER, 48)} == {Outcome.UNKNOWN}
    assert found[7] is Outcome.PASS
    assert (result.share.opened, result.share.permille) == (0, 0)


def test_swapped_packages_open_nothing(tmp_path: Path) -> None:
    world = world_of(tmp_path)
    one, other = (world.file(session) for session in world.sessions)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    for result in world.all_results().values():
        found = outcomes(result)
        assert {found[rule] for rule in (*RESTING_ON_ROSTER, 48)} == {Outcome.UNKNOWN}
        assert result.fault is not None


def test_records_of_another_session_under_the_right_header_fail(tmp_path: Path) -> None:
    world = world_of(tmp_path)
    lines = world.file(world.sessions[0]).read_bytes().splitlines(keepends=True)
    others = world.file(world.sessions[1]).read_bytes().splitlines(keepends=True)
    write(world, recount([lines[0], *others[1:]]))
    found = audit(world)
    assert found[48] is Outcome.FAIL
    assert found[9] is Outcome.UNKNOWN


@pytest.mark.parametrize("status", [Status.MISSING, Status.ERASED])
def test_withheld_is_unknown_and_erased_is_erased(world: World, status: Status) -> None:
    session = world.sessions[0]
    session.step(EventCode.ROSTER_LOCKED).status = status
    world.file(session).write_bytes(package(session))
    expected = Outcome.ERASED if status is Status.ERASED else Outcome.UNKNOWN
    found = audit(world)
    assert {found[rule] for rule in (8, 9, 10)} == {expected}


def test_without_the_register_nobody_is_taken_at_their_word(world: World) -> None:
    (world.evidence / "register.evidence.jsonl").unlink()
    found = audit(world)
    assert found[6] is Outcome.UNKNOWN
    assert found[31] is Outcome.UNKNOWN
    assert found[7] is Outcome.UNKNOWN


def test_a_register_record_that_was_not_registered_is_left_out(world: World) -> None:
    path = world.evidence / "register.evidence.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"senior":true', b'"senior":false', 1))
    assert audit(world)[6] is Outcome.UNKNOWN


def test_files_that_are_no_package_of_a_session_are_named(world: World) -> None:
    (world.evidence / f"copy of {world.file(world.sessions[0]).name}").write_bytes(b"")
    (world.evidence / f"0x{'00' * 32}.evidence.jsonl").write_bytes(b"")
    (world.evidence / "notes.txt").write_text("nothing")
    folder = Folder(world.evidence)
    assert folder.strangers(frozenset(world.ids())) == (
        f"0x{'00' * 32}.evidence.jsonl",
        f"copy of {world.file(world.sessions[0]).name}",
    )


def test_a_folder_that_is_none_is_no_silence(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="is no folder"):
        Folder(tmp_path / "evidnce")
