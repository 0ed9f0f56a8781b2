"""Opening a session by its plan: the session has its id before anything is sent."""

import secrets
from dataclasses import dataclass

from assessment.codes import State
from certificate.standard import Standard, write_standard
from chain.session_message import session_id
from issuer.sessions.desk import SessionDesk
from issuer.sessions.errors import SessionError
from issuer.sessions.planning import PlanOrder, plan_draft
from issuer.sessions.recording import Signing, record
from issuer.sessions.sheet import SheetFile
from issuer.sessions.store import Assessment, KeptEvent

_LONGEST = 100


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What a plan is about, as a person asks for it: standard, level, site, seats, number of papers."""

    standard: Standard
    level: int
    site: int
    seats: int
    papers: int


def file_plan(
    desk: SessionDesk, label: str, file: SheetFile, order: PlanRequest, signing: Signing
) -> tuple[Assessment, KeptEvent]:
    """File the plan in `file` for the session called `label`, a new one or one whose plan was rejected.

    Raises `SheetError`, `SessionError`, `RuleError`, and what sending raises.
    """
    if not label.strip() or not label.isprintable() or len(label) > _LONGEST:
        raise SessionError(f"a session is called by 1 to {_LONGEST} visible characters")
    published = desk.online.accreditation().standard(order.standard.version)
    if published is None:
        raise SessionError(f"this version of {order.standard.family} is not published; ask your accreditor")
    plan = PlanOrder(
        standard=order.standard,
        number=published.number,
        level=order.level,
        site=order.site,
        organisation=desk.workspace.organisation,
        seats=order.seats,
        papers=order.papers,
    )
    draft = plan_draft(plan, file)
    assessment = _session(desk, label, order)
    return assessment, record(desk, assessment, draft, signing)


def _session(desk: SessionDesk, label: str, order: PlanRequest) -> Assessment:
    """Return the session called `label`; a rejected one may be about something else now only under another name."""
    known = next((one for one in desk.store.all() if one.label == label), None)
    if known is None:
        nonce = secrets.token_bytes(32)
        ledger = desk.ledger
        fresh = Assessment(
            row=0,
            label=label,
            session=session_id(desk.workspace.organisation, nonce),
            chain=ledger.domain.chain,
            ledger=ledger.address,
            nonce=nonce,
            standard=order.standard.version,
            level=order.level,
            site=order.site,
            read_to=ledger.height,
        )
        return desk.store.open(fresh, write_standard(order.standard), now=desk.now)
    facts = desk.ledger.views.session(known.session)
    if facts is not None and facts.state not in {State.FILED, State.REJECTED}:
        raise SessionError(f"session {label!r} is {facts.state.name}; choose another name for a new one")
    if (known.standard, known.level, known.site) != (order.standard.version, order.level, order.site):
        raise SessionError(f"session {label!r} is about another standard, level or site; choose another name")
    return desk.refresh(known)
