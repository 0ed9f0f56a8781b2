"""An organisation that does not use xcert: signs its own messages, keeps its own records, relays what it likes."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assessment.codes import EventCode
from assessment.commitment import Binding
from assessment.event import NO_COMMITMENT
from assessment.package import RecordLine, write_package
from assessment.records import Record
from authority import Act, Oversight
from authority.office import Office
from chain.calls import Call
from chain.errors import RevertedError
from chain.ledger_calls import LedgerCalls
from chain.session_message import SessionMessage, Signed, session_id
from xcert.demo.cast import Cast
from xcert.demo.stage import Stage


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was tried, in plain words, and what the contract answered; `error` is the name of its error."""

    tried: str
    error: str
    answer: str


@dataclass(frozen=True, slots=True)
class Rogue:
    """One session of the rigged organisation: whatever it says is signed and handed in, with nothing checked before."""

    stage: Stage
    office: Office
    cast: Cast
    organisation: int
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    lines: list[RecordLine] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    events: list[EventCode] = field(default_factory=list)

    @property
    def session(self) -> bytes:
        """The session's id."""
        return session_id(self.organisation, self.secret)

    @property
    def binding(self) -> Binding:
        """What its commitments are bound to."""
        return Binding(self.office.chain, self.office.ledger, self.session)

    def commitment(self, code: EventCode, records: Sequence[Record]) -> bytes:
        """Return the commitment to `records`; zero for none."""
        return self.binding.commitment(code, records) if records else NO_COMMITMENT

    def plan(self, moment: int, record: Record, figures: Mapping[str, int]) -> None:
        """File the plan that opens the session."""
        self.stage.move_to(moment)
        signed = self._sign(EventCode.PLAN_FILED, "manager", (record,), figures)
        self.office.act(LedgerCalls(self.office.ledger).file_plan(self.organisation, self.secret, signed))
        self._keep(EventCode.PLAN_FILED, (record,))

    def say(
        self,
        moment: int,
        code: EventCode,
        who: str,
        records: Sequence[Record] = (),
        figures: Mapping[str, int] | None = None,
        *,
        claimed: int | None = None,
        second: str | None = None,
        opens: bytes | None = None,
    ) -> None:
        """Record an event at `moment` that is said to have happened at `claimed`; raises `RevertedError`."""
        self.stage.move_to(moment)
        signed = self._sign(code, who, records, figures, claimed=claimed, second=second, opens=opens)
        self.office.act(LedgerCalls(self.office.ledger).record(signed))
        self._keep(code, records)

    def try_to_say(
        self,
        tried: str,
        moment: int,
        code: EventCode,
        who: str,
        records: Sequence[Record],
        figures: Mapping[str, int],
        *,
        second: str | None = None,
    ) -> None:
        """Try to record an event that the contract has to refuse."""
        self.stage.move_to(moment)
        signed = self._sign(code, who, records, figures, second=second)
        self.try_to(tried, LedgerCalls(self.office.ledger).record(signed))

    def try_to(self, tried: str, call: Call) -> None:
        """Try what the contract has to refuse, and write its answer down; what it takes is no refusal."""
        try:
            self.office.act(call)
        except RevertedError as error:
            self.refusals.append(Refusal(tried, error.name, error.sentence))

    def oversee(self, moment: int, decide: Callable[[Oversight], Act]) -> None:
        """Let the regulator act on the session, and keep the record of its reasons."""
        self.stage.move_to(moment)
        office = Office.open(self.stage.chain, self.stage.accreditor, self.stage.trusted)
        act = decide(Oversight(office, self.stage.register))
        self._keep(act.signed.message.code, (act.record,))

    def open(self, folder: Path) -> None:
        """Write the evidence package: its records are exactly what it committed to, so nothing is amiss with them."""
        path = folder / f"0x{self.session.hex()}.evidence.jsonl"
        path.write_bytes(b"".join(write_package(self.binding, self.lines, count=len(self.lines))))

    def _sign(
        self,
        code: EventCode,
        who: str,
        records: Sequence[Record],
        figures: Mapping[str, int] | None,
        *,
        claimed: int | None = None,
        second: str | None = None,
        opens: bytes | None = None,
    ) -> Signed:
        message = SessionMessage(
            session=self.session,
            code=code,
            nonce=len(self.events),
            claimed_at=self.stage.chain.time if claimed is None else claimed,
            commitment=self.commitment(code, records) if opens is None else opens,
            figures=figures or {},
        )
        other = None if second is None else self.cast.account(second)
        return self.office.domain.sign(message, self.cast.account(who), other)

    def _keep(self, code: EventCode, records: Sequence[Record]) -> None:
        number = len(self.events)
        self.events.append(code)
        self.lines.extend(RecordLine(number, leaf, record) for leaf, record in enumerate(records))
