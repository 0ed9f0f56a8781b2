"""The authority's package: records of persons and sites, parameters and standards (docs/evidence.md, section 3)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from assessment.commitment import PERSON_CODE, REGISTER, SITE_CODE, Binding
from assessment.errors import RecordError
from assessment.package.lines import finished, number_in, read_header, read_line, require, write_header
from assessment.parameters import Parameters, read_parameters, write_parameters
from assessment.records import PersonRecord, Record, SiteRecord, read_record, record_json, write_record
from certificate.errors import CertificateError
from certificate.jcs import read_json, write_jcs
from certificate.standard import MAXIMUM_FILE, Standard, parse_standard, write_standard

FILE_NAME: Final = "register.evidence.jsonl"
"""How the authority's package is called."""

_KINDS: Final = ("person", "site", "parameters", "standard")


@dataclass(frozen=True, slots=True)
class RegisterCommitments:
    """What the registries on the chain hold, by number: commitments and hashes; standards by version hash."""

    persons: Mapping[int, bytes]
    sites: Mapping[int, bytes]
    terms: Mapping[int, bytes]
    standards: Collection[bytes]


@dataclass(frozen=True, slots=True)
class Register:
    """What the authority opened and the chain confirms; `faults` names what it does not confirm."""

    persons: Mapping[int, PersonRecord] = field(default_factory=dict)
    sites: Mapping[int, SiteRecord] = field(default_factory=dict)
    parameters: Mapping[int, Parameters] = field(default_factory=dict)
    standards: Mapping[bytes, Standard] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


def write_register(binding: Binding, register: Register) -> Iterator[bytes]:
    """Write the authority's package; raises `RecordError` for what a reader would refuse."""
    yield write_header(
        Binding(binding.chain, binding.ledger),
        len(register.persons) + len(register.sites) + len(register.parameters) + len(register.standards),
    )
    for number, person in sorted(register.persons.items()):
        yield finished({"person": number, "record": record_json(person)})
    for number, site in sorted(register.sites.items()):
        yield finished({"site": number, "record": record_json(site)})
    for number, parameters in sorted(register.parameters.items()):
        document = read_json(write_parameters(parameters), limit=MAXIMUM_FILE)
        yield finished({"parameters": number, "document": document})
    for version, standard in sorted(register.standards.items()):
        document = read_json(write_standard(standard), limit=MAXIMUM_FILE)
        yield finished({"standard": version.hex(), "document": document})


def open_register(lines: Iterable[bytes], binding: Binding, held: RegisterCommitments) -> Register:
    """Read the authority's package against what the chain holds; entries that the chain does not confirm are left out.

    Raises `RecordError` if it is no package, that of a session, or that of another ledger or chain.
    """
    source = iter(lines)
    found, announced = read_header(next(source, b""))
    if found != Binding(binding.chain, binding.ledger, REGISTER):
        raise RecordError("the package is not the register of this ledger and chain")
    opening = _Opening(found, held)
    count = opening.take(source, announced)
    if count != announced and not opening.faults:
        opening.faults.append(f"the header announces {announced} lines, and {count} are there")
    return Register(opening.persons, opening.sites, opening.parameters, opening.standards, tuple(opening.faults))


class _Opening:
    """What was read so far."""

    def __init__(self, binding: Binding, held: RegisterCommitments) -> None:
        self._binding = binding
        self._held = held
        self.persons: dict[int, PersonRecord] = {}
        self.sites: dict[int, SiteRecord] = {}
        self.parameters: dict[int, Parameters] = {}
        self.standards: dict[bytes, Standard] = {}
        self.faults: list[str] = []

    def take(self, lines: Iterator[bytes], announced: int) -> int:
        """Take line by line, and stop at the first that is not in form, out of order or too many."""
        before: tuple[int, int | str] = (-1, -1)
        count = 0
        for count, line in enumerate(lines, start=1):
            try:
                value = read_line(line)
                place = _place(value)
                _require_later(place, before)
                require(count <= announced, "the header announces fewer lines")
                self._enter(_KINDS[place[0]], value)
            except (RecordError, CertificateError) as error:
                self.faults.append(f"line {count + 1}: {error}; what follows was not read")
                return count
            before = place
        return count

    def _enter(self, kind: str, value: dict[str, Any]) -> None:
        match kind:
            case "person":
                self._person(value["person"], read_record(value["record"]))
            case "site":
                self._site(value["site"], read_record(value["record"]))
            case "parameters":
                self._parameters(value["parameters"], read_parameters(value["document"]))
            case _:
                self._standard(value["standard"], parse_standard(write_jcs(value["document"])))

    def _person(self, number: int, record: Record) -> None:
        if isinstance(record, PersonRecord) and self._confirms(PERSON_CODE, record, self._held.persons.get(number)):
            self.persons[number] = record
        else:
            self.faults.append(f"person {number}: the record is not the one that was registered")

    def _site(self, number: int, record: Record) -> None:
        if isinstance(record, SiteRecord) and self._confirms(SITE_CODE, record, self._held.sites.get(number)):
            self.sites[number] = record
        else:
            self.faults.append(f"site {number}: the record is not the one that was registered")

    def _parameters(self, number: int, parameters: Parameters) -> None:
        if parameters.hash == self._held.terms.get(number):
            self.parameters[number] = parameters
        else:
            self.faults.append(f"parameters {number}: they are not those behind the terms on the ledger")

    def _standard(self, text: object, standard: Standard) -> None:
        version = standard.version
        if version.hex() == text and version in self._held.standards:
            self.standards[version] = standard
        else:
            self.faults.append(f"standard {standard.family}: this version is not published")

    def _confirms(self, code: int, record: Record, commitment: bytes | None) -> bool:
        return self._binding.leaf_of(code, record, write_record(record)) == commitment


def _place(value: dict[str, Any]) -> tuple[int, int | str]:
    """Return where in the order a line stands: its kind, then its number, or the version of a standard."""
    for rank, kind in enumerate(_KINDS):
        wanted = {kind, "record" if kind in {"person", "site"} else "document"}
        if value.keys() == wanted:
            return rank, str(value[kind]) if kind == "standard" else number_in(value, kind)
    raise RecordError("the line is no person, site, parameters or standard")


def _require_later(place: tuple[int, int | str], before: tuple[int, int | str]) -> None:
    (kind, key), (kind_before, key_before) = place, before
    if kind == kind_before and isinstance(key, int) and isinstance(key_before, int):
        later = key > key_before
    else:
        later = kind > kind_before or (kind == kind_before and str(key) > str(key_before))
    require(later, "the line is out of order, or comes twice")
