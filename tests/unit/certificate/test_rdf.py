"""Direct N-Quads equal the general algorithm: PyLD expands, pyoxigraph canonicalises (RDFC-1.0)."""

import json
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from pyld import jsonld
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse

from certificate.document import CONTEXTS, Certificate
from certificate.issuer_proof import IssuerProof
from certificate.jcs import write_jcs
from certificate.rdf import document_nquads, proof_nquads
from tests.builders import SeededSigner, certificate
from tests.unit.certificate.strategies import certificates

FILES = Path(__file__).parents[2] / "vectors" / "contexts"
NAMES = ("credentials-v2.json", "ob-v3p0-context-3.0.3.json", "ob-v3p0-extensions.json")
LOADED = {url: json.loads((FILES / name).read_text("utf-8")) for url, name in zip(CONTEXTS, NAMES, strict=True)}


def load(url: str, _options: object) -> dict[str, Any]:
    return {"contextUrl": None, "documentUrl": url, "document": LOADED[url], "contentType": "application/ld+json"}


def general(document: Any) -> list[str]:
    """Canonical N-Quads by the general algorithm, sorted by code point."""
    nquads = jsonld.to_rdf(document, {"format": "application/n-quads", "documentLoader": load, "base": None})
    dataset = Dataset(parse(nquads.encode(), RdfFormat.N_QUADS))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(f"{quad.triple} ." for quad in dataset)


def lines(nquads: bytes) -> list[str]:
    return nquads.decode().split("\n")[:-1]


@settings(max_examples=2_000)
@given(certificates())
def test_documents_equal_the_general_algorithm(document: Certificate) -> None:
    assert lines(document_nquads(document)) == general(document.to_json())


def test_proof_configuration_equals_the_general_algorithm() -> None:
    document = certificate()
    configuration = IssuerProof("2026-06-20T08:00:00Z", SeededSigner().public_key, bytes(64)).to_json(document)
    del configuration["proofValue"]
    direct = proof_nquads(
        identifier=str(configuration["id"]),
        created="2026-06-20T08:00:00Z",
        method=str(configuration["verificationMethod"]),
    )
    assert lines(direct) == general({"@context": list(CONTEXTS), **configuration})


@given(certificates())
def test_canonical_json_equals_rfc8785(document: Certificate) -> None:
    assert write_jcs(document.to_json()) == rfc8785.dumps(document.to_json())


@pytest.mark.parametrize("change", ["name", "level", "context"])
def test_another_document_has_other_nquads(change: str) -> None:
    document = certificate().to_json()
    if change == "name":
        document["credentialSubject"]["identifier"][0]["identityHash"] = "别人"  # type: ignore[index,call-overload]
    elif change == "level":
        document["credentialSubject"]["achievement"]["name"] = "高级"  # type: ignore[index,call-overload]
    else:
        document["@context"] = list(CONTEXTS[:2])
        document["evidence"] = [{"id": "urn:uuid:11111111-1111-4111-8111-111111111111", "type": ["Evidence"]}]
    assert lines(document_nquads(certificate())) != general(document)
