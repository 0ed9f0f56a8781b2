"""Canonical N-Quads (RDF Dataset Canonicalization 1.0, SHA-256) of our closed documents, written directly.

The general algorithm expands JSON-LD, builds a graph, hashes its blank nodes and sorts; a closed document always gives
the same graph in the same order, so only literals and identifiers are filled in here. That both agree is tested against
PyLD and pyoxigraph. Data types are those of the published contexts, also where they look odd.

The order of lines is that of code points: `did:` before `https:` before `urn:`, `#` before `>`, blank nodes last.
"""

import hashlib
from functools import lru_cache

from certificate.document import Achievement, Certificate, Holder
from certificate.profile import Profile

_RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_CRED = "https://www.w3.org/2018/credentials#"
_STATUS = "https://www.w3.org/ns/credentials/status#"
_SECURITY = "https://w3id.org/security#"
_OB = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
_SCHEMA = "https://schema.org/"
_DATE_TIME = "^^<http://www.w3.org/2001/XMLSchema#dateTime>"
_ODD_BOOLEAN = "^^<https://www.w3.org/2001/XMLSchema#boolean>"
_ODD_URI = "^^<https://www.w3.org/2001/XMLSchema#anyURI>"


def document_nquads(certificate: Certificate) -> bytes:
    """Return the canonical N-Quads of the document without proofs."""
    node, status, url = f"<{certificate.urn}#holder>", f"<{certificate.address}>", certificate.achievement_url
    links, identities = _identity_lines(certificate.holder, f"{node} <{_OB}identifier>")
    own = (
        f"{node} {_RDF_TYPE} <{_OB}AchievementSubject> .\n"
        f"{node} <{_OB}achievement> <{url}> .\n"
        f"{links}"
        f"{node} <{_OB}licenseNumber> {_literal(certificate.number)} .\n"
        f"{_credential_lines(certificate, status)}"
        f"{_status_lines(certificate, status)}"
    )
    issuer, achievement = _issuer_lines(certificate.issuer), _achievement_lines(certificate.achievement, url)
    # Joined as bytes: one Chinese character in a text makes all of it slow to encode.
    return b"".join((issuer, achievement, own.encode("utf-8"), identities.encode("utf-8")))


def proof_nquads(*, identifier: str, created: str, method: str) -> bytes:
    """Return the canonical N-Quads of the issuer proof's configuration (Data Integrity EdDSA 1.0, 3.2.5)."""
    node = f"<{identifier}>"
    return (
        f"{node} <http://purl.org/dc/terms/created> {_literal(created)}{_DATE_TIME} .\n"
        f"{node} {_RDF_TYPE} <{_SECURITY}DataIntegrityProof> .\n"
        f'{node} <{_SECURITY}cryptosuite> "eddsa-rdfc-2022"^^<{_SECURITY}cryptosuiteString> .\n'
        f"{node} <{_SECURITY}proofPurpose> <{_SECURITY}assertionMethod> .\n"
        f"{node} <{_SECURITY}verificationMethod> <{method}> .\n"
    ).encode()


@lru_cache(maxsize=256)
def _issuer_lines(issuer: Profile) -> bytes:
    node = f"<{issuer.did}>"
    return (
        f"{node} {_RDF_TYPE} <{_OB}Profile> .\n"
        f"{node} <{_SCHEMA}name> {_literal(issuer.name)} .\n"
        f"{node} <{_SCHEMA}url> {_literal(issuer.url)}{_ODD_URI} .\n"
    ).encode()


@lru_cache(maxsize=256)
def _achievement_lines(achievement: Achievement, url: str) -> bytes:
    node, criteria = f"<{url}>", f"<{url}#criteria>"
    return (
        f"{criteria} <{_OB}narrative> {_literal(achievement.narrative)} .\n"
        f"{node} {_RDF_TYPE} <{_OB}Achievement> .\n"
        f"{node} <{_OB}Criteria> {criteria} .\n"
        f'{node} <{_OB}achievementType> "Certification" .\n'
        f"{node} <{_OB}humanCode> {_literal(achievement.family)} .\n"
        f"{node} <{_SCHEMA}description> {_literal(achievement.title_en)} .\n"
        f"{node} <{_SCHEMA}name> {_literal(achievement.title_zh)} .\n"
    ).encode()


def _credential_lines(certificate: Certificate, status: str) -> str:
    node, term = f"<{certificate.urn}>", certificate.term
    until = term.valid_until
    last = "" if until is None else f"{node} <{_CRED}validUntil> {_literal(until)}{_DATE_TIME} .\n"
    return (
        f"{node} {_RDF_TYPE} <{_OB}OpenBadgeCredential> .\n"
        f"{node} {_RDF_TYPE} <{_CRED}VerifiableCredential> .\n"
        f"{node} <{_CRED}credentialStatus> {status} .\n"
        f"{node} <{_CRED}credentialSubject> <{certificate.urn}#holder> .\n"
        f"{node} <{_CRED}issuer> <{certificate.issuer.did}> .\n"
        f"{node} <{_CRED}validFrom> {_literal(term.valid_from)}{_DATE_TIME} .\n"
        f"{last}"
    )


def _status_lines(certificate: Certificate, node: str) -> str:
    return (
        f"{node} {_RDF_TYPE} <{_STATUS}BitstringStatusListEntry> .\n"
        f"{node} <{_STATUS}statusListCredential> <{certificate.status_list_url}> .\n"
        f'{node} <{_STATUS}statusListIndex> "{certificate.address.status_index}" .\n'
        f'{node} <{_STATUS}statusPurpose> "suspension" .\n'
    )


def _identity_lines(holder: Holder, link: str) -> tuple[str, str]:
    """Return the lines that begin with `link` and end with an identity's label, and the lines about the identities."""
    named = ("name", _literal(holder.name), "false")
    identities = [named, *((entry.kind.value, _literal(entry.text), "true") for entry in holder.hashed)]
    identities.sort(key=lambda identity: _first_degree_hash(identity, link))
    links = "".join([f"{link} _:c14n{label} .\n" for label in range(len(identities))])
    return links, "".join([_about(f"_:c14n{label}", identity) for label, identity in enumerate(identities)])


def _first_degree_hash(identity: tuple[str, str, str], link: str) -> bytes:
    """Hash First Degree Quads (RDFC-1.0, 4.6): every line that mentions the node, which is written `_:a`."""
    lines = f"{link} _:a .\n{_about('_:a', identity)}"
    return hashlib.sha256(lines.encode("utf-8")).digest()


def _about(label: str, identity: tuple[str, str, str]) -> str:
    """Return the lines of an IdentityObject of this type, literal and truth value of `hashed`."""
    kind, literal, hashed = identity
    return (
        f"{label} {_RDF_TYPE} <{_OB}IdentityObject> .\n"
        f'{label} <{_OB}hashed> "{hashed}"{_ODD_BOOLEAN} .\n'
        f"{label} <{_OB}identityHash> {literal} .\n"
        f'{label} <{_OB}identityType> "{kind}" .\n'
    )


def _literal(text: str) -> str:
    # Control characters never occur (docs/format.md, 1.3), so only these two need escaping (RDFC-1.0, 5.2).
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
