"""`xcert audit`: evaluate all rules over the chain and the opened evidence; draw samples; keep checkpoints."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from auditor.auditing import Selection
from auditor.language import Language
from auditor.report.csv_rows import csv_header, csv_rows
from auditor.report.html_page import html_page
from auditor.report.json_lines import json_line
from auditor.report.terminal import session_lines, total_lines
from auditor.run import Audited, Order, finish, run_audit
from auditor.store import Store
from xcert.audit_checkpoint_commands import checkpoint
from xcert.audit_files import write_whole
from xcert.audit_options import FILE, FOLDER, DrawnStages, filter_options, filters_of, open_chain
from xcert.audit_sample_commands import sample
from xcert.options import parse_session
from xcert.trusted import trust_options

_MOST_PROCESSES = 8


@click.group()
def audit() -> None:
    """Auditors: prove from the chain and the opened evidence how certificates came about."""


audit.add_command(sample)
audit.add_command(checkpoint)


@audit.command("run")
@click.option("--evidence", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--work", type=FOLDER, help="Folder to keep what was read in; without it every run reads all anew.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each session, one on a line.")
@click.option("--html", type=FILE, help="Write the report as one HTML page.")
@click.option("--csv", "csv_file", type=FILE, help="Write one row for each session and rule.")
@click.option("--session", metavar="ID", help="Only this session.")
@click.option("--lang", type=click.Choice([entry.value for entry in Language]), default="en", show_default=True)
@click.option("--processes", type=click.IntRange(1, _MOST_PROCESSES), default=None, help="Default: one per processor.")
@filter_options
@trust_options
def run_command(
    evidence: Path,
    work: Path | None,
    html: Path | None,
    csv_file: Path | None,
    session: str | None,
    lang: str,
    processes: int | None,
    organisation: int | None,
    since: str | None,
    until: str | None,
    trust: Path | None,
    rpc: tuple[str, ...],
    *,
    as_json: bool,
) -> int:
    """Evaluate rules R1 to R48 for every session.

    \b
    Exit status: 0 every rule is PASS or ERASED; 1 something is FAIL or FLAG, or the chain was rewritten;
                 2 wrong usage; 3 nothing was found and something is UNKNOWN, or the chain could not be reached.
    """  # noqa: D301 -- a backspace character is how click is told to keep the lines
    selection = Selection(filters_of(organisation, since, until), None if session is None else parse_session(session))
    order = Order(evidence, selection, processes or min(os.cpu_count() or 1, _MOST_PROCESSES))
    language = Language(lang)
    chain = open_chain(trust, rpc)
    with _work_folder(work) as folder, Store(folder) as store:
        with DrawnStages() as progress:
            audited = run_audit(store, chain, order, progress)
        _write_files(audited, html, csv_file, language)
        _print(audited, language, as_json=as_json)
        finish(store)
        return audited.totals.exit_status


@contextmanager
def _work_folder(work: Path | None) -> Iterator[Path]:
    if work is not None:
        yield work
        return
    with TemporaryDirectory(prefix="xcert-audit-") as folder:
        yield Path(folder)


def _write_files(audited: Audited, html: Path | None, csv_file: Path | None, language: Language) -> None:
    if html is not None:
        write_whole(html, html_page(audited.scope, audited.totals, audited.sessions, language))
    if csv_file is not None:
        write_whole(csv_file, _csv(audited, language))


def _csv(audited: Audited, language: Language) -> Iterator[str]:
    yield csv_header()
    for result in audited.sessions():
        yield csv_rows(audited.scope, result, language)


def _print(audited: Audited, language: Language, *, as_json: bool) -> None:
    for result in audited.sessions():
        lines = [json_line(audited.scope, result)] if as_json else session_lines(result, language)
        for line in lines:
            click.echo(line)
    for line in total_lines(audited.scope, audited.totals, language):
        # Programs read the objects; the totals are for the person who looks on.
        click.echo(line, file=sys.stderr if as_json else sys.stdout)
