"""What the demonstration tells on the terminal, in plain sentences; nobody is named."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from textwrap import wrap

import click

from assessment.rules.finding import Outcome
from verifier.wording import outcome_title
from xcert.demo.examining import Examined
from xcert.demo.report import Chapter, Finding
from xcert.demo.rigged_records import CAP, WANTED
from xcert.demo.rogue import Refusal
from xcert.demo.timetable import Timetable

_WIDTH = 110


def tell_honest(timetable: Timetable, candidates: int, certificates: int, out: Path) -> None:
    """Tell how the certificates came about."""
    days = timetable.honest
    click.echo("\nAN HONEST ORGANISATION")
    _say(
        f"The plan was filed on {days.filed} and approved. The roster was locked on {days.exam_minus(4)}; staff "
        f"declared that they know nobody on it, and papers were sealed. On {days.exam} {candidates} candidates were "
        "examined under a supervisor from outside; a telephone rang, which is on record. Three examiners marked each "
        "practical part, none seeing the others' marks; where they were 12 marks apart an adjudicator settled it."
    )
    _say(
        f"Scores were locked on {days.locked} and published. One candidate appealed: a page had not been read. The "
        "panel agreed, the mark was corrected openly, and the candidate passed after all. "
        f"On {days.decided}, after five working days' notice, an officer who had not examined decided. {certificates} "
        f"passed and hold a certificate in {out}. The session was reported and archived."
    )


def tell_verdicts(findings: list[Finding]) -> None:
    """Tell what each shown certificate is."""
    click.echo("\nWHAT A VERIFIER SAYS OF ITS CERTIFICATES")
    for finding in findings:
        if finding.exhibit.name != "others":
            verdict = outcome_title(finding.answer.outcome)
            click.echo(f"  {finding.exhibit.name:8} {verdict.zh} {verdict.en:24} {finding.file}")
    others = [finding for finding in findings if finding.exhibit.name == "others"]
    agreed = sum(finding.as_expected for finding in others)
    expected = {finding.exhibit.expected.value for finding in others}
    click.echo(f"  others   {agreed} of {len(others)} files (JSON, PDF, QR) are {', '.join(sorted(expected))}")


def tell_audit(clean: Examined, proof: Path, chapters: Mapping[str, Chapter]) -> None:
    """Tell what the auditor and the learner make of the honest session."""
    click.echo("\nWHAT AN AUDITOR SAYS OF ITS SESSION")
    kept, all_rules = len(clean.numbers(Outcome.PASS)), len(clean.rules)
    _say(
        f"The auditor read the chain and the opened evidence, computed everything anew, and found {kept} of "
        f"{all_rules} rules kept; the exit status is {clean.exit_status}. The report: {clean.html}"
    )
    proven = "holds" if chapters["session"].as_expected else "does NOT hold"
    _say(
        "The candidate who appealed keeps a proof of the place on the roster, the locked scores and their correction; "
        f"checked against the chain it {proven}: {proof}"
    )


def tell_rigged(timetable: Timetable, refusals: Iterable[Refusal], caught: Examined) -> None:
    """Tell what the rigged organisation tried, what the contract refused, and what the audit found."""
    days = timetable.rigged
    click.echo("\nA RIGGED ORGANISATION, WITHOUT XCERT'S SOFTWARE")
    _say(
        f"Another organisation may assess {CAP} candidates a year. It signs its own messages and hands them to the "
        f"contract: {WANTED} candidates at first, on {days.exam}, with the examination over. The contract refuses:"
    )
    for refusal in refusals:
        _say(f"- to {refusal.tried}: {refusal.answer}", indent=4)
    _say(
        f"A roster of {CAP} it takes, marks the session as late (R8, and R20 for the papers), and takes no decision "
        "until the regulator, told of a broken network, waives that on record. What numbers and signatures cannot "
        "show, the evidence does. The auditor finds:"
    )
    for number, title in caught.titles(Outcome.FAIL, Outcome.FLAG).items():
        _say(f"- R{number} {title}: {_MEANS.get(number, 'see the report')}", indent=4)
    _say(f"The exit status is {caught.exit_status}. The report: {caught.html}")


_MEANS = {
    8: "the roster was locked when the examination was over",
    9: "a ghost, who is on no roster, is granted a certificate",
    14: "an examiner marked a relative whom the regulator knows of",
    20: "behind a late roster the papers are opened late too",
    30: "a mark was raised by an appeal that the panel had refused",
    31: "somebody is written down as passed with marks that fail",
    36: "the ghost is granted without a pass, in the place of somebody who passed",
    45: "two of twelve results were raised: a flag, for a person to look at",
}


def _say(text: str, *, indent: int = 2) -> None:
    space = " " * indent
    hanging = space + "  " if text.startswith("- ") else space
    lines = wrap(
        text, _WIDTH, initial_indent=space, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
    )
    for line in lines:
        click.echo(line)
