"""The parameters that a session is judged under, and the terms among them that the ledger keeps.

docs/evidence.md, section 6; docs/assessment.md, section 4; domain list 4.3.
"""

import hashlib
import json
from dataclasses import dataclass, fields
from typing import Final

from assessment.codec import Codec, Permille
from assessment.errors import RecordError
from certificate.encoding import tagged
from certificate.errors import MalformedError
from certificate.jcs import write_jcs

FORMAT: Final = "xcert/parameters/v0"
"""The name and version of the form; also the tag of the hash."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The eight parameters that the ledger repeats and enforces; leads and delays in seconds, days as named."""

    file_lead_days: int = 5
    roster_lead: int = 86_400
    seal_lead: int = 3_600
    unseal_early: int = 1_800
    seal_delay: int = 7_200
    score_deadline: int = 259_200
    notice_days: int = 5
    report_before_issue: bool = False


@dataclass(frozen=True, slots=True)
class Parameters(Terms):
    """All parameters with their defaults, the terms among them, each named in docs/evidence.md, section 6.

    Leads, delays, tolerances and lags are in seconds, `*_share`, `mark_tolerance`, `flag_p` and `rho` in thousandths,
    days are working days where the rule says so, `far_metres` in metres. `documents` are the kinds that an archive
    must hold, `calendar` names who publishes the working days; `judgement_markers` are those of a practical part with
    judgement.
    """

    calendar: str = "CN"
    invigilator_ratio: int = 15
    invigilators_per_room: int = 2
    panel_minimum: int = 3
    consecutive_sessions: int = 3
    rotate_share: Permille = 500
    trainer_cooloff_months: int = 24
    far_metres: int = 50_000
    drawn: bool = False
    public_tasks: bool = False
    late_entry: int = 900
    start_tolerance: int = 1_800
    mark_tolerance: Permille = 100
    judgement_markers: int = 3
    double_share_judgement: Permille = 1_000
    double_share_other: Permille = 100
    report_days: int = 10
    appeal_days: int = 20
    carry_months: int = 24
    record_lag_online: int = 600
    record_lag_offline: int = 86_400
    retention_months: int = 60
    archive_days: int = 30
    documents: tuple[str, ...] = ("ANSWERS", "DECISION", "PAPERS", "PLAN", "ROSTER", "SCORES", "SIGN_IN")
    minimum_age: int = 16
    attempt_days: int = 0
    prior_level: bool = False
    minutes_per_candidate: int = 3
    flag_p: Permille = 5
    flag_n: int = 30
    rho: Permille = 50

    @property
    def terms(self) -> Terms:
        """The eight members that the terms on the ledger must equal."""
        return Terms(**{field.name: getattr(self, field.name) for field in fields(Terms)})

    @property
    def hash(self) -> bytes:
        """SHA-256 over the tagged JCS: `document` of the terms on the ledger; computed anew at each call."""
        return hashlib.sha256(tagged(FORMAT, write_parameters(self))).digest()


_CODEC: Final = Codec(Parameters, {"format": FORMAT})


def read_parameters(value: object) -> Parameters:
    """Take parameters apart that were read from JSON; raises `RecordError` for anything not in their closed form."""
    return _CODEC.read(value)


def write_parameters(parameters: Parameters) -> bytes:
    """Write `parameters` as JCS; raises `RecordError` for what a reader would refuse."""
    try:
        return write_jcs(_CODEC.write(parameters))
    except MalformedError as error:
        raise RecordError(f"the parameters: {error}") from error


def parse_parameters(data: bytes) -> Parameters:
    """Read parameters from their one spelling; raises `RecordError` for anything `write_parameters` would not write."""
    try:
        parameters = read_parameters(json.loads(data))
    except (ValueError, RecursionError) as error:
        raise RecordError(f"the parameters are not JSON: {error}") from error
    if write_parameters(parameters) != data:
        raise RecordError("the parameters are not in their canonical spelling (RFC 8785)")
    return parameters
