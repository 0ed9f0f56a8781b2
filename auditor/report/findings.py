"""One session's findings as a card of the HTML report."""

from assessment.rules.finding import Outcome
from auditor.language import Language, day_text
from auditor.report.markup import Markup, element
from auditor.report.sentences import all_sentences, rule_title
from auditor.results import RuleResult, SessionResult
from auditor.words_report import OUTCOME_WORDS, REPORT_WORDS, STATE_WORDS


def finding_card(result: SessionResult, language: Language) -> Markup:
    """Return what is FAIL or FLAG in one session, each with its sentences and the places to look at."""
    items = [_item(one, language) for one in result.with_outcome(Outcome.FAIL, Outcome.FLAG)]
    return element("div", _head(result, language), element("ul", *items), class_="card found")


def _head(result: SessionResult, language: Language) -> Markup:
    told = [REPORT_WORDS["organisation"].filled(language, {"number": result.organisation})]
    if result.family is not None:
        told.append(f"{result.family} {result.level or ''}".strip())
    if result.start is not None:
        told.append(day_text(result.start))
    told.append(STATE_WORDS[result.state].within(language))
    if result.candidates is not None:
        told.append(f"{REPORT_WORDS['candidates'].within(language)} {result.candidates}")
    title = element("h3", element("span", "0x" + result.session.hex(), class_="id"))
    return element("div", title, element("span", " · ".join(told), class_="meta"), class_="head")


def _item(one: RuleResult, language: Language) -> Markup:
    chip = element("span", OUTCOME_WORDS[one.outcome].within(language), class_=f"chip c-{one.outcome.value.lower()}")
    why = [
        element("li", said, element("span", f" ({where})" if where else "", class_="where"))
        for said, where in all_sentences(one, language)
    ]
    title = element("h3", f"R{one.rule} {rule_title(one.rule, language)}")
    return element("li", element("div", chip), element("div", title, element("ul", *why, class_="why")), class_="item")
