"""The gas report is true to the unit, and every bar holds."""

import json

import pytest

from tests.contracts.gas_report import BARS, FIGURES, PAGE, measure, page

COMMITTED: dict[str, int] = json.loads(FIGURES.read_bytes())
REWRITE = "after a deliberate change run: python -m tests.contracts.gas_report"


def test_what_is_measured_is_what_is_committed() -> None:
    measured = measure()
    changed = {name: (COMMITTED.get(name), gas) for name, gas in measured.items() if COMMITTED.get(name) != gas}
    assert changed == {}, f"committed and measured differ; {REWRITE}"
    assert list(measured) == list(COMMITTED), REWRITE


def test_the_page_shows_the_committed_figures() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(COMMITTED), REWRITE


@pytest.mark.parametrize(("name", "bar"), BARS.items())
def test_every_bar_holds(name: str, bar: int) -> None:
    assert COMMITTED[name] <= bar
