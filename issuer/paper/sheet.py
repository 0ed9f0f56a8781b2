"""What stands on one printed certificate: plain values, no document and no key."""

import unicodedata
from dataclasses import dataclass, fields
from datetime import date

from issuer.paper.errors import SheetError
from issuer.paper.link import require_link, verifier_of

MAXIMUM_JSON = 65_536
"""Bytes of the certificate that travels inside the PDF."""

# Control, format and surrogate characters and line separators have no place in a printed line: they are invisible,
# turn its direction, or break it. Whether the font can draw the others is asked elsewhere.
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in Chinese (`zh`) and in English (`en`); both are required, so that nothing is half translated."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The values printed on one certificate; raises `SheetError` or `LinkError` for a value that cannot be printed.

    Args:
        holder_name: As in the certificate.
        holder_document: Optional line on the identity document, masked (domain.md, section 9: last four at most).
        standard: Title of the vocational standard.
        level: Title of the level.
        organisation_zh: Registered Chinese name of the issuing organisation.
        organisation_en: Its English name, if it has one; a legal name is never translated by us.
        certificate_number: Printed as given.
        issued_on: Day of issue; also the only time stamp in the PDF.
        certificate_json: The exact bytes of the signed file.
        link: `https://VERIFIER/v#1/<base41>`, the text of the QR code (docs/format.md, section 6).
        key_fingerprint: Short fingerprint of the issuer's signing key, ready to be compared by eye.
        network: Where the certificate is anchored.
        test_network: Whether that network proves nothing; then the sheet says so across its whole width.
    """

    holder_name: str
    holder_document: Bilingual | None
    standard: Bilingual
    level: Bilingual
    organisation_zh: str
    organisation_en: str | None
    certificate_number: str
    issued_on: date
    certificate_json: bytes
    link: str
    key_fingerprint: str
    network: Bilingual
    test_network: bool

    def __post_init__(self) -> None:
        for name, text in self.texts().items():
            _require_line(name, text)
        if not 1 <= len(self.certificate_json) <= MAXIMUM_JSON:
            size = len(self.certificate_json)
            raise SheetError(
                "certificate_json", f"the certificate has {size} bytes; 1 to {MAXIMUM_JSON} fit into the PDF"
            )
        try:
            self.certificate_json.decode("utf-8")
        except UnicodeDecodeError as error:
            raise SheetError(
                "certificate_json", "the certificate is not UTF-8; give the signed file's bytes"
            ) from error
        require_link(self.link)

    @property
    def verifier(self) -> str:
        """Return the verifier's address, which is printed: the link up to its fragment."""
        return verifier_of(self.link)

    def texts(self) -> dict[str, str]:
        """Return every text that is printed from data, by field name; `.zh` and `.en` mark the languages."""
        found: dict[str, str] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Bilingual):
                found[f"{field.name}.zh"] = value.zh
                found[f"{field.name}.en"] = value.en
            elif isinstance(value, str) and field.name != "link":
                found[field.name] = value
        return found


def _require_line(name: str, text: str) -> None:
    if not text or text != text.strip():
        raise SheetError(name, f"{name} is empty or begins or ends with a space; give the text alone")
    for character in text:
        if unicodedata.category(character) in _INVISIBLE:
            raise SheetError(name, f"{name} has the invisible character U+{ord(character):04X}; remove it")
