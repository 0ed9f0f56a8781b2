"""What the auditor finds: evidence packages, the audit over them as JSON and HTML, and a learner's proof."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from assessment.rules.finding import Outcome
from auditor.auditing import Selection
from auditor.language import Language
from auditor.reading import Chain
from auditor.report.html_page import html_page
from auditor.report.json_lines import json_line
from auditor.report.sentences import rule_title
from auditor.results import RuleResult
from auditor.run import Order, run_audit
from auditor.sample import Filters
from auditor.store import Store
from xcert.audit_files import write_whole
from xcert.audit_options import DrawnStages
from xcert.demo.stage import Stage


@dataclass(frozen=True, slots=True)
class Examined:
    """One audited session: its rules, the exit status that `xcert audit run` has, and where the reports lie."""

    session: bytes
    rules: tuple[RuleResult, ...]
    exit_status: int
    json: Path
    html: Path

    def numbers(self, *outcomes: Outcome) -> tuple[int, ...]:
        """Return the rules with these outcomes."""
        return tuple(one.rule for one in self.rules if one.outcome in outcomes)

    def titles(self, *outcomes: Outcome) -> Mapping[int, str]:
        """Return the titles of the rules with these outcomes."""
        return {number: rule_title(number, Language.EN) for number in self.numbers(*outcomes)}


def examine(stage: Stage, organisation: int, folder: Path, evidence: Path) -> Examined:
    """Audit the one session of `organisation` as `xcert audit run` does, and write the reports to `folder`."""
    order = Order(evidence, Selection(Filters(organisation)), processes=1)
    with TemporaryDirectory(prefix="xcert-audit-") as work, Store(Path(work)) as store:
        with DrawnStages() as progress:
            audited = run_audit(store, Chain(stage.trusted, [stage.chain]), order, progress)
        (result,) = audited.sessions()
        json, html = folder / "audit.json", folder / "audit.html"
        write_whole(json, [json_line(audited.scope, result) + "\n"])
        write_whole(html, html_page(audited.scope, audited.totals, audited.sessions, Language.EN))
        return Examined(result.session, result.rules, audited.totals.exit_status, json, html)
