"""How a pass rule is written in a standard; marks are centimarks, weights thousandths."""

from collections.abc import Sequence

from certificate.errors import MalformedError
from certificate.jcs import JsonValue
from certificate.members import Members
from certificate.pass_rule import (
    AllParts,
    Part,
    PartMark,
    PartWeight,
    PassRule,
    Weighted,
    WeightedWithFloors,
)


def pass_rule_json(rule: PassRule) -> JsonValue:
    """Return `rule` as the JSON that `read_pass_rule` reads."""
    match rule:
        case AllParts():
            return {"passMarks": _marks_json(rule.pass_marks), "rule": "ALL_PARTS"}
        case Weighted():
            return {
                "passMark": rule.pass_mark,
                "rule": "WEIGHTED",
                "weightsPermille": _weights_json(rule.weights),
            }
        case WeightedWithFloors():
            return {
                "floors": _marks_json(rule.floors),
                "passMark": rule.pass_mark,
                "rule": "WEIGHTED_WITH_FLOORS",
                "weightsPermille": _weights_json(rule.weights),
            }


def read_pass_rule(value: JsonValue, parts: Sequence[Part]) -> PassRule:
    """Read the rule of a standard with these `parts`; raises `MalformedError` for other members or other parts."""
    name = value.get("rule") if isinstance(value, dict) else None
    if name == "ALL_PARTS":
        rule = Members(value, {"passMarks", "rule"}, where="the pass rule")
        return AllParts(_read_marks(rule, "passMarks", parts))
    if name == "WEIGHTED":
        rule = Members(value, {"passMark", "rule", "weightsPermille"}, where="the pass rule")
        return Weighted(rule.integer("passMark"), _read_weights(rule, parts))
    if name == "WEIGHTED_WITH_FLOORS":
        rule = Members(value, {"floors", "passMark", "rule", "weightsPermille"}, where="the pass rule")
        floors = _read_marks(rule, "floors", parts)
        return WeightedWithFloors(rule.integer("passMark"), _read_weights(rule, parts), floors)
    raise MalformedError("the pass rule is ALL_PARTS, WEIGHTED or WEIGHTED_WITH_FLOORS")


def _marks_json(marks: Sequence[PartMark]) -> JsonValue:
    return {entry.part: entry.mark for entry in marks}


def _weights_json(weights: Sequence[PartWeight]) -> JsonValue:
    return {entry.part: entry.permille for entry in weights}


def _read_marks(rule: Members, name: str, parts: Sequence[Part]) -> tuple[PartMark, ...]:
    marks = rule.inner(name, {part.code for part in parts})
    return tuple(PartMark(part.code, marks.integer(part.code)) for part in parts)


def _read_weights(rule: Members, parts: Sequence[Part]) -> tuple[PartWeight, ...]:
    weights = rule.inner("weightsPermille", {part.code for part in parts})
    return tuple(PartWeight(part.code, weights.integer(part.code)) for part in parts)
