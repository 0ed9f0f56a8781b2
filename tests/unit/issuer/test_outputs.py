"""What is written for people: files named by numbers, tables that compute nothing, work that keeps its order."""

import csv
import io
import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import insert

from certificate.facts import ActionKind
from issuer.database import open_database
from issuer.errors import ReleaseError, StatusError, WorkerError
from issuer.outputs import Outputs, make_folders, write_output
from issuer.printing import fingerprint, masked
from issuer.reasons import StatusReason, require_fit
from issuer.results import TITLES, write_results
from issuer.roster import IdDocument, IdType
from issuer.schema import CANDIDATE, JOB, SESSION
from issuer.workers import InProcess, Processes

NASTY = ['=HYPERLINK("http://evil.example","x")', "+1", "-1", "@SUM(A1)", "\t=1", "=1+1"]


def test_a_file_is_put_in_its_place_in_one_step(tmp_path: Path) -> None:
    outputs = Outputs(tmp_path / "a" / "b", qr=tmp_path / "qr")
    make_folders(outputs)
    write_output(outputs.certificates, "S1", "json", b"1")
    write_output(outputs.certificates, "S1", "json", b"22")
    assert [path.name for path in outputs.certificates.iterdir()] == ["S1.json"]
    assert (outputs.certificates / "S1.json").read_bytes() == b"22"
    assert (tmp_path / "qr").is_dir()


@pytest.mark.parametrize("number", ["", "../x", "a/b", ".hidden", "张三", "x" * 65, "S1\n", "-S1"])
def test_other_file_names_are_refused(tmp_path: Path, number: str) -> None:
    with pytest.raises(ReleaseError, match="no file name"):
        write_output(tmp_path, number, "json", b"1")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ReleaseError, match="cannot be written"):
        make_folders(Outputs(tmp_path / "file" / "out"))
    with pytest.raises(ReleaseError, match="cannot be written"):
        write_output(tmp_path / "missing", "S1", "json", b"1")


def make_records(path: Path) -> None:
    engine = open_database("sqlite", path)
    with engine.begin() as connection:
        connection.execute(insert(SESSION).values(id=1, label="June", session=bytes(32), created_at=1))
        connection.execute(insert(JOB).values(id=1, session_id=1, roster=b"r", created_at=1))
        for line, text in enumerate(NASTY, start=2):
            passed = line % 2 == 0
            connection.execute(
                insert(CANDIDATE).values(
                    job_id=1, line=line, name=text, document_kind="201", document="990101200401025573",
                    family="X-BIM", level=1, marks="{}", ticket=text, institution=text,
                    shortfalls="" if passed else "BELOW_PASS_MARK:P;ABSENT:W;BELOW_COMPOSITE:",
                    number=f"S{line}" if passed else None,
                )
            )  # fmt: skip
    engine.dispose()


@pytest.mark.parametrize("ending", ["csv", "xlsx", "XLSX"])
def test_a_result_table_computes_nothing_and_shows_no_document(tmp_path: Path, ending: str) -> None:
    make_records(tmp_path / "a.sqlite")
    engine = open_database("sqlite", tmp_path / "a.sqlite")
    path = tmp_path / f"results.{ending}"
    write_results(engine, 1, path)
    engine.dispose()
    if ending == "csv":
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    else:
        sheet = load_workbook(path).active
        assert sheet is not None
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n"}
        rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert rows[0] == list(TITLES)
    cells = [cell for row in rows[1:] for cell in row]
    assert not [cell for cell in cells if cell.strip(" \t")[:1] in {"=", "+", "-", "@"}]
    assert not [cell for cell in cells if "990101200401025573" in cell]
    assert [row[9] for row in rows[1:]] == ["S2", "", "S4", "", "S6", ""]
    assert rows[2][8] == "P 未达合格分 below the pass mark; W 缺考 absent; 综合成绩不足 composite below the pass mark"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_sheet_shows_the_last_four_of_a_document() -> None:
    shown = masked(IdDocument(IdType.RESIDENT_CARD, "990101200401025573"))
    assert (shown.zh, shown.en) == ("居民身份证 尾号 5573", "Resident identity card ending in 5573")


def test_a_fingerprint_is_the_beginning_of_a_sha256() -> None:
    assert fingerprint(b"") == "E3B0 C442 98FC 1C14"  # SHA-256 of nothing, FIPS 180-4


def double(number: int) -> int:
    return 2 * number


def end(_: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def fail(number: int) -> int:
    raise StatusError(f"piece {number}")


def test_work_keeps_its_order() -> None:
    with Processes(2) as workers:
        assert list(workers.map(double, range(50))) == list(InProcess().map(double, range(50))) == [*range(0, 100, 2)]


def test_a_refusal_comes_out_of_a_worker_as_it_is() -> None:
    with Processes(1) as workers, pytest.raises(StatusError, match="piece 3"):
        list(workers.map(fail, [3]))


def test_a_killed_worker_is_one_sentence() -> None:
    with Processes(1) as workers, pytest.raises(WorkerError, match="worker process ended"):
        list(workers.map(end, [1]))


def _hold_workers(answer: "multiprocessing.Queue[list[int]]") -> None:
    workers = Processes(2)
    answer.put(list({child.pid for child in multiprocessing.active_children() if child.pid}))
    time.sleep(600)
    list(workers.map(double, [1]))


def test_workers_end_with_a_killed_parent() -> None:
    """An orphan would keep the memory, and a copy of whatever the parent had open."""
    context = multiprocessing.get_context("spawn")
    answer = context.Queue()
    parent = context.Process(target=_hold_workers, args=(answer,))
    parent.start()
    children = answer.get(timeout=60)
    assert len(children) == 2
    parent.kill()
    parent.join(timeout=60)
    deadline = time.monotonic() + 30
    while any(_is_alive(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(_is_alive(child) for child in children)


def _is_alive(process: int) -> bool:
    """Whether a process runs; one that ended and waits for whoever adopted it does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("action", list(ActionKind))
@pytest.mark.parametrize("reason", list(StatusReason))
def test_a_reason_is_given_only_for_its_actions(action: ActionKind, reason: StatusReason) -> None:
    if action in reason.actions:
        require_fit(reason, action)
    else:
        with pytest.raises(StatusError, match=reason.name):
            require_fit(reason, action)
