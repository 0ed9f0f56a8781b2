"""Runs the numbered checks in their order and returns the verdict; the one place where a certificate is judged.

The issuer judges before release, the verifier for the public and an auditor in bulk, all with these rules.
"""

from datetime import datetime

from certificate.bundle import Bundle
from certificate.checks import (
    check_address,
    check_anchored,
    check_holds,
    check_identity,
    check_inclusion,
    check_key,
    check_reading,
    check_scope,
    check_signature,
    check_status,
)
from certificate.errors import MalformedError, UnknownVersionError
from certificate.facts import Facts, Unread
from certificate.policy import Policy
from certificate.process import check_process
from certificate.verdict import PASSED, Check, Reason, Rule, Verdict


def read_form(data: bytes) -> Bundle | Verdict:
    """Apply V1 to a file: return the bundle, or the verdict if it is not in the one accepted form."""
    try:
        return Bundle.parse(data)
    except UnknownVersionError as error:
        return Verdict((Check(Rule.FORM, Reason.UNKNOWN_VERSION, str(error)),))
    except MalformedError as error:
        return Verdict((Check(Rule.FORM, Reason.MALFORMED, str(error)),))


def judge(bundle: Bundle, facts: Facts | Unread, policy: Policy, *, now: datetime) -> Verdict:
    """Judge `bundle` by `facts` under `policy` at the aware time `now`.

    A rule that cannot run because an earlier one found nothing to run on gives no check, and so never counts as passed.
    """
    address = bundle.certificate.address
    network = policy.network_of(address.chain, address.registry)
    # A `Bundle` is parsed in the one accepted form, so V1 holds for it.
    checks = [PASSED[Rule.FORM], check_address(bundle, network), check_signature(bundle)]
    if network is None:
        return Verdict(tuple(checks))
    reading = check_reading(facts, network, now)
    checks.append(reading)
    if reading.reason is not None or isinstance(facts, Unread):
        return Verdict(tuple(checks))
    checks.append(check_anchored(facts.batch, network))
    if facts.batch is None:
        return Verdict(tuple(checks))
    batch = facts.batch
    checks += [
        check_inclusion(bundle, batch),
        check_key(bundle, facts.key, batch, network),
        check_identity(bundle, batch),
        check_scope(bundle, batch, policy),
        check_holds(facts.holds, batch, now),
        check_status(bundle, facts, batch, now),
        check_process(bundle, facts.assessment, batch),
    ]
    return Verdict(tuple(checks))
