"""Evidence packages as docs/evidence.md, section 3, has them: the lines that an organisation would hand over."""

import json
from collections.abc import Iterator
from typing import Any

from assessment.codes import EventCode
from assessment.parameters import write_parameters
from assessment.records import Record, record_json
from assessment.rules.case import Status
from certificate.jcs import JsonValue, write_jcs
from certificate.standard import write_standard
from tests.simulator.sealing import leaf
from tests.simulator.session import Session, Step


def package(session: Session) -> bytes:
    """Return the whole file of a session; steps that are MISSING are withheld, those that are ERASED are erased."""
    entries = [entry for number, step, _, _ in session.numbered() for entry in _entries(session, number, step)]
    header: dict[str, JsonValue] = {
        "format": "xcert/evidence/v0",
        "chain": session.shape.chain,
        "ledger": f"0x{session.shape.ledger.hex()}",
        "session": f"0x{session.shape.session.hex()}",
        "lines": len(entries),
    }
    return b"".join(write_jcs(line) + b"\n" for line in (header, *entries))


def file_name(session: Session) -> str:
    return f"0x{session.shape.session.hex()}.evidence.jsonl"


def _entries(session: Session, number: int, step: Step) -> Iterator[dict[str, JsonValue]]:
    if step.code is EventCode.CERTS_ISSUED:
        yield from _certificates(session, number, step)
        return
    for place, record in enumerate(step.records):
        where: dict[str, JsonValue] = {"event": number, "leaf": place}
        yield where | _content(session, step, record)


def _content(session: Session, step: Step, record: Record) -> dict[str, JsonValue]:
    if step.status is Status.VERIFIED:
        return {"record": record_json(record)}
    hidden: dict[str, JsonValue] = {"hash": leaf(session.shape, step.code, record).hex()}
    if step.status is Status.ERASED:
        basis: dict[str, JsonValue] = {
            "basis": "PIPL 47",
            "at": session.moment,
            "approvedBy": ["privacy officer", "regulator"],
        }
        return hidden | {"erased": basis}
    return hidden


def _certificates(session: Session, number: int, step: Step) -> Iterator[dict[str, JsonValue]]:
    for bundle, one in zip(session.certificates(step), step.issued, strict=True):
        document: Any = json.loads(bundle.to_bytes())
        yield {"event": number, "leaf": one.leaf, "candidate": one.candidate, "certificate": document}


def register(session: Session) -> bytes:
    """Return `register.evidence.jsonl`, the authority's file."""
    shape, registry = session.shape, session.registry
    entries: list[dict[str, JsonValue]] = [
        {"person": number, "record": record_json(person.record)}
        for number, person in sorted(registry.persons.items())
        if person.record is not None
    ]
    entries += [
        {"site": number, "record": record_json(site.record)}
        for number, site in sorted(registry.sites.items())
        if site.record is not None
    ]
    entries += [
        {"parameters": number, "document": json.loads(write_parameters(document))}
        for number, document in sorted(registry.parameters.items())
    ]
    entries += [
        {"standard": entry.version.hex(), "document": json.loads(write_standard(entry.document))}
        for entry in registry.standards.values()
        if entry.document is not None
    ]
    header: dict[str, JsonValue] = {
        "format": "xcert/evidence/v0",
        "chain": shape.chain,
        "ledger": f"0x{shape.ledger.hex()}",
        "session": f"0x{bytes(32).hex()}",
        "lines": len(entries),
    }
    return b"".join(write_jcs(line) + b"\n" for line in (header, *entries))
