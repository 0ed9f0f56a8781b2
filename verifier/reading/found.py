"""What an upload can hold."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JsonBytes:
    """The bytes of a certificate file as they were found, not yet parsed."""

    data: bytes


@dataclass(frozen=True, slots=True)
class QrText:
    """The text of a certificate's QR code, `https://VERIFIER/v#1/…`, not yet decoded."""

    text: str


Found = JsonBytes | QrText
"""Everything that reading an upload can give."""
