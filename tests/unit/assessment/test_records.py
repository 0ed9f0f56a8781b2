"""Every type of record: one spelling, closed, nothing beside it."""

import json
from collections.abc import Callable
from operator import attrgetter
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.errors import RecordError
from assessment.parameters import Parameters, Terms, parse_parameters, write_parameters
from assessment.records import (
    RECORD_OF,
    Candidate,
    Mark,
    PersonRecord,
    Qualification,
    Record,
    SiteRecord,
    parse_record,
    write_record,
)
from tests.unit.assessment.shapes import any_of

TYPES = sorted({*RECORD_OF.values(), PersonRecord, SiteRecord}, key=attrgetter("TYPE"))
SALT = "0123456789abcdef" * 2
PERSON = "ab" * 32
MARK = Mark(7, PERSON, "P", (25_00, 31_50), 56_50, salt=SALT)


@pytest.mark.parametrize("cls", TYPES, ids=lambda cls: cls.TYPE)
@settings(max_examples=25)
@given(data=st.data())
def test_a_record_comes_back_as_it_was_written(cls: type[Record], data: st.DataObject) -> None:
    record = data.draw(any_of(cls))
    written = write_record(record)
    assert parse_record(written) == record
    assert write_record(parse_record(written)) == written
    assert rfc8785.dumps(json.loads(written)) == written


def test_a_mark_is_written_as_specified() -> None:
    assert write_record(MARK) == (
        b'{"candidate":"' + PERSON.encode() + b'","marker":7,"part":"P","salt":"' + SALT.encode() + b'",'
        b'"scores":[2500,3150],"total":5650,"type":"mark"}'
    )


def test_names_of_members_follow_the_specification() -> None:
    person = PersonRecord("one", 1, (Qualification("X-BIM", 2, 5, 9, senior=True),), (), (), salt=SALT)
    assert json.loads(write_record(person))["qualifications"] == [
        {"family": "X-BIM", "from": 5, "level": 2, "senior": True, "until": 9}
    ]


def changed(**members: object) -> bytes:
    """Return the mark with other members; None takes one away."""
    value = json.loads(write_record(MARK)) | members
    return rfc8785.dumps({name: member for name, member in value.items() if member is not None})


def written_with_float(total: str) -> bytes:
    return write_record(MARK).replace(b"5650", total.encode())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (changed(total=True), "total: expected a whole number"),
        (changed(total=-1), "total: expected a whole number"),
        (written_with_float("5650.0"), "total: expected a whole number"),
        (written_with_float("1e3"), "total: expected a whole number"),
        (written_with_float("NaN"), "total: expected a whole number"),
        (written_with_float("9007199254740993"), "total: expected a whole number"),
        (changed(total="5650"), "total: expected a whole number"),
        (changed(salt=SALT.upper()), "salt: expected 32 lower-case"),
        (changed(salt=None), "salt missing"),
        (changed(candidate=PERSON[:-1]), "candidate: expected 64 lower-case"),
        (changed(candidate=PERSON + "\n"), "candidate: expected 64 lower-case"),
        (changed(part="PP"), "part: expected one capital letter"),
        (changed(scores={"a": 1}), "scores: expected an array"),
        (changed(scores=["1"]), "scores: expected a whole number"),
        (changed(note="x"), "a member is not known"),
        (changed(type="marks"), "type is none of"),
        (changed(type=None), "type is none of"),
        (b"[]", "type is none of"),
        (b"{", "not JSON"),
        (b"\xff", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (write_record(MARK).replace(b'"total":5650', b'"total":1,"total":5650'), "canonical spelling"),
        (write_record(MARK).replace(b",", b", ", 1), "canonical spelling"),
        (write_record(MARK) + b"\n", "canonical spelling"),
    ],
)
def test_anything_else_is_refused_with_the_member_and_without_its_value(data: bytes, reason: str) -> None:
    with pytest.raises(RecordError) as caught:
        parse_record(data)
    assert reason in str(caught.value)
    assert PERSON[:-1] not in str(caught.value)


def test_null_is_refused_where_a_member_is_optional() -> None:
    written = write_record(Candidate(PERSON, PERSON, 1, ("W",), (), salt=SALT))
    with pytest.raises(RecordError, match="account: expected 0x"):
        parse_record(written.replace(b"{", b'{"account":null,', 1))


@pytest.mark.parametrize(
    "wrong",
    [
        Mark(7, "AB" * 32, "P", (), 0, salt=SALT),
        Mark(7, PERSON, "P", (), -1, salt=SALT),
        Mark(7, PERSON, "P", (), 0, salt=""),
        PersonRecord("\ud800", 1, (), (), (), salt=SALT),
    ],
)
def test_nothing_is_written_that_could_not_be_read(wrong: Record) -> None:
    with pytest.raises(RecordError):
        write_record(wrong)


@settings(max_examples=50)
@given(any_of(Parameters))
def test_parameters_come_back_as_they_were_written(parameters: Parameters) -> None:
    assert parse_parameters(write_parameters(parameters)) == parameters


def test_terms_are_the_eight_members_on_the_ledger() -> None:
    parameters = Parameters(file_lead_days=7, report_before_issue=True, notice_days=3)
    assert parameters.terms == Terms(file_lead_days=7, report_before_issue=True, notice_days=3)


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value | {"format": "xcert/parameters/v1"},
        lambda value: {name: one for name, one in value.items() if name != "rho"},
        lambda value: value | {"rho": 1001},
        lambda value: value | {"more": 1},
    ],
    ids=["another version", "a member less", "out of bounds", "a member more"],
)
def test_other_parameters_are_refused(change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    value = change(json.loads(write_parameters(Parameters())))
    with pytest.raises(RecordError):
        parse_parameters(rfc8785.dumps(value))
