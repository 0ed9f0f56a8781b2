"""A step is stopped at every moment at which something is made to last; the same command goes on, and once is once."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from assessment.codes import EventCode
from tests.integration.issuer.sessions import scene
from tests.integration.issuer.sessions.scene import Stage, open_stage


class KilledError(BaseException):
    """The process ends here: nothing of ours catches it, and nothing after it runs."""


class Moments:
    """Counts commits of the database and hand-ins to the chain, and ends the process at the one numbered `fatal`."""

    def __init__(self, fatal: int | None) -> None:
        self.passed = 0
        self._fatal = fatal

    def reach(self, *_: Any) -> None:
        self.passed += 1
        if self._fatal is not None and self.passed > self._fatal:
            raise KilledError


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with pytest.MonkeyPatch.context() as patch, open_stage(tmp_path_factory.mktemp("killing"), patch) as opened:
        scene.file_plan(opened)
        opened.approve("2026-06-03 10:00")
        opened.done("open-registration", "manager", "2026-06-03 11:00")
        yield opened


def recorded(stage: Stage) -> int:
    said = stage.ask("events")[1]
    return said.count(f"{EventCode.ELIGIBILITY_DECIDED.name} recorded")


def attempt(stage: Stage, sheet: Path, fatal: int | None, patch: pytest.MonkeyPatch) -> tuple[int, bool]:
    """Decide on the eligibility in `sheet`; return how many moments passed, and whether it was stopped."""
    moments = Moments(fatal)
    with patch.context() as own:
        own.setattr("chain.sending.Sender.broadcast", _watched("chain.sending.Sender", "broadcast", moments))
        event.listen(Engine, "commit", moments.reach)
        try:
            status, said = stage.sign("eligibility", "registrar", "2026-06-09 10:00", sheet)
            assert status == 0, said
        except KilledError:
            return moments.passed, True
        finally:
            event.remove(Engine, "commit", moments.reach)
    return moments.passed, False


def _watched(owner: str, name: str, moments: Moments) -> Any:
    module, _, cls = owner.rpartition(".")
    original = getattr(getattr(__import__(module, fromlist=[cls]), cls), name)

    def watched(self: Any, transaction: Any) -> None:
        moments.reach()
        original(self, transaction)
        moments.reach()

    return watched


def test_stopped_at_every_moment(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    people = scene.candidates().splitlines()
    first = stage.file("all.csv", "\n".join(people) + "\n")
    assert not attempt(stage, first, None, monkeypatch)[1]
    before = recorded(stage)
    for fatal in count():
        # Another ground each time: another thing to record.
        sheet = stage.file("one.csv", f"{people[0]}\n{people[1].replace('培训合格', f'依据{fatal}')}\n")
        _, stopped = attempt(stage, sheet, fatal, monkeypatch)
        if not stopped:
            before += 1
            assert fatal >= 8, "prepared, signed, sent, handed in, settled and read back are moments"
            break
        assert recorded(stage) - before in {0, 1}
        attempt(stage, sheet, None, monkeypatch)
        assert recorded(stage) - before == 1, fatal
        attempt(stage, sheet, None, monkeypatch)
        before = recorded(stage)
    nonces = stage.oversight().office.sessions.participation(stage.session_id(), scene.NUMBERS["registrar"]).nonces
    assert len(nonces) == before


def test_resume_brings_a_signed_event_to_its_end(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    people = scene.candidates().splitlines()
    sheet = stage.file("resumed.csv", f"{people[0]}\n{people[2].replace('培训合格', '复核')}\n")
    before = recorded(stage)
    # Behind the hand-in: the transaction is out, and nobody here knows what became of it.
    total, _ = attempt(stage, sheet, 10_000, monkeypatch)
    other = stage.file("stopped.csv", f"{people[0]}\n{people[3].replace('培训合格', '复核')}\n")
    _, stopped = attempt(stage, other, total - 3, monkeypatch)
    assert stopped
    status, said = stage.ask("resume")
    assert status == 0, said
    assert recorded(stage) - before == 2
