"""A node never shows less than it showed before the question was asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.errors import WentBackError
from chain.high_water import HighWater, Mark


def test_a_lower_block_is_refused_and_changes_nothing() -> None:
    water = HighWater()
    water.rise(Mark(7, 70), asked_at=water.now(), where="a node")
    with pytest.raises(WentBackError, match="a node shows block 6 after it showed 7"):
        water.rise(Mark(6, 60), asked_at=water.now(), where="a node")
    assert water.now() == Mark(7, 70)


def test_another_block_at_the_same_height_is_refused() -> None:
    water = HighWater()
    before = water.now()
    water.rise(Mark(7, 70), asked_at=before, where="a node")
    for asked_at in (before, water.now()):
        with pytest.raises(WentBackError, match="another block 7 than before"):
            water.rise(Mark(7, 71), asked_at=asked_at, where="a node")


def test_an_answer_that_was_overtaken_is_no_step_back() -> None:
    water = HighWater()
    before = water.now()
    water.rise(Mark(8, 80), asked_at=before, where="a node")
    water.rise(Mark(7, 70), asked_at=before, where="a node")
    assert water.now() == Mark(8, 80)


@given(st.lists(st.integers(0, 50), min_size=1))
def test_the_mark_is_the_highest_block_that_was_accepted(heights: list[int]) -> None:
    water, highest = HighWater(), -1
    for height in heights:
        if height < highest:
            with pytest.raises(WentBackError):
                water.rise(Mark(height, height), asked_at=water.now(), where="a node")
        else:
            water.rise(Mark(height, height), asked_at=water.now(), where="a node")
            highest = height
    assert water.now().number == highest
