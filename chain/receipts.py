"""What a transaction wrote, read from the events in its receipt."""

from chain.abi import Event
from chain.artifacts import all_artifacts
from chain.errors import UnreachableError
from chain.records import Record
from chain.rpc import LoggedEvent, Receipt


def event_in(receipt: Receipt, name: str, *, contract: bytes) -> Record:
    """Return the values of the one event `name` of `contract`; raises `UnreachableError` if it is not there once."""
    found = [
        kind.read(event.topics, event.data)
        for event in receipt.events
        if event.address == contract and (kind := kind_of(event)) is not None and kind.name == name
    ]
    if len(found) != 1:
        raise UnreachableError(
            f"transaction {receipt.transaction.hex()} has {len(found)} events {name} instead of one; ask another node"
        )
    return found[0]


def kind_of(event: LoggedEvent) -> Event | None:
    """Return which event of this package's contracts this is, or None."""
    if not event.topics:
        return None
    for artifact in all_artifacts():
        if kind := artifact.interface.events.get(event.topics[0]):
            return kind
    return None
