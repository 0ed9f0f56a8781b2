"""A vocational standard: what is assessed at which level, who passes, and when a certificate falls due again.

A family is known by its code (`X-BIM`), one version of it by `Standard.version`, a hash over the whole text, so that
nothing in a published standard can change without its becoming another one (domain rule R3).
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from certificate.bilingual import Bilingual, bilingual_json, read_bilingual
from certificate.errors import MalformedError, UnknownVersionError
from certificate.jcs import JsonValue, read_json, write_jcs
from certificate.members import Members
from certificate.pass_rule import Part, PassRule, require_fit
from certificate.pass_rule_form import pass_rule_json, read_pass_rule

FORMAT: Final = "xcert/standard/v0"
"""The name and version of the form; also the tag of the hash (docs/format.md, 2)."""
MAXIMUM_FILE: Final = 16_384
"""Bytes in a standard."""
MAXIMUM_LEVELS: Final = 16
"""The registry keeps levels in 16 bits."""
MAXIMUM_PARTS: Final = 4
MAXIMUM_MONTHS: Final = 600
MAXIMUM_HOURS: Final = 10_000
CHINA_OFFSET: Final = 480
"""Minutes ahead of UTC. China keeps one time all year; a fixed offset needs no table of time zones."""

_FAMILY = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*")
_OCCUPATION = re.compile(r"[0-9]-[0-9]{2}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Occupation:
    """The entry of the national classification of occupations that the standard belongs to, such as 4-04-05-04."""

    code: str
    title: Bilingual


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a standard and the hours of training that lead to it."""

    title: Bilingual
    training_hours: int


@dataclass(frozen=True, slots=True)
class Reassessment:
    """When a certificate is assessed again.

    Every `interval_months` (0 = never), from `lead_months` before the due day until `makeup_months` after it.
    """

    interval_months: int
    makeup_months: int
    lead_months: int


@dataclass(frozen=True, slots=True)
class Standard:
    """One version of a standard; levels count from 1, the lowest. Raises `MalformedError` if it contradicts itself."""

    family: str
    title: Bilingual
    occupation: Occupation
    levels: tuple[Level, ...]
    parts: tuple[Part, ...]
    pass_rule: PassRule
    reassessment: Reassessment
    difficulty_permille: int
    utc_offset_minutes: int = CHINA_OFFSET

    def __post_init__(self) -> None:
        """Refuse what the registry, a roster or a certificate could not carry."""
        if not _FAMILY.fullmatch(self.family) or len(self.family) > 16:
            raise MalformedError("a standard's code is at most 16 of A-Z, 0-9 and single hyphens, such as X-BIM")
        if not _OCCUPATION.fullmatch(self.occupation.code):
            raise MalformedError(f"{self.family}: an occupation's code looks like 4-04-05-04")
        _within(self.difficulty_permille, 1, 10_000, f"{self.family}: the difficulty in thousandths")
        _within(self.utc_offset_minutes, -720, 840, f"{self.family}: the minutes ahead of UTC")
        self._require_levels()
        self._require_parts()
        self._require_reassessment()

    def _require_levels(self) -> None:
        _within(len(self.levels), 1, MAXIMUM_LEVELS, f"{self.family}: the number of levels")
        if len({level.title for level in self.levels}) != len(self.levels):
            raise MalformedError(f"{self.family}: two levels have the same title")
        for level in self.levels:
            _within(level.training_hours, 0, MAXIMUM_HOURS, f"{self.family}: a level's training hours")

    def _require_parts(self) -> None:
        _within(len(self.parts), 1, MAXIMUM_PARTS, f"{self.family}: the number of parts")
        if len({part.code for part in self.parts}) != len(self.parts):
            raise MalformedError(f"{self.family}: two parts have the same code")
        for part in self.parts:
            _within(part.from_level, 1, len(self.levels), f"{self.family}: the first level of part {part.code}")
        if not self.parts_due(1):
            raise MalformedError(f"{self.family}: level 1 has no part to assess")
        require_fit(self.pass_rule, self.parts)

    def _require_reassessment(self) -> None:
        again = self.reassessment
        _within(again.interval_months, 0, MAXIMUM_MONTHS, f"{self.family}: the months to reassessment")
        _within(again.makeup_months, 0, MAXIMUM_MONTHS, f"{self.family}: the months to make up")
        _within(again.lead_months, 0, again.interval_months, f"{self.family}: the months of lead")
        if again.interval_months == 0 and again.makeup_months:
            raise MalformedError(f"{self.family}: a certificate that is never reassessed has nothing to make up")

    def has_level(self, level: int) -> bool:
        """Tell whether `level` is one of this standard's."""
        return 1 <= level <= len(self.levels)

    def level(self, level: int) -> Level:
        """Return level number `level`, 1 being the lowest; raises `MalformedError` if there is none."""
        if not self.has_level(level):
            raise MalformedError(f"{self.family} has levels 1 to {len(self.levels)}, not {level}")
        return self.levels[level - 1]

    def parts_due(self, level: int) -> tuple[Part, ...]:
        """Return the parts that a candidate at `level` has to sit."""
        return tuple(part for part in self.parts if part.from_level <= level)

    @property
    def version(self) -> bytes:
        """SHA-256 over the tagged JCS of the standard; computed anew at each call."""
        return hashlib.sha256(FORMAT.encode("ascii") + b"\x00" + write_standard(self)).digest()


def _within(value: int, least: int, most: int, what: str) -> None:
    if not least <= value <= most:
        raise MalformedError(f"{what}: {value} is outside {least} to {most}")


def write_standard(standard: Standard) -> bytes:
    """Write `standard` in its one spelling, JCS."""
    return write_jcs(
        {
            "difficultyPermille": standard.difficulty_permille,
            "family": standard.family,
            "format": FORMAT,
            "levels": [
                {"title": bilingual_json(level.title), "trainingHours": level.training_hours}
                for level in standard.levels
            ],
            "occupation": {
                "code": standard.occupation.code,
                "title": bilingual_json(standard.occupation.title),
            },
            "parts": [_part_json(part) for part in standard.parts],
            "passRule": pass_rule_json(standard.pass_rule),
            "reassessment": {
                "intervalMonths": standard.reassessment.interval_months,
                "leadMonths": standard.reassessment.lead_months,
                "makeupMonths": standard.reassessment.makeup_months,
            },
            "title": bilingual_json(standard.title),
            "utcOffsetMinutes": standard.utc_offset_minutes,
        }
    )


def parse_standard(data: bytes) -> Standard:
    """Read a standard of at most `MAXIMUM_FILE` bytes.

    Raises `UnknownVersionError` for another version of the form, and `MalformedError` for anything that
    `write_standard` would not have written byte for byte.
    """
    standard = read_standard(read_json(data, limit=MAXIMUM_FILE))
    if write_standard(standard) != data:
        raise MalformedError("the standard is not in its canonical spelling (RFC 8785)")
    return standard


_MEMBERS = {
    "difficultyPermille", "family", "format", "levels", "occupation", "parts", "passRule", "reassessment", "title",
    "utcOffsetMinutes",
}  # fmt: skip


def read_standard(value: JsonValue) -> Standard:
    """Read the members of a standard, whatever their spelling was; raises what `parse_standard` raises."""
    if isinstance(value, dict) and value.get("format", FORMAT) != FORMAT:
        raise UnknownVersionError(f"the standard is not in the form {FORMAT}; a newer xcert may read it")
    members = Members(value, _MEMBERS, where="the standard")
    occupation = members.inner("occupation", {"code", "title"})
    parts = tuple(_read_part(part) for part in members.items("parts"))
    again = members.inner("reassessment", {"intervalMonths", "leadMonths", "makeupMonths"})
    return Standard(
        family=members.text("family"),
        title=read_bilingual(members, "title"),
        occupation=Occupation(occupation.text("code"), read_bilingual(occupation, "title")),
        levels=tuple(_read_level(level) for level in members.items("levels")),
        parts=parts,
        pass_rule=read_pass_rule(members.value("passRule"), parts),
        reassessment=Reassessment(
            interval_months=again.integer("intervalMonths"),
            makeup_months=again.integer("makeupMonths"),
            lead_months=again.integer("leadMonths"),
        ),
        difficulty_permille=members.integer("difficultyPermille"),
        utc_offset_minutes=members.integer("utcOffsetMinutes"),
    )


def _read_level(value: JsonValue) -> Level:
    level = Members(value, {"title", "trainingHours"}, where="a level")
    return Level(read_bilingual(level, "title"), level.integer("trainingHours"))


def _read_part(value: JsonValue) -> Part:
    part = Members(value, {"code", "fromLevel", "maximum", "minMinutes", "title"}, where="a part")
    return Part(
        code=part.text("code"),
        title=read_bilingual(part, "title"),
        maximum=part.integer("maximum"),
        min_minutes=part.integer("minMinutes"),
        from_level=part.integer("fromLevel"),
    )


def _part_json(part: Part) -> JsonValue:
    return {
        "code": part.code,
        "fromLevel": part.from_level,
        "maximum": part.maximum,
        "minMinutes": part.min_minutes,
        "title": bilingual_json(part.title),
    }
