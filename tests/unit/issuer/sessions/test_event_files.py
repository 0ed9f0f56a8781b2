"""Signed-event files: one spelling, commitments computed and never believed, bound to marker, session and chain."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.codes import EventCode
from assessment.commitment import Binding
from assessment.event import NO_COMMITMENT
from assessment.records import Mark
from certificate.jcs import JsonValue, write_jcs
from chain.accounts import KeyAccount
from chain.session_message import MessageDomain, SessionMessage
from issuer.sessions.draft import Draft, intent_of
from issuer.sessions.errors import EventFileError
from issuer.sessions.event_file import EventFile, parse_event_file, write_event_file
from issuer.sessions.salts import fresh_salt

SESSION, LEDGER = bytes([7]) * 32, bytes([8]) * 20
DOMAIN = MessageDomain(31337, LEDGER)
BINDING = Binding(31337, LEDGER, SESSION)
MARKER, COPIER = KeyAccount(bytes([1]) * 32), KeyAccount(bytes([2]) * 32)
KEY = bytes(range(32))


def mark(marker: int = 12, part: str = "P", salt: str = "00" * 16) -> Mark:
    return Mark(marker, "ab" * 32, part, (4000, 3800), 7800, salt=salt)


def file_of(*records: Mark, nonce: int = 3) -> EventFile:
    commitment = BINDING.commitment(EventCode.SCORE_COMMIT, records)
    figures = {"n": len(records), "part": 2}
    message = SessionMessage(SESSION, EventCode.SCORE_COMMIT, nonce, 1_781_000_000, commitment, figures)
    return EventFile(DOMAIN, message, records)


def signed() -> EventFile:
    return file_of(mark()).signed_by(MARKER, second=False)


def test_a_file_reads_as_it_was_written() -> None:
    file = signed()
    assert parse_event_file(write_event_file(file)) == file
    assert file.signers() == (MARKER.address, None)


def test_without_records_the_commitment_stands() -> None:
    file = replace(signed(), records=None)
    assert parse_event_file(write_event_file(file)) == file


@given(st.integers(0, 199), st.integers(0, 2**40 - 1), st.integers(1, 255), st.integers(1, 2**16 - 1))
def test_every_incident_goes_round(nonce: int, claimed: int, category: int, number: int) -> None:
    figures = {"number": number, "category": category}
    message = SessionMessage(SESSION, EventCode.INCIDENT, nonce, claimed, bytes([nonce]) * 32, figures)
    file = EventFile(DOMAIN, message, None)
    assert parse_event_file(write_event_file(file)) == file


@pytest.mark.parametrize(
    "change",
    [
        lambda members: members.update(format="xcert/session-event/v1"),
        lambda members: members.update(code=99),
        lambda members: members.update(nonce=200),
        lambda members: members.update(nonce="3"),
        lambda members: members.update(figures={"n": 1}),
        lambda members: members.update(figures={"n": True, "part": 2}),
        lambda members: members.update(commitment="00" * 32),
        lambda members: members.pop("records"),
        lambda members: members.update(first="zz" * 64),
        lambda members: members.update(first="00"),
        lambda members: members.update(session="0x00"),
        lambda members: members["records"][0].pop("salt"),
        lambda members: members["records"][0].update(total="7800"),
        lambda members: members.update(remark="x"),
    ],
    ids=[
        "format", "code", "nonce", "text", "figure", "truth", "both", "none", "digits", "short", "session", "salt",
        "total", "member",
    ],
)  # fmt: skip
def test_other_forms_are_refused(change: Callable[[dict[str, JsonValue]], object]) -> None:
    members = json.loads(write_event_file(signed()))
    change(members)
    with pytest.raises(EventFileError):
        parse_event_file(write_jcs(members))


def test_another_spelling_is_refused() -> None:
    with pytest.raises(EventFileError):
        parse_event_file(json.dumps(json.loads(write_event_file(signed()))).encode())


def test_a_changed_record_changes_the_signer() -> None:
    """The commitment follows from the records, so the signature is nobody's that matters."""
    members = json.loads(write_event_file(signed()))
    members["records"][0]["total"] = 9000
    assert parse_event_file(write_jcs(members)).signers()[0] != MARKER.address


@pytest.mark.parametrize(
    ("copied", "binding"),
    [
        (mark(marker=13), BINDING),
        (mark(part="W"), BINDING),
        (mark(), replace(BINDING, session=bytes(32))),
        (mark(), replace(BINDING, chain=1)),
        (mark(), replace(BINDING, ledger=bytes(20))),
    ],
    ids=["marker", "part", "session", "chain", "ledger"],
)
def test_a_copied_commitment_opens_to_nothing(copied: Mark, binding: Binding) -> None:
    """Whoever copies a commitment has no record of its own that leads to it, even with the salt in hand."""
    original = BINDING.commitment(EventCode.SCORE_COMMIT, [mark()])
    assert binding.commitment(EventCode.SCORE_COMMIT, [copied]) != original


def test_salts_have_128_bits_and_are_fresh() -> None:
    salts = {fresh_salt() for _ in range(100)}
    assert len(salts) == 100
    assert all(len(salt) == 32 for salt in salts)


def intent(draft: Draft, **changes: object) -> bytes:
    arguments: dict[str, object] = {"session": SESSION, "actor": bytes(20), "second": None, "again": 0} | changes
    return intent_of(draft, KEY, **arguments)  # type: ignore[arg-type]


def test_the_same_thing_with_other_salts_is_the_same_intent() -> None:
    drafts = [Draft(EventCode.SCORE_COMMIT, {"n": 1, "part": 2}, (mark(salt=fresh_salt()),)) for _ in range(2)]
    assert intent(drafts[0]) == intent(drafts[1])


@pytest.mark.parametrize(
    "changes",
    [{"session": bytes(32)}, {"actor": COPIER.address}, {"second": bytes(20)}, {"again": 1}],
    ids=["session", "actor", "second", "again"],
)
def test_another_intent(changes: dict[str, object]) -> None:
    draft = Draft(EventCode.SCORE_COMMIT, {"n": 1, "part": 2}, (mark(),))
    assert intent(draft) != intent(draft, **changes)
    assert intent(draft) != intent(replace(draft, figures={"n": 1, "part": 1}))
    assert intent(draft) != intent(replace(draft, records=(mark(marker=13),)))
    assert intent(draft) != intent_of(draft, bytes(32), session=SESSION, actor=bytes(20), second=None, again=0)


def test_a_reveal_has_no_records() -> None:
    message = SessionMessage(SESSION, EventCode.REG_OPENED, 0, 5, NO_COMMITMENT, {})
    file = EventFile(DOMAIN, message, ())
    assert parse_event_file(write_event_file(file)).message.commitment == NO_COMMITMENT
