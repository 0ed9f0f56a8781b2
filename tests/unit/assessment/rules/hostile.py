"""Facts that nobody honest would record: events in any order with any figures, and any record of the closed forms."""

import dataclasses
from collections.abc import Callable
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from assessment.codec import Bounds, Form
from assessment.codes import EventCode
from assessment.figures import LAYOUTS
from assessment.records import RECORD_OF, Record
from assessment.rules.case import Status
from tests.simulator.session import Session, Step
from tests.simulator.shape import Shape

SHAPE = Shape()
PEOPLE = [SHAPE.candidate(place) for place in range(3)]
ACTORS = sorted(SHAPE.cast.actors)
WHOLE = st.one_of(st.integers(0, 40), st.integers(0, 2**53 - 1))
TIMES = st.one_of(st.integers(1_774_000_000, 1_778_000_000), st.integers(0, 2**40 - 1))


def _texts(form: Form) -> st.SearchStrategy[str]:
    match form.expression:
        case "[A-Z]":
            return st.sampled_from(["W", "P", "R", "Z"])
        case "[0-9a-f]{64}":
            return st.sampled_from([*PEOPLE, SHAPE.version.hex(), "0" * 64, "f" * 64])
        case _:
            return st.from_regex(form.expression, fullmatch=True)


def _values(hint: Any) -> st.SearchStrategy[Any]:
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        constraint = inner[1]
        if isinstance(constraint, Form):
            return _texts(constraint)
        assert isinstance(constraint, Bounds)
        return st.integers(constraint.least, constraint.most) | TIMES.filter(lambda one: one <= constraint.most)
    if origin is tuple:
        return st.lists(_values(inner[0]), max_size=3).map(tuple)
    if origin is UnionType or NoneType in inner:
        return st.none() | _values(next(one for one in inner if one is not NoneType))
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _built(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    plain: dict[Any, st.SearchStrategy[Any]] = {bool: st.booleans(), int: WHOLE, str: st.text("考a\u200b", max_size=3)}
    return plain[hint]


def _built(cls: type[Any]) -> st.SearchStrategy[Any]:
    hints = get_type_hints(cls, include_extras=True)
    members = {one.name: _values(hints[one.name]) for one in dataclasses.fields(cls)}
    members["salt"] = st.just("0" * 32)
    return st.builds(cls, **{name: found for name, found in members.items() if name in hints})


RECORDS: dict[EventCode, st.SearchStrategy[Record]] = {code: _built(cls) for code, cls in RECORD_OF.items()}


def _figures(code: EventCode) -> st.SearchStrategy[dict[str, int]]:
    return st.fixed_dictionaries(
        {
            name: st.integers(0, min(3, 2**width - 1)) | st.integers(0, 2**width - 1)
            for name, width in LAYOUTS.get(code, {}).items()
        }
    )


@st.composite
def hostile_steps(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Step:
    code: EventCode = draw(st.sampled_from(list(EventCode)))
    records = draw(st.lists(RECORDS[code], max_size=3)) if code in RECORDS else []
    return Step(
        code,
        draw(st.sampled_from(ACTORS)),
        draw(TIMES),
        draw(TIMES),
        draw(_figures(code)),
        records,
        draw(st.none() | st.sampled_from(ACTORS)),
        status=draw(st.sampled_from([Status.VERIFIED, Status.VERIFIED, *Status])),
    )


@st.composite
def hostile_edits(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Callable[[Session], None]:
    """One thing done to a clean session: a step left out, doubled, moved, with other figures or other records."""
    kind = draw(st.sampled_from(["drop", "double", "move", "figures", "records", "extra"]))
    place, moment, extra = draw(st.integers(0, 40)), draw(TIMES), draw(hostile_steps())

    def edit(session: Session) -> None:
        step = session.steps[place % len(session.steps)]
        match kind:
            case "drop":
                session.steps.remove(step)
            case "double":
                session.steps.append(dataclasses.replace(step, recorded_at=step.recorded_at + 1))
            case "move":
                step.recorded_at = step.claimed_at = moment
            case "figures":
                step.figures = {name: extra.figures.get(name, place) for name in step.figures}
            case "records" if step.code is extra.code:
                step.records = extra.records
            case _:
                session.steps.append(extra)

    return edit
