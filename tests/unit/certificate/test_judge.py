"""Each rule V1 to V9 with an accepted and a refused case; the refusal names its rule and reason."""

import json
from dataclasses import replace

import pytest

from certificate.address import Address
from certificate.anchor_proof import AnchorProof
from certificate.checks import family_id
from certificate.facts import Kind, Trouble, Unread
from certificate.judge import read_form
from certificate.merkle import root_of
from certificate.policy import Network, Policy
from certificate.verdict import Check, Outcome, Reason, Rule, Verdict
from tests.builders import (
    NETWORK,
    ORGANISATION,
    POLICY,
    SeededSigner,
    bundles_of,
    certificate,
    facts_of,
    genuine,
    key_of,
    with_batch,
    with_key,
)
from tests.unit.certificate.judging import ANCHOR, BUNDLE, FACTS, MOMENT, anchored, deciding, resigned, verdict_of


def test_a_genuine_certificate_passes_every_rule() -> None:
    verdict = verdict_of()
    assert verdict.outcome is Outcome.VALID
    assert verdict
    assert [check.rule for check in sorted(verdict.checks, key=lambda check: check.rule.value)] == list(Rule)


@pytest.mark.parametrize("missing", list(Rule))
def test_a_rule_that_did_not_run_is_never_a_pass(missing: Rule) -> None:
    verdict = Verdict(tuple(Check(rule) for rule in Rule if rule is not missing))
    assert verdict.outcome is Outcome.COULD_NOT_CHECK
    assert not verdict


def test_no_check_at_all_is_not_valid() -> None:
    assert Verdict(()).outcome is Outcome.COULD_NOT_CHECK


def test_a_pass_and_a_failure_of_one_rule_is_a_failure() -> None:
    checks = [*map(Check, Rule), Check(Rule.KEY, Reason.KEY_RETIRED)]
    assert Verdict(tuple(checks)).outcome is Outcome.NOT_VALID


def test_v2_another_registry_is_not_found() -> None:
    address = replace(BUNDLE.certificate.address, registry=bytes(20))
    assert deciding(verdict_of(resigned(address=address))) == ("V2", Reason.OTHER_NETWORK, Outcome.NOT_FOUND)


def test_v2_another_chain_is_not_found() -> None:
    address = replace(BUNDLE.certificate.address, chain=1)
    assert deciding(verdict_of(resigned(address=address))) == ("V2", Reason.OTHER_NETWORK, Outcome.NOT_FOUND)


@pytest.mark.parametrize("trouble", list(Trouble))
def test_v3_no_answer_is_a_fault(trouble: Trouble) -> None:
    expected = ("V3", Reason(trouble.value), Outcome.COULD_NOT_CHECK)
    assert deciding(verdict_of(facts=Unread(trouble, "detail"))) == expected


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"chain": 1}, Reason.WRONG_NETWORK),
        ({"accreditation": bytes(20)}, Reason.WRONG_CONTRACT),
        ({"root_authority": bytes(20)}, Reason.UNTRUSTED_AUTHORITY),
        ({"block_time": MOMENT - 3_601}, Reason.HEAD_STALE),
        ({"block_time": MOMENT + 121}, Reason.HEAD_AHEAD),
    ],
)
def test_v3_an_answer_that_cannot_be_relied_on_is_a_fault(change: dict[str, int], reason: Reason) -> None:
    facts = replace(FACTS, **change)  # type: ignore[arg-type]
    assert deciding(verdict_of(facts=facts)) == ("V3", reason, Outcome.COULD_NOT_CHECK)


@pytest.mark.parametrize("block_time", [MOMENT - 3_600, MOMENT + 120])
def test_v3_the_limits_themselves_are_accepted(block_time: int) -> None:
    assert verdict_of(facts=replace(FACTS, block_time=block_time))


def test_v4_a_batch_the_registry_does_not_have_is_not_found() -> None:
    assert deciding(verdict_of(facts=replace(FACTS, batch=None))) == ("V4", Reason.NOT_ANCHORED, Outcome.NOT_FOUND)


@pytest.mark.parametrize(("closed_at", "valid"), [(ANCHOR, True), (ANCHOR - 1, False)])
def test_v4_a_closed_registry_takes_no_later_anchor(closed_at: int, *, valid: bool) -> None:
    verdict = verdict_of(policy=Policy([replace(NETWORK, closed_at=closed_at)]))
    assert bool(verdict) is valid
    assert valid or deciding(verdict) == ("V4", Reason.ANCHORED_AFTER_CLOSING, Outcome.NOT_VALID)


OTHERS = bundles_of([certificate(index=i) for i in range(5)])[0]


@pytest.mark.parametrize(
    "path",
    [
        (),
        BUNDLE.anchor_proof.path[:-1],
        (*BUNDLE.anchor_proof.path, bytes(32)),
        BUNDLE.anchor_proof.path[::-1],
        OTHERS[0].anchor_proof.path,
        OTHERS[3].anchor_proof.path,
    ],
)
def test_v5_another_path_is_refused(path: tuple[bytes, ...]) -> None:
    changed = replace(BUNDLE, anchor_proof=AnchorProof(path))
    assert deciding(verdict_of(changed)) == ("V5", Reason.NOT_IN_BATCH, Outcome.NOT_VALID)


@pytest.mark.parametrize("change", [{"size": 4}, {"size": 9}, {"size": 2}, {"size": 0}, {"root": bytes(32)}])
def test_v5_another_size_or_root_is_refused(change: dict[str, int]) -> None:
    assert deciding(verdict_of(facts=with_batch(FACTS, **change))) == ("V5", Reason.NOT_IN_BATCH, Outcome.NOT_VALID)


@pytest.mark.parametrize(
    "address",
    [
        {"index": 1},
        {"index": 3},
        {"batch": 1},
        {"session": bytes(32)},
        {"organisation": ORGANISATION + 1},
    ],
)
def test_v5_v6_no_other_place_is_shown_by_changing_the_address(address: dict[str, int]) -> None:
    changed = replace(BUNDLE.certificate, address=replace(BUNDLE.certificate.address, **address))  # type: ignore[arg-type]
    assert deciding(verdict_of(replace(BUNDLE, certificate=changed)))[:2] == ("V6", Reason.SIGNATURE_WRONG)
    # Even signed again by the genuine key, the new address is not what was anchored.
    assert deciding(verdict_of(resigned(address=changed.address)))[1] in {Reason.NOT_IN_BATCH, Reason.KEY_NOT_POSSESSED}


def test_v5_two_certificates_cannot_share_a_leaf() -> None:
    """A second certificate for the same index, with the path of the first, does not lead to the root."""
    second = resigned(holder=replace(BUNDLE.certificate.holder, name="李四"))
    assert deciding(verdict_of(second)) == ("V5", Reason.NOT_IN_BATCH, Outcome.NOT_VALID)


def test_v5_one_leaf_cannot_stand_at_two_indexes() -> None:
    """An issuer puts one signed certificate at two leaves; only the index that is signed inside it verifies."""
    twin = certificate(index=0)
    bundles, root = bundles_of([twin, replace(twin, number="another")])
    facts = facts_of(root, 2)
    assert verdict_of(bundles[0], facts)
    assert deciding(verdict_of(bundles[1], facts))[1] is Reason.NOT_IN_BATCH


def test_v6_a_changed_name_is_refused() -> None:
    changed = replace(BUNDLE.certificate, holder=replace(BUNDLE.certificate.holder, name="李四"))
    expected = ("V6", Reason.SIGNATURE_WRONG, Outcome.NOT_VALID)
    assert deciding(verdict_of(replace(BUNDLE, certificate=changed))) == expected


def test_v6_another_certificates_signature_is_refused() -> None:
    assert deciding(verdict_of(replace(BUNDLE, issuer_proof=OTHERS[0].issuer_proof)))[1] is Reason.SIGNATURE_WRONG


def test_v6_a_wrong_signature_is_not_valid_even_without_the_chain() -> None:
    changed = replace(BUNDLE, issuer_proof=OTHERS[0].issuer_proof)
    verdict = verdict_of(changed, Unread(Trouble.UNREACHABLE, "down"))
    assert deciding(verdict) == ("V6", Reason.SIGNATURE_WRONG, Outcome.NOT_VALID)


def test_v7_a_self_made_key_is_refused() -> None:
    bundle, facts = genuine(signer=SeededSigner(9))
    assert deciding(verdict_of(bundle, replace(facts, key=None))) == ("V7", Reason.KEY_UNKNOWN, Outcome.NOT_VALID)


def test_v7_a_rivals_key_registered_by_a_rogue_organisation_is_refused() -> None:
    """The rogue copies the rival's proof of possession, which names the rival's organisation."""
    rogue = replace(certificate(index=0), address=replace(certificate(index=0).address, organisation=ORGANISATION + 1))
    bundles, root = bundles_of([rogue])
    facts = replace(facts_of(root, 1), key=key_of(SeededSigner()))
    assert deciding(verdict_of(bundles[0], facts)) == ("V7", Reason.KEY_NOT_POSSESSED, Outcome.NOT_VALID)


def test_v7_possession_shown_on_another_chain_is_refused() -> None:
    policy = Policy([replace(NETWORK, accreditation=bytes(20))])
    facts = replace(FACTS, accreditation=bytes(20))
    assert deciding(verdict_of(facts=facts, policy=policy))[1] is Reason.KEY_NOT_POSSESSED


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"valid_from": ANCHOR + 1}, Reason.KEY_NOT_YET_VALID),
        ({"valid_from": ANCHOR}, None),
        ({"retired_at": ANCHOR}, Reason.KEY_RETIRED),
        ({"retired_at": ANCHOR + 1}, None),
        ({"compromised_since": ANCHOR}, Reason.KEY_COMPROMISED),
        ({"compromised_since": ANCHOR + 1}, None),
        ({"retired_at": ANCHOR, "compromised_since": ANCHOR}, Reason.KEY_COMPROMISED),
    ],
)
def test_v7_the_key_is_asked_about_at_the_time_of_the_anchor(change: dict[str, int], reason: Reason | None) -> None:
    verdict = verdict_of(facts=with_key(FACTS, **change))
    if reason is None:
        assert verdict.outcome is Outcome.VALID
    else:
        assert deciding(verdict) == ("V7", reason, Outcome.NOT_VALID)


@pytest.mark.parametrize("member", ["name", "did", "url"])
def test_v8_a_name_that_was_not_accredited_is_refused(member: str) -> None:
    other = {"name": "清华大学", "did": "did:web:other.example", "url": "https://other.example"}
    bundle, facts = anchored(issuer=replace(BUNDLE.certificate.issuer, **{member: other[member]}))
    expected = ("V8", Reason.ISSUER_DIFFERS, Outcome.NOT_VALID)
    assert deciding(verdict_of(bundle, facts)) == expected


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"kind": Kind.SCORES}, Reason.WRONG_KIND),
        ({"kind": Kind.CORRECTION}, None),
        ({"level": 2}, Reason.LEVEL_DIFFERS),
    ],
)
def test_v9_kind_and_level_are_those_anchored(change: dict[str, object], reason: Reason | None) -> None:
    verdict = verdict_of(facts=with_batch(FACTS, **change))
    assert verdict if reason is None else deciding(verdict) == ("V9", reason, Outcome.NOT_VALID)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"version": bytes(32)}, Reason.STANDARD_DIFFERS),
        ({"family": family_id("X-WEB")}, Reason.STANDARD_DIFFERS),
        ({"utc_offset_minutes": 540}, Reason.OFFSET_DIFFERS),
    ],
)
def test_v9_the_standard_is_the_one_anchored(change: dict[str, object], reason: Reason) -> None:
    assert FACTS.batch is not None
    facts = with_batch(FACTS, terms=replace(FACTS.batch.terms, **change))  # type: ignore[arg-type]
    assert deciding(verdict_of(facts=facts)) == ("V9", reason, Outcome.NOT_VALID)


def test_a_certificate_of_one_has_an_empty_path() -> None:
    bundle, facts = anchored()
    assert bundle.anchor_proof.path == ()
    assert verdict_of(bundle, facts).outcome is Outcome.VALID
    assert FACTS.batch is not None
    assert facts.batch is not None
    assert facts.batch.root == root_of([bundle.leaf])


def test_every_single_byte_change_is_refused() -> None:
    """Each byte of the file in turn becomes another; the facts stay those of the genuine certificate."""
    data = BUNDLE.to_bytes()
    for position, byte in enumerate(data):
        for changed_byte in {byte ^ 1, byte ^ 0x20, ord("0") if byte != ord("0") else ord("1")}:
            changed = data[:position] + bytes([changed_byte]) + data[position + 1 :]
            read = read_form(changed)
            verdict = read if isinstance(read, Verdict) else verdict_of(read)
            assert not verdict, (position, chr(byte), chr(changed_byte))


@pytest.mark.parametrize("networks", [[], [NETWORK, NETWORK]])
def test_an_empty_or_ambiguous_policy_is_refused(networks: list[Network]) -> None:
    with pytest.raises(ValueError, match="at least one network"):
        Policy(networks)


@pytest.mark.parametrize(
    "change", [{"root_authorities": frozenset()}, {"maximum_head_age": 0}, {"clock_tolerance": -1}]
)
def test_a_network_that_would_trust_everybody_is_refused(change: dict[str, object]) -> None:
    values = {name: getattr(NETWORK, name) for name in Network.__slots__} | change
    with pytest.raises(ValueError, match=r"root authority|must be positive"):
        Network(**values)


def test_nothing_in_the_file_chooses_the_network() -> None:
    assert POLICY.network_of(Address(1, bytes(20), 1, bytes(32), 0, 0).chain, bytes(20)) is None
    assert json.loads(BUNDLE.to_bytes())["credentialStatus"]["id"].startswith("urn:xcert:v0:eip155:31337:")
