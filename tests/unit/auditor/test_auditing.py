"""Two passes over many sessions: what is resumed, what is judged again, and that reports are always the same bytes."""

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assessment.codes import EventCode
from assessment.rules.finding import Outcome
from auditor.auditing import Selection, results, totals_of
from auditor.context import Context
from auditor.errors import StoreError
from auditor.language import Language
from auditor.report.csv_rows import csv_header, csv_rows, neutral
from auditor.report.html_page import html_page
from auditor.report.json_lines import json_line
from auditor.sample import Filters
from auditor.store import Store
from tests.simulator.clean import clean_session
from tests.simulator.days import at
from tests.simulator.package import package
from tests.simulator.session import Step
from tests.unit.auditor.world import ANYTHING, World, shapes, world_of


@pytest.fixture
def world(tmp_path: Path) -> World:
    return world_of(tmp_path, count=3)


def reports(world: World, store: Store, context: Context) -> list[str]:
    scope, totals = world.scope(store, context), totals_of(store, context, ANYTHING)
    found = list(results(store, context, ANYTHING))
    pages = ["".join(html_page(scope, totals, lambda: found, language)) for language in Language]
    lines = [json_line(scope, result) for result in found]
    return [*pages, "\n".join(lines), csv_header() + "".join(csv_rows(scope, one, Language.ZH) for one in found)]


def test_one_process_and_two_write_the_same_bytes(world: World, tmp_path: Path) -> None:
    written = []
    for processes in (1, 2):
        with Store(tmp_path / "work") as store:
            world.fill(store)
            written.append(reports(world, store, world.audit(store, processes=processes)))
        for file in (tmp_path / "work").iterdir():
            file.unlink()
    assert written[0] == written[1]


def test_what_was_judged_is_not_judged_again(world: World, tmp_path: Path) -> None:
    with Store(tmp_path / "work") as store:
        world.fill(store)
        world.audit(store)
        store.write("UPDATE finding SET rules = '[]'")
        context = world.audit(store)
        assert [result.rules for result in results(store, context, ANYTHING)] == [(), (), ()]


def test_changed_evidence_is_judged_again(world: World, tmp_path: Path) -> None:
    with Store(tmp_path / "work") as store:
        world.fill(store)
        world.audit(store)
        world.file(world.sessions[1]).unlink()
        context = world.audit(store)
        found = {result.session: result for result in results(store, context, ANYTHING)}
    gone = found.pop(world.sessions[1].shape.session)
    assert gone.with_outcome(Outcome.UNKNOWN)
    assert all(not result.with_outcome(Outcome.UNKNOWN, Outcome.FAIL) for result in found.values())


def run_until_killed(world: World, work: Path) -> None:
    with Store(work) as store:
        world.fill(store)
        world.audit(store, processes=2)
        time.sleep(60)


@pytest.mark.parametrize("lines", [1, 3])
def test_after_a_kill_the_report_is_the_same(world: World, tmp_path: Path, lines: int) -> None:
    with Store(tmp_path / "whole") as store:
        world.fill(store)
        expected = reports(world, store, world.audit(store))
    work = tmp_path / "killed"
    process = multiprocessing.get_context("fork").Process(target=run_until_killed, args=(world, work))
    process.start()
    assert process.pid is not None
    wait_for_findings(work, lines)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    with Store(work) as store:
        assert reports(world, store, world.audit(store)) == expected


def wait_for_findings(work: Path, count: int) -> None:
    """Wait until the other process has written something; it writes a few sessions at a time."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if packages_in(work) >= count:
            return
        time.sleep(0.05)


def packages_in(work: Path) -> int:
    try:
        with Store(work, reading=True) as store:
            return len(list(store.rows("SELECT s FROM package")))
    except StoreError:
        return 0  # it is just being made


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        (Filters(organisation=1), {0, 1, 2}),
        (Filters(organisation=2), set()),
        (Filters(since=at(date(2026, 3, 24), 0)), {1, 2}),
        (Filters(until=at(date(2026, 3, 24), 23)), {0, 1}),
        (Filters(since=at(date(2026, 3, 24), 0), until=at(date(2026, 3, 24), 23)), {1}),
    ],
)
def test_filters_choose_what_is_reported(world: World, tmp_path: Path, filters: Filters, kept: set[int]) -> None:
    selection = Selection(filters)
    with Store(tmp_path / "work") as store:
        world.fill(store)
        context = world.audit(store, selection)
        found = {result.session for result in results(store, context, selection)}
        assert totals_of(store, context, selection).sessions == len(kept)
    assert found == {world.ids()[place] for place in kept}


def test_one_session_can_be_asked_for(world: World, tmp_path: Path) -> None:
    selection = Selection(session=world.ids()[2])
    with Store(tmp_path / "work") as store:
        world.fill(store)
        context = world.audit(store, selection)
        assert [result.session for result in results(store, context, selection)] == [world.ids()[2]]


def test_two_audits_do_not_share_a_folder(tmp_path: Path) -> None:
    with Store(tmp_path / "work"), pytest.raises(StoreError, match="in use by another audit"):
        Store(tmp_path / "work")


def test_a_folder_of_another_version_is_refused(tmp_path: Path) -> None:
    with Store(tmp_path / "work") as store:
        store.take_note("format", "xcert/audit-store/v9")
    with pytest.raises(StoreError, match="of another version"):
        Store(tmp_path / "work")


def test_a_damaged_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "audit.sqlite").write_bytes(b"this is no database at all, whatever its name says" * 100)
    with pytest.raises(StoreError, match="cannot be used"):
        Store(tmp_path)


def twins() -> Iterator[tuple[str, int]]:
    """What a second session with the same people and papers breaks."""
    yield "double-booked candidates", 10
    yield "papers used again", 21
    yield "numbers used twice", 36


@pytest.mark.parametrize(("told", "rule"), list(twins()))
def test_rules_see_other_sessions(tmp_path: Path, told: str, rule: int) -> None:
    shape = next(shapes(1))
    one, other = clean_session(shape), clean_session(shape)
    other.shape = replace(shape, organisation=1, seed="another")
    for step in other.steps:
        step.issued = [replace(entry) for entry in step.issued]
    world = world_of(tmp_path, [one, other])
    for result in world.all_results().values():
        outcomes = {entry.rule: entry.outcome for entry in result.rules}
        assert outcomes[rule] is Outcome.FAIL, told


def test_who_issued_first_breaks_nothing_by_a_second_live_certificate(tmp_path: Path) -> None:
    shape = next(shapes(1))
    one, other = clean_session(shape), clean_session(shape)
    other.shape = replace(shape, seed="another")
    issue = other.step(EventCode.CERTS_ISSUED)
    issue.delay(1)
    issue.issued = [replace(entry, number=f"{entry.number[:-6]}{900_000 + entry.leaf}") for entry in issue.issued]
    found = world_of(tmp_path, [one, other]).all_results()
    facts = {
        session: {evidence.fact for entry in result.rules if entry.rule == 36 for evidence in entry.evidence}
        for session, result in found.items()
    }
    assert facts == {one.shape.session: set(), other.shape.session: {"second-live-certificate"}}


def test_a_cancelled_session_double_books_nobody(tmp_path: Path) -> None:
    shape = next(shapes(1))
    one, other = clean_session(shape), clean_session(shape)
    other.shape = replace(shape, seed="another")
    other.until(EventCode.STAFF_ASSIGNED)
    last = other.ordered()[-1]
    moment = last.recorded_at + 60
    other.steps.append(Step(EventCode.SESSION_CANCELLED, "manager", moment, moment, {"code": 1}, []))
    world = world_of(tmp_path, [one, other])
    world.file(other).write_bytes(package(other))
    found = world.all_results()[one.shape.session]
    assert {entry.rule: entry.outcome for entry in found.rules}[10] is Outcome.PASS


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_cell_becomes_a_formula(cell: str) -> None:
    assert neutral(cell) == "'" + cell


def test_the_page_is_closed_in_itself(world: World, tmp_path: Path) -> None:
    with Store(tmp_path / "work") as store:
        world.fill(store)
        zh, en, *_ = reports(world, store, world.audit(store))
    for page in (zh, en):
        assert "<script" not in page
        assert "src=" not in page
        assert "http" not in page.replace("http-equiv", "")
        assert "default-src 'none'" in page.replace("&#x27;", "'")
    assert "考生0" not in zh
