"""What a contract must refuse, and with which custom error."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.contracts.contract import RefusedError


@contextmanager
def refuses(name: str, **values: object) -> Iterator[None]:
    """Expect the custom error `name`, and these of its arguments."""
    with pytest.raises(RefusedError) as caught:
        yield
    assert caught.value.name == name
    for argument, value in values.items():
        assert getattr(caught.value.values, argument) == value
