"""No bytes but the released ones are VALID: every change of one byte, and every splice of genuine certificates."""

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certificate.address import Address
from certificate.anchor_proof import AnchorProof
from certificate.bundle import Bundle
from certificate.document import Achievement, Certificate, Holder
from certificate.errors import MalformedError
from certificate.facts import Facts, Unread
from certificate.issuer_proof import IssuerProof, Signer
from certificate.judge import read_form
from certificate.verdict import Outcome, Verdict
from chain.evidence import FactsReader
from tests.integration.attacks.scene import Scene, open_scene, resigned
from verifier.answer import Answer
from verifier.judging import answer_certificate
from verifier.trust import Trust


@dataclass
class Remembering:
    """Asks the real chain once for each question: a hundred thousand forgeries ask the same few."""

    reader: FactsReader
    known: dict[tuple[Address, bytes], Facts | Unread] = field(default_factory=dict)

    def read(self, address: Address, key: bytes) -> Facts | Unread:
        question = (address, key)
        if question not in self.known:
            self.known[question] = self.reader.read(address, key)
        return self.known[question]


@dataclass(frozen=True)
class Judge:
    """A verifier of the scene's chain, and genuine files: two of one batch, one of the next batch, one of a rival."""

    scene: Scene
    bundles: tuple[Bundle, ...]
    files: tuple[bytes, ...]
    signers: tuple[Signer, ...]
    reader: Remembering
    trust: Trust
    now: datetime

    def answer(self, data: bytes) -> Answer:
        return answer_certificate(data, reader=self.reader, trust=self.trust, now=self.now)

    def refuses(self, data: bytes) -> bool:
        """Whether `data` is not VALID; most forgeries have no accepted form, and no verdict on form is VALID."""
        return isinstance(read_form(data), Verdict) or self.answer(data).outcome is not Outcome.VALID


@pytest.fixture(scope="module")
def judge() -> Judge:
    scene = open_scene()
    plan, rival = scene.plan(), scene.rival()
    bundles = (
        *scene.issue(replace(plan, size=5))[1:3],
        scene.issue(replace(plan, submission=1))[0],
        scene.issue(scene.plan(rival))[0],
    )
    trusted = scene.world.trusted
    return Judge(
        scene,
        bundles,
        tuple(bundle.to_bytes() for bundle in bundles),
        (scene.honest.signer, scene.honest.signer, scene.honest.signer, rival.signer),
        Remembering(FactsReader(trusted, [scene.chain])),
        Trust([trusted]),
        datetime.fromtimestamp(scene.now, UTC),
    )


def test_the_released_files_are_valid(judge: Judge) -> None:
    assert [judge.answer(file).outcome for file in judge.files] == [Outcome.VALID] * 4


def test_no_single_byte_can_be_another(judge: Judge) -> None:
    """Every position with every other value: about 670,000 files."""
    genuine = judge.files[0]
    passed = []
    for place, own in enumerate(genuine):
        before, after = genuine[:place], genuine[place + 1 :]
        others = (value for value in range(256) if value != own)
        passed += [(place, value) for value in others if not judge.refuses(b"%b%c%b" % (before, value, after))]
    assert passed == []


def test_no_single_byte_can_be_missing_doubled_or_changed_with_its_neighbour(judge: Judge) -> None:
    genuine = judge.files[0]
    passed = []
    for place in range(len(genuine)):
        before, own, after = genuine[:place], genuine[place : place + 1], genuine[place + 1 :]
        swapped = before + after[:1] + own + after[1:]
        forgeries = [before + after, before + own + own + after, before + b" " + own + after, swapped]
        passed += [place for forged in forgeries if forged != genuine and not judge.refuses(forged)]
    assert passed == []


@pytest.mark.parametrize("extra", [b" ", b"\n", b"\x00", b"\xef\xbb\xbf", b"{}", b",", b"\r\n", b"\xff"])
def test_nothing_stands_before_or_after_a_file(judge: Judge, extra: bytes) -> None:
    assert judge.refuses(extra + judge.files[0])
    assert judge.refuses(judge.files[0] + extra)


FLIPS = st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 255)), min_size=1, max_size=12)


@given(st.integers(0, 3), FLIPS)
@settings(max_examples=500)
def test_random_flips_are_never_valid(judge: Judge, which: int, flips: list[tuple[int, int]]) -> None:
    forged = bytearray(judge.files[which])
    for place, mask in flips:
        forged[place % len(forged)] ^= mask
    assert bytes(forged) in judge.files or judge.refuses(bytes(forged))


@given(st.integers(0, 3), st.integers(0, 3), st.integers(0, 10**6), st.integers(-3, 3))
@settings(max_examples=500)
def test_the_head_of_one_file_on_the_tail_of_another_is_never_valid(
    judge: Judge, first: int, second: int, cut: int, shift: int
) -> None:
    head, tail = judge.files[first], judge.files[second]
    place = cut % len(head)
    forged = head[:place] + tail[max(place + shift, 0) :]
    assert forged in judge.files or judge.refuses(forged)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all values in a document that are no objects or lists."""
    if isinstance(value, dict):
        return [found for key, inner in value.items() for found in leaves(inner, (*path, key))]
    if isinstance(value, list):
        return [found for key, inner in enumerate(value) for found in leaves(inner, (*path, key))]
    return [path]


def value_at(document: Any, path: tuple[Any, ...]) -> Any:
    for part in path:
        document = document[part]
    return document


@given(st.integers(0, 3), st.integers(0, 3), st.data())
@settings(max_examples=300)
def test_members_of_one_file_in_another_are_never_valid(
    judge: Judge, first: int, second: int, data: st.DataObject
) -> None:
    document, other = json.loads(judge.files[first]), json.loads(judge.files[second])
    differing = [path for path in leaves(document) if value_at(document, path) != value_at(other, path)]
    for path in data.draw(st.lists(st.sampled_from(differing), unique=True)) if differing else []:
        value_at(document, path[:-1])[path[-1]] = value_at(other, path)
    forged = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert forged in judge.files or judge.refuses(forged)


PARTS = 22


def assembled(bundles: tuple[Bundle, ...], chosen: list[int]) -> Bundle:
    """A certificate of which every single part comes from one of `bundles`, as `chosen` says: it always has a form."""
    sources = iter([bundles[which] for which in chosen])

    def own() -> Certificate:
        return next(sources).certificate

    address = Address(
        own().address.chain,
        own().address.registry,
        own().address.organisation,
        own().address.session,
        own().address.batch,
        own().address.index,
    )
    achievement = Achievement(
        own().achievement.family,
        own().achievement.version,
        own().achievement.level,
        own().achievement.title_zh,
        own().achievement.title_en,
        own().achievement.narrative,
    )
    holder = Holder(own().holder.name, own().holder.document)
    certificate = Certificate(own().id, own().issuer, address, holder, own().number, achievement, own().term)
    signed = [next(sources).issuer_proof for _ in range(3)]
    proof = IssuerProof(signed[0].created, signed[1].key, signed[2].signature)
    return Bundle(certificate, proof, AnchorProof(next(sources).anchor_proof.path))


def test_parts_of_one_certificate_make_that_certificate(judge: Judge) -> None:
    for which, bundle in enumerate(judge.bundles):
        assert assembled(judge.bundles, [which] * PARTS) == bundle


# Mostly one certificate with a few parts of others: what is mixed evenly fails too early to be interesting.
MOSTLY_ONE = st.tuples(
    st.integers(0, 3), st.dictionaries(st.integers(0, PARTS - 1), st.integers(0, 3), max_size=4)
).map(lambda drawn: [drawn[1].get(part, drawn[0]) for part in range(PARTS)])


@given(MOSTLY_ONE | st.lists(st.integers(0, 3), min_size=PARTS, max_size=PARTS), st.booleans())
@settings(max_examples=500)
def test_a_certificate_put_together_from_genuine_parts_is_never_valid(
    judge: Judge, chosen: list[int], stolen_key: bool
) -> None:
    """Also when whoever assembles it has stolen a registered signing key and signs the whole anew."""
    try:
        bundle = assembled(judge.bundles, chosen)
    except MalformedError:
        return
    forged = resigned(bundle, bundle.certificate, judge.signers[chosen[0]]) if stolen_key else bundle
    assert forged.to_bytes() in judge.files or judge.refuses(forged.to_bytes())
