"""Rosters: a spreadsheet of candidates in, checked candidates and the reasons for the refused rows out.

>>> from datetime import date
>>> from pathlib import Path
>>> from certificate.catalogue import standards_from_catalogue
>>> standards = standards_from_catalogue(Path("xcert/data/catalogue.json").read_bytes())
>>> roster = Path("xcert/data/rosters/roster-bim-71.csv")
>>> len(check_roster(read_roster(roster), roster.name, standards, today=date(2026, 6, 1)).accepted)
71
"""

from issuer.roster.check import NOBODY, KnownCandidates, check_roster
from issuer.roster.columns import Column
from issuer.roster.file import read_roster
from issuer.roster.identity import IdDocument, IdType
from issuer.roster.limits import RosterLimits
from issuer.roster.mend import Change
from issuer.roster.neutral_cell import csv_bytes, neutral_cell
from issuer.roster.reasons import Reason
from issuer.roster.report import Candidate, Enrolment, Mending, Refusal, RosterReport

__all__ = [
    "NOBODY",
    "Candidate",
    "Change",
    "Column",
    "Enrolment",
    "IdDocument",
    "IdType",
    "KnownCandidates",
    "Mending",
    "Reason",
    "Refusal",
    "RosterLimits",
    "RosterReport",
    "check_roster",
    "csv_bytes",
    "neutral_cell",
    "read_roster",
]
