"""The public figures of an event in one word, from the lowest bit (docs/assessment.md, section 5)."""

from collections.abc import Mapping
from typing import Final

from assessment.codes import EventCode
from assessment.errors import FiguresError

LAYOUTS: Final[Mapping[EventCode, Mapping[str, int]]] = {
    EventCode.PLAN_FILED: {
        "standard": 32,
        "level": 8,
        "site": 32,
        "start": 40,
        "seats": 24,
        "parts": 8,
        "offset2": 16,
        "offset3": 16,
        "papers": 8,
    },
    EventCode.ELIGIBILITY_DECIDED: {"eligible": 24, "refused": 24},
    EventCode.ROSTER_LOCKED: {"n": 24},
    EventCode.STAFF_ASSIGNED: {"declarers": 8, "invigilators": 8, "others": 8},
    EventCode.COI_DECLARED: {"conflicts": 8},
    EventCode.PAPER_SEALED: {"paper": 8, "part": 8},
    EventCode.PAPER_UNSEALED: {"paper": 8, "part": 8},
    EventCode.CHECKIN_BATCH: {"part": 8, "room": 16, "present": 24, "absent": 24, "failed": 24},
    EventCode.PART_STARTED: {"part": 8, "room": 16, "present": 24},
    EventCode.PART_ENDED: {"part": 8, "room": 16, "present": 24},
    EventCode.INCIDENT: {"number": 16, "category": 8},
    EventCode.INCIDENT_CLOSED: {"number": 16, "disposition": 8},
    EventCode.RESPONSES_SEALED: {"items": 24, "candidates": 24},
    EventCode.SCORE_COMMIT: {"n": 24, "part": 8},
    EventCode.SCORE_REVEAL: {"n": 24, "part": 8},
    EventCode.ADJUDICATED: {"n": 24, "part": 8},
    EventCode.SCORES_LOCKED: {"n": 24, "passed": 24},
    EventCode.PROVISIONAL_PUBLISHED: {"until": 40},
    EventCode.APPEAL_LODGED: {"number": 16},
    EventCode.APPEAL_DECIDED: {"number": 16, "outcome": 8},
    EventCode.SCORE_CORRECTED: {"passed": 24, "ground": 8, "reference": 16},
    EventCode.DECISION_RECORDED: {"granted": 24, "refused": 24, "deferred": 24},
    EventCode.BATCH_REPORTED: {"n": 24, "type": 8},
    EventCode.SESSION_ARCHIVED: {"documents": 24, "until": 40},
    EventCode.SESSION_CANCELLED: {"code": 8},
    EventCode.HOLD: {"code": 8},
    EventCode.RELEASE: {"code": 8},
    EventCode.VOID: {"code": 8},
    EventCode.LATENESS_WAIVED: {"rule": 8},
    EventCode.EVIDENCE_ORDERED: {"code": 8},
}
"""Name and width in bits of every field; an event that is not here has no figures."""


def pack_figures(code: EventCode, figures: Mapping[str, int]) -> int:
    """Pack `figures` into the word of a message; raises `FiguresError` for a foreign, missing or too large figure."""
    layout = LAYOUTS.get(code, {})
    if set(figures) != set(layout):
        raise FiguresError(f"{code.name} has the figures {', '.join(layout) or 'none'}, not {', '.join(figures)}")
    word, shift = 0, 0
    for name, width in layout.items():
        if not 0 <= figures[name] < 1 << width:
            raise FiguresError(f"{code.name}: {name} = {figures[name]} does not fit in {width} bits")
        word |= figures[name] << shift
        shift += width
    return word


def unpack_figures(code: EventCode, word: int) -> dict[str, int]:
    """Take the word of a message apart; raises `FiguresError` for bits above the last field."""
    figures = {}
    for name, width in LAYOUTS.get(code, {}).items():
        figures[name] = word & ((1 << width) - 1)
        word >>= width
    if word:
        raise FiguresError(f"{code.name}: there are bits above the last figure")
    return figures
