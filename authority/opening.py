"""The authority's evidence package: records of persons and sites, parameters and standards (docs/evidence.md, 3)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assessment.commitment import REGISTER
from assessment.parameters import write_parameters
from assessment.records import Record, record_json
from authority.office import Office
from authority.register import Register
from certificate.jcs import JsonValue, read_json, write_jcs
from certificate.standard import Standard, write_standard

FILE_NAME = "register.evidence.jsonl"
"""What the package is called."""

_FORMAT = "xcert/evidence/v0"
_LARGEST = 1_048_576


@dataclass(frozen=True, slots=True)
class Opening:
    """A package: its bytes, and what the registry has and the register has no record of."""

    data: bytes
    missing: tuple[str, ...]


def open_register(office: Office, register: Register, standards: Iterable[Standard] = ()) -> Opening:
    """Open everything that the register keeps and the registry commits to at present, and published `standards`."""
    lines: list[JsonValue] = []
    missing: list[str] = []
    for name, number, record in _registered(office, register):
        if record is None:
            missing.append(f"{name} {number}")
        else:
            lines.append({name: number, "record": record_json(record)})
    for number in range(1, office.sessions.terms_count() + 1):
        published = office.sessions.terms(number)
        parameters = register.parameters(published.document) if published else None
        if parameters is None:
            missing.append(f"parameters {number}")
        else:
            document = read_json(write_parameters(parameters), limit=_LARGEST)
            lines.append({"parameters": number, "document": document})
    published_standards = (one for one in standards if office.views.standard(one.version) is not None)
    for standard in sorted(published_standards, key=lambda one: one.version):
        document = read_json(write_standard(standard), limit=_LARGEST)
        lines.append({"standard": standard.version.hex(), "document": document})
    header: JsonValue = {
        "format": _FORMAT,
        "chain": office.chain,
        "ledger": f"0x{office.ledger.hex()}",
        "session": f"0x{REGISTER.hex()}",
        "lines": len(lines),
    }
    return Opening(b"".join(write_jcs(line) + b"\n" for line in (header, *lines)), tuple(missing))


def _registered(office: Office, register: Register) -> Iterator[tuple[str, int, Record | None]]:
    staff = office.staff
    for number in range(1, staff.person_count() + 1):
        yield "person", number, register.record(staff.person_commitment(number))
    for number in range(1, staff.site_count() + 1):
        site = staff.site(number)
        yield "site", number, register.record(site.commitment) if site else None
