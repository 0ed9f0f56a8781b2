"""Whom a sample is drawn from: sessions of the ledger up to a block, and those with findings (docs/audit.md, 6)."""

from collections.abc import Collection, Iterable, Iterator

from assessment.rules.finding import Outcome
from auditor.reading import Chain
from auditor.results import read_rules
from auditor.sample import Commitment
from auditor.store import Store
from chain.ledger_views import LedgerViews


def population_of(store: Store, chain: Chain, commitment: Commitment) -> Iterator[bytes]:
    """Yield the sessions filed up to the block to draw by that the committed filters let through, ascending.

    The filters go by the first plan, so that nobody slips out of a sample by filing again.
    """
    views = LedgerViews(chain.nodes[0], chain.trusted.ledger)
    filters = commitment.filters
    rows = list(
        store.rows(
            "SELECT id, json_extract(figures, '$.start') FROM session JOIN event USING (s)"
            " WHERE number = 0 AND block <= ? ORDER BY id",
            commitment.draw,
        )
    )
    for session, start in rows:
        assert isinstance(session, bytes)
        assert isinstance(start, int)
        early = filters.since is not None and start < filters.since
        late = filters.until is not None and start > filters.until
        if early or late:
            continue
        if filters.organisation is not None:
            facts = views.session(session)
            if facts is None or facts.organisation != filters.organisation:
                continue
        yield session


def flagged_sessions(store: Store, population: Iterable[bytes], outcomes: Collection[Outcome]) -> Iterator[bytes]:
    """Yield the sessions of `population` that the last audit found something in, ascending."""
    for session in sorted(population):
        row = store.row("SELECT rules FROM finding JOIN session USING (s) WHERE id = ?", session)
        if row is not None and any(one.outcome in outcomes for one in read_rules(str(row[0]))):
            yield session
