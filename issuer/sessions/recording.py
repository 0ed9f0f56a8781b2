"""From a draft to an event on the ledger: prepared, signed, tried, judged, sent, and read back; never twice."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from assessment.codes import EventCode, State
from assessment.errors import RecordError
from assessment.records import Candidate, parse_record, write_record
from assessment.states import TAKEN_WHILE_HELD, next_state
from chain.accounts import MessageSigner
from chain.calls import Call
from chain.errors import FailedError, RevertedError
from chain.ledger_calls import RosterLeaf
from chain.session_message import NONCES, SessionMessage
from issuer.outbox import Outbox, deliver
from issuer.sessions.desk import SessionDesk
from issuer.sessions.draft import Draft, intent_of
from issuer.sessions.errors import SessionError
from issuer.sessions.leaves import binding_of, head_of, leaves_of
from issuer.sessions.store import Assessment, EventState, KeptEvent
from issuer.sessions.story import Story, read_story


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs an event, and when it happened.

    Arguments:
        first: the person whose event it is.
        second: the other person, where two sign; one who signs elsewhere is named by `second_account` instead.
        at: the claimed time in Unix seconds; None is now.
        again: record it although the same thing was recorded before.
    """

    first: MessageSigner
    second: MessageSigner | None = None
    second_account: bytes | None = None
    at: int | None = None
    again: bool = False

    @property
    def accounts(self) -> tuple[bytes, bytes | None]:
        """The accounts that sign."""
        return self.first.address, self.second_account if self.second is None else self.second.address


def record(desk: SessionDesk, assessment: Assessment, draft: Draft, signing: Signing) -> KeptEvent:
    """Record what `draft` says, or go on with it where a stop left it; what is recorded is not recorded again.

    Offline it is prepared and signed only. Raises `RuleError`, `SessionError`, and what sending raises.
    """
    event, is_fresh = prepare(desk, assessment, draft, signing)
    if event.state is EventState.RECORDED:
        return event
    if not is_fresh:
        judge_kept(desk, assessment, event)
    event = sign(desk, assessment, event, signing)
    if desk.network is None or not event.is_signed:
        return event
    return relay(desk, assessment, event)


def record_all(desk: SessionDesk, assessment: Assessment, drafts: Sequence[Draft], signing: Signing) -> list[KeptEvent]:
    """Record several events in order; raises as `record`, and then those before are recorded."""
    return [record(desk, desk.refresh(assessment), draft, signing) for draft in drafts]


def prepare(desk: SessionDesk, assessment: Assessment, draft: Draft, signing: Signing) -> tuple[KeptEvent, bool]:
    """Write an event down with its records, before anybody else hears of it; or return the one that was prepared.

    The second value tells whether it is a new one. Raises `RuleError` if it would break a rule, `SessionError` if the
    session cannot take it now.
    """
    found, intent = _earlier(desk, assessment, draft, signing)
    if found is not None and found.state is not EventState.REFUSED:
        return found, False
    leaves = leaves_of(binding_of(assessment), draft.code, draft.records)
    message = SessionMessage(
        assessment.session,
        draft.code,
        _free_nonce(desk, assessment, signing.accounts),
        desk.now if signing.at is None else signing.at,
        head_of([leaf.hash for leaf in leaves]) if draft.opens is None else draft.opens,
        draft.figures,
    )
    if desk.network is not None:
        story = read_story(desk.store, assessment)
        require_state(desk, assessment, draft.code)
        desk.judge.require(story, message, signing.accounts, draft.records, moment=desk.chain_time)
    digest = desk.domain(assessment).digest(message)
    event = KeptEvent(0, EventState.PREPARED, message, *signing.accounts, digest, None, None, None)
    return desk.store.keep(assessment, event, leaves, intent=intent), True


def judge_kept(desk: SessionDesk, assessment: Assessment, event: KeptEvent) -> None:
    """Judge an event again that was prepared earlier, as offline, unless it is on its way already.

    Raises `RuleError` or `SessionError`.
    """
    if desk.network is None or event.state not in {EventState.PREPARED, EventState.SIGNED}:
        return
    if desk.ledger.is_used(event):
        # A stop behind the hand-in: the ledger may have it, and then nothing is to be judged.
        return
    require_state(desk, assessment, event.message.code)
    try:
        records = tuple(parse_record(leaf.record) for leaf in desk.store.leaves(event) if leaf.record is not None)
    except RecordError as error:
        raise SessionError(f"a record of {event.message.code.name} is damaged; restore the database") from error
    story = read_story(desk.store, assessment)
    desk.judge.require(story, event.message, (event.actor, event.second), records, moment=desk.chain_time)


def sign(desk: SessionDesk, assessment: Assessment, event: KeptEvent, signing: Signing) -> KeptEvent:
    """Add the signatures that are missing; raises `SessionError` for another person's key."""
    if signing.accounts != (event.actor, event.second):
        raise SessionError(f"{event.message.code.name} was prepared for other persons; use their keys")
    digest = desk.domain(assessment).digest(event.message)
    first = None if event.first_signature else signing.first.sign_digest(digest)
    second = None if event.second_signature or signing.second is None else signing.second.sign_digest(digest)
    return desk.store.sign(event, first=first, second=second)


def relay(desk: SessionDesk, assessment: Assessment, event: KeptEvent) -> KeptEvent:
    """Bring a signed event onto the ledger exactly once, and read it back; raises what sending raises.

    What the contract refuses is kept as REFUSED: whoever saw the message may still hand it in.
    """
    if event.state is EventState.RECORDED:
        return event
    if desk.relay is None:
        raise SessionError("no account relays; open the workspace's anchoring account")
    sender = desk.ledger.sender(desk.relay)
    outbox, purpose = Outbox(desk.workspace.engine), f"session-event:{event.row}"
    call = _call(desk, assessment, event)

    def sent(connection: Connection) -> None:
        current = desk.store.event_on(connection, event.row)
        if current.state is not EventState.SENT:
            desk.store.move(current, EventState.SENT, connection=connection)

    try:
        deliver(
            outbox,
            sender,
            purpose,
            call,
            is_there=lambda: desk.ledger.is_used(event),
            kept=sent,
            seconds=desk.seconds,
        )
    except FailedError:
        desk.store.move(desk.store.event(event.row), EventState.SIGNED)
        raise
    except RevertedError:
        desk.store.move(desk.store.event(event.row), EventState.REFUSED)
        raise
    return _read_back(desk, assessment, event)


def require_state(desk: SessionDesk, assessment: Assessment, code: EventCode) -> None:
    """Refuse what the session's state does not allow, in words; raises `SessionError`."""
    facts = desk.ledger.views.session(assessment.session)
    state = State.NONE if facts is None else facts.state
    if next_state(state, code) is None:
        raise SessionError(f"session {assessment.label!r} is {state.name} and does not take {code.name} now")
    if facts is not None and facts.held and code not in TAKEN_WHILE_HELD:
        raise SessionError(
            f"session {assessment.label!r} is held and takes no {code.name} until the regulator releases it; sign it "
            "with --offline and upload it afterwards"
        )


def _earlier(
    desk: SessionDesk, assessment: Assessment, draft: Draft, signing: Signing
) -> tuple[KeptEvent | None, bytes]:
    """Return the event that was prepared for the same thing, if there is one, and the intent to look for it."""
    first, second = signing.accounts
    times = 0
    while True:
        intent = intent_of(
            draft, desk.workspace.pseudonyms, session=assessment.session, actor=first, second=second, again=times
        )
        found = desk.store.with_intent(assessment, intent)
        if not signing.again or found is None or found.state is not EventState.RECORDED:
            return found, intent
        times += 1


def _free_nonce(desk: SessionDesk, assessment: Assessment, accounts: tuple[bytes, bytes | None]) -> int:
    """Return a nonce that nobody who signs has used: the ledger takes it of both.

    That of a refused event is taken again, so that of the two only one can ever be recorded.
    """
    signers = {account for account in accounts if account is not None}
    used = {
        event.message.nonce
        for event in desk.store.events(assessment)
        if signers & {event.actor, event.second} and event.state is not EventState.REFUSED
    }
    if desk.network is not None:
        for account in signers:
            used |= desk.ledger.nonces(assessment.session, account)
    free = next((nonce for nonce in range(NONCES) if nonce not in used), None)
    if free is None:
        raise SessionError(f"a person signed {NONCES} events of this session, and there is room for no more")
    return free


def _call(desk: SessionDesk, assessment: Assessment, event: KeptEvent) -> Call:
    leaf = None
    if event.message.code is EventCode.APPEAL_LODGED:
        leaf = _roster_leaf(read_story(desk.store, assessment), event.actor)
    return desk.ledger.call_for(assessment, event, organisation=desk.workspace.organisation, leaf=leaf)


def _roster_leaf(story: Story, account: bytes) -> RosterLeaf | None:
    """Return the place of the candidate whose account this is, None if it is nobody's of the roster."""
    binding, roster = binding_of(story.assessment), story.roster
    own = f"0x{account.hex()}"
    for index, leaf in enumerate(roster):
        if leaf.account == own:
            paths = binding.paths(EventCode.ROSTER_LOCKED, roster)
            return RosterLeaf(index, _digest_of(story, leaf), list(paths[index]))
    return None


def _digest_of(story: Story, leaf: Candidate) -> bytes:
    return binding_of(story.assessment).digest(EventCode.ROSTER_LOCKED, write_record(leaf))


def _read_back(desk: SessionDesk, assessment: Assessment, event: KeptEvent) -> KeptEvent:
    desk.refresh(desk.store.find(assessment.session.hex()))
    found = desk.store.event(event.row)
    if found.state is EventState.RECORDED:
        return found
    if desk.ledger.is_used(event):
        name = event.message.code.name
        raise SessionError(
            f"{name} is not on the ledger, but its nonce {event.message.nonce} is used by another event of the same "
            "person; run the same command again to sign it anew"
        )
    raise SessionError(f"{event.message.code.name} was mined and the ledger does not show it; ask another node")
