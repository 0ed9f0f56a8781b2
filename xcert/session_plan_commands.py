"""`xcert issuer session`: the steps before the examination, from the plan to the sealed papers."""

from collections.abc import Sequence
from pathlib import Path

import click

from assessment.codes import EventCode
from issuer.passphrase import AskPassphrase
from issuer.roster.limits import USUAL
from issuer.sessions.draft import Draft
from issuer.sessions.filing import PlanRequest, file_plan
from issuer.sessions.registration import eligibility_draft, roster_draft
from issuer.sessions.sheet import SheetFile
from issuer.sessions.staffing import declaration_draft, paper_draft, staff_draft
from issuer.sessions.supervision import cancel_draft, hold_draft
from issuer.workspace import open_workspace
from xcert.roster_commands import local_today
from xcert.session_commands import session
from xcert.session_step import READ, Step, desk_options, finish, open_desk, open_signing, signing_options, step
from xcert.workspaces import catalogue_option, load_standards

_SHEET = click.argument("sheet", type=READ)
_CODE = click.option("--code", default=1, show_default=True, type=click.IntRange(1, 255), help="Reason code.")
_TEXT = click.option("--reason", "text", required=True, help="Why; only its hash is published.")
_PAPER = click.option("--paper", required=True, type=click.IntRange(0, 15), help="Number of the paper, from 0.")
_PART = click.option("--part", required=True, help="The part's code, such as W.")


@session.command("plan")
@click.argument("session_name", metavar="SESSION")
@_SHEET
@click.option("--standard", required=True, help="Code of the standard, such as X-BIM.")
@click.option("--level", required=True, type=click.IntRange(1, 16))
@click.option("--site", required=True, type=click.IntRange(1, 2**32 - 1), help="Number of the site.")
@click.option("--seats", required=True, type=click.IntRange(1, USUAL.lines))
@click.option("--papers", required=True, type=click.IntRange(0, 16), help="How many papers will be sealed.")
@catalogue_option
@desk_options
@signing_options
def plan_command(
    session_name: str,
    sheet: Path,
    standard: str,
    level: int,
    site: int,
    seats: int,
    papers: int,
    catalogue: Path | None,
    workspace: Path,
    ask: AskPassphrase | None,
    url: str | None,
    key: Path,
    second: Path | None,
    second_account: str | None,
    key_passphrase_file: Path | None,
    at: str | None,
    person: int | None,
    *,
    again: bool,
) -> None:
    """File the plan of a new SESSION with the timetable in SHEET (E1)."""
    del person
    standards = load_standards(catalogue)
    if standard not in standards:
        raise click.BadParameter(f"{standard} is not in the catalogue; it has {', '.join(sorted(standards))}")
    request = PlanRequest(standards[standard], level, site, seats, papers)
    signing = open_signing(key, second, second_account, key_passphrase_file, at=at, again=again)
    with open_workspace(workspace) as opened:
        desk = open_desk(opened, ask, url)
        assessment, event = file_plan(desk, session_name, SheetFile.read(sheet), request, signing)
        finish(desk, assessment, [event], None)


@step(session, "open-registration")
def open_registration_command(run: Step) -> Draft:
    """Open the registration (E3)."""
    del run
    return Draft(EventCode.REG_OPENED)


@step(session, "close-registration")
def close_registration_command(run: Step) -> Draft:
    """Close the registration (E3)."""
    del run
    return Draft(EventCode.REG_CLOSED)


@step(session, "eligibility", _SHEET)
def eligibility_command(run: Step, sheet: Path) -> Draft:
    """Record what was decided about the candidates in SHEET (E4)."""
    story = run.story
    today = local_today(story.standard.utc_offset_minutes)
    registration = eligibility_draft(story, run.desk.people, SheetFile.read(sheet), today=today)
    run.desk.people.register(run.assessment.row, registration.persons, registration.entries)
    return registration.draft


@step(session, "lock-roster")
def lock_roster_command(run: Step) -> Draft:
    """Lock the roster of everybody found eligible (E5); nobody joins it afterwards."""
    return roster_draft(run.story)


@step(session, "staff", _SHEET)
def staff_command(run: Step, sheet: Path) -> Draft:
    """Assign the staff in SHEET to parts and rooms (E6); everybody who examines declares anew."""
    return staff_draft(run.story, SheetFile.read(sheet))


@step(
    session,
    "declare",
    click.argument("conflicts", required=False, type=READ),
    click.option("--text", default="no conflict of interest", help="The words of the declaration."),
)
def declare_command(run: Step, conflicts: Path | None, text: str) -> Draft:
    """Declare conflicts of interest: none, or those in the sheet CONFLICTS (E7)."""
    file = None if conflicts is None else SheetFile.read(conflicts)
    return declaration_draft(run.story, run.person, file, text=text)


@step(
    session,
    "seal-paper",
    _PAPER,
    _PART,
    click.option("--content", required=True, type=READ, help="The encrypted paper."),
    click.option("--scheme", required=True, type=READ, help="The marking scheme."),
    click.option("--opener", required=True, type=READ, help="The file that opens the encrypted paper."),
)
def seal_paper_command(run: Step, paper: int, part: str, content: Path, scheme: Path, opener: Path) -> Draft:
    """Seal a paper (E8), signed by two; only hashes are kept and published."""
    return paper_draft(run.story, paper=paper, part=part, content=content, scheme=scheme, key=opener)


@step(session, "cancel", _CODE, _TEXT)
def cancel_command(run: Step, code: int, text: str) -> Draft:
    """Cancel SESSION, as long as no paper was opened; the candidates are told."""
    del run
    return cancel_draft(code, text)


@step(session, "hold", _CODE, _TEXT)
def hold_command(run: Step, code: int, text: str) -> Sequence[Draft]:
    """Hold SESSION as its supervisor (E28); the regulator releases it."""
    del run
    return [hold_draft(code, text)]
