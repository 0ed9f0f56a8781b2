"""One kept certificate on paper: the values of its sheet, and its QR link."""

import hashlib

from certificate.bundle import Bundle
from certificate.errors import CertificateError
from certificate.qr_payload import encode_link
from certificate.standard import Standard
from chain.trust import TrustedNetwork
from issuer.errors import ReleaseError
from issuer.paper import Bilingual, Sheet
from issuer.roster import IdDocument, IdType
from issuer.settings import Settings

_KINDS = {
    IdType.RESIDENT_CARD: ("居民身份证", "Resident identity card"),
    IdType.RESIDENCE_PERMIT: ("居留类证件", "Residence permit"),
    IdType.PASSPORT: ("护照", "Passport"),
}


def link_of(data: bytes, settings: Settings) -> str:
    """Return the text of the QR code of the certificate file `data`; raises `ReleaseError` if it cannot be carried."""
    try:
        return encode_link(data, verifier=settings.verifier)
    except CertificateError as error:
        number = Bundle.parse(data).certificate.number
        raise ReleaseError(f"certificate {number}: {error}", number=number, reason="input-qr") from error


def sheet_of(
    data: bytes, document: IdDocument, standard: Standard, settings: Settings, trusted: TrustedNetwork
) -> Sheet:
    """Return what is printed of the certificate file `data`; raises `PaperError` for what cannot be printed."""
    bundle = Bundle.parse(data)
    certificate = bundle.certificate
    return Sheet(
        holder_name=certificate.holder.name,
        holder_document=masked(document),
        standard=Bilingual(standard.title.zh, standard.title.en),
        level=_level(standard, certificate.achievement.level),
        organisation_zh=certificate.issuer.name,
        organisation_en=settings.name_en,
        certificate_number=certificate.number,
        issued_on=certificate.term.issued,
        certificate_json=data,
        link=link_of(data, settings),
        key_fingerprint=fingerprint(bundle.issuer_proof.key),
        network=Bilingual(trusted.name_zh, trusted.name_en),
        test_network=trusted.network.test,
    )


def masked(document: IdDocument) -> Bilingual:
    """Name the kind of `document` and its last four characters, which is all that a sheet may show (domain, 9)."""
    zh, en = _KINDS[document.kind]
    end = document.number[-4:]
    return Bilingual(f"{zh} 尾号 {end}", f"{en} ending in {end}")


def fingerprint(key: bytes) -> str:
    """Return the first 8 bytes of the SHA-256 of a public `key`, in groups that people can compare."""
    digits = hashlib.sha256(key).hexdigest()[:16].upper()
    return " ".join(digits[start : start + 4] for start in range(0, 16, 4))


def _level(standard: Standard, level: int) -> Bilingual:
    title = standard.level(level).title
    return Bilingual(title.zh, title.en)
