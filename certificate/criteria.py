"""What a candidate had to reach for one level, in words: the narrative of an achievement's criteria."""

from collections.abc import Sequence

from certificate.marks import mark_text
from certificate.pass_rule import AllParts, Part, PartMark, PartWeight, Weighted, WeightedWithFloors
from certificate.standard import Standard


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
        case AllParts(pass_marks):
            return f"各科均须合格：{_marks_zh(pass_marks, parts)}。"
        case Weighted(pass_mark, weights):
            return f"综合成绩不低于{mark_text(pass_mark)}分：{_weights_zh(weights, parts)}。"
        case WeightedWithFloors(pass_mark, weights, floors):
            composite = f"综合成绩不低于{mark_text(pass_mark)}分：{_weights_zh(weights, parts)}"
            return f"{composite}；各科最低分：{_marks_zh(floors, parts)}。"


def criteria_en(standard: Standard, level: int) -> str:
    """Return in English what `level` of `standard` demands; raises `MalformedError` if there is no such level."""
    standard.level(level)
    parts = standard.parts_due(level)
    match standard.pass_rule:
        case AllParts(pass_marks):
            return f"Every part passed: {_marks_en(pass_marks, parts)}."
        case Weighted(pass_mark, weights):
            return f"Composite of at least {mark_text(pass_mark)}: {_weights_en(weights, parts)}."
        case WeightedWithFloors(pass_mark, weights, floors):
            composite = f"Composite of at least {mark_text(pass_mark)}: {_weights_en(weights, parts)}"
            return f"{composite}; least in each part: {_marks_en(floors, parts)}."


def _marks_zh(marks: Sequence[PartMark], parts: Sequence[Part]) -> str:
    least = {entry.part: mark_text(entry.mark) for entry in marks}
    return "、".join(f"{part.title.zh}{least[part.code]}分（满分{mark_text(part.maximum)}）" for part in parts)


def _marks_en(marks: Sequence[PartMark], parts: Sequence[Part]) -> str:
    least = {entry.part: mark_text(entry.mark) for entry in marks}
    return ", ".join(f"{part.title.en} {least[part.code]} of {mark_text(part.maximum)}" for part in parts)


def _weights_zh(weights: Sequence[PartWeight], parts: Sequence[Part]) -> str:
    # Thousandths are tenths of a percent; the spelling of a mark, x.x, serves for both.
    shares = {entry.part: mark_text(entry.permille * 10) for entry in weights}
    return "、".join(f"{part.title.zh}占{shares[part.code]}%" for part in parts)


def _weights_en(weights: Sequence[PartWeight], parts: Sequence[Part]) -> str:
    shares = {entry.part: mark_text(entry.permille * 10) for entry in weights}
    return ", ".join(f"{part.title.en} {shares[part.code]}%" for part in parts)
