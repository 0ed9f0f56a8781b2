"""A catalogue: standards as a file that people keep, each with the organisation known for it.

A standard in a catalogue has the members of the published form (`certificate.standard`) in any spelling of JSON, so
that the file may have lines and indentation.
"""

from dataclasses import dataclass
from typing import Final

from certificate.bilingual import Bilingual, read_bilingual
from certificate.errors import MalformedError
from certificate.jcs import JsonValue, read_json
from certificate.members import Members
from certificate.standard import Standard, read_standard

MAXIMUM_CATALOGUE: Final = 1_000_000
"""Bytes in a catalogue."""


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A standard and its `awarding_organisation`, None where any accredited organisation may award it."""

    standard: Standard
    awarding_organisation: Bilingual | None


def read_catalogue(data: bytes) -> tuple[CatalogueEntry, ...]:
    """Read the entries of a catalogue in their order.

    Raises `MalformedError` for an entry that makes no standard and for a code that comes twice.
    """
    rows = read_json(data, limit=MAXIMUM_CATALOGUE)
    if not isinstance(rows, list):
        raise MalformedError("the catalogue is not a JSON array of standards")
    entries = tuple(_read_entry(row) for row in rows)
    if len({entry.standard.family for entry in entries}) != len(entries):
        raise MalformedError("the catalogue has a code twice; keep one entry for each standard")
    return entries


def standards_from_catalogue(data: bytes) -> dict[str, Standard]:
    """Read a catalogue to its standards by family code; raises `MalformedError` as `read_catalogue` does."""
    return {entry.standard.family: entry.standard for entry in read_catalogue(data)}


def _read_entry(value: JsonValue) -> CatalogueEntry:
    entry = Members(value, {"standard"}, where="a catalogue entry", optional={"awardingOrganisation"})
    known = "awardingOrganisation" in entry
    return CatalogueEntry(
        standard=read_standard(entry.value("standard")),
        awarding_organisation=read_bilingual(entry, "awardingOrganisation") if known else None,
    )
