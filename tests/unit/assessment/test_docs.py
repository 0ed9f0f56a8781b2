"""docs/assessment.md and docs/evidence.md say what the code does, row by row."""

import dataclasses
import re
from enum import Enum
from operator import attrgetter
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from assessment.codec import json_name
from assessment.codes import LATE_RULES, EventCode, Role, State
from assessment.figures import LAYOUTS
from assessment.parameters import Parameters, Terms
from assessment.records import RECORD_OF, PersonRecord, Record, SiteRecord
from assessment.states import STEPS, TAKEN_WHILE_HELD, next_state

DOCS = Path(__file__).parents[3] / "docs"
ASSESSMENT = (DOCS / "assessment.md").read_text(encoding="utf-8")
EVIDENCE = (DOCS / "evidence.md").read_text(encoding="utf-8")


def rows(text: str, section: str) -> list[list[str]]:
    """Return the cells of the tables in a section, without heads and rules."""
    body = text.split(f"\n## {section}. ")[1].split("\n## ", maxsplit=1)[0]
    lines = [line for line in body.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if not set(row[0]) <= set("-: ")]


def states_of(text: str) -> set[State]:
    """Read `SAT, MARKING` and `FILED to REPORTED`; a rejected plan is filed again and stands in no range."""
    found: set[State] = set()
    for one in re.split("[,;]", text):
        names = re.findall(r"[A-Z_]{3,}", one)
        if re.search(r"[A-Z_]{3,} to [A-Z_]{3,}", one):
            first, last = (State[name].value for name in names[:2])
            found |= {state for state in State if first <= state.value <= last and state is not State.REJECTED}
        else:
            found |= {State[name] for name in names if name in State.__members__ and name != "LATE"}
    return found


EVENT_ROWS = {int(row[0]): row for row in rows(ASSESSMENT, "3") if row[0].isdecimal()}


def test_the_table_has_every_event_once() -> None:
    assert {code: row[1] for code, row in EVENT_ROWS.items()} == {code.value: code.name for code in EventCode}


@pytest.mark.parametrize("code", EventCode)
def test_who_signs_an_event_and_whether_two_do(code: EventCode) -> None:
    roles, two = EVENT_ROWS[code.value][3], EVENT_ROWS[code.value][6]
    if code is EventCode.CERTS_ISSUED:
        expected = set[Role]()
    elif "any role of bits 0 to 10" in roles:
        expected = {role for role in Role if role.value <= 10}
    else:
        expected = {Role[name] for name in re.findall(r"[A-Z_]{4,}", roles + two)}
    assert STEPS[code].roles == expected
    assert STEPS[code].two is two.startswith("yes")


@pytest.mark.parametrize("code", EventCode)
def test_in_which_states_an_event_is_taken(code: EventCode) -> None:
    text = EVENT_ROWS[code.value][4]
    if code is EventCode.RELEASE:
        expected = set(STEPS[EventCode.HOLD].follows)
    elif code is EventCode.LATENESS_WAIVED:
        expected = set(STEPS[EventCode.EVIDENCE_ORDERED].follows)
    else:
        expected = states_of(text)
    assert set(STEPS[code].follows) == expected


@pytest.mark.parametrize("code", [code for code in EventCode if code is not EventCode.BATCH_REPORTED])
def test_which_state_follows(code: EventCode) -> None:
    sources, targets = EVENT_ROWS[code.value][4].split(";"), EVENT_ROWS[code.value][5].split(";")
    for source, target in zip(sources, targets, strict=len(targets) > 1):
        for state in states_of(source):
            expected = state if target.strip().startswith("=") else State[target.strip()]
            assert next_state(state, code) is expected


def test_a_report_before_the_first_issue_changes_no_state() -> None:
    follows = STEPS[EventCode.BATCH_REPORTED].follows
    assert follows == {
        State.DECIDED: State.DECIDED,
        State.ISSUED: State.REPORTED,
        State.REPORTED: State.REPORTED,
    }


def test_the_states_are_numbered_as_listed() -> None:
    listed = ASSESSMENT.split("States in order:")[1].split("*READY*")[0]
    assert {name: int(value) for name, value in re.findall(r"([A-Z_]{3,}) (\d+)", listed)} == {
        state.name: state.value for state in State
    }


def test_what_a_held_session_takes() -> None:
    sentence = ASSESSMENT.split("While a session is held only ")[1].split(" are taken")[0]
    assert {EventCode[name] for name in re.findall(r"[A-Z_]{4,}", sentence)} == TAKEN_WHILE_HELD


@pytest.mark.parametrize("state", [State.NONE, State.ARCHIVED, State.CANCELLED, State.VOIDED])
def test_nothing_follows_an_end_but_what_a_regulator_asks(state: State) -> None:
    taken = {code for code in EventCode if next_state(state, code) is not None}
    allowed = {
        State.NONE: {EventCode.PLAN_FILED},
        State.ARCHIVED: {EventCode.LATENESS_WAIVED, EventCode.EVIDENCE_ORDERED},
    }
    assert taken == allowed.get(state, set())


def test_the_roles_have_the_bits_of_the_table() -> None:
    table = {row[0]: int(row[1]) for row in rows(ASSESSMENT, "2") if row[1].isdecimal()}
    assert table == {role.name: role.value for role in Role}


def figures_of(text: str) -> list[int]:
    """Read the widths of `n u24, offset of part 2 and of part 3 … u16 u16`."""
    return [int(width) for width in re.findall(r"\bu(\d+)\b", text)]


def test_the_figures_have_the_widths_of_the_table() -> None:
    found: dict[EventCode, list[int]] = {}
    for names, figures, *_ in rows(ASSESSMENT, "5"):
        for name in re.findall(r"[A-Z_]{4,}", names):
            found[EventCode[name]] = figures_of(figures)
    assert {code: widths for code, widths in found.items() if widths} == {
        code: list(layout.values()) for code, layout in LAYOUTS.items()
    }


def test_the_figures_have_the_names_of_the_table() -> None:
    for names, figures, *_ in rows(ASSESSMENT, "5"):
        for name in re.findall(r"[A-Z_]{4,}", names):
            if name in {"PLAN_FILED", "LATENESS_WAIVED"} or not figures_of(figures):
                continue
            plain = re.sub(r"\([^)]*\)", "", figures)
            assert re.findall(r"([a-zA-Z]+) u\d+", plain) == list(LAYOUTS[EventCode[name]])


def test_the_rules_that_set_a_late_bit() -> None:
    sentence = ASSESSMENT.split("LATE bits: ")[1].split(". ")[0]
    assert [int(rule) for rule in re.findall(r"R(\d+) bit", sentence)] == list(LATE_RULES)


def test_the_terms_have_the_defaults_of_the_table() -> None:
    table = {row[0]: row[1].replace(",", "") for row in rows(ASSESSMENT, "4") if row[1] not in {"", "default"}}
    terms = {json_name(field.name): str(field.default).lower() for field in dataclasses.fields(Terms)}
    assert table == terms


def test_the_parameters_have_the_defaults_of_the_text() -> None:
    text = EVIDENCE.split("\n## 6. ")[1]
    for field in dataclasses.fields(Parameters):
        value = field.default
        written = {bool: str(value).lower(), str: f'"{value}"'}.get(type(value), str(value))
        if isinstance(value, tuple):
            written = "[" + ",".join(f'"{one}"' for one in value) + "]"
        assert re.search(rf"\b{json_name(field.name)} {re.escape(written)}(?=[\s,.)]|$)", text), field.name


RECORD_ROWS = [row for row in rows(EVIDENCE, "1") if row[0] != "code"]


def test_every_event_has_the_record_of_the_table() -> None:
    found: dict[EventCode, str] = {}
    for codes, _, kind, members in RECORD_ROWS:
        first, *last = (int(code) for code in re.findall(r"\d+", codes))
        numbers = range(first, last[0] + 1) if "to" in codes else [first, *last]
        name = re.search(r"`([a-z-]+?)`", kind)
        for number in numbers:
            if name and name[1] != "none" and members and not members.startswith("as "):
                found[EventCode(number)] = name[1]
    found[EventCode.SCORE_CORRECTED] = "result"
    assert found == {code: cls.TYPE for code, cls in RECORD_OF.items()}


def member_names(text: str) -> list[str]:
    """Return the names of members, those inside brackets after the one that has them."""
    plain = re.sub(r"\([^)]*\)", "", text)
    plain = re.sub(r": (?:person|organisation|time|text|bool|pseudonym|0x-address|\[[a-z]+\])", "", plain)
    plain = re.sub(r"\[centimarks by criterion\]", "", plain)
    return re.findall(r"[a-z][A-Za-z]*\??", plain)


def names_of(cls: type[Any]) -> list[str]:
    """Return the same from the annotations."""
    found = []
    hints = get_type_hints(cls, include_extras=True)
    for field in dataclasses.fields(cls):
        if field.name == "salt":
            continue
        optional = "?" if field.default is None else ""
        found.append(json_name(field.name) + optional)
        inner = get_args(hints[field.name])[0] if get_origin(hints[field.name]) is tuple else None
        if isinstance(inner, type) and dataclasses.is_dataclass(inner):
            found += names_of(inner)
    return found


@pytest.mark.parametrize("cls", sorted(set(RECORD_OF.values()), key=attrgetter("TYPE")), ids=lambda cls: cls.TYPE)
def test_a_record_has_the_members_of_the_table(cls: type[Record]) -> None:
    row = next(row for row in RECORD_ROWS if f"`{cls.TYPE}`" in row[2])
    assert sorted(member_names(row[3])) == sorted(names_of(cls))


@pytest.mark.parametrize("cls", [PersonRecord, SiteRecord], ids=lambda cls: cls.TYPE)
def test_a_registered_record_has_the_members_of_the_text(cls: type[Record]) -> None:
    paragraph = EVIDENCE.split("Registry records, committed at registration:")[1].split("`relation` is")[0]
    text = paragraph.split(f"`{cls.TYPE}` ")[1].split(":", 1)[1].split(". \n")[0].split(".\n")[0]
    names = member_names(text.replace(" and ", ", "))
    assert sorted(names) == sorted(names_of(cls))


def closed_sets() -> list[type[Enum]]:
    """Return every enum that a record has, roles aside."""
    found: list[type[Enum]] = []
    for cls in RECORD_OF.values():
        found += _sets_in(cls)
    return sorted(set(found) - {Role}, key=lambda one: one.__name__)


def _sets_in(cls: type[Any]) -> list[type[Enum]]:
    found: list[type[Enum]] = []
    for hint in get_type_hints(cls).values():
        inner = get_args(hint)[0] if get_origin(hint) is tuple else hint
        if isinstance(inner, type) and issubclass(inner, Enum):
            found.append(inner)
        elif isinstance(inner, type) and dataclasses.is_dataclass(inner):
            found += _sets_in(inner)
    return found


@pytest.mark.parametrize("closed", closed_sets(), ids=lambda closed: closed.__name__)
def test_a_closed_set_is_written_out(closed: type[Enum]) -> None:
    names = list(closed.__members__)
    assert (
        ", ".join(names) in EVIDENCE
        or ", ".join(names[:-1]) + " or " + names[-1] in EVIDENCE
        or set(names) == set(re.findall("[A-Z_]{3,}", EVIDENCE.split("method (")[1].split(")")[0]))
    )
