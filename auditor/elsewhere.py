"""What other sessions say, out of the work folder: the `Elsewhere` of the rules (assessment/rules/case.py).

It speaks of what verified packages opened, and of the ledger; a cancelled session sat nowhere, a voided one passed
nobody. Every answer comes in a fixed order, so that the same facts give the same report.
"""

from collections.abc import Mapping
from typing import Final

from assessment.codes import EventCode, Role, State
from assessment.rules.case import Panel, Sitting
from auditor.event_rows import Cell
from auditor.store import Store

RECENT_PANELS: Final = 16
"""Earlier panels of a place that a rule is shown, beside the latest one of the same standard."""
_ALL_ROOMS: Final = (Role.SITE_LEAD.name, Role.INVIGILATOR.name, Role.SUPERVISOR.name)
_CANCELLED: Final = State.CANCELLED.value
_VOIDED: Final = State.VOIDED.value


class StoreElsewhere:
    """The answers for the session with number `s` in the work folder; each leaves that session out."""

    def __init__(self, store: Store, s: int, family: bytes | None) -> None:
        self._store = store
        self._s = s
        self._family = family

    def candidates_locked(self, organisation: int, since: int, until: int) -> int:
        """Count the candidates an organisation locked in (since, until] in other sessions (R5)."""
        return self._number(
            "SELECT COALESCE(SUM(candidates), 0) FROM session WHERE organisation = ? AND s != ?"
            " AND locked_at > ? AND locked_at <= ?",
            organisation, self._s, since, until,
        )  # fmt: skip

    def sittings_of_candidate(self, candidate: str) -> tuple[Sitting, ...]:
        """Tell where else this pseudonym sat (R10)."""
        rows = self._store.rows(
            "SELECT id, part, sitting.start, finish, site FROM sitting JOIN session USING (s)"
            " WHERE candidate = ? AND s != ? AND state != ? ORDER BY sitting.start, id, part",
            candidate, self._s, _CANCELLED,
        )  # fmt: skip
        return tuple(Sitting(_data(row[0]), str(row[1]), _int(row[2]), _int(row[3]), _int(row[4])) for row in rows)

    def sittings_of_person(self, person: int) -> tuple[Sitting, ...]:
        """Tell where else this person was assigned (R16); central marking has no place, a site's lead has all rooms."""
        rows = self._store.rows(
            "SELECT id, part, duty.start, finish, site, role FROM duty JOIN session USING (s)"
            " WHERE person = ? AND s != ? AND state != ? AND (room != 0 OR role IN (?, ?, ?))"
            " ORDER BY duty.start, id, part, role",
            person, self._s, _CANCELLED, *_ALL_ROOMS,
        )  # fmt: skip
        return tuple(
            Sitting(_data(row[0]), str(row[1]), _int(row[2]), _int(row[3]), _int(row[4]), str(row[5])) for row in rows
        )

    def panels(self, organisation: int, site: int, before: int) -> tuple[Panel, ...]:
        """List earlier panels of the pair, latest first (R15)."""
        place = (organisation, site, before, self._s, _CANCELLED)
        pair = (
            "SELECT s, id, family, start FROM session WHERE organisation = ? AND site = ? AND start < ? AND s != ?"
            " AND state != ? AND EXISTS (SELECT 1 FROM duty WHERE duty.s = session.s)"
        )
        found = list(self._store.rows(f"{pair} ORDER BY start DESC, id LIMIT {RECENT_PANELS}", *place))
        same = self._store.row(f"{pair} AND family = ? ORDER BY start DESC, id LIMIT 1", *place, self._family)
        if same is not None and same not in found:
            found.append(same)
        return tuple(
            Panel(_data(row[1]), _data(row[2]), _int(row[3]), self._examiners(_int(row[0])))
            for row in found
            if row[2] is not None
        )

    def _examiners(self, s: int) -> frozenset[int]:
        rows = self._store.rows("SELECT DISTINCT person FROM duty WHERE s = ? AND role = ?", s, Role.EXAMINER.name)
        return frozenset(_int(row[0]) for row in rows)

    def unsealed(self, content: str) -> tuple[bytes, ...]:
        """List the other sessions that unsealed a paper with this content hash (R21)."""
        return self._sessions("SELECT DISTINCT id FROM unsealed JOIN session USING (s) WHERE content = ?", content)

    def numbers(self, number: str) -> tuple[bytes, ...]:
        """List the other sessions that issued a certificate with this number (R36)."""
        return self._sessions("SELECT DISTINCT id FROM issued JOIN session USING (s) WHERE number = ?", number)

    def live_certificates(self, candidate: str, family: bytes, level: int, by: int) -> tuple[str, ...]:
        """List the numbers of this person's live certificates of family and level, anchored up to `by` (R11, R36)."""
        rows = self._store.rows(
            "SELECT number FROM issued JOIN session USING (s) WHERE candidate = ? AND issued.family = ?"
            " AND issued.level = ? AND s != ? AND state != ? AND NOT EXISTS"
            " (SELECT 1 FROM dead WHERE dead.session = id AND dead.batch = issued.batch AND dead.place = issued.place)"
            " AND EXISTS (SELECT 1 FROM event WHERE event.s = issued.s AND code = ? AND recorded <= ?"
            " AND json_extract(issue, '$[0]') = issued.batch / 64) ORDER BY number",
            candidate, family, level, self._s, _VOIDED, EventCode.CERTS_ISSUED.value, by,
        )  # fmt: skip
        return tuple(str(row[0]) for row in rows)

    def locked_score(self, session: bytes, candidate: str, part: str) -> tuple[int, int, int] | None:
        """Return (score, locked at, level) of an earlier passed part of the same family, or None (R31)."""
        row = self._store.row(
            "SELECT score, scored_at, session.level FROM score JOIN session USING (s) WHERE id = ? AND candidate = ?"
            " AND part = ? AND s != ? AND state != ? AND family = ? AND scored_at IS NOT NULL",
            session, candidate, part, self._s, _VOIDED, self._family,
        )  # fmt: skip
        return None if row is None else (_int(row[0]), _int(row[1]), _int(row[2]))

    def passes(self, family: bytes, level: int, organisation: int | None, since: int, until: int) -> tuple[int, int]:
        """Count (passes, candidates) of the other sessions locked in that time (R40)."""
        row = self._store.row(
            "SELECT COALESCE(SUM(passed), 0), COALESCE(SUM(candidates), 0) FROM session WHERE family = ? AND level = ?"
            " AND s != ? AND state != ? AND scored_at > ? AND scored_at <= ? AND (? IS NULL OR organisation = ?)",
            family, level, self._s, _VOIDED, since, until, organisation, organisation,
        )  # fmt: skip
        return (0, 0) if row is None else (_int(row[0]), _int(row[1]))

    def marked(self, organisation: int, family: bytes, since: int, until: int) -> Mapping[int, int]:
        """Count the candidates that each person marked, this session included (R47)."""
        rows = self._store.rows(
            "SELECT person, SUM(marked.candidates) FROM marked JOIN session USING (s) WHERE organisation = ?"
            " AND family = ? AND scored_at > ? AND scored_at <= ? GROUP BY person ORDER BY person",
            organisation, family, since, until,
        )  # fmt: skip
        return {_int(row[0]): _int(row[1]) for row in rows}

    def _sessions(self, statement: str, value: str) -> tuple[bytes, ...]:
        rows = self._store.rows(f"{statement} AND s != ? ORDER BY id", value, self._s)
        return tuple(_data(row[0]) for row in rows)

    def _number(self, statement: str, *values: Cell) -> int:
        row = self._store.row(statement, *values)
        return 0 if row is None else _int(row[0])


def _int(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0


def _data(cell: Cell) -> bytes:
    return cell if isinstance(cell, bytes) else b""
