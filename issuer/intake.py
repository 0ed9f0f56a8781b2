"""From a roster file to a drafted job: everything is checked before anything is written down."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Final

from certificate.address import BATCH_CAPACITY, SUBMISSION_CAPACITY
from certificate.checks import local_day
from certificate.facts import Kind
from certificate.standard import Standard
from chain.certificate_calls import Submission
from issuer.drafting import Group, achievement_of, assess
from issuer.errors import DraftError, IssuerError
from issuer.network import IssuerNetwork
from issuer.paper import undrawable
from issuer.preflight import require_ready
from issuer.progress import Progress, Step
from issuer.roll import Import, Session, keep_roll, known_lines
from issuer.roster import Candidate, Column, Reason, Refusal, RosterReport, check_roster
from issuer.workspace import Workspace

_NEVER: Final = 2**24 - 1
"""The last number of a submission that there can be."""


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A roster as it was handed in: what messages call it, and its bytes, which no log may show."""

    name: str
    data: bytes

    def __repr__(self) -> str:
        return f"RosterFile({self.name!r})"

    @property
    def digest(self) -> bytes:
        """SHA-256 of the file: the same roster again is the same job."""
        return hashlib.sha256(self.data).digest()


class RosterRefusedError(IssuerError):
    """Rows of a roster were refused and nothing was done; `report` has every line with its reason."""

    def __init__(self, message: str, report: RosterReport) -> None:
        super().__init__(message)
        self.report = report


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes rosters in; `account` anchors (20 bytes), `key` signs (32 bytes), `printing` asks for PDFs."""

    workspace: Workspace
    network: IssuerNetwork
    account: bytes
    key: bytes
    standards: Mapping[str, Standard]
    progress: Progress
    printing: bool = False

    def check(self, roster: RosterFile, *, now: datetime) -> RosterReport:
        """Check a roster, also against who holds such a certificate already (rule R36); writes nothing.

        Raises `RosterError` for a file that is no roster.
        """
        self.progress.begin(Step.CHECK, 1)
        offset = max((standard.utc_offset_minutes for standard in self.standards.values()), default=0)
        today = local_day(int(now.timestamp()), offset)
        report = check_roster(roster.data, roster.name, self.standards, today=today)
        holders, tickets = known_lines(self.workspace.engine, report.accepted, self.workspace.pseudonyms)
        self.progress.advance(1)
        return _without(report, holders, tickets)

    def draft(self, roster: RosterFile, session: Session, *, go_on: bool, now: datetime) -> tuple[int, RosterReport]:
        """Import a checked roster as a job of `session`; returns the job and what was refused.

        Raises `RosterRefusedError` for refused rows unless `go_on`, `DraftError` if nobody is left, and
        `RevertedError` if the registry would not anchor what this would become.
        """
        report = self.check(roster, now=now)
        if report.refused and not go_on:
            raise RosterRefusedError(
                f"{roster.name}: {len(report.refused)} refusals, so nothing was issued; put the rows right, or go on "
                f"with the {len(report.accepted)} good ones",
                report,
            )
        if not report.accepted:
            raise DraftError(f"{roster.name} has no candidate to go on with")
        if self.printing and not go_on:
            _require_drawable(report.accepted)
        groups = self._groups(report.accepted)
        require_ready(self.workspace, self.network, self.account, self.key)
        self._require_anchorable(session, groups)
        moment = int(now.timestamp())
        order = Import(
            session=session,
            roster=roster.digest,
            issued={code: local_day(moment, entry.utc_offset_minutes) for code, entry in self.standards.items()},
            prefix=self.workspace.settings.number_prefix,
            key=self.workspace.pseudonyms,
            now=moment,
        )
        self.progress.begin(Step.DRAFT, len(report.accepted))
        return keep_roll(self.workspace.engine, order, groups, self.progress.advance), report

    def _groups(self, candidates: Sequence[Candidate]) -> list[Group]:
        ordered = sorted(candidates, key=lambda candidate: (candidate.family, candidate.level, candidate.line))
        return [
            assess(members, self.standards[family], level)
            for (family, level), members in groupby(ordered, key=lambda candidate: (candidate.family, candidate.level))
        ]

    def _require_anchorable(self, session: Session, groups: Sequence[Group]) -> None:
        """Ask the registry before anything is signed: a certificate that cannot be anchored must not exist."""
        views = self.network.newest_certificates()
        for group in groups:
            achievement_of(group.standard, group.level)
            if group.passed:
                views.require_may_anchor(self._trial(session, group), self.account)

    def _trial(self, session: Session, group: Group) -> Submission:
        """The largest submission of a group, with other roots, at a number that is never reached."""
        size = min(group.passed, SUBMISSION_CAPACITY * BATCH_CAPACITY)
        batches = -(-size // BATCH_CAPACITY)
        return Submission(
            organisation=self.workspace.organisation,
            session=session.id,
            number=_NEVER,
            kind=Kind.CERTIFICATE,
            standard=group.standard.version,
            level=group.level,
            last_size=size - (batches - 1) * BATCH_CAPACITY,
            roots=[b"\xff" * 32] * batches,
        )


def _require_drawable(candidates: Sequence[Candidate]) -> None:
    """Refuse names with characters that the font lacks, all at once and before anything is issued."""
    lacking = {entry.line: found for entry in candidates if (found := undrawable(entry.name))}
    if lacking:
        lines = ", ".join(
            f"{line} ({' '.join(f'U+{ord(character):04X}' for character in found)})"
            for line, found in list(lacking.items())[:20]
        )
        raise DraftError(
            f"the font cannot draw the names of {len(lacking)} lines, so nothing was issued: {lines}; issue without "
            "PDF, or go on and print these by hand"
        )


def _without(report: RosterReport, holders: frozenset[int], tickets: frozenset[int]) -> RosterReport:
    if not holders and not tickets:
        return report
    refused = [
        *report.refused,
        *(Refusal(line, Reason.KNOWN_PERSON, Column.ID_NUMBER) for line in holders),
        *(Refusal(line, Reason.KNOWN_TICKET, Column.TICKET) for line in tickets),
    ]
    return replace(
        report,
        accepted=tuple(entry for entry in report.accepted if entry.line not in holders | tickets),
        refused=tuple(sorted(refused, key=lambda refusal: refusal.line)),
    )
