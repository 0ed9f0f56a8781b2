"""`xcert issuer session`: the steps after the examination, from the marks to the archive."""

from collections.abc import Sequence
from pathlib import Path

import click

from assessment.codes import EventCode
from assessment.records import AppealOutcome, ReportKind
from issuer.sessions.appealing import appeal_draft, publication_draft, ruling_draft
from issuer.sessions.calendar import months_later, notice_end
from issuer.sessions.deciding import archive_draft, decision_draft, granted, report_draft, reported
from issuer.sessions.draft import Draft
from issuer.sessions.handing_over import issued_pseudonyms
from issuer.sessions.marking import adjudication_drafts, commit_drafts, correction_draft, reveal_drafts, scores_draft
from issuer.sessions.sheet import SheetFile
from xcert.session_commands import session
from xcert.session_step import READ, Step, step

_SHEET = click.argument("sheet", type=READ)
_NUMBER = click.IntRange(1, 2**16 - 1)


@step(session, "commit", _SHEET)
def commit_command(run: Step, sheet: Path) -> Sequence[Draft]:
    """Commit to your marks in SHEET without showing them, one event for each part (E16)."""
    return commit_drafts(run.story, run.person, SheetFile.read(sheet))


@step(session, "reveal")
def reveal_command(run: Step) -> Sequence[Draft]:
    """Reveal every commit of yours (E17), after all markers of the part have committed."""
    return reveal_drafts(run.story, run.signing.first.address)


@step(session, "adjudicate", _SHEET)
def adjudicate_command(run: Step, sheet: Path) -> Sequence[Draft]:
    """Settle the marks in SHEET that differ by more than the tolerance (E18)."""
    return adjudication_drafts(run.story, run.person, SheetFile.read(sheet))


@step(session, "lock-scores")
def lock_scores_command(run: Step) -> Draft:
    """Compute all results from what was revealed, and lock them (E19)."""
    return scores_draft(run.story, tolerance=run.parameters.mark_tolerance)


@step(session, "publish")
def publish_command(run: Step) -> Draft:
    """Publish the provisional scores (E20); the notice runs for the working days of the terms."""
    at = run.desk.chain_time if run.signing.at is None else run.signing.at
    until = notice_end(at, run.story.standard.utc_offset_minutes, run.parameters)
    if until is None:
        raise click.UsageError("the working days of the notice are not published yet; bring chinesecalendar up to date")
    return publication_draft(until=until)


@step(
    session,
    "appeal",
    click.option("--ticket", required=True, help="The candidate who appeals."),
    click.option("--grounds", required=True),
)
def appeal_command(run: Step, ticket: str, grounds: str) -> Draft:
    """Lodge an appeal for a candidate (E21)."""
    return appeal_draft(run.story, ticket=ticket, grounds=grounds)


@step(
    session,
    "decide-appeal",
    click.argument("number", type=_NUMBER),
    click.option("--outcome", required=True, type=click.Choice([outcome.name for outcome in AppealOutcome])),
    click.option("--panel", required=True, help="Numbers of the panel's persons, such as 9,10,11."),
    click.option("--affected", multiple=True, help="Ticket of another candidate it concerns; several times."),
    click.option("--reason", required=True),
)
def decide_appeal_command(
    run: Step, number: int, outcome: str, panel: str, affected: tuple[str, ...], reason: str
) -> Draft:
    """Rule on appeal NUMBER (E21), signed by one of the panel."""
    persons = [person.strip() for person in panel.split(",")]
    if not all(person.isdecimal() for person in persons):
        raise click.BadParameter(f"{panel} is no list of persons; write their numbers like 9,10,11")
    numbers = [int(person) for person in persons]
    return ruling_draft(
        run.story, number=number, outcome=AppealOutcome[outcome], panel=numbers, affected=affected, reason=reason
    )


@step(
    session,
    "correct",
    _SHEET,
    click.option("--appeal", type=_NUMBER, help="The appeal that it follows from."),
    click.option("--error", type=_NUMBER, help="The number of the error report that it follows from."),
)
def correct_command(run: Step, sheet: Path, appeal: int | None, error: int | None) -> Draft:
    """Correct the scores in SHEET (E22), signed by two who did not examine."""
    if (appeal is None) is (error is None):
        raise click.UsageError("name either the --appeal or the --error that the correction follows from (R30)")
    ground, reference = (1, appeal) if appeal is not None else (2, error or 0)
    return correction_draft(run.story, SheetFile.read(sheet), ground=ground, reference=reference)


@step(session, "close-notice")
def close_notice_command(run: Step) -> Draft:
    """Close the public notice (E23); refused before its working days are over."""
    story = run.story
    published = story.last(EventCode.PROVISIONAL_PUBLISHED)
    if published is not None and run.desk.network is not None:
        end = notice_end(published.recorded_at, story.standard.utc_offset_minutes, run.parameters)
        if end is not None and max(run.desk.chain_time, run.signing.at or 0) < end:
            raise click.UsageError("the notice is not over: its working days still run (R33); see 'session status'")
    return Draft(EventCode.NOTICE_CLOSED)


@step(session, "decide", click.argument("sheet", required=False, type=READ))
def decide_command(run: Step, sheet: Path | None) -> Draft:
    """Decide who is granted (E24): as in SHEET, or by results and open appeals."""
    return decision_draft(run.story, None if sheet is None else SheetFile.read(sheet))


@step(
    session,
    "report",
    click.argument("file", type=READ),
    click.option("--type", "kind", default="NEW", show_default=True, type=click.Choice([k.name for k in ReportKind])),
)
def report_command(run: Step, file: Path, kind: str) -> Draft:
    """Record that FILE was reported to the authority (E26): who was issued, or granted where reporting comes first."""
    story, earlier = run.story, reported(run.story)
    issued = set(issued_pseudonyms(run.desk, run.assessment))
    first = run.parameters.report_before_issue
    due = [who for who in granted(story) if who not in earlier and (first or who in issued)]
    return report_draft(file, kind=ReportKind[kind], candidates=due)


@step(session, "archive", _SHEET)
def archive_command(run: Step, sheet: Path) -> Draft:
    """Archive SESSION with the documents in SHEET (E27), kept for the months of the terms."""
    parameters = run.parameters
    start = max(run.desk.chain_time, run.signing.at or 0)
    until = months_later(start, parameters.retention_months + 1, run.story.standard.utc_offset_minutes)
    return archive_draft(SheetFile.read(sheet), until=until, mandatory=parameters.documents)
