"""The rules with evidence, run over a session as an event would leave it; the auditor's own functions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from assessment.codes import EventCode
from assessment.event import NO_COMMITMENT, Event, Place
from assessment.parameters import Parameters
from assessment.records import Record
from assessment.rules.case import Case, Opened, Status
from assessment.rules.engine import RULES
from assessment.rules.finding import Evidence, Finding, Outcome
from certificate.checks import family_id
from chain.session_message import SessionMessage
from issuer.network import IssuerNetwork
from issuer.sessions.elsewhere import Workspaces
from issuer.sessions.errors import RuleError, SessionError
from issuer.sessions.fixes import FIXES
from issuer.sessions.ledger import Ledger
from issuer.sessions.people import People
from issuer.sessions.snapshot import Registers, standard_entry
from issuer.sessions.store import SessionStore
from issuer.sessions.story import Story

DECISIVE: Final = frozenset({EventCode.SCORES_LOCKED, EventCode.DECISION_RECORDED, EventCode.CERTS_ISSUED})
"""What is refused while any of the rules fails, not only for what it breaks itself."""

_NOWHERE = Place(0, bytes(32), 0)


@dataclass(frozen=True, slots=True)
class Judge:
    """Builds cases from what the workspace keeps and what the registries say now.

    Arguments:
        network: whose registries are asked.
        folder: the workspace, for what the authority opened.
        store, people, key: what the workspace knows of its other sessions.
        organisation: its number.
    """

    network: IssuerNetwork
    folder: Path
    store: SessionStore
    people: People | None
    key: bytes
    organisation: int

    def parameters(self, story: Story) -> Parameters:
        """Return the parameters of a session's terms; raises `SessionError` if the authority did not open them."""
        terms = self._terms(story)
        found = self._registers.opened((), story.assessment.site, terms).parameters.get(terms)
        if found is None:
            raise SessionError(
                f"the parameters of terms {terms} are not in this workspace; enter the authority's register file with "
                "'xcert issuer session register enter FILE'"
            )
        return found

    def case(self, story: Story, moment: int) -> Case:
        """Return the session as it stands, judged at `moment` (Unix seconds)."""
        terms, site = self._terms(story), story.assessment.site
        persons = _persons(story)
        register = self._registers.opened(persons, site, terms)
        registry = self._registers.registry(story.events, persons, site, register)
        signers = set(registry.persons) - persons
        if signers:
            register = self._registers.opened(persons | signers, site, terms)
            registry = self._registers.registry(story.events, persons | signers, site, register)
        published = self.network.accreditation().standard(story.assessment.standard)
        number = 0 if published is None else published.number
        entry = standard_entry(story.standard, number, family_id(story.standard.family))
        return Case(
            session=story.assessment.session,
            organisation=self.organisation,
            events=story.events,
            opened=story.opened,
            parameters=register.parameters.get(terms),
            standard=entry,
            registry=replace(registry, standards={number: entry}),
            elsewhere=Workspaces(self.store, story.assessment, self.people, self.key),
            moment=moment,
        )

    def require(
        self,
        story: Story,
        message: SessionMessage,
        actors: tuple[bytes, bytes | None],
        records: tuple[Record, ...],
        *,
        moment: int,
    ) -> None:
        """Refuse an event that would break a rule with evidence if it were recorded at `moment`, or as it claims.

        Raises `RuleError` with numbers and fixes.
        """
        moment = max(moment, message.claimed_at)
        event = would_be(story, message, actors, moment)
        after = self.case(_with(story, event, records), moment)
        broken = failing(after)
        if message.code not in DECISIVE and broken:
            before = {rule: finding.evidence for rule, finding in failing(self.case(story, moment)).items()}
            broken = {rule: found for rule, found in broken.items() if found.evidence != before.get(rule)}
        refuse(message.code.name, broken)

    def require_issuable(self, story: Story, moment: int) -> None:
        """Refuse to issue while a rule with evidence fails; raises `RuleError`."""
        refuse("issuing", failing(self.case(story, moment)))

    @property
    def _registers(self) -> Registers:
        return Registers(Ledger(self.network), self.folder)

    def _terms(self, story: Story) -> int:
        views = Ledger(self.network).views
        words = views.words(story.assessment.session)
        if words is not None:
            return words.to_plan().terms
        published = self.network.accreditation().standard(story.assessment.standard)
        terms = None if published is None else views.terms_for(published.number)
        if terms is None:
            raise SessionError("no terms of assessments are set for this standard; ask the authority to set them")
        return terms


def would_be(story: Story, message: SessionMessage, actors: tuple[bytes, bytes | None], moment: int) -> Event:
    """Return the event as the ledger would record it at `moment`."""
    return Event(
        number=len(story.events),
        code=message.code,
        actor=actors[0],
        second=actors[1],
        nonce=message.nonce,
        claimed_at=message.claimed_at,
        recorded_at=moment,
        commitment=message.commitment,
        figures=message.figures,
        place=_NOWHERE,
    )


def failing(case: Case) -> dict[int, Finding]:
    """Return the findings that FAIL among the rules with evidence, by rule."""
    findings = {number: rule(case) for number, rule in RULES.items() if number in FIXES}
    return {number: finding for number, finding in findings.items() if finding.outcome is Outcome.FAIL}


def refuse(what: str, broken: Mapping[int, Finding]) -> None:
    """Raise `RuleError` if there is anything in `broken`, saying what breaks each rule and what to do."""
    if broken:
        said = "; ".join(f"R{rule}: {_facts(finding)}; {FIXES[rule]}" for rule, finding in broken.items())
        raise RuleError(f"{what} is not recorded, because the auditor would find this: {said}", tuple(broken))


def _facts(finding: Finding) -> str:
    said = list(dict.fromkeys(_fact(evidence) for evidence in finding.evidence))
    return ", ".join(said[:5]) + (f" and {len(said) - 5} more" if len(said) > 5 else "")


def _fact(evidence: Evidence) -> str:
    # Pseudonyms are left out: they are nobody's business on a terminal that others may read.
    shown = {name: value for name, value in evidence.values.items() if name != "candidate"}
    values = ", ".join(f"{name} {value}" for name, value in shown.items())
    return f"{evidence.fact} ({values})" if values else evidence.fact


def _with(story: Story, event: Event, records: tuple[Record, ...]) -> Story:
    if event.code is EventCode.SCORE_REVEAL or event.commitment == NO_COMMITMENT:
        opened = Opened(Status.VERIFIED, (), 0)
    else:
        opened = Opened(Status.VERIFIED, records, len(records))
    return replace(story, events=(*story.events, event), opened={**story.opened, event.number: opened})


def _persons(story: Story) -> set[int]:
    """Return everybody that the records of a session name by number."""
    found = set[int]()
    for opened in story.opened.values():
        for record in opened.records:
            found |= _named(record)
    return found


def _named(record: Record) -> set[int]:
    alone = (getattr(record, name, None) for name in ("person", "reviewer", "marker", "adjudicator"))
    found = {number for number in alone if isinstance(number, int)}
    found.update(trainer.person for trainer in getattr(record, "trainers", ()))
    return found.union(getattr(record, "persons", ()), getattr(record, "panel", ()))
