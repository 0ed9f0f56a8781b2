"""Packages that are whole, cut off, tampered with, swapped, doubled, withheld and erased, against the ledger."""

from dataclasses import replace

import pytest

from assessment.codes import EventCode
from assessment.commitment import Binding
from assessment.errors import RecordError
from assessment.event import Issue
from assessment.package import (
    MAXIMUM_LINE,
    Erased,
    ErasedLine,
    Evidence,
    PackageReader,
    RecordLine,
    WithheldLine,
    open_package,
    write_package,
)
from assessment.rules.case import Status
from tests.unit.assessment.session import (
    BINDING,
    CORRECTED,
    DECISIONS,
    EVENTS,
    LOCKED,
    RECORDS,
    ROSTER,
    body,
    event,
    head,
    header,
    jcs,
    leaf,
    opened,
)

V, M, E, T = Status.VERIFIED, Status.MISSING, Status.ERASED, Status.TAMPERED


def read(lines: list[bytes], announced: int | None = None) -> Evidence:
    return open_package([header(len(lines) if announced is None else announced), *lines], BINDING, EVENTS)


def statuses(evidence: Evidence) -> list[Status]:
    return [evidence.opened[number].status for number in range(len(EVENTS))]


def test_a_whole_package_is_verified() -> None:
    evidence = read(body())
    assert statuses(evidence) == [V] * 5
    assert evidence.fault is None
    assert evidence.opened[1].records == tuple(ROSTER)
    assert evidence.opened[3].records == tuple(CORRECTED)
    assert evidence.opened[0].records == ()


def test_the_writer_writes_what_is_specified() -> None:
    entries = [RecordLine(number, place, one) for number, all_ in RECORDS.items() for place, one in enumerate(all_)]
    assert list(write_package(BINDING, entries, count=len(entries))) == [header(len(entries)), *body()]


@pytest.mark.parametrize(
    ("places", "count", "reason"),
    [([(1, 1), (1, 0)], 2, "out of order"), ([(1, 0), (1, 0)], 2, "out of order"), ([(1, 0)], 2, "announced")],
)
def test_the_writer_refuses_disorder(places: list[tuple[int, int]], count: int, reason: str) -> None:
    entries = [WithheldLine(number, place, "00" * 32) for number, place in places]
    with pytest.raises(RecordError, match=reason):
        list(write_package(BINDING, entries, count=count))


def test_no_package_is_missing_where_something_was_committed() -> None:
    evidence = read([])
    assert statuses(evidence) == [V, M, M, M, M]
    assert evidence.opened[1].expected == 3


@pytest.mark.parametrize("kept", range(12))
def test_a_package_cut_between_lines_is_missing_from_there_on(kept: int) -> None:
    evidence = read(body()[:kept], announced=12)
    whole = [V if 3 * number <= kept else M for number in range(1, 5)]
    # A decision's size is not told by the figures: cut off right behind it, it would still be whole.
    assert statuses(evidence) == [V, *whole]
    assert evidence.fault == f"the header announces 12 lines, and {kept} are there"


@pytest.mark.parametrize("bytes_left", [1, 20, 100])
def test_a_line_cut_off_in_the_middle_ends_the_package(bytes_left: int) -> None:
    lines = body()
    evidence = read([*lines[:7], lines[7][:bytes_left]], announced=12)
    assert statuses(evidence) == [V, V, V, M, M]
    assert evidence.fault is not None
    assert evidence.fault.startswith("line 9: the line is cut off")


def test_lines_left_out_with_a_header_that_agrees_are_missing() -> None:
    lines = body()
    assert statuses(read([*lines[:1], *lines[2:]])) == [V, M, V, V, V]
    assert statuses(read(lines[:-1])) == [V, V, V, V, M]


def test_one_changed_record_is_tampered_with() -> None:
    lines = body()
    lines[4] = opened(2, 1, replace(LOCKED[1], salt="ff" * 16))
    assert statuses(read(lines)) == [V, V, T, V, V]


def test_two_records_swapped_are_tampered_with() -> None:
    lines = body()
    lines[3], lines[4] = opened(2, 0, LOCKED[1]), opened(2, 1, LOCKED[0])
    assert statuses(read(lines)) == [V, V, T, V, V]


def test_records_of_another_event_are_tampered_with() -> None:
    lines = body()
    lines[3:6] = [opened(2, place, one) for place, one in enumerate(CORRECTED)]
    assert statuses(read(lines)) == [V, V, T, V, V]


def test_a_decision_added_in_a_whole_package_is_tampered_with() -> None:
    extra = replace(DECISIONS[0], salt="ff" * 16)
    assert statuses(read([*body(), opened(4, 3, extra)])) == [V, V, V, V, T]


def test_two_different_records_for_one_leaf_are_tampered_with() -> None:
    lines = body()
    lines.insert(4, opened(2, 0, replace(LOCKED[0], salt="ff" * 16)))
    assert statuses(read(lines)) == [V, V, T, V, V]


def test_figures_that_tell_another_size_than_the_tree_are_a_lie() -> None:
    ledger = [EVENTS[0], replace(EVENTS[1], figures={"n": 2}), *EVENTS[2:]]
    lines = body()
    evidence = open_package([header(len(lines)), *lines], BINDING, ledger)
    assert evidence.opened[1].status is T


def withheld(number: int, place: int, value: bytes, **more: object) -> bytes:
    return jcs({"event": number, "leaf": place, "hash": value.hex()} | more)


BASIS = {"basis": "request of the person", "at": 5000, "approvedBy": ["privacy officer", "regulator"]}


def test_a_withheld_leaf_is_missing() -> None:
    lines = body()
    lines[1] = withheld(1, 1, leaf(7, ROSTER[1]))
    assert statuses(read(lines)) == [V, M, V, V, V]


def test_a_leaf_erased_with_a_basis_is_erased_while_the_tree_head_holds() -> None:
    lines = body()
    lines[1] = withheld(1, 1, leaf(7, ROSTER[1]), erased=BASIS)
    evidence = read(lines)
    assert statuses(evidence) == [V, E, V, V, V]
    assert evidence.erasures == {1: "request of the person"}
    assert evidence.opened[1].records == ()


def test_an_erasure_that_does_not_hold_is_tampered_with() -> None:
    lines = body()
    lines[1] = withheld(1, 1, leaf(7, ROSTER[2]), erased=BASIS)
    assert statuses(read(lines)) == [V, T, V, V, V]


def test_an_erasure_beside_a_withheld_leaf_is_missing() -> None:
    lines = body()
    lines[0] = withheld(1, 0, leaf(7, ROSTER[0]))
    lines[1] = withheld(1, 1, leaf(7, ROSTER[1]), erased=BASIS)
    assert statuses(read(lines)) == [V, M, V, V, V]


def test_a_committed_record_of_another_type_says_nothing() -> None:
    wrong = event(0, EventCode.PLAN_FILED, [DECISIONS[0]], n=1)
    line = opened(0, 0, DECISIONS[0])
    assert open_package([header(1), line], BINDING, [wrong]).opened[0].status is M


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (withheld(1, 0, b"\x00" * 31), "hash: expected 64"),
        (withheld(1, 0, b"\x00" * 32, note="x"), "not known"),
        (withheld(1, 0, b"\x00" * 32, erased={"basis": "x"}), "erased: approvedBy, at missing"),
        (withheld(-1, 0, b"\x00" * 32), "event: expected a whole number"),
        (jcs({"event": 1, "leaf": 0, "record": {"type": "x"}}), "type is none of"),
        (jcs({"event": True, "leaf": 0, "record": {}}), "event is no whole number"),
        (jcs({"event": 1, "leaf": 0, "record": {}, "hash": "00"}), "event, leaf and record"),
        (jcs({"event": 1, "leaf": 0, "candidate": "0a" * 32, "certificate": {}}), "the certificate:"),
        (jcs([]), "not one JSON object"),
        (b"{}\n", "missing"),
        (b'{"event":1, "leaf":0}\n', "canonical"),
        (b'{"event":1,"event":1,"hash":"","leaf":0}\n', "canonical"),
        (b"\xff\n", "not JSON"),
        (b"[" * 50_000 + b"\n", "not JSON"),
        (b" " * MAXIMUM_LINE + b"\n", "longer than"),
        (withheld(0, 7, b"\x00" * 32), "out of order"),
    ],
)
def test_a_line_out_of_form_ends_the_package_and_what_stood_before_counts(line: bytes, reason: str) -> None:
    lines = body()
    evidence = read([*lines[:3], line, *lines[3:]])
    assert statuses(evidence) == [V, V, M, M, M]
    assert evidence.fault is not None
    assert reason in evidence.fault
    assert evidence.fault.startswith("line 5: ")


def test_more_lines_than_announced_do_not_count() -> None:
    evidence = read(body(), announced=3)
    assert statuses(evidence) == [V, V, M, M, M]
    assert evidence.fault == "line 5: the header announces fewer lines"


@pytest.mark.parametrize(
    "first",
    [
        b"",
        b"\n",
        header(0)[:-1],
        header(0, chain=1),
        header(0, ledger="0x" + "12" * 20),
        header(0, session="0x" + "23" * 32),
        header(0, format="xcert/evidence/v1"),
        header(0, more=1),
        header(-1),
    ],
)
def test_a_package_of_something_else_is_no_package(first: bytes) -> None:
    with pytest.raises(RecordError):
        open_package([first], BINDING, EVENTS)


def test_lines_of_events_that_the_ledger_does_not_have_are_passed_over() -> None:
    lines = [*body(), withheld(9, 0, b"\x00" * 32)]
    assert statuses(read(lines)) == [V] * 5


def test_a_submission_without_its_certificates_is_missing_and_with_other_leaves_tampered_with() -> None:
    issue = Issue(submission=0, kind=1, last_size=1, roots=(b"\x77" * 32,))
    issued = replace(event(0, EventCode.CERTS_ISSUED), issue=issue)
    assert open_package([header(0)], BINDING, [issued]).opened[0].status is M
    right, wrong = withheld(0, 0, b"\x77" * 32), withheld(0, 0, b"\x78" * 32)
    assert open_package([header(1), right], BINDING, [issued]).opened[0].status is M
    assert open_package([header(1), wrong], BINDING, [issued]).opened[0].status is T


def test_a_submission_of_several_batches_is_compared_root_by_root() -> None:
    leaves = [number.to_bytes(32, "big") for number in range(1025)]
    reader = PackageReader([header(0)])
    assert reader.binding == Binding(31_337, b"\x11" * 20, b"\x22" * 32)
    erased = Erased("order of a court", 1, ("a", "b"))
    entries = [ErasedLine(0, place, one.hex(), erased) for place, one in enumerate(leaves)]
    lines = list(write_package(BINDING, entries, count=1025))
    issue = Issue(submission=0, kind=1, last_size=1, roots=(head(leaves[:1024]), leaves[1024]))
    issued = replace(event(0, EventCode.CERTS_ISSUED), issue=issue)
    assert open_package(lines, BINDING, [issued]).opened[0].status is E
    moved = replace(issued, issue=replace(issue, roots=issue.roots[::-1]))
    assert open_package(lines, BINDING, [moved]).opened[0].status is T
