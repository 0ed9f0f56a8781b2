"""The journal: every step in its order, compared and set, nothing forced."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from sqlalchemy import Engine, create_engine, insert, update

from issuer.batch import SignedBatch
from issuer.database import open_database
from issuer.errors import DraftError, JournalError
from issuer.journal import Journal, State, Submission, open_submission, withdraw_signatures
from issuer.roll import Session, open_session, take_numbers
from issuer.schema import CANDIDATE, JOB, METADATA, STANDARD, SUBMISSION

VERSION = bytes(range(32))
ALLOWED = {
    (State.DRAFTED, State.SIGNED),
    (State.SIGNED, State.DRAFTED),
    (State.SIGNED, State.SENT),
    (State.SIGNED, State.MINED),
    (State.SENT, State.SIGNED),
    (State.SENT, State.MINED),
    (State.MINED, State.SENT),
    (State.MINED, State.FINAL),
    (State.FINAL, State.RELEASED),
    (State.FINAL, State.ABANDONED),
}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database("sqlite", tmp_path / "a.sqlite")
    yield engine
    engine.dispose()


JUNE = b"\x06" * 32


def drafted(engine: Engine, size: int = 3) -> Submission:
    """One drafted submission of `size` certificates."""
    session = open_session(engine, "June", JUNE, now=1)
    with engine.begin() as connection:
        connection.execute(insert(STANDARD).values(version=VERSION, document=b"{}"))
        connection.execute(insert(JOB).values(id=1, session_id=session.row, roster=b"r", created_at=1))
        row = open_submission(
            connection, job=1, session=session.row, standard=VERSION, level=1, size=size, issued=date(2026, 6, 20)
        )
        for place in range(size):
            connection.execute(insert(CANDIDATE).values(**candidate(row, place)))
    return Journal(engine).submission(row)


def candidate(submission: int, place: int) -> dict[str, object]:
    return {
        "job_id": 1,
        "line": place + 2,
        "name": "张三",
        "document_kind": "205",
        "document": f"E{place}",
        "family": "X-BIM",
        "level": 1,
        "marks": "{}",
        "ticket": f"T{place}",
        "institution": "",
        "shortfalls": "",
        "submission_id": submission,
        "place": place,
        "number": f"N{place}",
        "uuid": "u",
        "salt": "s",
        "holding": bytes([place]) * 32,
    }


def signed(size: int) -> SignedBatch:
    return SignedBatch(b"\1" * 32, b"\2" * 32, tuple(f"file {index}".encode() for index in range(size)))


@pytest.mark.parametrize("to", list(State))
@pytest.mark.parametrize("start", list(State))
def test_only_what_follows_is_written(engine: Engine, start: State, to: State) -> None:
    journal, submission = Journal(engine), drafted(engine)
    with engine.begin() as connection:
        connection.execute(update(SUBMISSION).values(state=start.value))
    submission = journal.submission(submission.id)
    if (start, to) in ALLOWED:
        assert journal.move(submission, to).state is to
        assert journal.submission(submission.id).state is to
    else:
        with pytest.raises(JournalError, match="cannot be"):
            journal.move(submission, to)
        assert journal.submission(submission.id).state is start


def test_of_two_writers_one_stops(engine: Engine) -> None:
    journal, submission = Journal(engine), drafted(engine)
    journal.move(submission, State.SIGNED)
    with pytest.raises(JournalError, match="another process"):
        journal.move(submission, State.SIGNED)


def test_a_batch_is_kept_whole_and_in_order(engine: Engine) -> None:
    journal, submission = Journal(engine), drafted(engine)
    journal.keep_signed(submission, 0, signed(3))
    assert [(entry.index, entry.number, entry.file) for entry in journal.files(submission, 0)] == [
        (0, "N0", b"file 0"),
        (1, "N1", b"file 1"),
        (2, "N2", b"file 2"),
    ]
    assert [(entry.position, entry.size, entry.root) for entry in journal.kept(submission)] == [(0, 3, b"\1" * 32)]
    assert journal.mark_signed(submission).state is State.SIGNED


def test_a_batch_of_another_size_is_not_kept(engine: Engine) -> None:
    journal, submission = Journal(engine), drafted(engine)
    with pytest.raises(ValueError, match="zip"):
        journal.keep_signed(submission, 0, signed(2))
    assert journal.kept(submission) == []
    assert journal.files(submission, 0) == []


def test_a_batch_is_kept_once(engine: Engine) -> None:
    journal, submission = Journal(engine), drafted(engine)
    journal.keep_signed(submission, 0, signed(3))
    with pytest.raises(JournalError):
        journal.keep_signed(submission, 0, signed(3))


def test_what_left_the_house_is_not_signed_again(engine: Engine) -> None:
    journal, submission = Journal(engine), drafted(engine)
    journal.keep_signed(submission, 0, signed(3))
    journal.move(journal.mark_signed(submission), State.SENT)
    with pytest.raises(JournalError, match="sent cannot be signed"):
        journal.keep_signed(submission, 0, signed(3))


def test_a_submission_is_signed_only_whole(engine: Engine) -> None:
    journal, submission = Journal(engine), drafted(engine)
    with pytest.raises(JournalError, match="not signed whole"):
        journal.mark_signed(submission)


def test_a_lost_candidate_stops_signing(engine: Engine) -> None:
    journal, submission = Journal(engine), drafted(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM candidate WHERE place = 1")
    with pytest.raises(JournalError, match="lacks certificates"):
        journal.drafts(submission, 0)


def test_an_unknown_submission_is_refused(engine: Engine) -> None:
    with pytest.raises(JournalError, match="no submission 5"):
        Journal(engine).submission(5)


def test_withdrawn_signatures_leave_nothing(engine: Engine) -> None:
    journal, submission = Journal(engine), drafted(engine)
    journal.keep_signed(submission, 0, signed(3))
    with engine.begin() as connection:
        withdraw_signatures(connection, submission, date(2027, 1, 1))
    assert journal.files(submission, 0) == []
    assert journal.kept(submission) == []
    assert journal.submission(submission.id).issued == date(2027, 1, 1)


def test_submissions_of_a_session_count_from_0(engine: Engine) -> None:
    submission = drafted(engine)
    with engine.begin() as connection:
        rows = [
            open_submission(
                connection, job=1, session=1, standard=VERSION, level=level, size=1, issued=submission.issued
            )
            for level in (2, 3)
        ]
    assert [Journal(engine).submission(row).number for row in (submission.id, *rows)] == [0, 1, 2]


def test_a_session_is_entered_once(engine: Engine) -> None:
    first = open_session(engine, "June", JUNE, now=1)
    assert open_session(engine, "June", JUNE, now=2) == first == Session(first.row, "June", JUNE)
    assert open_session(engine, "July", b"\x07" * 32, now=1).id == b"\x07" * 32


@pytest.mark.parametrize(("label", "identifier"), [("June", b"\x07" * 32), ("July", b"\x06" * 32)])
def test_one_name_is_one_session(engine: Engine, label: str, identifier: bytes) -> None:
    open_session(engine, "June", JUNE, now=1)
    with pytest.raises(DraftError, match="is called June here"):
        open_session(engine, label, identifier, now=2)


@pytest.mark.parametrize("label", ["", " ", "x" * 101, "a\nb", "a\u200bb"])
def test_a_session_has_a_name_that_people_can_read(engine: Engine, label: str) -> None:
    with pytest.raises(DraftError, match="visible"):
        open_session(engine, label, JUNE, now=1)


def test_numbers_are_given_out_once(engine: Engine) -> None:
    taken: list[str] = []
    for count in (2, 0, 3):
        with engine.begin() as connection:
            taken += take_numbers(connection, "S26", count)
    assert taken == [f"S26{serial:06}" for serial in range(1, 6)]


def test_a_series_is_not_begun_when_too_few_are_left(engine: Engine) -> None:
    with engine.begin() as connection, pytest.raises(DraftError, match="no number left"):
        take_numbers(connection, "S26", 1_000_000)
    with engine.begin() as connection:
        assert list(take_numbers(connection, "S26", 1)) == ["S26000001"]


class JournalMachine(RuleBasedStateMachine):
    """Any order of steps: the journal and a plain model agree, and RELEASED is reached only through FINAL."""

    @initialize()
    def begin(self) -> None:
        self.engine = create_engine("sqlite://")
        METADATA.create_all(self.engine)
        self.journal = Journal(self.engine)
        self.submission = drafted(self.engine, size=1)
        self.passed = [State.DRAFTED]

    @rule(to=st.sampled_from(State))
    def move(self, to: State) -> None:
        if (self.submission.state, to) in ALLOWED:
            self.submission = self.journal.move(self.submission, to)
            self.passed.append(to)
        else:
            with pytest.raises(JournalError):
                self.journal.move(self.submission, to)
        assert self.journal.submission(self.submission.id).state is self.passed[-1]

    @precondition(lambda self: self.passed[-1] is State.RELEASED)
    @rule()
    def released_only_after_final(self) -> None:
        assert self.passed[-2:] == [State.FINAL, State.RELEASED]
        assert {State.SIGNED, State.MINED} <= set(self.passed)

    def teardown(self) -> None:
        self.engine.dispose()


TestJournalMachine = JournalMachine.TestCase
TestJournalMachine.settings = settings(max_examples=40, stateful_step_count=20)
