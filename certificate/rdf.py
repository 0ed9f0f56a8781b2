"""RDFC-1.0 N-Quads of our closed document, written directly from the model (docs/format.md, 4.1).

The general algorithm expands JSON-LD, builds a graph and hashes its blank nodes; a closed document always gives the
same graph, so only literals and identifiers are filled in here. That both agree is tested against PyLD and pyoxigraph.
Data types are those of the published contexts, also where they look odd.
"""

import hashlib
from functools import lru_cache

from certificate.document import Achievement, Certificate
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
    lines = [
        *_credential_lines(certificate),
        *_issuer_lines(certificate.issuer),
        *_status_lines(certificate),
        *_achievement_lines(certificate.achievement, certificate.achievement_url),
        *_holder_lines(certificate),
    ]
    return "".join(sorted(lines)).encode("utf-8")


def proof_nquads(*, identifier: str, created: str, method: str) -> bytes:
    """Return the canonical N-Quads of the issuer proof's configuration (Data Integrity EdDSA 1.0, 3.2.5)."""
    node = f"<{identifier}>"
    lines = [
        f"{node} <http://purl.org/dc/terms/created> {_literal(created)}{_DATE_TIME} .\n",
        f"{node} {_RDF_TYPE} <{_SECURITY}DataIntegrityProof> .\n",
        f'{node} <{_SECURITY}cryptosuite> "eddsa-rdfc-2022"^^<{_SECURITY}cryptosuiteString> .\n',
        f"{node} <{_SECURITY}proofPurpose> <{_SECURITY}assertionMethod> .\n",
        f"{node} <{_SECURITY}verificationMethod> <{method}> .\n",
    ]
    return "".join(sorted(lines)).encode("utf-8")


def _credential_lines(certificate: Certificate) -> list[str]:
    node = f"<{certificate.urn}>"
    lines = [
        f"{node} {_RDF_TYPE} <{_OB}OpenBadgeCredential> .\n",
        f"{node} {_RDF_TYPE} <{_CRED}VerifiableCredential> .\n",
        f"{node} <{_CRED}credentialStatus> <{certificate.address}> .\n",
        f"{node} <{_CRED}credentialSubject> <{certificate.urn}#holder> .\n",
        f"{node} <{_CRED}issuer> <{certificate.issuer.did}> .\n",
        f"{node} <{_CRED}validFrom> {_literal(certificate.term.valid_from)}{_DATE_TIME} .\n",
    ]
    if certificate.term.valid_until is not None:
        lines.append(f"{node} <{_CRED}validUntil> {_literal(certificate.term.valid_until)}{_DATE_TIME} .\n")
    return lines


@lru_cache(maxsize=256)
def _issuer_lines(issuer: Profile) -> tuple[str, ...]:
    node = f"<{issuer.did}>"
    return (
        f"{node} {_RDF_TYPE} <{_OB}Profile> .\n",
        f"{node} <{_SCHEMA}name> {_literal(issuer.name)} .\n",
        f"{node} <{_SCHEMA}url> {_literal(issuer.url)}{_ODD_URI} .\n",
    )


def _status_lines(certificate: Certificate) -> list[str]:
    node = f"<{certificate.address}>"
    return [
        f"{node} {_RDF_TYPE} <{_STATUS}BitstringStatusListEntry> .\n",
        f"{node} <{_STATUS}statusListCredential> <{certificate.status_list_url}> .\n",
        f"{node} <{_STATUS}statusListIndex> {_literal(str(certificate.address.status_index))} .\n",
        f'{node} <{_STATUS}statusPurpose> "suspension" .\n',
    ]


@lru_cache(maxsize=256)
def _achievement_lines(achievement: Achievement, url: str) -> tuple[str, ...]:
    node, criteria = f"<{url}>", f"<{url}#criteria>"
    return (
        f"{node} {_RDF_TYPE} <{_OB}Achievement> .\n",
        f"{node} <{_OB}Criteria> {criteria} .\n",
        f'{node} <{_OB}achievementType> "Certification" .\n',
        f"{node} <{_OB}humanCode> {_literal(achievement.family)} .\n",
        f"{node} <{_SCHEMA}description> {_literal(achievement.title_en)} .\n",
        f"{node} <{_SCHEMA}name> {_literal(achievement.title_zh)} .\n",
        f"{criteria} <{_OB}narrative> {_literal(achievement.narrative)} .\n",
    )


def _holder_lines(certificate: Certificate) -> list[str]:
    node = f"<{certificate.urn}#holder>"
    lines = [
        f"{node} {_RDF_TYPE} <{_OB}AchievementSubject> .\n",
        f"{node} <{_OB}achievement> <{certificate.achievement_url}> .\n",
        f"{node} <{_OB}licenseNumber> {_literal(certificate.number)} .\n",
    ]
    holder = certificate.holder
    blank = [_identity_lines("name", holder.name, hashed="false")]
    blank += [_identity_lines(entry.kind.value, entry.text, hashed="true") for entry in holder.hashed]
    link = f"{node} <{_OB}identifier>"
    blank.sort(key=lambda own: _first_degree_hash(own, link))
    for label, own in enumerate(blank):
        lines.append(f"{link} _:c14n{label} .\n")
        lines.extend(f"_:c14n{label} {rest}" for rest in own)
    return lines


def _identity_lines(kind: str, value: str, *, hashed: str) -> list[str]:
    """Return the lines of an IdentityObject without their subject, in canonical order."""
    return [
        f"{_RDF_TYPE} <{_OB}IdentityObject> .\n",
        f'<{_OB}hashed> "{hashed}"{_ODD_BOOLEAN} .\n',
        f"<{_OB}identityHash> {_literal(value)} .\n",
        f"<{_OB}identityType> {_literal(kind)} .\n",
    ]


def _first_degree_hash(own: list[str], link: str) -> bytes:
    """Hash First Degree Quads (RDFC-1.0, 4.6): every line that mentions the node, which is written `_:a`."""
    lines = sorted([f"_:a {rest}" for rest in own] + [f"{link} _:a .\n"])
    return hashlib.sha256("".join(lines).encode("utf-8")).digest()


def _literal(text: str) -> str:
    # Control characters never occur (docs/format.md, 1.3), so only these two need escaping (RDFC-1.0, 5.2).
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
