"""Who passes: the pass rules a standard may choose from, in whole numbers only (domain rule R31).

>>> from certificate.bilingual import Bilingual
>>> written = Part("W", Bilingual("理论", "Written"), 100_00, 60)
>>> decide(AllParts((PartMark("W", 60_00),)), (written,), {"W": 59_50}).shortfalls
(Shortfall(reason=<Lack.BELOW_PASS_MARK: 'BELOW_PASS_MARK'>, part='W'),)
"""

import enum
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from certificate.bilingual import Bilingual
from certificate.errors import MalformedError
from certificate.marks import ABSENT, Mark

WHOLE: Final = 1000
"""The weights of a rule add up to this many thousandths."""
MAXIMUM_MARK: Final = 1_000_00
"""Centimarks that one part can have at most."""
MAXIMUM_MINUTES: Final = 10_000
MAXIMUM_PART_TITLE: Final = 36
"""Characters; all parts together still fit a narrative of 600 in both languages (docs/format.md, 1.3)."""

_PART_CODE = re.compile(r"[A-Z]")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an assessment, such as the written one.

    `code` is a capital letter (W written, P practical, R review), `maximum` is in centimarks, `min_minutes` is the
    least duration; the part is due at `from_level` and above. Raises `MalformedError` for values outside their bounds.
    """

    code: str
    title: Bilingual
    maximum: int
    min_minutes: int
    from_level: int = 1

    def __post_init__(self) -> None:
        """Refuse a part that no roster could carry."""
        if not _PART_CODE.fullmatch(self.code):
            raise MalformedError("a part's code is one capital letter")
        if max(len(self.title.zh), len(self.title.en)) > MAXIMUM_PART_TITLE:
            raise MalformedError(f"part {self.code}: a title has at most {MAXIMUM_PART_TITLE} characters")
        if not 1 <= self.maximum <= MAXIMUM_MARK:
            raise MalformedError(f"part {self.code}: the maximum is 1 to {MAXIMUM_MARK} centimarks")
        if not 0 <= self.min_minutes <= MAXIMUM_MINUTES:
            raise MalformedError(f"part {self.code}: the least duration is 0 to {MAXIMUM_MINUTES} minutes")


@dataclass(frozen=True, slots=True)
class PartMark:
    """A mark in centimarks that one part has to reach."""

    part: str
    mark: int


@dataclass(frozen=True, slots=True)
class PartWeight:
    """The share of one part in the composite mark, in thousandths."""

    part: str
    permille: int


@dataclass(frozen=True, slots=True)
class AllParts:
    """`ALL_PARTS`: every part due reaches its own pass mark."""

    pass_marks: tuple[PartMark, ...]


@dataclass(frozen=True, slots=True)
class Weighted:
    """`WEIGHTED`: the weighted sum of the parts reaches `pass_mark` (centimarks), whatever each part is."""

    pass_mark: int
    weights: tuple[PartWeight, ...]


@dataclass(frozen=True, slots=True)
class WeightedWithFloors:
    """`WEIGHTED_WITH_FLOORS`: the weighted sum reaches `pass_mark`, and each part reaches its floor (centimarks)."""

    pass_mark: int
    weights: tuple[PartWeight, ...]
    floors: tuple[PartMark, ...]


PassRule: TypeAlias = AllParts | Weighted | WeightedWithFloors


class Lack(enum.Enum):
    """Why a candidate did not pass."""

    ABSENT = "ABSENT"
    BELOW_PASS_MARK = "BELOW_PASS_MARK"  # noqa: S105 - a mark to pass, no password
    BELOW_FLOOR = "BELOW_FLOOR"
    BELOW_COMPOSITE = "BELOW_COMPOSITE"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One reason for not passing; `part` is the code of the part, or None for the composite mark."""

    reason: Lack
    part: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a pass rule says about one candidate: everything that is lacking, in the order of the parts."""

    shortfalls: tuple[Shortfall, ...]

    @property
    def passed(self) -> bool:
        """Tell whether nothing is lacking."""
        return not self.shortfalls


def require_fit(rule: PassRule, parts: Sequence[Part]) -> None:
    """Refuse a `rule` that leaves out a part, names a foreign one or can never be passed; raises `MalformedError`."""
    match rule:
        case AllParts():
            _require_marks(rule.pass_marks, parts, least=1, what="pass mark")
        case Weighted():
            _require_weights(rule, parts)
        case WeightedWithFloors():
            _require_weights(rule, parts)
            _require_marks(rule.floors, parts, least=0, what="floor")


def _require_marks(marks: Sequence[PartMark], parts: Sequence[Part], *, least: int, what: str) -> None:
    _require_each([entry.part for entry in marks], parts, what)
    for entry, part in zip(marks, parts, strict=True):
        if not least <= entry.mark <= part.maximum:
            raise MalformedError(f"part {part.code}: the {what} is {least} to the part's maximum, {part.maximum}")


def _require_weights(rule: Weighted | WeightedWithFloors, parts: Sequence[Part]) -> None:
    _require_each([entry.part for entry in rule.weights], parts, "weight")
    if any(part.from_level != 1 for part in parts):
        raise MalformedError("a weighted rule needs every part at every level, or its weights would not add up")
    if any(entry.permille < 1 for entry in rule.weights) or sum(entry.permille for entry in rule.weights) != WHOLE:
        raise MalformedError(f"the weights are positive and add up to {WHOLE} thousandths")
    reachable = sum(entry.permille * part.maximum for entry, part in zip(rule.weights, parts, strict=True))
    if rule.pass_mark < 1 or WHOLE * rule.pass_mark > reachable:
        raise MalformedError("the composite pass mark is above 0 and can be reached")


def _require_each(codes: Sequence[str], parts: Sequence[Part], what: str) -> None:
    if list(codes) != [part.code for part in parts]:
        raise MalformedError(f"the pass rule gives one {what} for each part, in the order of the parts")


def decide(rule: PassRule, parts: Sequence[Part], marks: Mapping[str, Mark]) -> Decision:
    """Apply `rule` to one candidate's `marks`, one for each of the `parts` due at the level (domain rules R31, R32).

    An absence fails whatever the rule. Nothing is rounded before the comparison. Raises `MalformedError` if a mark is
    missing, foreign or outside its part: such a row must be put right, not failed.
    """
    _require_complete(parts, marks)
    lacking = [Shortfall(Lack.ABSENT, part.code) for part in parts if marks[part.code] is ABSENT]
    scores = {code: mark for code, mark in marks.items() if mark is not ABSENT}
    match rule:
        case AllParts():
            lacking += _below(rule.pass_marks, scores, Lack.BELOW_PASS_MARK)
        case Weighted():
            lacking += _below_composite(rule, scores)
        case WeightedWithFloors():
            lacking += _below(rule.floors, scores, Lack.BELOW_FLOOR)
            lacking += _below_composite(rule, scores)
    return Decision(tuple(sorted(lacking, key=_place_in(parts))))


def _require_complete(parts: Sequence[Part], marks: Mapping[str, Mark]) -> None:
    if set(marks) != {part.code for part in parts}:
        raise MalformedError("a candidate has one mark, or an absence, for each part due at the level")
    for part in parts:
        mark = marks[part.code]
        if mark is not ABSENT and not 0 <= mark <= part.maximum:
            raise MalformedError(f"the mark of part {part.code} is outside 0 to {part.maximum} centimarks")


def _below(least: Sequence[PartMark], scores: Mapping[str, int], reason: Lack) -> Iterator[Shortfall]:
    for entry in least:
        if entry.part in scores and scores[entry.part] < entry.mark:
            yield Shortfall(reason, entry.part)


def _below_composite(rule: Weighted | WeightedWithFloors, scores: Mapping[str, int]) -> Iterator[Shortfall]:
    # With an absence there is no composite mark to speak of; the absence alone already fails.
    if len(scores) != len(rule.weights):
        return
    if sum(entry.permille * scores[entry.part] for entry in rule.weights) < WHOLE * rule.pass_mark:
        yield Shortfall(Lack.BELOW_COMPOSITE, None)


def _place_in(parts: Sequence[Part]) -> Callable[[Shortfall], int]:
    places: dict[str | None, int] = {part.code: place for place, part in enumerate(parts)}
    return lambda shortfall: places.get(shortfall.part, len(parts))
