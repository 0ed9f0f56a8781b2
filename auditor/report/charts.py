"""Charts as inline SVG: bars with their numbers beside them, readable in black and white."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from assessment.rules.finding import Outcome
from auditor.language import Language
from auditor.report.markup import Markup, element, joined
from auditor.results import RuleResult
from auditor.totals import WIDTH, Totals
from auditor.words_report import LAG_BEYOND, LAG_STEPS, OUTCOME_WORDS, REPORT_WORDS

ORDER: Final = (Outcome.FAIL, Outcome.FLAG, Outcome.UNKNOWN, Outcome.ERASED, Outcome.PASS)
"""From what matters most: small shares of it stand first in a bar."""
MOST_ORGANISATIONS: Final = 16
_ROW: Final = 26


def outcome_class(outcome: Outcome) -> str:
    """Return the class that colours an outcome."""
    return f"o-{outcome.value.lower()}"


def outcome_bar(counts: Mapping[Outcome, int], language: Language) -> Markup:
    """Return one bar of a rule's outcomes over all sessions."""
    whole = sum(counts.values()) or 1
    shown = [(outcome, counts[outcome]) for outcome in ORDER if counts.get(outcome)]
    told = ", ".join(f"{OUTCOME_WORDS[outcome].within(language)} {count}" for outcome, count in shown)
    # What happened once among a thousand must still be seen.
    widths = [max(count * 200 / whole, 3) for _, count in shown]
    scale = 200 / (sum(widths) or 1)
    parts, left = [], 0.0
    for (outcome, _), width in zip(shown, widths, strict=True):
        parts.append(element("rect", x=_short(left), y=0, width=_short(width * scale), height=12,
                             class_=outcome_class(outcome)))  # fmt: skip
        left += width * scale
    return _drawing(parts, 200, 12, told, class_="bar", preserveAspectRatio="none")


def strip(rules: Sequence[RuleResult], language: Language) -> Markup:
    """Return the outcomes of one session as a strip, a cell for each rule; PASS is the ground."""
    width = 4 * len(rules)
    parts = [element("rect", x=0, y=0, width=width, height=12, class_=outcome_class(Outcome.PASS))]
    for place, one in enumerate(rules):
        if one.outcome is not Outcome.PASS:
            parts.append(element("rect", x=4 * place, y=0, width=4, height=12, class_=outcome_class(one.outcome)))
    counts = Counter(one.outcome for one in rules)
    told = ", ".join(
        f"{OUTCOME_WORDS[outcome].within(language)} {counts[outcome]}" for outcome in ORDER if counts[outcome]
    )
    return _drawing(parts, width, 12, told, class_="strip")


def pass_chart(totals: Totals, language: Language) -> Markup:
    """Return pass rates by organisation, the largest ones, with the mean of all as a line."""
    rows = _pass_rows(totals, language)
    whole = sum(count for _, _, count in rows) or 1
    mean = sum(passed for _, passed, _ in rows) / whole
    parts = [
        element("text", f"{mean * 100:.1f}%", x=_short(170 + 300 * mean), y=12, class_="axis middle"),
        element("line", x1=_short(170 + 300 * mean), x2=_short(170 + 300 * mean), y1=17, y2=22 + _ROW * len(rows),
                class_="mean"),
    ]  # fmt: skip
    for place, (name, passed, count) in enumerate(rows):
        top, share = 22 + _ROW * place, passed / (count or 1)
        parts += [
            element("text", name, x=160, y=top + 15, class_="label end"),
            element("rect", x=170, y=top + 4, width=300, height=14, class_="track"),
            element("rect", x=170, y=top + 4, width=_short(300 * share), height=14, class_="fill"),
            element("text", f"{share * 100:.1f}% ({count})", x=480, y=top + 15, class_="label"),
        ]
    return _drawing(parts, 580, 26 + _ROW * len(rows), REPORT_WORDS["pass_title"].within(language), class_="chart")


def _pass_rows(totals: Totals, language: Language) -> list[tuple[str, int, int]]:
    largest = sorted(totals.passes, key=lambda number: (-totals.passes[number][1], number))
    shown, rest = sorted(largest[:MOST_ORGANISATIONS]), largest[MOST_ORGANISATIONS:]
    rows = [
        (REPORT_WORDS["organisation"].filled(language, {"number": number}), totals.passes[number][0],
         totals.passes[number][1])
        for number in shown
    ]  # fmt: skip
    if rest:
        name = REPORT_WORDS["others"].filled(language, {"count": len(rest)})
        rows.append((name, sum(totals.passes[one][0] for one in rest), sum(totals.passes[one][1] for one in rest)))
    return rows


def heap_chart(totals: Totals, language: Language) -> Markup:
    """Return how many scores lie how far from the pass mark; the two bands that R41 compares are told apart."""
    marks = range(-WIDTH, WIDTH + 1)
    bars = [
        (f"{mark:+d}" if mark else "0", totals.heap[mark], "above" if 0 <= mark <= 2 else "below" if mark >= -3 else "")
        for mark in marks
    ]
    coloured = [(name, count, kind if mark <= 2 else "") for mark, (name, count, kind) in zip(marks, bars, strict=True)]
    title, axis = REPORT_WORDS["heap_title"], REPORT_WORDS["distance_axis"]
    return _columns(coloured, title.within(language), axis.within(language), numbered=False)


def lag_chart(totals: Totals, language: Language) -> Markup:
    """Return how long events waited to be recorded."""
    names = [words.within(language) for _, words in LAG_STEPS] + [LAG_BEYOND.within(language)]
    bars = [(name, totals.lag[place], "late" if place > 3 else "") for place, name in enumerate(names)]
    return _columns(bars, REPORT_WORDS["lag_title"].within(language), "", numbered=True)


def _columns(bars: Sequence[tuple[str, int, str]], title: str, axis: str, *, numbered: bool) -> Markup:
    """Return columns with names below; the highest takes the whole height."""
    most = max([count for _, count, _ in bars] + [1])
    step = 560 / len(bars)
    parts = [element("line", x1=10, x2=570, y1=170, y2=170, class_="ground")]
    for place, (name, count, kind) in enumerate(bars):
        height = 140 * count / most
        middle = _short(10 + step * (place + 0.5))
        parts.append(
            element("rect", x=_short(10 + step * (place + 0.12)), y=_short(170 - height), width=_short(step * 0.76),
                    height=_short(height), class_=f"fill {kind}".strip())
        )  # fmt: skip
        parts.append(element("text", name, x=middle, y=187, class_="axis middle"))
        if numbered or count == most:
            parts.append(element("text", f"{count:,}", x=middle, y=_short(164 - height), class_="label middle"))
    if axis:
        parts.append(element("text", axis, x=570, y=206, class_="axis end"))
    return _drawing(parts, 580, 212, title, class_="chart")


def _drawing(parts: Sequence[str], width: int, height: int, told: str, **attributes: str) -> Markup:
    view = {"viewBox": f"0 0 {width} {height}", **attributes}
    return element("svg", element("title", told), joined(*parts), role="img", aria_label=told, **view)


def _short(number: float) -> str:
    """Write a coordinate; a tenth of a pixel is enough, and always the same text."""
    return f"{number:.1f}".removesuffix(".0")
