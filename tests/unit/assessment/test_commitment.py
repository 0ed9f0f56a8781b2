"""Commitments against SHA-256 by hand, as docs/evidence.md, section 2, spells them."""

import hashlib
import hmac
from dataclasses import replace

import pytest
from hypothesis import given

from assessment.codes import EventCode
from assessment.commitment import PERSON_CODE, Binding
from assessment.errors import AssessmentError
from assessment.parameters import Parameters, write_parameters
from assessment.pseudonym import pseudonym
from assessment.records import Candidate, Mark, PersonRecord, write_record
from certificate.merkle import verify_inclusion
from tests.unit.assessment.shapes import any_of

SALT = "00" * 16
BINDING = Binding(31_337, bytes.fromhex("11" * 20), bytes.fromhex("22" * 32))
MARK = Mark(7, "ab" * 32, "P", (1,), 1, salt=SALT)


def by_hand(code: int, data: bytes, account: bytes = b"") -> bytes:
    place = bytes.fromhex("0000000000007a69") + b"\x11" * 20 + b"\x22" * 32 + bytes([code])
    digest = hashlib.sha256(b"xcert/record/v0\x00" + place + data).digest()
    return hashlib.sha256(b"\x00" + digest + account).digest()


def test_one_record_is_a_tree_of_one_leaf() -> None:
    assert BINDING.commitment(EventCode.SCORE_COMMIT, [MARK]) == by_hand(21, write_record(MARK))


def test_three_records_are_the_tree_of_the_standard() -> None:
    marks = [replace(MARK, total=total) for total in (1, 2, 3)]
    one, two, three = (by_hand(21, write_record(mark)) for mark in marks)
    left = hashlib.sha256(b"\x01" + one + two).digest()
    head = hashlib.sha256(b"\x01" + left + three).digest()
    assert BINDING.commitment(EventCode.SCORE_COMMIT, marks) == head
    for index, path in enumerate(BINDING.paths(EventCode.SCORE_COMMIT, marks)):
        leaf = BINDING.leaf(EventCode.SCORE_COMMIT, marks[index])
        verify_inclusion(leaf, index=index, size=3, path=path, root=head)


@given(any_of(Candidate))
def test_an_account_that_may_speak_is_bound_into_the_leaf(candidate: Candidate) -> None:
    account = bytes.fromhex((candidate.account or "0x")[2:])
    assert BINDING.leaf(EventCode.ROSTER_LOCKED, candidate) == by_hand(7, write_record(candidate), account)


def test_registry_records_stand_under_session_zero() -> None:
    person = PersonRecord("one", 1, (), (), (), salt=SALT)
    place = bytes.fromhex("0000000000007a69") + b"\x11" * 20 + bytes(32) + b"\x65"
    digest = hashlib.sha256(b"xcert/record/v0\x00" + place + write_record(person)).digest()
    assert Binding(31_337, b"\x11" * 20).leaf(PERSON_CODE, person) == hashlib.sha256(b"\x00" + digest).digest()


@pytest.mark.parametrize(
    ("binding", "code", "mark"),
    [
        (replace(BINDING, chain=1), EventCode.SCORE_COMMIT, MARK),
        (replace(BINDING, ledger=b"\x12" * 20), EventCode.SCORE_COMMIT, MARK),
        (replace(BINDING, session=b"\x23" * 32), EventCode.SCORE_COMMIT, MARK),
        (BINDING, EventCode.SCORE_REVEAL, MARK),
        (BINDING, EventCode.SCORE_COMMIT, replace(MARK, marker=8)),
        (BINDING, EventCode.SCORE_COMMIT, replace(MARK, part="W")),
        (BINDING, EventCode.SCORE_COMMIT, replace(MARK, salt="01" * 16)),
    ],
)
def test_a_copied_commitment_opens_nowhere_else(binding: Binding, code: EventCode, mark: Mark) -> None:
    assert binding.leaf(code, mark) != BINDING.leaf(EventCode.SCORE_COMMIT, MARK)


def test_no_record_has_no_commitment() -> None:
    with pytest.raises(ValueError, match="at least one leaf"):
        BINDING.commitment(EventCode.SCORE_COMMIT, [])


def test_parameters_are_hashed_with_their_tag() -> None:
    parameters = Parameters()
    assert parameters.hash == hashlib.sha256(b"xcert/parameters/v0\x00" + write_parameters(parameters)).digest()


def test_a_pseudonym_is_an_hmac_of_type_and_number() -> None:
    secret = bytes(range(32))
    expected = hmac.new(secret, b"nationalIdentityNumber|110101199003071234", "sha256").hexdigest()
    assert pseudonym(secret, "nationalIdentityNumber", "110101199003071234") == expected


@pytest.mark.parametrize(
    ("secret", "kind", "number"),
    [(bytes(31), "passport", "E1"), (bytes(32), "pass|port", "E1"), (bytes(32), "", "E1"), (bytes(32), "passport", "")],
)
def test_a_pseudonym_that_says_too_much_is_refused(secret: bytes, kind: str, number: str) -> None:
    with pytest.raises(AssessmentError):
        pseudonym(secret, kind, number)
