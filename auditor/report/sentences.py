"""Findings in plain words."""

from auditor.language import Language
from auditor.results import Proof, RuleResult
from auditor.words import FACT_WORDS, UNWORDED
from auditor.words_report import REPORT_WORDS
from auditor.words_rules import RULE_TITLES


def rule_title(rule: int, language: Language) -> str:
    """Return the title of R`rule`."""
    return RULE_TITLES[rule].within(language)


def sentence(proof: Proof, language: Language) -> str:
    """Return what a proof says, in one sentence."""
    return FACT_WORDS.get(proof.fact, UNWORDED).filled(language, {**proof.values, "fact": proof.fact})


def places(proof: Proof, language: Language) -> str:
    """Return where to look: the events with their blocks, and the record."""
    at = REPORT_WORDS["at_event"]
    parts = [at.filled(language, {"event": one.event, "block": one.block}) for one in proof.events[:6]]
    if len(proof.events) > 6:
        parts.append("…")
    if proof.record is not None:
        parts.append(REPORT_WORDS["record"].filled(language, {"leaf": proof.record.leaf}))
    return ("；" if language is Language.ZH else "; ").join(parts)


def all_sentences(result: RuleResult, language: Language, *, most: int = 5) -> list[tuple[str, str]]:
    """Return (sentence, places) of the first `most` proofs; the rest is counted in a last line."""
    found = [(sentence(proof, language), places(proof, language)) for proof in result.evidence[:most]]
    if len(result.evidence) > most:
        found.append((REPORT_WORDS["more"].filled(language, {"count": len(result.evidence) - most}), ""))
    return found
