"""From the contracts' events to the events of each session, numbered in the order of the ledger."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from assessment.codes import EventCode
from assessment.errors import FiguresError
from assessment.event import NO_COMMITMENT, Event, Issue
from assessment.figures import unpack_figures
from certificate.facts import Kind
from chain.errors import HistoryError
from chain.history import Happening

_RECORDED, _ANCHORED = "SessionRecorded", "SubmissionAnchored"


def session_of(happening: Happening) -> bytes | None:
    """Return the session whose event this is, or None for anything else that contracts record.

    A correction replaces certificates that were issued: the ledger records no further issue for it.
    """
    if happening.name == _RECORDED:
        return happening.values.data("session")
    if happening.name == _ANCHORED and happening.values.member("kind", Kind) is not Kind.CORRECTION:
        return happening.values.data("session")
    return None


def event_of(happening: Happening, number: int, *, sender_of: Callable[[bytes], bytes]) -> Event:
    """Return a session's event with its `number` from 0; `sender_of` is such as `Rpc.sender_of`.

    Who anchored stands in no event: it is whoever sent the transaction. Raises `HistoryError` for an event that this
    version does not know.
    """
    return _issue(happening, number, sender_of) if happening.name == _ANCHORED else _recorded(happening, number)


@dataclass(frozen=True, slots=True)
class SessionHistory:
    """Collects the events of every session from stretches of history, in their order; `sender_of` as in `event_of`."""

    sender_of: Callable[[bytes], bytes]
    _sessions: dict[bytes, list[Event]] = field(default_factory=dict)

    def take(self, happenings: Iterable[Happening]) -> None:
        """Take the next happenings in; raises `HistoryError`."""
        for happening in happenings:
            session = session_of(happening)
            if session is not None:
                events = self._sessions.setdefault(session, [])
                events.append(event_of(happening, len(events), sender_of=self.sender_of))

    @property
    def sessions(self) -> Mapping[bytes, tuple[Event, ...]]:
        """The events by session, each session's in its order."""
        return {session: tuple(events) for session, events in self._sessions.items()}

    def events(self, session: bytes) -> tuple[Event, ...]:
        """The events of one session so far; none for one that nobody planned."""
        return tuple(self._sessions.get(session, ()))


def _recorded(happening: Happening, number: int) -> Event:
    values = happening.values
    try:
        code = EventCode(values.number("code"))
        figures = unpack_figures(code, values.number("figures"))
    except (ValueError, FiguresError) as error:
        raise HistoryError(
            f"the ledger has an event in block {happening.place.block} that this version does not know: {error}"
        ) from error
    second = values.data("second")
    return Event(
        number=number,
        code=code,
        actor=values.data("actor"),
        second=second if any(second) else None,
        nonce=values.number("nonce"),
        claimed_at=values.number("claimedAt"),
        recorded_at=happening.time,
        commitment=values.data("commitment"),
        figures=figures,
        place=happening.place,
    )


def _issue(happening: Happening, number: int, sender_of: Callable[[bytes], bytes]) -> Event:
    values = happening.values
    roots = tuple(values.items("roots"))
    return Event(
        number=number,
        code=EventCode.CERTS_ISSUED,
        actor=sender_of(happening.place.transaction),
        second=None,
        nonce=0,
        claimed_at=happening.time,
        recorded_at=happening.time,
        commitment=NO_COMMITMENT,
        figures={},
        place=happening.place,
        issue=Issue(values.number("submission"), values.number("kind"), values.number("lastSize"), roots),
    )
