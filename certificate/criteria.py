"""What a standard says of one level, in words: titles, and what a candidate had to reach."""

from collections.abc import Iterable

from certificate.document import Achievement
from certificate.marks import mark_text
from certificate.pass_rule import AllParts, Part, PartMark, PartWeight, Weighted, WeightedWithFloors
from certificate.standard import Standard


def achievement_of(standard: Standard, level: int) -> Achievement:
    """Return what a certificate of `level` says was achieved; raises `MalformedError` if there is no such level."""
    title = standard.level(level).title
    return Achievement(
        family=standard.family,
        version=standard.version,
        level=level,
        title_zh=f"{standard.title.zh} {title.zh}",
        title_en=f"{standard.title.en}, {title.en}",
        narrative=criteria_narrative(standard, level),
    )


def criteria_narrative(standard: Standard, level: int) -> str:
    """Return the pass rule of `level` in words, Chinese then English (docs/format.md, 2).

    At most 600 characters for every standard that can be written. Raises `MalformedError` if there is no such level.
    """
    return f"{criteria_zh(standard, level)} {criteria_en(standard, level)}"


def criteria_zh(standard: Standard, level: int) -> str:
    """Return in Chinese what `level` of `standard` demands; raises `MalformedError` if there is no such level."""
    standard.level(level)
    parts = standard.parts_due(level)
    match standard.pass_rule:
        case AllParts(marks):
            listed = [f"{part.title.zh}{_least(part, marks)}分（满分{mark_text(part.maximum)}）" for part in parts]
            return f"各科均须合格：{'、'.join(listed)}。"
        case Weighted(pass_mark, weights):
            listed = [f"{part.title.zh}占{_share(part, weights)}%" for part in parts]
            return _composite_zh(pass_mark, listed)
        case WeightedWithFloors(pass_mark, weights, floors):
            listed = [f"{part.title.zh}占{_share(part, weights)}%（最低{_least(part, floors)}分）" for part in parts]
            return _composite_zh(pass_mark, listed)


def criteria_en(standard: Standard, level: int) -> str:
    """Return in English what `level` of `standard` demands; raises `MalformedError` if there is no such level."""
    standard.level(level)
    parts = standard.parts_due(level)
    match standard.pass_rule:
        case AllParts(marks):
            listed = [f"{part.title.en} {_least(part, marks)} of {mark_text(part.maximum)}" for part in parts]
            return f"Every part passed: {', '.join(listed)}."
        case Weighted(pass_mark, weights):
            listed = [f"{part.title.en} {_share(part, weights)}%" for part in parts]
            return _composite_en(pass_mark, listed)
        case WeightedWithFloors(pass_mark, weights, floors):
            listed = [f"{part.title.en} {_share(part, weights)}% (at least {_least(part, floors)})" for part in parts]
            return _composite_en(pass_mark, listed)


def _composite_zh(pass_mark: int, listed: list[str]) -> str:
    return f"综合成绩不低于{mark_text(pass_mark)}分：{'、'.join(listed)}。"


def _composite_en(pass_mark: int, listed: list[str]) -> str:
    return f"Composite of at least {mark_text(pass_mark)}: {', '.join(listed)}."


def _least(part: Part, marks: Iterable[PartMark]) -> str:
    return mark_text(next(entry.mark for entry in marks if entry.part == part.code))


def _share(part: Part, weights: Iterable[PartWeight]) -> str:
    # Thousandths are tenths of a percent; the short spelling of a mark serves for both.
    return mark_text(10 * next(entry.permille for entry in weights if entry.part == part.code))
