"""From candidates to certificates and batches, without a disk or a chain."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificate.anchor_proof import AnchorProof, leaf_of
from certificate.bundle import Bundle
from certificate.catalogue import standards_from_catalogue
from certificate.errors import ProofError
from certificate.identity import IdentityType, verify_identity
from certificate.issuer_proof import Signer, created_text, sign_certificate, verify_issuer_proof
from certificate.marks import ABSENT, Mark
from certificate.merkle import inclusion_paths, root_of, verify_inclusion
from certificate.standard import Standard
from issuer.batch import SignedBatch, prepare, sign_batches
from issuer.drafting import (
    Draft,
    Frame,
    achievement_of,
    assess,
    certificate_of,
    holding_of,
    submissions_of,
    term_of,
)
from issuer.errors import DraftError
from issuer.numbering import certificate_number, series_of
from issuer.roster import Candidate, Enrolment, IdDocument, IdType
from issuer.workers import InProcess, Processes
from tests.builders import CHAIN, PROFILE, REGISTRY, SESSION, SeededSigner
from tests.world import CATALOGUE

STANDARD: Standard = standards_from_catalogue(CATALOGUE.read_bytes())["X-BIM"]
ISSUED = date(2026, 6, 20)
CREATED = datetime(2026, 6, 20, 8, 30, 1, tzinfo=UTC)
DOCUMENT = IdDocument(IdType.RESIDENT_CARD, "990101200401025573")
NAMES = ["张三", "O'Neil", '"],"type":["VerifiableCredential",', "𠮷野", "\\u0041", "z" + "1" * 60, '"proofValue":"u"']
FRAME = Frame(PROFILE, CHAIN, REGISTRY, 7, SESSION, 3, achievement_of(STANDARD, 1), term_of(STANDARD, ISSUED))


def candidate(marks: Mapping[str, Mark], *, level: int = 1, family: str = "X-BIM") -> Candidate:
    return Candidate(2, "欧阳娜娜", Enrolment(DOCUMENT, family, level), marks, "T1", "甲校")


def draft(place: int, *, name: str = "欧阳娜娜", number: str | None = None) -> Draft:
    seed = hashlib.sha256(str(place).encode()).hexdigest()
    uuid = f"{seed[:8]}-{seed[8:12]}-4{seed[13:16]}-8{seed[17:20]}-{seed[20:32]}"
    return Draft(place, number or f"S{place:06}", uuid, seed[32:], name, DOCUMENT.kind, DOCUMENT.number)


@pytest.mark.parametrize(
    ("written", "practical", "passed"),
    [(60_00, 60_00, True), (59_99, 100_00, False), (100_00, 59_99, False), (100_00, ABSENT, False)],
)
def test_the_standards_own_rule_decides(written: Mark, practical: Mark, passed: bool) -> None:
    group = assess([candidate({"W": written, "P": practical})], STANDARD, 1)
    assert [member.decision.passed for member in group.members] == [passed]
    assert group.passed == passed


def test_a_candidate_of_another_standard_is_not_assessed() -> None:
    with pytest.raises(DraftError, match="line 2 is about X-WEB"):
        assess([candidate({"W": 60_00, "P": 60_00}, family="X-WEB")], STANDARD, 1)
    with pytest.raises(DraftError, match="line 2"):
        assess([candidate({"W": 60_00, "P": 60_00}, level=2)], STANDARD, 1)


def test_a_missing_mark_is_not_a_failure() -> None:
    with pytest.raises(DraftError, match="line 2"):
        assess([candidate({"W": 60_00})], STANDARD, 1)


def test_titles_name_standard_and_level_in_both_languages() -> None:
    achievement = achievement_of(STANDARD, 2)
    assert achievement.title_zh == "建筑信息模型(BIM) 中级 专业BIM应用"
    assert achievement.title_en == "Building Information Modelling, Intermediate: discipline-specific BIM application"
    assert achievement.version == STANDARD.version
    assert achievement.narrative.startswith("各科均须合格")


@pytest.mark.parametrize("level", [0, 4, 99])
def test_a_level_that_is_not_there_is_not_certified(level: int) -> None:
    with pytest.raises(DraftError, match=f"level {level}"):
        achievement_of(STANDARD, level)


def test_the_address_follows_from_the_place() -> None:
    address = certificate_of(draft(2 * 1_024 + 5), FRAME).address
    assert (address.batch, address.index) == (3 * 64 + 2, 5)
    assert (address.chain, address.registry, address.organisation, address.session) == (CHAIN, REGISTRY, 7, SESSION)


def test_the_document_number_is_hidden_and_opens_with_its_salt() -> None:
    own = draft(1)
    holder = certificate_of(own, FRAME).holder
    assert holder.document.kind is IdentityType.NATIONAL_IDENTITY_NUMBER
    verify_identity(holder.document, DOCUMENT.number.encode(), salt=own.salt)
    with pytest.raises(ProofError):
        verify_identity(holder.document, DOCUMENT.number.encode(), salt=draft(2).salt)


def test_nobody_is_named_in_a_representation() -> None:
    shown = repr(draft(1)) + repr(candidate({"W": 1, "P": 2}))
    assert "欧阳" not in shown
    assert DOCUMENT.number not in shown
    assert draft(1).salt not in shown


@pytest.mark.parametrize(
    "bad",
    [
        replace(draft(1), uuid="not-a-uuid"),
        replace(draft(1), salt="0"),
        replace(draft(1), name=" x"),
        draft(64 * 1_024 * 2**24),
    ],
    ids=["uuid", "salt", "name", "place"],
)
def test_what_no_certificate_can_carry_is_refused(bad: Draft) -> None:
    with pytest.raises(DraftError, match=f"certificate {bad.number} cannot be written"):
        certificate_of(bad, FRAME)


def test_a_holding_is_a_keyed_hash_of_person_standard_and_level() -> None:
    enrolment = Enrolment(DOCUMENT, "X-BIM", 1)
    key = bytes(range(32))
    text = b"xcert/holding/v0\x00201\x00990101200401025573\x00X-BIM\x001"
    assert holding_of(enrolment, key) == hmac.new(key, text, "sha256").digest()
    others = [
        replace(enrolment, level=2),
        replace(enrolment, family="X-WEB"),
        replace(enrolment, document=IdDocument(IdType.PASSPORT, DOCUMENT.number)),
    ]
    assert len({holding_of(entry, key) for entry in [enrolment, *others]}) == 4
    assert holding_of(enrolment, bytes(32)) != holding_of(enrolment, key)


@pytest.mark.parametrize(("level", "sign"), [(1, "1"), (9, "9"), (10, "A"), (16, "G")])
def test_a_number_has_prefix_year_level_serial(level: int, sign: str) -> None:
    assert certificate_number(series_of("S000099000001", ISSUED, level), 42) == f"S00009900000126{sign}000042"


@pytest.mark.parametrize("serial", [0, -1, 1_000_000])
def test_a_series_ends(serial: int) -> None:
    with pytest.raises(DraftError, match="no number left"):
        certificate_number("S26", serial)


@pytest.mark.parametrize(
    ("passed", "sizes"),
    [(0, []), (1, [1]), (65_536, [65_536]), (65_537, [65_536, 1]), (200_000, [65_536] * 3 + [3_392])],
)
def test_a_submission_has_at_most_64_batches(passed: int, sizes: list[int]) -> None:
    parts = submissions_of(passed)
    assert [len(part) for part in parts] == sizes
    assert [place for part in parts for place in part] == list(range(passed))


def sign_batch(drafts: Sequence[Draft], signer: Signer | None = None) -> SignedBatch:
    (batch,) = sign_batches(InProcess(), FRAME, [drafts], signer or SeededSigner(), created=CREATED)
    return batch


@given(
    size=st.integers(1, 40),
    names=st.lists(st.sampled_from(NAMES), min_size=1),
)
def test_a_batch_is_written_as_the_bundle_writes_it(size: int, names: list[str]) -> None:
    """The gaps for signature and path are filled from outside; `Bundle` writes everything anew."""
    signer = SeededSigner()
    drafts = [draft(1_024 + place, name=names[place % len(names)]) for place in range(size)]
    batch = sign_batch(drafts, signer)
    certificates = [certificate_of(entry, FRAME) for entry in drafts]
    proofs = [sign_certificate(entry, signer, created=CREATED) for entry in certificates]
    leaves = [leaf_of(entry, proof) for entry, proof in zip(certificates, proofs, strict=True)]
    assert batch.root == root_of(leaves)
    assert batch.files == tuple(
        Bundle(entry, proof, AnchorProof(path)).to_bytes()
        for entry, proof, path in zip(certificates, proofs, inclusion_paths(leaves), strict=True)
    )


def test_every_file_of_a_batch_verifies() -> None:
    drafts = [draft(place) for place in range(5)]
    batch = sign_batch(drafts)
    for index, data in enumerate(batch.files):
        bundle = Bundle.parse(data)
        verify_issuer_proof(bundle.certificate, bundle.issuer_proof)
        verify_inclusion(bundle.leaf, index=index, size=5, path=bundle.anchor_proof.path, root=batch.root)
        assert bundle.issuer_proof.created == "2026-06-20T08:30:01Z"


@pytest.mark.parametrize(
    "places",
    [[], [1], [0, 2], [1, 0], [0, 0], [1_023, 1_024], list(range(1_025))],
    ids=["none", "not the first", "a gap", "another order", "twice", "two batches", "too many"],
)
def test_what_is_no_batch_is_not_signed(places: list[int]) -> None:
    with pytest.raises(DraftError, match="batch"):
        sign_batch([draft(place) for place in places])


def test_batches_signed_together_are_those_signed_alone() -> None:
    batches = [[draft(place) for place in range(1_024)], [draft(1_024 + place) for place in range(3)]]
    with Processes(2) as workers:
        signed = list(sign_batches(workers, FRAME, batches, SeededSigner(), created=CREATED))
    assert signed == [sign_batch(drafts) for drafts in batches]


def test_a_key_that_the_issuer_cannot_name_prepares_nothing() -> None:
    did = f"did:key:{'z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'}"
    frame = replace(FRAME, profile=replace(PROFILE, did=did))
    with pytest.raises(DraftError, match="S000001"):
        prepare(certificate_of(draft(1), frame), SeededSigner().public_key, created_text(CREATED))
