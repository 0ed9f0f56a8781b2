"""Reading the chain into the work folder: from the contracts' first block to the audited one, whole range by range.

A range is written in one transaction with the block that it ends at, so a kill loses at most the range being read. A
later run goes on behind it, after asking whether the chain still holds that block.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from assessment.codes import EventCode
from assessment.event import Event
from auditor.errors import RewrittenError
from auditor.intake import events_of, summarise, take_registry_events, take_session_events
from auditor.integrity import Storage
from auditor.progress import Progress, Stage
from auditor.registers import HEARD
from auditor.store import Store
from chain.artifacts import accreditation_registry, assessment_ledger, certificate_registry, personnel_registry
from chain.certificate_views import CertificateViews
from chain.errors import DisagreeError, UnreachableError
from chain.evidence import FactsReader
from chain.history import Checkpoint, Happening, HistoryReader
from chain.ledger_views import LedgerViews
from chain.node import Node
from chain.rpc import Rpc
from chain.session_history import SessionHistory
from chain.session_message import MessageDomain
from chain.trust import TrustedNetwork

WIDEST: Final = 8_192
"""Blocks in a range at most; an answer over 8 MiB makes the range smaller, so that memory stays flat."""
_COMPARED_AT_ONCE: Final = 16
"""Sessions in one transaction: few enough that a kill loses less than a second."""
_READ_TO: Final = "read-to"
_ANCHORS: Final = "SubmissionAnchored"
_STATUS: Final = "StatusRecorded"
_RECORDED: Final = "SessionRecorded"


@dataclass(frozen=True, slots=True)
class Chain:
    """The trusted network and the nodes to ask; the first is read, `trusted.agree` of them must hold its last block."""

    trusted: TrustedNetwork
    nodes: Sequence[Node]

    @property
    def reader(self) -> HistoryReader:
        """What reads the history of the four contracts."""
        network = self.trusted.network
        contracts = {
            network.accreditation: accreditation_registry(),
            self.trusted.personnel: personnel_registry(),
            self.trusted.ledger: assessment_ledger(),
            network.registry: certificate_registry(),
        }
        first = self.trusted.first_block
        return HistoryReader(self.nodes[0], contracts, self.trusted.finality, first=first, widest=WIDEST)

    def require_contracts(self) -> None:
        """Compare chain id and code of the contracts with the trust file; raises `UnreachableError`."""
        unread = FactsReader(self.trusted, self.nodes).prepare()
        if unread is not None:
            raise UnreachableError(f"{unread.detail} ({unread.trouble.value})")

    def newest(self) -> Checkpoint:
        """Return the newest final block that enough nodes hold; raises `DisagreeError` if they do not."""
        block = self.reader.newest()
        self.require_agreement(block)
        return block

    def require_agreement(self, block: Checkpoint) -> None:
        """Refuse a `block` that fewer nodes hold than must agree."""
        holding = 1
        for node in self.nodes[1:]:
            other = Rpc(node).block(block.number)
            holding += other is not None and other.hash == block.hash
        if holding < self.trusted.agree:
            raise DisagreeError(
                f"{holding} nodes hold block {block.number} as {self.reader.node.name} tells it, and "
                f"{self.trusted.agree} must; wait, or ask other nodes"
            )

    def hash_at(self, number: int) -> bytes | None:
        """Return the hash of a block now, or None if the chain is shorter."""
        block = Rpc(self.nodes[0]).block(number)
        return None if block is None else block.hash


def read_chain(store: Store, chain: Chain, until: int, progress: Progress) -> None:
    """Read what is new up to block `until`; raises `RewrittenError` if what was read before is gone."""
    since = read_to(store)
    if since is not None:
        _require_unchanged(chain, since)
        if since.number >= until:
            return
    first = chain.reader.first if since is None else since.number + 1
    progress.begin(Stage.CHAIN, until - first + 1)
    done = first
    for stretch in chain.reader.read(since, until=until):
        with store.transaction():
            _take(store, chain, stretch.happenings)
            store.take_note(_READ_TO, f"{stretch.end.number} {stretch.end.hash.hex()} {stretch.end.time}")
        progress.advance(stretch.end.number + 1 - done)
        done = stretch.end.number + 1


def read_to(store: Store) -> Checkpoint | None:
    """Return the last block that was read."""
    noted = store.note(_READ_TO)
    if noted is None:
        return None
    number, block_hash, time = noted.split()
    return Checkpoint(int(number), bytes.fromhex(block_hash), int(time))


def compare_storage(store: Store, chain: Chain, at: int, progress: Progress) -> None:
    """Compare every session with the contracts' storage at block `at` (R48), and note whose it is."""
    network = chain.trusted.network
    storage = Storage(
        LedgerViews(chain.nodes[0], chain.trusted.ledger, at=at),
        CertificateViews(chain.nodes[0], network.registry, at=at),
        MessageDomain(network.chain, chain.trusted.ledger),
    )
    sessions = list(store.rows("SELECT s, id FROM session WHERE compared IS NOT ? ORDER BY s", at))
    progress.begin(Stage.HEADS, len(sessions))
    for start in range(0, len(sessions), _COMPARED_AT_ONCE):
        with store.transaction():
            for s, session in sessions[start : start + _COMPARED_AT_ONCE]:
                assert isinstance(s, int)
                assert isinstance(session, bytes)
                facts = storage.facts(session)
                intact = storage.agrees(session, facts, events_of(store, s))
                found = (0 if facts is None else facts.organisation, int(intact), at, s)
                store.write("UPDATE session SET organisation = ?, intact = ?, compared = ? WHERE s = ?", *found)
                progress.advance(1)


def _require_unchanged(chain: Chain, since: Checkpoint) -> None:
    now = chain.hash_at(since.number)
    if now != since.hash:
        told = "is gone" if now is None else f"is now {now.hex()}"
        raise RewrittenError(
            f"FAIL: block {since.number} was {since.hash.hex()} when it was read and {told}: the chain was rewritten, "
            "or the node is on another one; keep the work folder as evidence, and ask other nodes"
        )


def _take(store: Store, chain: Chain, happenings: Iterable[Happening]) -> None:
    registries: list[Happening] = []
    sessions: list[Happening] = []
    for one in happenings:
        if one.name in {_RECORDED, _ANCHORS}:
            sessions.append(one)
        elif one.name in HEARD or one.name == _STATUS:
            registries.append(one)
    take_registry_events(store, registries)
    for session, events in _numbered(chain, sessions).items():
        take_session_events(store, session, events)
        found = store.row("SELECT s FROM session WHERE id = ?", session)
        assert found is not None
        assert isinstance(found[0], int)
        summarise(store, found[0])


def _numbered(chain: Chain, happenings: Sequence[Happening]) -> dict[bytes, tuple[Event, ...]]:
    senders = lru_cache(maxsize=None)(Rpc(chain.nodes[0]).sender_of)
    history = SessionHistory(senders)
    history.take(happenings)
    return dict(history.sessions)


def note_draws(store: Store, chain: Chain, drawn: Iterable[int]) -> None:
    """Note the hash of the block after ROSTER_LOCKED of the sessions with numbers `drawn`, whose panels are drawn."""
    for s in drawn:
        locked = store.row("SELECT block FROM event WHERE s = ? AND code = ?", s, EventCode.ROSTER_LOCKED.value)
        if locked is not None and isinstance(locked[0], int):
            with store.transaction():
                store.write("UPDATE session SET drawn = ? WHERE s = ?", chain.hash_at(locked[0] + 1), s)
