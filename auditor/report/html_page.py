"""The audit as one HTML file: styles and charts inside, no script, nothing fetched, for the screen and for paper."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from assessment.rules.finding import Outcome
from auditor.language import Language, day_text, moment_text
from auditor.report.charts import ORDER, heap_chart, lag_chart, outcome_bar, pass_chart, strip
from auditor.report.findings import finding_card
from auditor.report.markup import Markup, element, joined
from auditor.report.sentences import rule_title
from auditor.report.style import STYLE
from auditor.report.terminal import verdict
from auditor.results import Scope, SessionResult, Share
from auditor.totals import Totals
from auditor.words_report import OUTCOME_MEANINGS, OUTCOME_WORDS, REPORT_WORDS, STATE_WORDS
from auditor.words_rules import ACROSS_SESSIONS

Results = Callable[[], Iterable[SessionResult]]
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_TABLE: Final = Markup('<div class="card list"><table>')
_COLUMNS: Final = ("session", "organisation", "standard", "start", "state", "candidates", "share", "result")
_NUMBERS: Final = frozenset({"candidates", "share"})


def html_page(scope: Scope, totals: Totals, results: Results, language: Language) -> Iterator[str]:
    """Yield the page in pieces; `results` gives the audited sessions anew each time it is called."""
    say = _Say(language)
    yield "<!DOCTYPE html>\n" + f'<html lang="{language.tag}">'
    yield _head(say)
    yield "<body>"
    yield _top(scope, totals, say)
    yield '<main class="page">'
    yield _tiles(scope, totals, say)
    yield _rules(totals, say)
    yield _charts(totals, say)
    yield from _findings(results(), say)
    yield from _gaps(results(), say)
    yield from _list(results(), say)
    yield _basis(scope, say)
    yield "</main></body></html>\n"


class _Say:
    """The fixed texts in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, name: str, /, **values: int | str) -> str:
        return REPORT_WORDS[name].filled(self.language, values)

    def outcome(self, outcome: Outcome) -> str:
        return OUTCOME_WORDS[outcome].within(self.language)


def _head(say: _Say) -> Markup:
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("title", say("title")),
        Markup(f"<style>{STYLE}</style>"),
    )


def _top(scope: Scope, totals: Totals, say: _Say) -> Markup:
    name = scope.name_zh if say.language is Language.ZH else scope.name_en
    lead = say("lead", sessions=totals.sessions, candidates=totals.candidates, block=scope.block,
               moment=moment_text(scope.moment))  # fmt: skip
    banner = element("div", say("test_banner", name=name), class_="banner") if scope.test else Markup("")
    inside = element("div", element("h1", say("title")), element("p", name), element("p", lead), class_="page")
    return joined(banner, element("header", inside))


def _tiles(scope: Scope, totals: Totals, say: _Say) -> Markup:
    kind = "is-findings" if totals.failing else "is-unknown" if totals.unknown or not totals.sessions else "is-clean"
    outcomes = totals.outcomes()
    counts = [
        element("li", element("span", f"{say.outcome(one)} {outcomes[one]:,}", class_=f"chip c-{one.value.lower()}"))
        for one in ORDER
        if outcomes[one]
    ]
    return element(
        "div",
        element("div", element("b", verdict(totals, say.language)), element("span", say("flags_note")),
                element("ul", *counts, class_="counts"), class_=f"tile verdict {kind}"),
        _tile(f"{totals.sessions:,}", say("sessions")),
        _tile(f"{totals.candidates:,}", say("candidates")),
        _share_tile(totals.share, scope.everywhere, say),
        class_="tiles",
    )  # fmt: skip


def _tile(value: str, name: str) -> Markup:
    return element("div", element("span", name), element("b", value), class_="tile")


def _share_tile(share: Share, everywhere: Share, say: _Say) -> Markup:
    told = say("share_value", opened=f"{share.opened + share.erased:,}", expected=f"{share.expected:,}")
    return element(
        "div",
        element("span", say("share")),
        element("b", _percent(share)),
        element("span", told),
        element("span", f"{say('share_all')}: {_percent(everywhere)}", class_="line"),
        class_="tile",
    )


def _rules(totals: Totals, say: _Say) -> Markup:
    rows = [_rule_row(rule, totals, say) for rule in sorted(totals.by_rule)]
    return _section(say("rules_title"), say("rules_hint"), element("ul", *rows, class_="card rules"))


def _rule_row(rule: int, totals: Totals, say: _Say) -> Markup:
    counts = totals.by_rule[rule]
    far = element("span", " ·", class_="far") if rule in ACROSS_SESSIONS else Markup("")
    told = [
        element("span", f"{say.outcome(one)} {counts[one]}", class_="bad" if one is Outcome.FAIL else "odd")
        if one in {Outcome.FAIL, Outcome.FLAG}
        else element("span", f"{say.outcome(one)} {counts[one]}")
        for one in ORDER
        if counts[one] and (one is not Outcome.PASS or counts.total() == counts[one])
    ]
    spaced = [part for one in told for part in (one, Markup(" "))]
    return element(
        "li",
        element("span", f"R{rule}", class_="no"),
        element("span", rule_title(rule, say.language), far),
        outcome_bar(counts, say.language),
        element("span", *spaced[:-1], class_="told"),
    )


def _charts(totals: Totals, say: _Say) -> Markup:
    drawn = []
    heap = heap_chart(totals, say.language) if totals.heap else element("p", say("heap_none"))
    for name, chart in (("heap", heap), ("lag", lag_chart(totals, say.language))):
        drawn.append(_chart(say(f"{name}_title"), say(f"{name}_hint"), chart))
    if totals.passes:
        drawn.append(_chart(say("pass_title"), say("pass_hint"), pass_chart(totals, say.language), wide=True))
    return _section(say("charts_title"), "", element("div", *drawn, class_="charts"))


def _chart(title: str, hint: str, chart: Markup, *, wide: bool = False) -> Markup:
    return element(
        "figure", element("h3", title), element("p", hint, class_="hint"), chart, class_="card wide" if wide else "card"
    )


def _findings(results: Iterable[SessionResult], say: _Say) -> Iterator[Markup]:
    yield joined(Markup("<section>"), element("h2", say("findings_title")))
    found = False
    for result in results:
        if result.with_outcome(Outcome.FAIL, Outcome.FLAG):
            found = True
            yield finding_card(result, say.language)
    if not found:
        yield element("p", say("findings_none"), class_="hint")
    yield Markup("</section>")


def _gaps(results: Iterable[SessionResult], say: _Say) -> Iterator[Markup]:
    yield joined(Markup("<section>"), element("h2", say("gaps_title")))
    begun = False
    for result in results:
        gaps = result.with_outcome(Outcome.UNKNOWN, Outcome.ERASED)
        if not gaps:
            continue
        if not begun:
            begun = True
            yield joined(_TABLE, _header(say, ("session", "organisation", "share", "rule")))
        cells = (
            _id(result),
            str(result.organisation),
            _percent(result.share),
            " ".join(f"R{one.rule}" for one in gaps),
        )
        yield _row(cells, numbers=(2,))
    yield (
        Markup("</tbody></table></div></section>")
        if begun
        else joined(element("p", say("gaps_none"), class_="hint"), Markup("</section>"))
    )


def _list(results: Iterable[SessionResult], say: _Say) -> Iterator[Markup]:
    yield joined(Markup("<section>"), element("h2", say("list_title")))
    yield joined(_TABLE, _header(say, _COLUMNS))
    for result in results:
        cells = (
            _id(result),
            str(result.organisation),
            f"{result.family or '?'} {result.level or ''}".strip(),
            "" if result.start is None else day_text(result.start),
            STATE_WORDS[result.state].within(say.language),
            "" if result.candidates is None else f"{result.candidates:,}",
            _percent(result.share),
            strip(result.rules, say.language),
        )
        yield _row(cells, numbers=(5, 6))
    yield Markup("</tbody></table></div></section>")


def _header(say: _Say, names: tuple[str, ...]) -> Markup:
    cells = [element("th", _column(say, name), scope="col", class_="n" if name in _NUMBERS else None) for name in names]
    return joined(element("thead", element("tr", *cells)), Markup("<tbody>"))


def _column(say: _Say, name: str) -> str:
    return say("organisation", number="").strip() if name == "organisation" else say(name)


def _row(cells: tuple[str, ...], *, numbers: tuple[int, ...]) -> Markup:
    return element(
        "tr", *(element("td", cell, class_="n" if place in numbers else None) for place, cell in enumerate(cells))
    )


def _basis(scope: Scope, say: _Say) -> Markup:
    rows = [
        (say("network"), scope.name_zh if say.language is Language.ZH else scope.name_en),
        (say("chain"), f"eip155:{scope.chain}"),
        (say("ledger"), "0x" + scope.ledger.hex()),
        (say("block"), str(scope.block)),
        (say("block_hash"), "0x" + scope.block_hash.hex()),
        (say("block_time"), f"{moment_text(scope.moment)} (UTC+08:00)"),
        (say("filters"), _filters(scope, say)),
        *((say("foreign_title"), name) for name in scope.foreign),
    ]
    listed = element(
        "dl", *(joined(element("dt", name), element("dd", value)) for name, value in rows), class_="basis card"
    )
    key = [
        joined(
            element("dt", element("span", say.outcome(one), class_=f"chip c-{one.value.lower()}")),
            element("dd", OUTCOME_MEANINGS[one].within(say.language)),
        )
        for one in Outcome
    ]
    return joined(
        element("section", element("h2", say("basis_title")), listed),
        element(
            "section",
            element(
                "div",
                element("div", element("h2", say("outcome_key")), element("dl", *key, class_="key"),
                        class_="card"),
                element("div", element("h2", say("limits_title")), element("p", say("limits")), class_="card"),
                class_="two",
            ),
        ),
        element("footer", say("footer")),
    )  # fmt: skip


def _filters(scope: Scope, say: _Say) -> str:
    filters = scope.filters
    told = []
    if scope.session is not None:
        told.append("0x" + scope.session.hex())
    if filters.organisation is not None:
        told.append(say("organisation", number=filters.organisation))
    if filters.since is not None:
        told.append(f"≥ {day_text(filters.since)}")
    if filters.until is not None:
        told.append(f"≤ {day_text(filters.until)}")
    return ", ".join(told) or say("filters_none")


def _section(title: str, hint: str, *inside: Markup) -> Markup:
    shown = element("p", hint, class_="hint") if hint else Markup("")
    return element("section", element("h2", title), shown, *inside)


def _id(result: SessionResult) -> Markup:
    whole = "0x" + result.session.hex()
    return element("span", whole[:12] + "…", class_="id", title=whole)


def _percent(share: Share) -> str:
    return f"{share.permille / 10:.1f}%"
