"""`xcert issuer issue` and `resend`: from a roster to released files."""

import contextlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import click

from issuer.desk import Desk
from issuer.intake import RosterFile, RosterRefusedError
from issuer.issuing import IssueReport, issue
from issuer.keys import KeyName
from issuer.network import open_network
from issuer.outputs import Outputs
from issuer.passphrase import AskPassphrase
from issuer.results import write_results
from issuer.roster import read_roster
from issuer.sending_again import send_again
from issuer.sessions.handing_over import refuse_free_roster
from issuer.sessions.store import SessionStore
from issuer.workers import InProcess, Processes
from issuer.workspace import open_workspace
from xcert.options import later_written, parse_session
from xcert.progress import DrawnProgress
from xcert.roster_commands import show_report
from xcert.secrets import passphrase_options, prompt
from xcert.workspaces import catalogue_option, load_standards, workspace_option


@click.command("issue")
@click.argument("roster", type=click.Path(path_type=Path))
@workspace_option
@click.option(
    "--session",
    required=True,
    callback=lambda _context, _parameter, value: parse_session(value),
    help="The decided assessment session: its 64 hexadecimal digits on the ledger.",
)
@click.option("--label", help="What you call it, such as '2026-06 Chongqing'. Default: its digits.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=Path("certificates"), show_default=True
)
@click.option("--pdf", is_flag=True, help="Write each certificate as PDF too.")
@click.option("--qr", type=click.Path(file_okay=False, path_type=Path), help="Write QR codes (PNG) to this folder.")
@click.option(
    "--results",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=later_written,
    help="Write a result table (CSV or XLSX).",
)
@click.option("--go-on", is_flag=True, help="Leave refused rows out instead of refusing the whole roster.")
@click.option(
    "--processes", default=0, help="Worker processes; 0 for one for each processor.", type=click.IntRange(0, 64)
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@catalogue_option
@passphrase_options
def issue_command(
    roster: Path,
    workspace: Path,
    session: bytes,
    label: str | None,
    out: Path,
    qr: Path | None,
    results: Path | None,
    processes: int,
    catalogue: Path | None,
    ask: AskPassphrase | None,
    *,
    pdf: bool,
    go_on: bool,
    as_json: bool,
) -> None:
    """Check ROSTER, sign, anchor, read the chain back, judge every certificate, and only then write files.

    Run the same command again after any stop: it goes on where it was and never anchors twice.
    """
    standards = load_standards(catalogue)
    file = RosterFile(roster.name, read_roster(roster))
    with contextlib.ExitStack() as stack:
        # Workers are made before a key is opened: they never hold one.
        count = processes or os.cpu_count() or 1
        workers = stack.enter_context(Processes(count)) if count > 1 else InProcess()
        progress = stack.enter_context(DrawnProgress())
        opened = stack.enter_context(open_workspace(workspace))
        refuse_free_roster(SessionStore(opened.engine), session)
        asking = ask or prompt()
        desk = Desk(
            workspace=opened,
            network=open_network(opened.settings, opened.folder),
            signer=opened.keys.signer(asking),
            account=opened.keys.account(KeyName.ANCHORING, asking),
            clock=lambda: datetime.now(UTC),
            progress=progress,
            workers=workers,
        )
        outputs = Outputs(out, pdf=pdf, qr=qr)
        try:
            report = issue(desk, file, session=session, label=label, standards=standards, outputs=outputs, go_on=go_on)
        except RosterRefusedError as error:
            show_report(roster.name, error.report)
            raise
        if results is not None:
            write_results(opened.engine, report.job, results)
    _tell(report, out, as_json=as_json)


@click.command("resend")
@click.argument("number")
@workspace_option
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=later_written,
    help="Where to write it. Default: NUMBER.json.",
)
@click.option(
    "--salt", is_flag=True, help="Print the salt that opens the hidden document number; for the holder alone."
)
def resend_command(number: str, workspace: Path, out: Path | None, *, salt: bool) -> None:
    """Write certificate NUMBER again, byte for byte as it was released."""
    with open_workspace(workspace) as opened:
        network = open_network(opened.settings, opened.folder)
        found = send_again(opened, network, number, clock=lambda: datetime.now(UTC))
    path = out or Path(f"{found.number}.json")
    path.write_bytes(found.file)
    click.echo(f"{path}: {found.verdict.outcome.value}")
    if salt:
        click.echo(f"salt {found.salt}")


def _tell(report: IssueReport, out: Path, *, as_json: bool) -> None:
    if as_json:
        members = {
            "certificates": report.certificates,
            "session": report.session.hex(),
            "batches": sum(len(submission.batches) for submission in report.submissions),
            "refused": [] if report.roster is None else report.roster.to_json()["refused"],
            "unprinted": [entry.number for entry in report.unprinted],
        }
        click.echo(json.dumps(members, ensure_ascii=False))
        return
    if report.roster is not None and report.roster.refused:
        show_report("left out", report.roster)
    click.echo(f"{report.certificates} certificates anchored, judged VALID and written to {out}")
    for entry in report.unprinted:
        click.echo(f"certificate {entry.number} is released but was not printed: {entry.problem}", err=True)
