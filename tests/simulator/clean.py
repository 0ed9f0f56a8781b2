"""Clean sessions: every rule R1 to R48 is kept, whatever the shape."""

from tests.simulator.ending import finish
from tests.simulator.planning import prepare
from tests.simulator.scoring import mark
from tests.simulator.session import Session
from tests.simulator.shape import Shape
from tests.simulator.sitting import examine


def clean_session(shape: Shape | None = None) -> Session:
    """Return a session of `shape` (a small eventful one by default) from its plan to its archive."""
    session = Session(shape or Shape())
    prepare(session)
    examine(session)
    mark(session)
    finish(session)
    return session
