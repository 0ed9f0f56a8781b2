"""The rosters that come with xcert: two are good, one is as spreadsheets really come."""

import doctest
import json

import pytest

import issuer.roster
from certificate.marks import ABSENT
from issuer.roster import Change, Column, RosterReport, read_roster
from tests.unit.issuer.roster.rosters import ROOT, ROSTERS, check


def sample(name: str) -> RosterReport:
    return check(read_roster(ROSTERS / name))


@pytest.mark.parametrize(("name", "rows"), [("roster-bim-71.csv", 71), ("roster-log-3300.csv", 3300)])
def test_a_good_roster_is_accepted_whole_and_untouched(name: str, rows: int) -> None:
    report = sample(name)
    assert report.to_json() == {"accepted": rows, "refused": []}
    assert report.is_clean
    assert report.mended == ()
    assert [candidate.line for candidate in report.accepted] == list(range(2, rows + 2))


def test_names_stay_as_they_are() -> None:
    names = {candidate.name for candidate in sample("roster-bim-71.csv").accepted}
    assert names >= {"阿卜杜热西提·买买提", "Mary-Jane O'Neill", "䶮雪", "𠅤文"}


def test_the_messy_roster_refuses_exactly_what_it_must() -> None:
    expected = json.loads((ROSTERS / "roster-web-messy-40.expected.json").read_text("utf-8"))
    report = sample("roster-web-messy-40.csv")
    assert report.to_json() == {"accepted": 26, "refused": expected}
    assert not report.is_clean


def test_the_messy_roster_is_mended_where_nothing_is_lost() -> None:
    report = sample("roster-web-messy-40.csv")
    by_line = {candidate.line: candidate for candidate in report.accepted}
    assert [(each.line, each.column, each.change) for each in report.mended] == [
        (15, Column.WRITTEN, Change.HALF_WIDTH),
        (16, Column.NAME, Change.TRIMMED),
        (17, Column.ID_NUMBER, Change.UPPER_CASE),
    ]
    assert by_line[14].marks["P"] is ABSENT
    assert by_line[15].marks["W"] == 88_00
    assert by_line[16].name == "史曦桂"
    assert by_line[17].document.number.endswith("X")
    assert by_line[31].marks["W"] == 59_50


def test_of_a_pair_the_later_row_is_refused_and_names_the_earlier() -> None:
    report = sample("roster-web-messy-40.csv")
    pairs = [(refusal.line, refusal.earlier) for refusal in report.refused if refusal.earlier]
    assert pairs == [(7, 6), (29, 28)]
    assert {6, 28} <= {candidate.line for candidate in report.accepted}


def test_the_example_in_the_documentation_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert doctest.testmod(issuer.roster).failed == 0
