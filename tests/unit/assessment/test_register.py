"""The authority's package against what the registries hold."""

from dataclasses import replace

import pytest

from assessment.commitment import PERSON_CODE, SITE_CODE, Binding
from assessment.errors import RecordError
from assessment.package import Register, RegisterCommitments, open_register, write_register
from assessment.parameters import Parameters
from assessment.records import PersonRecord, RoomRecord, SiteRecord
from tests.unit.assessment.session import header, jcs, salt
from tests.unit.assessment.test_marking import STANDARD

BINDING = Binding(31_337, b"\x11" * 20)
PERSON = PersonRecord("employer", 1, (), (), (), salt=salt(1))
SITE = SiteRecord("site", 0, 31_230_000, 121_470_000, (RoomRecord(1, 30, ("W",)),), salt=salt(2))
REGISTER = Register({1: PERSON, 10: replace(PERSON, employer="other")}, {1: SITE}, {1: Parameters()}, {
    STANDARD.version: STANDARD
})  # fmt: skip
HELD = RegisterCommitments(
    persons={number: BINDING.leaf(PERSON_CODE, one) for number, one in REGISTER.persons.items()},
    sites={1: BINDING.leaf(SITE_CODE, SITE)},
    terms={1: Parameters().hash},
    standards={STANDARD.version},
)
LINES = list(write_register(BINDING, REGISTER))


def test_what_the_chain_confirms_comes_back() -> None:
    assert open_register(LINES, BINDING, HELD) == REGISTER


@pytest.mark.parametrize(
    ("held", "fault", "line"),
    [
        (replace(HELD, persons={1: HELD.persons[1]}), "person 10: ", "persons"),
        (replace(HELD, sites={1: HELD.persons[1]}), "site 1: ", "sites"),
        (replace(HELD, terms={1: bytes(32)}), "parameters 1: ", "parameters"),
        (replace(HELD, standards=set()), "standard X-TEST: ", "standards"),
    ],
)
def test_what_the_chain_does_not_confirm_is_left_out_and_said(held: RegisterCommitments, fault: str, line: str) -> None:
    register = open_register(LINES, BINDING, held)
    assert [one[: len(fault)] for one in register.faults] == [fault]
    assert len(getattr(register, line)) == len(getattr(REGISTER, line)) - 1


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (LINES[:-1], "the header announces 5 lines, and 4 are there"),
        ([LINES[0], LINES[2], LINES[1], *LINES[3:]], "line 3: the line is out of order"),
        ([LINES[0], LINES[1], LINES[1], *LINES[3:]], "line 3: the line is out of order"),
        ([*LINES[:3], LINES[4], LINES[3], LINES[5]], "line 5: the line is out of order"),
        ([*LINES[:5], LINES[5][:-1]], "line 6: the line is cut off"),
        ([*LINES, LINES[-1].replace(b"X-TEST", b"X-MORE")], "line 7: "),
        ([*LINES[:5], jcs({"standard": "ab", "document": {}})], "line 6: the standard lacks"),
        ([*LINES[:5], jcs({"standard": "ab", "record": {}})], "line 6: the line is no person"),
    ],
)
def test_a_register_out_of_form_is_read_up_to_there(lines: list[bytes], fault: str) -> None:
    register = open_register(lines, BINDING, HELD)
    assert register.faults[0].startswith(fault)
    assert register.persons
    assert register.persons.items() <= REGISTER.persons.items()


@pytest.mark.parametrize("first", [header(0), b"", LINES[0].replace(b"31337", b"31338")])
def test_another_register_is_refused(first: bytes) -> None:
    with pytest.raises(RecordError):
        open_register([first, *LINES[1:]], BINDING, HELD)
