"""After the issue: the report to the authority, and the archive (E26, E27)."""

import csv
from io import StringIO

from assessment.records import ReportKind
from issuer.sessions.calendar import months_later
from issuer.sessions.deciding import archive_draft, granted, report_draft
from issuer.sessions.draft import Draft
from xcert.demo.hall import Scene, Step
from xcert.demo.timetable import OFFSET_MINUTES, SessionDays, at


def steps_closing(days: SessionDays) -> list[Step]:
    """Return the report and the archive."""
    return [
        Step(at(days.decided_plus(1), "09:00"), "manager", _report),
        Step(at(days.decided_plus(3), "09:00"), "manager", _archive),
    ]


def _report(scene: Scene) -> Draft:
    """Report everybody who was issued: all who were granted, since nobody was reported before."""
    reported = granted(scene.story)
    lines = StringIO()
    csv.writer(lines).writerows([scene.story.ticket_of(candidate)] for candidate in reported)
    path = scene.sheets.file("report.csv", lines.getvalue().encode())
    return report_draft(path, kind=ReportKind.NEW, candidates=reported)


def _archive(scene: Scene) -> Draft:
    parameters = scene.parameters
    until = months_later(scene.desk.chain_time, parameters.retention_months + 1, OFFSET_MINUTES)
    return archive_draft(scene.sheets.documents(), until=until, mandatory=parameters.documents)
