"""What judging one session needs, made once in each process: the work folder, the evidence, the registries' history."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assessment.codes import Role
from assessment.commitment import Binding
from assessment.package import Register
from assessment.registry import Person, Registry, StandardEntry
from auditor.evidence import Folder
from auditor.happening_rows import read_values
from auditor.registers import Registers
from auditor.store import Store


@dataclass(frozen=True, slots=True)
class Subject:
    """What is audited: chain id, ledger (20 bytes), block, its time (Unix seconds), folders of work and evidence."""

    chain: int
    ledger: bytes
    block: int
    moment: int
    work: Path
    evidence: Path

    def binding(self, session: bytes) -> Binding:
        """Return what the digests of a session's records are bound to."""
        return Binding(self.chain, self.ledger, session)


@dataclass(frozen=True, slots=True)
class Context:
    """A process's own view of the audit; the store is only read."""

    subject: Subject
    store: Store
    folder: Folder
    registry: Registry
    register: Register

    def standard(self, number: int | None) -> StandardEntry | None:
        """Return the standard version that a plan names."""
        return None if number is None else self.registry.standards.get(number)


def open_context(subject: Subject) -> Context:
    """Open what another process has written; raises `StoreError` and `EvidenceError`."""
    return context_of(subject, Store(subject.work, reading=True))


def context_of(subject: Subject, store: Store) -> Context:
    """Fold the registries' history and check the authority's package against it."""
    registers = Registers()
    for name, values, time in store.rows("SELECT name, vals, time FROM happening ORDER BY block, log"):
        assert isinstance(time, int)
        registers.take(str(name), read_values(str(values)), time)
    folder = Folder(subject.evidence)
    register = folder.open_register(Binding(subject.chain, subject.ledger), registers.commitments)
    return Context(subject, store, folder, registers.registry(register), register)


def opener(subject: Subject) -> partial[Context]:
    """Return a function that a worker process can be given."""
    return partial(open_context, subject)


def drawable(registry: Registry, organisation: int, family: bytes, level: int, moment: int, day: int) -> frozenset[int]:
    """Return who could be drawn for a panel at `moment` (R17).

    Examiners of the organisation and independent ones of its accreditor: inside their dates, not compromised, qualified
    for `family` and `level` on the exam's `day`; times in Unix seconds.
    """
    owner = registry.organisations.get(organisation)
    code = next((entry.document.family for entry in registry.standards.values()
                 if entry.family == family and entry.document is not None), None)  # fmt: skip
    if owner is None or code is None:
        return frozenset()
    return frozenset(
        person.number
        for person in registry.persons.values()
        if person.accreditor == owner.accreditor
        and person.employer in {0, organisation}
        and _may_examine(person, moment)
        and _qualified(person, code, level, day)
    )


def _may_examine(person: Person, moment: int) -> bool:
    dates, roles = person.dates.at(moment), person.roles.at(moment)
    sound = person.compromised_since is None or moment < person.compromised_since
    return sound and dates is not None and dates.holds_at(moment) and bool((roles or 0) >> Role.EXAMINER.value & 1)


def _qualified(person: Person, family: str, level: int, day: int) -> bool:
    return person.record is not None and any(
        one.family == family and one.level == level and one.from_ <= day < one.until
        for one in person.record.qualifications
    )
