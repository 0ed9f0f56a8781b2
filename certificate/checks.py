"""One function for each numbered rule of docs/format.md, section 8. Each takes values and returns a `Check`."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from certificate.bundle import Bundle
from certificate.errors import ProofError
from certificate.facts import Action, Batch, Facts, Hold, HoldSubject, Key, Kind, Unread
from certificate.issuer_proof import verify_issuer_proof
from certificate.life_cycle import Administrative, History, State, status_on
from certificate.merkle import verify_inclusion
from certificate.policy import HOLD_LAPSES, Network, Policy
from certificate.possession import verify_possession
from certificate.verdict import PASSED, Check, Reason, Rule

_CERTIFYING = {Kind.CERTIFICATE, Kind.CORRECTION}
_EPOCH = date(1970, 1, 1)
_LAST_MOMENT = int(datetime(9999, 12, 30, tzinfo=UTC).timestamp())
_DATE_TOLERANCE = timedelta(days=1)

_REASONS = {
    State.NOT_YET_VALID: Reason.NOT_YET_VALID,
    State.VALID: None,
    State.VALID_REASSESSMENT_OPEN: Reason.REASSESSMENT_OPEN,
    State.VALID_MAKEUP: Reason.MAKE_UP_WINDOW,
    State.VALID_RETEST_ORDERED: Reason.RETEST_ORDERED,
    State.SUSPENDED: Reason.SUSPENDED,
    State.WITHDRAWN_TEMP: Reason.WITHDRAWN_TEMPORARILY,
    State.EXPIRED: Reason.EXPIRED,
    State.SUPERSEDED: Reason.SUPERSEDED,
    State.CANCELLED: Reason.CANCELLED,
    State.REVOKED: Reason.REVOKED,
}


def check_address(bundle: Bundle, network: Network | None) -> Check:
    """V2: the reader trusts the chain and registry that the signed address names."""
    if network is None:
        return Check(Rule.ADDRESS, Reason.OTHER_NETWORK, str(bundle.certificate.address))
    return PASSED[Rule.ADDRESS]


def check_reading(facts: Facts | Unread, network: Network, now: datetime) -> Check:
    """V3: the answer is whole, from the right chain and contracts, and neither old nor from the future."""
    if isinstance(facts, Unread):
        return Check(Rule.READING, Reason(facts.trouble.value), facts.detail)
    if facts.chain != network.chain:
        return Check(Rule.READING, Reason.WRONG_NETWORK, f"the node is on chain {facts.chain}, not {network.chain}")
    if facts.accreditation != network.accreditation:
        return Check(Rule.READING, Reason.WRONG_CONTRACT, "the registry uses another accreditation registry")
    if facts.root_authority not in network.root_authorities:
        return Check(Rule.READING, Reason.UNTRUSTED_AUTHORITY, f"root authority 0x{facts.root_authority.hex()}")
    age = int(now.timestamp()) - facts.block_time
    if age > network.maximum_head_age:
        return Check(Rule.READING, Reason.HEAD_STALE, f"the newest final block is {age} s old")
    if -age > network.clock_tolerance:
        return Check(Rule.READING, Reason.HEAD_AHEAD, f"the newest final block is {-age} s in the future")
    return PASSED[Rule.READING]


def check_anchored(batch: Batch | None, network: Network) -> Check:
    """V4: the registry holds the batch at that final block, from before a closed registry's last accepted block."""
    if batch is None:
        return Check(Rule.ANCHORED, Reason.NOT_ANCHORED, "the registry has no such batch at the final block")
    if network.closed_at is not None and batch.anchored_at > network.closed_at:
        return Check(Rule.ANCHORED, Reason.ANCHORED_AFTER_CLOSING, "this registry was closed before that anchor")
    return PASSED[Rule.ANCHORED]


def check_inclusion(bundle: Bundle, batch: Batch) -> Check:
    """V5: the path leads from the leaf at the signed index to the anchored root; the size is the chain's."""
    index, path = bundle.certificate.address.index, bundle.anchor_proof.path
    try:
        verify_inclusion(bundle.leaf, index=index, size=batch.size, path=path, root=batch.root)
    except ProofError as error:
        return Check(Rule.INCLUSION, Reason.NOT_IN_BATCH, str(error))
    return PASSED[Rule.INCLUSION]


def check_signature(bundle: Bundle) -> Check:
    """V6: the issuer proof is a signature of this very document by the key it names."""
    try:
        verify_issuer_proof(bundle.certificate, bundle.issuer_proof)
    except ProofError as error:
        return Check(Rule.SIGNATURE, Reason.SIGNATURE_WRONG, str(error))
    return PASSED[Rule.SIGNATURE]


def check_key(bundle: Bundle, key: Key | None, batch: Batch, network: Network) -> Check:
    """V7: the organisation in the signed address possessed that key and it was in force when the batch was anchored."""
    if key is None:
        return Check(Rule.KEY, Reason.KEY_UNKNOWN, "the organisation never registered this key")
    try:
        verify_possession(
            key.possession,
            chain=network.chain,
            registry=network.accreditation,
            organisation=bundle.certificate.address.organisation,
            key=bundle.issuer_proof.key,
        )
    except ProofError as error:
        return Check(Rule.KEY, Reason.KEY_NOT_POSSESSED, str(error))
    anchored = batch.anchored_at
    if key.compromised_since is not None and anchored >= key.compromised_since:
        return Check(Rule.KEY, Reason.KEY_COMPROMISED, "", _day(key.compromised_since, batch))
    if key.retired_at is not None and anchored >= key.retired_at:
        return Check(Rule.KEY, Reason.KEY_RETIRED, "", _day(key.retired_at, batch))
    if anchored < key.valid_from:
        return Check(Rule.KEY, Reason.KEY_NOT_YET_VALID, "", _day(key.valid_from, batch))
    return PASSED[Rule.KEY]


def check_identity(bundle: Bundle, batch: Batch) -> Check:
    """V8: DID, name and URL are the profile accredited when the batch was anchored."""
    if bundle.certificate.issuer.commitment() != batch.profile:
        return Check(Rule.IDENTITY, Reason.ISSUER_DIFFERS, "another DID, name or URL was accredited")
    return PASSED[Rule.IDENTITY]


def check_scope(bundle: Bundle, batch: Batch, policy: Policy) -> Check:
    """V9: anchored as a certificate, under the standard version, family, level and on the day that it names.

    The contract checked accreditation for exactly these on that day before it accepted the batch (R1, R37).
    """
    named, anchored = bundle.certificate.achievement, batch.terms
    if batch.kind not in _CERTIFYING:
        return Check(Rule.SCOPE, Reason.WRONG_KIND, f"the batch holds {batch.kind.name}")
    if named.version != anchored.version or family_id(named.family) != anchored.family:
        return Check(Rule.SCOPE, Reason.STANDARD_DIFFERS, "the batch was anchored under another standard")
    if named.level != batch.level:
        return Check(Rule.SCOPE, Reason.LEVEL_DIFFERS, f"the batch was anchored for level {batch.level}")
    if bundle.certificate.term.offset_minutes != anchored.utc_offset_minutes:
        return Check(Rule.SCOPE, Reason.OFFSET_DIFFERS, "the standard's dates use another UTC offset")
    known = policy.achievement(named.version, named.level)
    if known is not None and known != named:
        return Check(Rule.SCOPE, Reason.TITLE_DIFFERS, "the standard has another title or pass rule")
    day = _day(batch.anchored_at, batch)
    if abs(day - bundle.certificate.term.issued) > _DATE_TOLERANCE:
        return Check(Rule.SCOPE, Reason.DATE_DIFFERS, "", day)
    return PASSED[Rule.SCOPE]


def check_holds(holds: tuple[Hold, ...], batch: Batch, now: datetime) -> Check:
    """V10: no open hold on the organisation or its accreditor covers the time of the anchor."""
    moment = int(now.timestamp())
    for subject, reason in (
        (HoldSubject.ORGANISATION, Reason.ISSUER_HELD),
        (HoldSubject.ACCREDITOR, Reason.ACCREDITOR_HELD),
    ):
        covering = [hold.since for hold in holds if hold.subject is subject and _covers(hold, batch, moment)]
        if covering:
            return Check(Rule.HOLDS, reason, "", _day(min(covering), batch))
    return PASSED[Rule.HOLDS]


def check_status(bundle: Bundle, facts: Facts, batch: Batch, now: datetime) -> Check:
    """V11: the life-cycle function says that the certificate is current today."""
    term, terms = bundle.certificate.term, batch.terms
    history = History(
        issued=term.issued,
        interval=terms.interval_months,
        makeup=terms.makeup_months,
        lead=terms.lead_months,
        until=term.until,
        administrative=tuple(_administrative(action) for action in facts.actions),
    )
    status = status_on(history, local_day(int(now.timestamp()), terms.utc_offset_minutes))
    return Check(Rule.STATUS, _REASONS[status.state], "", status.day)


@lru_cache(maxsize=256)
def local_day(moment: int, offset_minutes: int) -> date:
    """Return the local date of a Unix time at a fixed offset; beyond the calendar, its last day."""
    return (datetime.fromtimestamp(min(moment, _LAST_MOMENT), UTC) + timedelta(minutes=offset_minutes)).date()


def family_id(code: str) -> bytes:
    """Return the 32 bytes under which the registry knows a standard family: SHA-256 of its code."""
    return hashlib.sha256(code.encode("ascii")).digest()


def _day(moment: int, batch: Batch) -> date:
    return local_day(moment, batch.terms.utc_offset_minutes)


def _covers(hold: Hold, batch: Batch, moment: int) -> bool:
    ends = min(hold.placed_at + HOLD_LAPSES, hold.lifted_at if hold.lifted_at is not None else moment + 1)
    return hold.since <= batch.anchored_at and moment < ends


def _administrative(action: Action) -> tuple[date, Administrative]:
    # A day beyond the calendar must not make every judgement of this certificate fail, and so hide a revocation.
    days = min(action.effective_day, (date.max - _EPOCH).days)
    return _EPOCH + timedelta(days=days), Administrative[action.what.name]
