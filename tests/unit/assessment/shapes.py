"""Any value of any dataclass that the codec knows, drawn from its annotations."""

import dataclasses
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from assessment.codec import MAXIMUM_WHOLE, Bounds, Form

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def any_of(cls: type[Any]) -> st.SearchStrategy[Any]:
    """Draw any `cls`."""
    hints = get_type_hints(cls, include_extras=True)
    return st.builds(cls, **{field.name: _any(hints[field.name]) for field in dataclasses.fields(cls)})


def _any(hint: Any) -> st.SearchStrategy[Any]:  # noqa: PLR0911 - an annotation, one line for each kind
    if get_origin(hint) is Annotated:
        constraint = get_args(hint)[1]
        if isinstance(constraint, Form):
            return st.from_regex(constraint.expression, fullmatch=True)
        assert isinstance(constraint, Bounds)
        return st.integers(constraint.least, constraint.most)
    if get_origin(hint) is UnionType or NoneType in get_args(hint):
        inner = next(one for one in get_args(hint) if one is not NoneType)
        return st.none() | _any(inner).filter(bool)
    if get_origin(hint) is tuple:
        return st.lists(_any(get_args(hint)[0]), max_size=3).map(tuple)
    if hint is bool:
        return st.booleans()
    if hint is int:
        return st.integers(0, MAXIMUM_WHOLE)
    if hint is str:
        return TEXT
    if issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    return any_of(hint)
