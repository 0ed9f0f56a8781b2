"""One audit from the trust file's network and a folder of evidence to results that reports are made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from auditor.auditing import (
    Selection,
    check_packages,
    drawn_sessions,
    everywhere,
    judge,
    name_families,
    results,
    totals_of,
    workers_for,
)
from auditor.context import Context, Subject, context_of
from auditor.errors import RewrittenError, StoreError
from auditor.progress import Progress
from auditor.reading import Chain, compare_storage, note_draws, read_chain
from auditor.results import Scope, SessionResult
from auditor.store import Store
from auditor.totals import Totals
from chain.history import Checkpoint

_NETWORK: Final = "network"
_BEGUN: Final = "begun"


@dataclass(frozen=True, slots=True)
class Audited:
    """A finished audit: its scope, its totals, and the sessions anew each time they are asked for."""

    scope: Scope
    totals: Totals
    sessions: Callable[[], Iterable[SessionResult]]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be audited, where the evidence is, and in how many processes."""

    evidence: Path
    selection: Selection
    processes: int = 2


def run_audit(store: Store, chain: Chain, order: Order, progress: Progress) -> Audited:
    """Read what is new, judge what is not judged, and return the results.

    A run that was stopped goes on with the block that it had begun with. Raises what reading the chain raises,
    `StoreError`, `EvidenceError`, and `RewrittenError` if the chain is not the one that was read before.
    """
    chain.require_contracts()
    _require_network(store, chain)
    block = _begin(store, chain)
    read_chain(store, chain, block.number, progress)
    compare_storage(store, chain, block.number, progress)
    trusted = chain.trusted
    subject = Subject(trusted.network.chain, trusted.ledger, block.number, block.time, store.folder, order.evidence)
    context = context_of(subject, store)
    name_families(store, context)
    note_draws(store, chain, drawn_sessions(store, context))
    with workers_for(context, order.processes) as workers:
        check_packages(store, context, progress, workers)
        judge(store, context, order.selection, progress, workers)
    return Audited(
        _scope(store, chain, block, context, order.selection),
        totals_of(store, context, order.selection),
        lambda: results(store, context, order.selection),
    )


def finish(store: Store) -> None:
    """Let the next run begin at a newer block: the reports of this one are written."""
    store.take_note(_BEGUN, None)


def _require_network(store: Store, chain: Chain) -> None:
    trusted = chain.trusted
    contracts = (trusted.network.accreditation, trusted.personnel, trusted.ledger, trusted.network.registry)
    told = f"eip155:{trusted.network.chain} " + " ".join(contract.hex() for contract in contracts)
    known = store.note(_NETWORK)
    if known is None:
        store.take_note(_NETWORK, told)
    elif known != told:
        raise StoreError(f"the work folder {store.folder} belongs to another network; name another with --work")


def _begin(store: Store, chain: Chain) -> Checkpoint:
    begun = store.note(_BEGUN)
    if begun is None:
        block = chain.newest()
        store.take_note(_BEGUN, f"{block.number} {block.hash.hex()} {block.time}")
        return block
    number, block_hash, time = begun.split()
    if chain.hash_at(int(number)) != bytes.fromhex(block_hash):
        raise RewrittenError(
            f"FAIL: block {number}, which this audit was begun with, is another one now: the chain was rewritten, or "
            "the node is on another one; keep the work folder as evidence, and ask other nodes"
        )
    return Checkpoint(int(number), bytes.fromhex(block_hash), int(time))


def _scope(store: Store, chain: Chain, block: Checkpoint, context: Context, selection: Selection) -> Scope:
    trusted = chain.trusted
    sessions = frozenset(row[0] for row in store.rows("SELECT id FROM session") if isinstance(row[0], bytes))
    strangers = context.folder.strangers(sessions)
    return Scope(
        chain=trusted.network.chain,
        ledger=trusted.ledger,
        block=block.number,
        block_hash=block.hash,
        moment=block.time,
        name_zh=trusted.name_zh,
        name_en=trusted.name_en,
        test=trusted.network.test,
        filters=selection.filters,
        session=selection.session,
        everywhere=everywhere(store),
        foreign=(*strangers, *context.register.faults),
    )
