"""Reading the file itself: a huge one is refused without being read, and what is no file never blocks."""

import os
import tracemalloc
from pathlib import Path

import pytest

from issuer.errors import IssuerError, RosterError, RosterFault
from issuer.roster import RosterLimits, read_roster


def test_a_file_is_read_up_to_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(b"x" * 100)
    assert read_roster(path, RosterLimits(file_bytes=100)) == b"x" * 100


def test_a_hundred_megabytes_get_one_sentence_and_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    tracemalloc.start()
    with pytest.raises(RosterError, match=r"huge\.csv is larger than 10 MB; split it into smaller rosters") as caught:
        read_roster(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.fault is RosterFault.TOO_LARGE
    assert caught.value.chinese == "huge.csv 超过 10 MB；请拆分成较小的名册。"
    assert peak < 1_000_000


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(IssuerError, match=r"none\.csv cannot be read"):
        read_roster(tmp_path / "none.csv")
    with pytest.raises(IssuerError, match=r"cannot be read \(not a file\)"):
        read_roster(tmp_path)


def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(RosterError, match="not a file"):
        read_roster(tmp_path / "pipe")
