"""`xcert issuer roster`: check a spreadsheet of candidates before anything is done with it."""

import json
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import click

from issuer.roster import RosterReport, check_roster, read_roster
from xcert.workspaces import catalogue_option, load_standards

_CHINA = 480  # minutes; only a birth date in the future depends on it


@click.group()
def roster() -> None:
    """Rosters: CSV or XLSX files of candidates."""


@roster.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help='Print {"accepted": N, "refused": [{"row", "reason"}, …]}.')
@catalogue_option
def check_command(file: Path, catalogue: Path | None, *, as_json: bool) -> int:
    """Check every row of FILE and report all that is wrong at once; status 0 if nothing is, 1 otherwise.

    Needs no workspace. With one, `xcert issuer issue` also looks for people who hold such a certificate already.
    """
    today = local_today(_CHINA)
    report = check_roster(read_roster(file), file.name, load_standards(catalogue), today=today)
    if as_json:
        click.echo(json.dumps(report.to_json(), ensure_ascii=False))
    else:
        show_report(file.name, report)
    return 0 if report.is_clean else 1


def show_report(name: str, report: RosterReport) -> None:
    """Say what is wrong with which line and what to do; nobody is named."""
    for refusal in report.refused:
        column = "" if refusal.column is None else f" [{refusal.column.name.lower()}]"
        earlier = "" if refusal.earlier is None else f" (see line {refusal.earlier})"
        click.echo(f"line {refusal.line}{column}: {refusal.reason.reason}{earlier}. {refusal.reason.english}")
    mended = f", {len(report.mended)} cells mended" if report.mended else ""
    click.echo(f"{name}: {len(report.accepted)} rows accepted, {len(report.refused)} refusals{mended}")


def local_today(offset_minutes: int) -> date:
    """Return today at a fixed offset from UTC."""
    return datetime.now(timezone(timedelta(minutes=offset_minutes))).date()
