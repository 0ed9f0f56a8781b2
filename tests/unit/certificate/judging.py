"""Judging one genuine certificate with one thing changed: shared by the tests of the rules."""

from dataclasses import replace
from datetime import timedelta

from certificate.bundle import Bundle
from certificate.facts import Facts, Unread
from certificate.issuer_proof import sign_certificate
from certificate.judge import judge
from certificate.policy import Policy
from certificate.verdict import Outcome, Reason, Verdict
from tests.builders import ANCHORED, NOW, POLICY, SeededSigner, bundles_of, certificate, facts_of, genuine

BUNDLE, FACTS = genuine()
ANCHOR = int(ANCHORED.timestamp())
MOMENT = int(NOW.timestamp())
DAY = 86_400


def verdict_of(
    bundle: Bundle = BUNDLE, facts: Facts | Unread = FACTS, policy: Policy = POLICY, *, days: int = 0
) -> Verdict:
    """Judge `days` after NOW; the head moves along."""
    if isinstance(facts, Facts):
        facts = replace(facts, block_time=facts.block_time + days * DAY)
    return judge(bundle, facts, policy, now=NOW + timedelta(days=days))


def deciding(verdict: Verdict) -> tuple[str, Reason | None, Outcome]:
    assert verdict.deciding is not None
    return str(verdict.deciding.rule), verdict.deciding.reason, verdict.outcome


def resigned(**changes: object) -> Bundle:
    """The genuine certificate changed and signed again with the genuine key, with the genuine path."""
    changed = replace(BUNDLE.certificate, **changes)  # type: ignore[arg-type]
    return replace(
        BUNDLE, certificate=changed, issuer_proof=sign_certificate(changed, SeededSigner(), created=ANCHORED)
    )


def anchored(**changes: object) -> tuple[Bundle, Facts]:
    """A changed certificate, signed and anchored by the genuine organisation."""
    bundles, root = bundles_of([replace(certificate(index=0), **changes)])  # type: ignore[arg-type]
    return bundles[0], facts_of(root, 1)
