"""What goes wrong with assessments, before anything is sent or believed."""


class AssessmentError(Exception):
    """Base of every error of this package."""


class RecordError(AssessmentError):
    """A record, package or proof that is not in its closed form (docs/evidence.md)."""


class FiguresError(AssessmentError):
    """Public figures that an event does not have, or that do not fit their field (docs/assessment.md, section 5)."""


class CalendarError(AssessmentError):
    """A day whose working days nobody has published yet; the rule that asked is UNKNOWN."""
