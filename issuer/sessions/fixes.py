"""What to do about a rule that an event would break, in one sentence each."""

from collections.abc import Mapping
from typing import Final

FIXES: Final[Mapping[int, str]] = {
    6: "assign examiners whose qualification covers standard, level and day",
    10: "keep one line for each person, and nobody who sits elsewhere at the same time",
    11: "decide on everybody before the roster, by a reviewer who is no trainer, and leave out who is not eligible",
    12: "assign an odd number of examiners, at least the panel's minimum, with one leader, to each group that judges",
    13: "assign enough invigilators for each room and part, none of whom examines the same candidates",
    14: "let every examiner and adjudicator declare, and assign others in the place of those with a conflict",
    15: "exchange enough of the panel, and nobody beyond the consecutive sessions allowed",
    16: "assign nobody to two places at once, or to two distant sites on one day",
    22: "record a passed check-in in time, with a method, for everybody who left a response",
    24: "close every incident; who was disqualified fails",
    27: "let enough different markers, assigned to the part or central, commit before anybody reveals",
    28: "let a qualified adjudicator who did not mark settle marks outside the tolerance, and none within it",
    29: "correct the marks: each criterion within its maximum, their sum the mark, finals recomputed",
    30: "let two who neither marked nor are related correct scores, and cite the appeal or error",
    31: "lock what the pass rule says; carried passes are of the same family and level, and recent enough",
    32: "give each candidate and part exactly one disposition, in the order of the roster",
    34: "rule on open appeals first, or defer these candidates; the panel has an independent member",
    35: "let an officer decide who neither examined nor trained a candidate and did not lock the scores",
    36: "issue to who was granted, one live certificate each, with numbers from the block",
}
"""The rules with evidence that refuse an event here (docs/sessions.md, section 7), each with its fix."""
