"""`xcert issuer session`: the steps of the examination, from the supervisor's check-in to the sealed responses."""

from collections.abc import Sequence
from pathlib import Path

import click

from assessment.codes import EventCode
from assessment.records import IncidentDisposition
from issuer.sessions.conduct import (
    checkin_drafts,
    checklist_draft,
    disposition_draft,
    end_draft,
    incident_draft,
    responses_draft,
    start_draft,
    unsealing_draft,
)
from issuer.sessions.draft import Draft
from issuer.sessions.sheet import SheetFile
from xcert.session_commands import session
from xcert.session_step import READ, Step, step

_SHEET = click.argument("sheet", type=READ)
_PART = click.option("--part", required=True, help="The part's code, such as W.")
_ROOM = click.option("--room", required=True, type=click.IntRange(1, 2**16 - 1))
_DEVICE = click.option("--device", required=True, type=READ, help="The device's log; only its hash is published.")


@step(session, "supervisor-in", _SHEET)
def supervisor_in_command(run: Step, sheet: Path) -> Draft:
    """Check in as the supervisor with the checklist in SHEET (E9)."""
    return checklist_draft(EventCode.SUPERVISOR_CHECKIN, run.person, SheetFile.read(sheet))


@step(session, "supervisor-out", _SHEET)
def supervisor_out_command(run: Step, sheet: Path) -> Draft:
    """Check out as the supervisor with the checklist in SHEET (E9)."""
    return checklist_draft(EventCode.SUPERVISOR_CHECKOUT, run.person, SheetFile.read(sheet))


@step(session, "start")
def start_command(run: Step) -> Draft:
    """Open SESSION at the site (E10)."""
    del run
    return Draft(EventCode.SESSION_OPENED)


@step(
    session,
    "unseal",
    click.option("--paper", required=True, type=click.IntRange(0, 15), help="Number of the paper, from 0."),
    _PART,
    click.option("--content", required=True, type=READ, help="The encrypted paper as it was opened."),
    click.option("--broken", is_flag=True, help="The seal was not intact."),
)
def unseal_command(run: Step, paper: int, part: str, content: Path, *, broken: bool) -> Draft:
    """Open a sealed paper (E11), signed by two; refused if it is not the paper that was sealed."""
    persons = (run.person, run.second_person)
    return unsealing_draft(run.story, paper=paper, part=part, content=content, persons=persons, intact=not broken)


@step(session, "check-in", _SHEET)
def check_in_command(run: Step, sheet: Path) -> Sequence[Draft]:
    """Record the identity checks in SHEET, one event for each part and room (E12)."""
    return checkin_drafts(run.story, SheetFile.read(sheet))


@step(session, "part-start", _PART, _ROOM, _DEVICE)
def part_start_command(run: Step, part: str, room: int, device: Path) -> Draft:
    """Record that a part started in a room (E13)."""
    return start_draft(run.story, part=part, room=room, device=device)


@step(
    session,
    "part-end",
    _PART,
    _ROOM,
    _DEVICE,
    click.option("--extra", default=0, type=click.IntRange(0, 600), help="Minutes allowed beyond the timetable."),
)
def part_end_command(run: Step, part: str, room: int, device: Path, extra: int) -> Draft:
    """Record that a part ended in a room (E13)."""
    return end_draft(run.story, part=part, room=room, device=device, extra=extra)


@step(
    session,
    "incident",
    click.option("--category", required=True, type=click.IntRange(0, 255)),
    click.option("--text", required=True, help="What happened."),
    click.option("--ticket", help="The candidate it is about."),
    click.option("--evidence", multiple=True, type=READ, help="A file of evidence; several times."),
)
def incident_command(run: Step, category: int, text: str, ticket: str | None, evidence: tuple[Path, ...]) -> Draft:
    """Report an incident (E14)."""
    return incident_draft(run.story, category=category, text=text, ticket=ticket, evidence=evidence)


@step(
    session,
    "close-incident",
    click.argument("number", type=click.IntRange(1, 2**16 - 1)),
    click.option("--disposition", required=True, type=click.Choice([kind.name for kind in IncidentDisposition])),
    click.option("--text", required=True, help="What was decided and why."),
)
def close_incident_command(run: Step, number: int, disposition: str, text: str) -> Draft:
    """Close incident NUMBER with a disposition (E14)."""
    return disposition_draft(run.story, number=number, disposition=IncidentDisposition[disposition], text=text)


@step(session, "seal-responses", _SHEET)
def seal_responses_command(run: Step, sheet: Path) -> Draft:
    """Seal the responses listed in SHEET (E15); only hashes are kept and published."""
    return responses_draft(run.story, SheetFile.read(sheet))
