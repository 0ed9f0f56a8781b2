"""R41 to R43: what marks themselves give away, flagged for a person to look at."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from assessment.codes import EventCode
from assessment.event import Event
from assessment.records import Mark, PartDisposition, Plan, Result
from assessment.rules.case import Case
from assessment.rules.finding import Evidence, Outcome
from assessment.rules.lookup import document_of, parameters_of, parts_of, plan_of
from assessment.rules.rule import NOT_YET, Rule, rule
from assessment.rules.tails import fair_coin_upper
from certificate.pass_rule import WHOLE, AllParts, PassRule

ABOVE: Final = 2_00
BELOW: Final = (3_00, 1_00)
"""Centimarks of the two windows: from the pass mark to two above it, and from three to one below it (R41)."""
HEAP_LEAST: Final = 20
HEAP_CHANCE: Final = 0.001

COPIES_LEAST: Final = 20
EQUAL_SHARE: Final = 950
SAME_SHARE: Final = 300
"""Thousandths: of candidates whose markers agree to the last criterion, of candidates with one and the same marks."""


Vectors: TypeAlias = Mapping[int, tuple[int, ...]]
"""Centimarks by criterion, by marker."""

SEALED: Final = -1
"""Stands for a part's number: a part that nobody started was not marked before everything was sealed (R43)."""


@rule(41, Outcome.FLAG)
def heap_at_the_pass_mark(case: Case) -> Iterator[Evidence]:
    """R41: count who just passed against who just did not, as the scores were first locked."""
    locked = case.last(EventCode.SCORES_LOCKED)
    if locked is None:
        yield NOT_YET
        return
    results = [record for _, _, record in case.records_of(Result, locked)]
    for part, mark, scores in _thresholds(document_of(case).pass_rule, results):
        above = sum(mark <= score <= mark + ABOVE * WHOLE for score in scores)
        below = sum(mark - BELOW[0] * WHOLE <= score <= mark - BELOW[1] * WHOLE for score in scores)
        if above + below >= HEAP_LEAST and fair_coin_upper(above, above + below) < HEAP_CHANCE:
            values: dict[str, int | str] = {"part": part, "passMark": mark // WHOLE, "above": above, "below": below}
            yield Evidence("scores-heaped", values, (locked.number,))


def _thresholds(pass_rule: PassRule, results: Sequence[Result]) -> Iterator[tuple[str, int, list[int]]]:
    """Yield (part or empty, pass mark, scores), in thousandths of centimarks so that weights stay whole numbers."""
    scores = [_sat(result) for result in results]
    if isinstance(pass_rule, AllParts):
        for least in pass_rule.pass_marks:
            yield least.part, least.mark * WHOLE, [row[least.part] * WHOLE for row in scores if least.part in row]
        return
    parts = [weight.part for weight in pass_rule.weights]
    complete = [row for row in scores if all(part in row for part in parts)]
    sums = [sum(weight.permille * row[weight.part] for weight in pass_rule.weights) for row in complete]
    yield "", pass_rule.pass_mark * WHOLE, sums


def _sat(result: Result) -> Mapping[str, int]:
    return {part.part: part.score for part in result.parts if part.disposition is PartDisposition.SCORE}


@rule(42, Outcome.FLAG)
def copied_marks(case: Case) -> Iterator[Evidence]:
    """R42: look for markers who agree too well, and for a marker who gives everybody the same, in judged parts."""
    if case.first(EventCode.SCORE_COMMIT) is None:
        yield NOT_YET
        return
    judged = {code for code, part in parts_of(case).items() if part.judgement}
    vectors: dict[str, dict[str, dict[int, tuple[int, ...]]]] = {code: {} for code in sorted(judged)}
    commits: dict[str, list[int]] = {}
    for event, _, mark in case.records(Mark, EventCode.SCORE_COMMIT):
        if mark.part in judged:
            if event.number not in commits.setdefault(mark.part, []):
                commits[mark.part].append(event.number)
            vectors[mark.part].setdefault(mark.candidate, {})[mark.marker] = mark.scores
    for part, candidates in vectors.items():
        double = [markers for markers in candidates.values() if len(markers) > 1]
        if len(double) >= COPIES_LEAST:
            where = tuple(commits[part])
            yield from _agreeing(part, double, where)
            yield from _repeating(part, double, where)


def _agreeing(part: str, double: Sequence[Vectors], where: tuple[int, ...]) -> Iterator[Evidence]:
    equal = sum(len(set(markers.values())) == 1 for markers in double)
    if equal * 1000 > EQUAL_SHARE * len(double):
        yield Evidence("marks-agree-exactly", {"part": part, "equal": equal, "candidates": len(double)}, where)


def _repeating(part: str, double: Sequence[Vectors], where: tuple[int, ...]) -> Iterator[Evidence]:
    # A vector counts once for a candidate, however many markers gave it.
    given = Counter(vector for markers in double for vector in set(markers.values()))
    for vector, count in given.most_common(1):
        if count * 1000 > SAME_SHARE * len(double):
            marks = ",".join(map(str, vector))
            values: dict[str, int | str] = {"part": part, "marks": marks, "same": count, "candidates": len(double)}
            yield Evidence("marks-repeated", values, where)


@rule(43, Outcome.FLAG)
def impossible_speed(case: Case) -> Iterator[Evidence]:
    """R43: compare what each marker committed of judged parts with the time since these parts began.

    The count is of everything committed so far against all the time so far: marks may be made as candidates perform,
    and be committed together.
    """
    commits = case.all(EventCode.SCORE_COMMIT)
    if not commits:
        yield NOT_YET
        return
    plan, least = plan_of(case), parameters_of(case).minutes_per_candidate * 60
    begins = _begins(case)
    marked: Counter[bytes] = Counter()
    begun: dict[bytes, int] = {}
    for event in commits:
        if not _is_judged(plan, event):
            continue
        start = begins.get(event.figures["part"], begins.get(SEALED, event.recorded_at))
        begun[event.actor] = min(start, begun.get(event.actor, start))
        marked[event.actor] += event.figures["n"]
        taken = event.recorded_at - begun[event.actor]
        if taken < least * marked[event.actor]:
            values = {"seconds": taken, "candidates": marked[event.actor], "least": least * marked[event.actor]}
            yield Evidence("marked-too-fast", values, (event.number,))


def _is_judged(plan: Plan, commit: Event) -> bool:
    place = commit.figures["part"] - 1
    return 0 <= place < len(plan.parts) and plan.parts[place].judgement


def _begins(case: Case) -> Mapping[int, int]:
    """Return when each part began, by its number, and when the responses were sealed, which is later than any."""
    found: dict[int, int] = {}
    for event in case.all(EventCode.PART_STARTED, EventCode.RESPONSES_SEALED):
        started = event.code is EventCode.PART_STARTED
        part, moment = (event.figures["part"], event.claimed_at) if started else (SEALED, event.recorded_at)
        found[part] = min(moment, found.get(part, moment))
    return found


RULES: Final[dict[int, Rule]] = {41: heap_at_the_pass_mark, 42: copied_marks, 43: impossible_speed}
