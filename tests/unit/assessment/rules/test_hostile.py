"""Whatever an organisation records, withholds or leaves out, every rule R27 to R48 ends with a finding."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.codes import EventCode
from assessment.figures import LAYOUTS
from assessment.rules.case import Case, Opened, Status
from assessment.rules.engine import RULES, evaluate
from assessment.rules.finding import Outcome
from tests.simulator.clean import clean_session

CLEAN = clean_session().case()
NUMBERS = [event.number for event in CLEAN.events]
FIGURE = st.sampled_from([0, 1, 2, 255, 2**16 - 1, 2**24 - 1, 2**40 - 1])
STATUS = st.sampled_from([Status.MISSING, Status.ERASED, Status.TAMPERED])
SECOND_HALF = range(27, 49)


@st.composite
def mangled(draw: st.DrawFn) -> Case:
    """A clean case with events left out, moved, told otherwise, and records exchanged between events."""
    left_out = draw(st.sets(st.sampled_from(NUMBERS), max_size=8))
    events = []
    for event in CLEAN.events:
        if event.number in left_out:
            continue
        members: dict[str, object] = {}
        if event.figures and draw(st.integers(0, 5)) == 0:
            widths = LAYOUTS[event.code]
            members["figures"] = {name: min(draw(FIGURE), (1 << widths[name]) - 1) for name in event.figures}
        if draw(st.integers(0, 9)) == 0:
            members["recorded_at"] = draw(st.integers(0, 2**40 - 1))
            members["claimed_at"] = draw(st.integers(0, 2**40 - 1))
        if draw(st.integers(0, 9)) == 0:
            members["code"] = draw(st.sampled_from([event.code, EventCode.HOLD, EventCode.RELEASE, EventCode.VOID]))
        events.append(replace(event, **members))  # type: ignore[arg-type]
    opened = dict(CLEAN.opened)
    for number in draw(st.sets(st.sampled_from(sorted(opened)), max_size=6)):
        other = draw(st.sampled_from(sorted(opened)))
        kept = CLEAN.opened[other].records
        opened[number] = Opened(Status.VERIFIED, kept[: draw(st.integers(0, len(kept)))], len(kept))
    moment = draw(st.sampled_from([CLEAN.moment, 0, 2**40 - 1]))
    return replace(CLEAN, events=tuple(events), opened=opened, moment=moment)


@settings(max_examples=150, deadline=None)
@given(mangled())
def test_every_rule_ends_with_a_finding(case: Case) -> None:
    assert [finding.rule for finding in evaluate(case)] == list(RULES)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(CLEAN.opened)), STATUS, min_size=1, max_size=8))
def test_withholding_neither_breaks_nor_helps(hidden: dict[int, Status]) -> None:
    opened = {number: Opened(hidden[number]) if number in hidden else one for number, one in CLEAN.opened.items()}
    case = replace(CLEAN, opened=opened)
    for finding in evaluate(case):
        tampered = Status.TAMPERED in hidden.values()
        allowed = {Outcome.PASS, Outcome.UNKNOWN, Outcome.ERASED} | ({Outcome.FAIL} if finding.rule == 48 else set())
        assert finding.outcome in allowed
        assert finding.rule != 48 or (finding.outcome is Outcome.FAIL) is tampered


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["parameters", "standard"]), st.integers(0, len(NUMBERS)))
def test_at_every_step_without_register_nothing_fails(member: str, count: int) -> None:
    case = replace(CLEAN, events=CLEAN.events[:count], **{member: None})  # type: ignore[arg-type]
    moment = case.events[-1].recorded_at if case.events else 0
    for finding in evaluate(replace(case, moment=moment)):
        assert finding.rule not in SECOND_HALF or finding.outcome in {Outcome.PASS, Outcome.UNKNOWN}


@settings(max_examples=len(NUMBERS), deadline=None)
@given(st.integers(0, len(NUMBERS)))
def test_no_step_of_a_clean_session_breaks_a_rule_by_itself(count: int) -> None:
    case = replace(CLEAN, events=CLEAN.events[:count])
    moment = case.events[-1].recorded_at if case.events else 0
    assert {finding.outcome for finding in evaluate(replace(case, moment=moment))} == {Outcome.PASS}
